"""Runs build.sh in a clean folder with the variables that OSS-Fuzz sets, and then what can be run without Docker of its bad-build checks;
the one of ClusterFuzzLite too.

  python3 fuzz/oss-fuzz/bad_build_test.py [--folder build/oss-fuzz] [--clang 19] [--jobs 2] [build...]

All targets are built with AddressSanitizer; a few once more with UBSan, and with an engine that is an archive, as those other than libFuzzer are.
Held for each program: it starts without seeds and runs its own ones, it is instrumented by its sanitizer alone and for coverage, has its
dictionary and options, and needs no library but those of every image and those that go along. The image's own compiler and its engines other
than libFuzzer are not here.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
OF_EVERY_IMAGE = re.compile(r"(linux-vdso|ld-linux|libc|libm|libdl|librt|libpthread|libresolv)[.-]")
# As the fleet's own checks have them, or stricter.
FEWEST_EDGES = 200
FEWEST_REACHED = 20
CALLS = {"address": {"asan": (1000, None), "msan": (0, 0), "ubsan": (0, 200)},
         "undefined": {"asan": (0, 0), "msan": (0, 0), "ubsan": (200, None)}}
# The run-time library's own calls count too, whose names are mangled.
CALL = re.compile(r"\bcallq?\s+[0-9a-f]+ <(?:_ZNK?\d+)?__(asan|msan|ubsan)")
# As the image's `compile` sets them for FUZZING_ENGINE=libfuzzer and each SANITIZER.
CFLAGS = ("-O1 -fno-omit-frame-pointer -gline-tables-only -Wno-error=incompatible-function-pointer-types -Wno-error=int-conversion "
          "-Wno-error=deprecated-declarations -Wno-error=implicit-function-declaration -Wno-error=implicit-int "
          "-DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION")
STOPPING = ("array-bounds,bool,builtin,enum,function,integer-divide-by-zero,null,object-size,return,returns-nonnull-attribute,shift,"
            "signed-integer-overflow,unreachable,vla-bound,vptr")
SANITIZER_FLAGS = {"address": "-fsanitize=address -fsanitize-address-use-after-scope",
                   "undefined": f"-fsanitize={STOPPING},unsigned-integer-overflow -fno-sanitize-recover={STOPPING}"}
# WHY: it is there for coverage, and is no fault.
UBSAN_OPTIONS = "silence_unsigned_overflow=1"


class Build(NamedTuple):
    name: str
    sanitizer: str
    engine: str
    targets: tuple = ()  # all where none is named
    script: str = "fuzz/oss-fuzz/build.sh"


BUILDS = (
    Build("address", "address", "a flag"),
    # One of each mutator, of the engine alone and of what stands above it.
    Build("undefined", "undefined", "a flag", ("json_question", "whole_fetch")),
    # It differs in how a program is linked.
    Build("archive", "address", "an archive", ("whole_fetch",), ".clusterfuzzlite/build.sh"))


def tracked(root):
    """The files of the project: from git, or all but what is built."""
    listed = subprocess.run(["git", "-c", f"safe.directory={root}", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, check=False)
    if listed.returncode == 0:
        return [name for name in os.fsdecode(listed.stdout).split("\0") if name and (root / name).is_file()]
    return [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and "build" not in path.relative_to(root).parts[:1]]


def clean_folder(folder, targets):
    """$SRC with a copy of the project that has these targets alone, $WORK and $OUT: nothing of an earlier run."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("src", "work", "out"):
        (folder / name).mkdir(parents=True)
    sources = [f"fuzz/{target}_fuzz.cpp" for target in targets]
    for name in tracked(ROOT):
        if fnmatch(name, "fuzz/*_fuzz.cpp") and name not in sources:
            continue
        to = folder / "src/crosscheck" / name
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, to)


def engine_archive(folder, options):
    """libFuzzer with its main, at a path such as the image has."""
    resources = subprocess.run([f"clang-{options.clang}", "-print-resource-dir"], capture_output=True, text=True, check=True).stdout.strip()
    names = ("libclang_rt.fuzzer.a", f"libclang_rt.fuzzer-{platform.machine()}.a")
    archive = folder / "libFuzzingEngine.a"
    shutil.copy2(next(path for path in Path(resources).rglob("libclang_rt.fuzzer*.a") if path.name in names), archive)
    return str(archive)


def run_build(folder, build, options):
    flags = f"{CFLAGS} {SANITIZER_FLAGS[build.sanitizer]} -fsanitize=fuzzer-no-link"
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "SRC": str(folder / "src"), "WORK": str(folder / "work"), "OUT": str(folder / "out"),
        "CC": f"clang-{options.clang}", "CXX": f"clang++-{options.clang}", "CFLAGS": flags, "CXXFLAGS": flags + " -stdlib=libc++",
        "LIB_FUZZING_ENGINE": "-fsanitize=fuzzer" if build.engine == "a flag" else engine_archive(folder, options),
        "FUZZING_ENGINE": "libfuzzer", "SANITIZER": build.sanitizer, "ARCHITECTURE": "x86_64", "UBSAN_OPTIONS": UBSAN_OPTIONS,
        "FUZZING_LANGUAGE": "c++", "CMAKE_BUILD_PARALLEL_LEVEL": str(options.jobs)}
    for name in ("CCACHE_DIR", "CMAKE_CXX_COMPILER_LAUNCHER"):
        if name in os.environ:
            environment[name] = os.environ[name]
    return subprocess.run(["bash", "-eu", str(folder / "src/crosscheck" / build.script)], cwd=folder / "src/crosscheck", env=environment,
                          check=False).returncode


def libraries(program):
    """(name, path) of each shared library that the program loads."""
    told = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=False).stdout
    for line in told.splitlines():
        name, _, rest = line.strip().partition(" ")
        path = re.search(r"=> (\S+)", rest)
        yield Path(name).name, path[1] if path else ""


def calls_of(program):
    """Sanitizer -> how many calls of its run-time library the program has."""
    calls = {"asan": 0, "msan": 0, "ubsan": 0}
    # WHY line by line: it tells a hundred times what the program has.
    with subprocess.Popen(["objdump", "-d", "--no-show-raw-insn", str(program)], stdout=subprocess.PIPE, text=True, errors="replace") as told:
        for line in told.stdout:
            if call := CALL.search(line):
                calls[call[1]] += 1
    return calls


def run(program, *arguments):
    """(exit code, what it tells) of the program, run where only its own files are."""
    ended = subprocess.run([str(program), *arguments], capture_output=True, check=False, timeout=600, cwd=program.parent,
                           env=os.environ | {"UBSAN_OPTIONS": UBSAN_OPTIONS})
    return ended.returncode, ended.stderr.decode(errors="replace")


def faults_of(program, out, scratch, sanitizer):
    """What is wrong with one program."""
    for name, path in libraries(program):
        if path == "not":
            yield f"needs {name}, which is nowhere"
        elif not OF_EVERY_IMAGE.match(name) and not path.startswith(str(out / "lib")):
            yield f"needs {name} from {path}, which no runner has"
    calls = calls_of(program)
    for name, (fewest, most) in CALLS[sanitizer].items():
        if calls[name] < fewest or (most is not None and calls[name] > most):
            yield f"is not made with {sanitizer} alone: {calls[name]} calls of {name}, expected are {fewest} to {'any' if most is None else most}"
    code, told = run(program, "-seed=1337", "-runs=4")
    if code or "Done 4 runs" not in told:
        yield f"does not start without seeds, it ends with {code}:\n{told[-2000:]}"
    for ending in (".options", ".dict"):
        if not (out / (program.name + ending)).is_file():
            yield f"has no {program.name}{ending}"
    seeds = out / f"{program.name}_seed_corpus.zip"
    if not seeds.is_file():
        yield "has no seeds"
        return
    with zipfile.ZipFile(seeds) as archive:
        archive.extractall(scratch)
        count = len(archive.namelist())
    if count == 0:
        yield "has an empty corpus of seeds"
    code, told = run(program, "-runs=0", "-timeout=10", f"-dict={out / program.name}.dict", str(scratch))
    if code:
        yield f"ends with {code} on its own seeds:\n{told[-2000:]}"
    edges = sum(int(number) for number in re.findall(r"Loaded \d+ modules\s+\((\d+) inline 8-bit counters\)", told))
    reached = max((int(number) for number in re.findall(r"cov: (\d+)", told)), default=0)
    if edges < FEWEST_EDGES:
        yield f"has {edges} instrumented edges, {FEWEST_EDGES} at least are expected"
    if reached < FEWEST_REACHED:
        yield f"reaches {reached} edges with its seeds, {FEWEST_REACHED} at least are expected"
    print(f"{program.name}: {count} seeds, {reached} of {edges} edges, checks: {calls}", flush=True)


def faults_of_build(build, options):
    """How many programs a build has to have, and what is wrong with it."""
    folder = options.folder.resolve() / build.name
    expected = sorted(build.targets or (path.stem.removesuffix("_fuzz") for path in (ROOT / "fuzz").glob("*_fuzz.cpp")))
    print(f"build {build.name}: {build.sanitizer}, the engine is {build.engine}, {len(expected)} targets", flush=True)
    clean_folder(folder, expected)
    if code := run_build(folder, build, options):
        return len(expected), [f"build.sh ended with {code}"]
    out, faults = folder / "out", []
    for name in (f"{target}_fuzz" for target in expected):
        found = faults_of(out / name, out, folder / "seeds" / name, build.sanitizer) if (out / name).is_file() else ["was not built"]
        faults += [f"{name}: {fault}" for fault in found]
    return len(expected), faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT / "build/oss-fuzz")
    parser.add_argument("--clang", default="19")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("builds", nargs="*", metavar="build", help=f"{', '.join(build.name for build in BUILDS)}; all where none is named")
    options = parser.parse_args()
    if unknown := set(options.builds) - {build.name for build in BUILDS}:
        parser.error(f"no such build: {' '.join(sorted(unknown))}")
    programs, faults = 0, 0
    for build in BUILDS:
        if not options.builds or build.name in options.builds:
            expected, found = faults_of_build(build, options)
            programs, faults = programs + expected, faults + len(found)
            for fault in found:
                print(f"{build.name}: {fault}")
    print(f"{programs} programs, {faults} fault(s)")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
