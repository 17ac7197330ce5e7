#!/usr/bin/env python3
"""Copies the project and makes of every mutant a choice that is taken at run time.

plant.py --check            finds every expression, and says what is wrong
plant.py FOLDER             writes the copy; the sources carry no trace of a mutant
plant.py FOLDER --patch F   writes the copy without mutants and with somebody's change, as `patch -p1` applies it

The copy holds what the engine and the vectors are made of. What a change does to other files, a README.md say, is told and left alone.
The copy builds one more program, crosscheck_mutants: the engine with all mutants in it, one of them awake at a time.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True

import change as changes  # noqa: E402
import mutants as table  # noqa: E402

CHOICE = """// Which mutant is awake: its number in conformance/mutants.json, or 0 for none.
#pragma once

#include <type_traits>

namespace crosscheck::mutants {

inline int awake = 0;

// NOTE: what a compiler works out is worked out without mutants.
constexpr bool is_awake(int number) { return !std::is_constant_evaluated() && awake == number; }

}  // namespace crosscheck::mutants
"""
NAMES = """// Generated from conformance/mutants.json.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace crosscheck::mutants {

struct Named {
  std::string_view id;
  bool equivalent;
};
// In the order of their numbers, which begin at 1.
inline constexpr std::array<Named, %d> kMutants = {{
%s}};

// 0 where no mutant has the id.
constexpr int number_of(std::string_view id) {
  for (std::size_t i = 0; i < kMutants.size(); ++i) {
    if (kMutants[i].id == id) return static_cast<int>(i + 1);
  }
  return 0;
}

}  // namespace crosscheck::mutants
"""
BUILD = """
add_executable(crosscheck_mutants conformance/mutants/main.cpp)
target_include_directories(crosscheck_mutants PRIVATE "${PROJECT_SOURCE_DIR}/src")
target_link_libraries(crosscheck_mutants PRIVATE crosscheck_suite)

find_package(GTest QUIET)
if(GTest_FOUND)
  add_executable(crosscheck_halves EXCLUDE_FROM_ALL conformance/mutants/halves_main.cpp
    conformance/halves/both_halves.cpp conformance/halves/http_cache.cpp conformance/halves/two_halves_test.cpp conformance/halves/vary_test.cpp
    conformance/halves/world.cpp)
  target_include_directories(crosscheck_halves PRIVATE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/src")
  # A tenth of the world is enough to notice any of them.
  target_compile_definitions(crosscheck_halves PRIVATE CROSSCHECK_HALVES_EVERY=10)
  target_link_libraries(crosscheck_halves PRIVATE crosscheck GTest::gtest)
endif()
"""
COPIED = ["CMakeLists.txt", "CMakePresets.json", "src", "conformance"]


def awake(number: int) -> str:
    return f"::crosscheck::mutants::is_awake({number})"


def choice(stack: list[table.Mutant], inner: str) -> str:
    """The text that stands for the expression: one choice for each mutant of it."""
    text = inner
    for mutant in reversed(stack):
        if mutant.is_statement:
            text = f"if ({awake(mutant.number)}) {{ {mutant.becomes} }} else {{ {text} }}"
        else:
            text = f"({awake(mutant.number)} ? ({mutant.becomes}) : ({text}))"
    return text


def planted(text: str, begin: int, end: int, inside: list[table.Mutant]) -> str:
    """text[begin:end] with its mutants; an expression may hold smaller ones."""
    result = []
    position = begin
    rest = sorted(inside, key=lambda mutant: (mutant.begin, -mutant.end, mutant.number))
    while rest:
        outer = rest[0]
        same = [mutant for mutant in rest if (mutant.begin, mutant.end) == (outer.begin, outer.end)]
        within = [mutant for mutant in rest if mutant not in same and mutant.begin < outer.end]
        for mutant in within:
            if mutant.end > outer.end:
                raise SystemExit(f"plant.py: {mutant.id} and {outer.id} overlap, and neither holds the other")
        result.append(text[position:outer.begin])
        result.append(choice(same, planted(text, outer.begin, outer.end, within)))
        position = outer.end
        rest = [mutant for mutant in rest if mutant not in same and mutant not in within]
    result.append(text[position:end])
    return "".join(result)


def write(path: pathlib.Path, text: str) -> None:
    """Leaves a file alone that holds the text already, so that a second build has little to do."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def copy(root: pathlib.Path, target: pathlib.Path, texts: dict[str, str]) -> None:
    """Makes the target what the root is, with these texts in place of its own; the folder of the copy's build stays."""
    if target.is_dir() and any(target.iterdir()) and not (target / "src" / "mutant_choice.h").is_file():
        raise SystemExit(f"plant.py: {target} is not empty and is not a copy that plant.py made")
    kept = {pathlib.Path("src/mutant_choice.h"), pathlib.Path("src/mutant_names.h")}
    for top in COPIED:
        source = root / top
        files = [source] if source.is_file() else [path for path in sorted(source.rglob("*")) if path.is_file()]
        for path in files:
            name = path.relative_to(root)
            if {"node_modules", "__pycache__"} & set(name.parts):
                continue
            kept.add(name)
            goal = target / name
            if str(name) in texts:
                write(goal, texts[str(name)])
            elif not goal.is_file() or goal.read_bytes() != path.read_bytes():
                goal.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, goal)
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target)
        if path.is_file() and name.parts[0] != "build" and name not in kept:
            path.unlink()


def planted_texts(root: pathlib.Path, mutants: list[table.Mutant]) -> dict[str, str]:
    """The files that hold mutants, with them."""
    texts = {}
    for name in sorted({mutant.file for mutant in mutants}):
        text = (root / name).read_text(encoding="utf-8")
        changed = planted(text, 0, len(text), [mutant for mutant in mutants if mutant.file == name])
        line = '#include "mutant_choice.h"\n'
        before, pragma, after = changed.partition("#pragma once\n")
        texts[name] = before + pragma + line + after if pragma and name.endswith(".h") else line + changed
    return texts


def plant(root: pathlib.Path, target: pathlib.Path, mutants: list[table.Mutant]) -> None:
    texts = planted_texts(root, mutants)
    texts["CMakeLists.txt"] = (root / "CMakeLists.txt").read_text(encoding="utf-8") + BUILD
    copy(root, target, texts)
    write(target / "src" / "mutant_choice.h", CHOICE)
    rows = "".join(f"    {{{json.dumps(mutant.id)}, {'true' if mutant.equivalent else 'false'}}},\n" for mutant in mutants)
    write(target / "src" / "mutant_names.h", NAMES % (len(mutants), rows))


def apply_patch(folder: pathlib.Path, change: pathlib.Path) -> int:
    """Applies whole or not at all what the change does to files of the copy."""
    parts = changes.parts(change.read_text(encoding="utf-8", errors="surrogateescape"))
    inside = [part for part in parts if part.name.split("/")[0] in COPIED]
    outside = sorted({part.name for part in parts if part not in inside})
    if not inside:
        touched = f"it touches {', '.join(outside)} alone" if outside else "it is no change in unified form, as `git diff` writes it"
        print(f"plant.py: {change} has nothing to do with {', '.join(COPIED)}: {touched}", file=sys.stderr)
        return 1
    if outside:
        print(f"plant.py: left alone, as the engine is not made of it: {', '.join(outside)}")
    if not shutil.which("patch"):
        print("plant.py: the program patch is not installed, with which changes are applied", file=sys.stderr)
        return 1
    command = ["patch", "--strip=1", "--forward", "--batch", "--reject-file=-", "--directory", str(folder)]
    for dry in (["--dry-run"], []):
        done = subprocess.run(command + dry, input="".join(part.text for part in inside), capture_output=True, encoding="utf-8",
                              errors="surrogateescape", check=False)
        if done.returncode != 0:
            print(f"plant.py: {change} cannot be applied:\n{done.stdout}{done.stderr}", file=sys.stderr, end="")
            return 1
    print(done.stdout, end="")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Copies the project with every mutant of conformance/mutants.json in it.")
    parser.add_argument("folder", nargs="?", type=pathlib.Path, help="where the copy goes")
    parser.add_argument("--check", action="store_true", help="write nothing, say what is wrong")
    parser.add_argument("--patch", type=pathlib.Path, help="a change to apply in place of mutants")
    parser.add_argument("--root", type=pathlib.Path, default=table.ROOT)
    options = parser.parse_args()
    if options.check == bool(options.folder):
        parser.error("give a folder or --check")
    if options.patch:
        plant(options.root, options.folder.resolve(), [])
        return apply_patch(options.folder, options.patch)
    mutants, faults = table.load(options.root / "conformance" / "mutants.json")
    faults += table.place_all(mutants, options.root)
    if options.check:
        faults += [f"{row}: no mutant breaks it" for row in table.rows_without(mutants, options.root)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    if options.check:
        planted_texts(options.root, mutants)
    else:
        plant(options.root, options.folder.resolve(), mutants)
    print(f"{len(mutants)} mutants in {len({mutant.file for mutant in mutants})} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
