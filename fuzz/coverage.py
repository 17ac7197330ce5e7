"""What the corpora cover of src/: lines by target, and which requirement ids no input ever reached. `./bootstrap fuzz --coverage` runs it.

  python3 fuzz/coverage.py [--programs build/fuzz-coverage] [--work build/fuzz-work] [--out <file>] [target...]

The programs are the replay mains of a build with CROSSCHECK_COVERAGE. Run are corpus/<target>/, which is committed, and what jobs
on this machine gathered in <work>/<target>/corpus: after a job the figures are higher than in a new clone.
fuzz/coverage.json is of all targets; a report of some is left beside the programs.
A target's lines are those that its program holds; together they are held against all lines of the libraries, linked or not.
Ids are the ledger's rows of scope `engine`. One counts as reached where a line that names it as a Rule was run, or the line behind one of its
comments: the next that has code, no farther than a blank line or the end of a declaration.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from run import ROOT, commit, targets_of

ID = re.compile(r"\b([A-Z]{2,6}-\d+)\b")
RULE = re.compile(r"\bRule::([A-Z]+_\d+)\b")
SOURCE = re.compile(r".*(?<!_test)\.cpp|.*(?<!_for_tests)\.h")
COUNTED = "engine"


def inputs_of(target, options):
    """Where its inputs come from -> the folder and how many it has: what is committed, and what jobs gathered on this machine."""
    folders = {"committed": ROOT / "corpus" / target, "gathered": options.work / target / "corpus"}
    return {name: (folder, len(list(folder.iterdir())) if folder.is_dir() else 0) for name, folder in folders.items()}


def run_corpus(target, options):
    """The profile of one target."""
    profile = options.programs / f"{target}.profdata"
    raw = options.programs / f"{target}.profraw"
    folders = [folder for folder, count in inputs_of(target, options).values() if count]
    if not folders:
        return None
    ended = subprocess.run([str(options.programs / f"{target}_fuzz"), *map(str, folders)], capture_output=True, check=False,
                           env=os.environ | {"LLVM_PROFILE_FILE": str(raw)})
    if ended.returncode:
        sys.exit(f"{target}: the corpus does not run:\n{ended.stderr.decode(errors='replace')[-2000:]}")
    subprocess.run([f"llvm-profdata-{options.llvm}", "merge", "-sparse", str(raw), "-o", str(profile)], check=True)
    raw.unlink()
    return profile


def lines_in(lcov, root):
    """file -> {line: whether it was run}, of what llvm-cov tells."""
    files, name = {}, None
    for line in lcov.splitlines():
        if line.startswith("SF:"):
            name = Path(line[3:]).resolve().relative_to(root).as_posix()
            files.setdefault(name, {})
        elif line.startswith("DA:"):
            number, count = line[3:].split(",")[:2]
            files[name][int(number)] = files[name].get(int(number), False) or int(count) > 0
    return files


def lines_of(programs, profile, options):
    """The same, of the sources that are in these programs or objects."""
    objects = [argument for program in programs[1:] for argument in ("-object", str(program))]
    told = subprocess.run([f"llvm-cov-{options.llvm}", "export", "-format=lcov", str(programs[0]), *objects, "-instr-profile", str(profile),
                           str(ROOT / "src")], capture_output=True, text=True, check=False)
    if told.returncode:
        sys.exit(f"llvm-cov cannot read {options.programs}:\n{told.stderr[-2000:]}")
    return lines_in(told.stdout, ROOT)


def library_objects(programs, root):
    """What the libraries of src/ were made of: a source that no program links is in none of them.

    WHY not the archives: llvm-cov 19 takes members for damaged that do not begin at a multiple of eight bytes.
    """
    def source(path):
        return root / "src" / Path(*path.relative_to(programs / "src/CMakeFiles").parts[1:]).with_suffix("")
    return [path for path in sorted(programs.glob("src/CMakeFiles/*.dir/**/*.cpp.o")) if source(path).is_file()]


def counts(files, prefix):
    chosen = [lines for name, lines in files.items() if name.startswith(prefix)]
    return {"lines": sum(sum(lines.values()) for lines in chosen), "of": sum(len(lines) for lines in chosen)}


def line_behind(number, texts, lines):
    """The line with the code that a comment on this line is about, or None."""
    for at in range(number, len(texts) + 1):
        if at in lines:
            return at
        text = texts[at - 1]
        if not text.strip() or text.split("//", 1)[0].rstrip().endswith(";"):
            return None
    return None


def named_in(texts, lines):
    """(id, line of its code or None) for each id that a source names."""
    for number, text in enumerate(texts, start=1):
        for rule in RULE.findall(text):
            yield rule.replace("_", "-"), number if number in lines else None
        if "//" in text:
            # WHY not what follows OMITTED: those steps have no code.
            for one in ID.findall(text.split("//", 1)[1].split("OMITTED", 1)[0]):
                yield one, line_behind(number, texts, lines)


def ids_of(files, root):
    """The rows of scope `engine`, apart by what the corpora came to, and how many rows other scopes have."""
    rows = json.loads((root / "conformance/requirements.json").read_text(encoding="utf-8"))["rows"]
    found = {}
    for path in (root / "src/crosscheck").rglob("*"):
        if not SOURCE.fullmatch(path.name):
            continue
        lines = files.get(path.relative_to(root).as_posix(), {})
        for one, at in named_in(path.read_text(encoding="utf-8").splitlines(), lines):
            found.setdefault(one, set()).add(at and lines[at])
    ids = {"reached": [], "never": [], "without_lines": [], "named_nowhere": []}
    for row in rows:
        if row["scope"] == COUNTED:
            was_run = found.get(row["id"], set())
            kind = "reached" if True in was_run else "never" if False in was_run else "without_lines" if was_run else "named_nowhere"
            ids[kind].append(row["id"])
    return ids | {"other_scopes": dict(Counter(row["scope"] for row in rows if row["scope"] != COUNTED))}


def tell(report):
    """What is printed of all targets together."""
    engine, ids = report["engine"], report["ids"]
    of = sum(len(ids[kind]) for kind in ("reached", "never", "without_lines", "named_nowhere"))
    yield (f"together: {engine['lines']:,} of {engine['of']:,} lines of src/crosscheck/, {len(ids['reached'])} of {of} requirement ids "
           f"of scope {COUNTED}")
    for kind, meaning in (("never", "never reached"), ("without_lines", "named where nothing can be run"),
                          ("named_nowhere", "named nowhere in the code")):
        yield f"{meaning}: {len(ids[kind])}: {' '.join(ids[kind]) or 'none'}"
    yield f"not counted, of other scopes: {', '.join(f'{count} {scope}' for scope, count in ids['other_scopes'].items())}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, default=Path("build/fuzz-coverage"))
    parser.add_argument("--work", type=Path, default=Path("build/fuzz-work"))
    parser.add_argument("--out", type=Path, help="fuzz/coverage.json for all targets, <programs>/coverage.json for some")
    parser.add_argument("--llvm", default="19")
    parser.add_argument("targets", nargs="*", metavar="target", help="all of them where none is named")
    options = parser.parse_args()
    targets = targets_of(options.programs, options.targets)
    out = options.out or (options.programs / "coverage.json" if options.targets else ROOT / "fuzz/coverage.json")
    profiles = {target: run_corpus(target, options) for target in targets}
    report = {"commit": commit(), "targets": {}}
    for target in targets:
        if profiles[target] is None:
            sys.exit(f"{target}: corpus/{target} is empty")
        files = lines_of([options.programs / f"{target}_fuzz"], profiles[target], options)
        found = counts(files, "src/")
        inputs = {name: count for name, (_, count) in inputs_of(target, options).items()}
        report["targets"][target] = found | {"inputs": inputs}
        print(f"{target}: {found['lines']:,} of {found['of']:,} lines; {inputs['committed']:,} committed inputs, {inputs['gathered']:,} gathered")
    together = options.programs / "together.profdata"
    subprocess.run([f"llvm-profdata-{options.llvm}", "merge", "-sparse", *map(str, profiles.values()), "-o", str(together)], check=True)
    files = lines_of([options.programs / f"{target}_fuzz" for target in targets] + library_objects(options.programs, ROOT), together, options)
    report["engine"], report["all"] = counts(files, "src/crosscheck/"), counts(files, "src/")
    report["ids"] = ids_of(files, ROOT)
    out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print("\n".join([*tell(report), f"the report: {os.path.relpath(out)}"]))


if __name__ == "__main__":
    main()
