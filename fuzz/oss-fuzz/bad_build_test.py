"""Runs build.sh in a clean folder with the variables that OSS-Fuzz sets, and then what can be run without Docker of its bad-build checks.

  python3 fuzz/oss-fuzz/bad_build_test.py [--folder build/oss-fuzz] [--clang 19] [--jobs 2]

Held for each program: it starts and runs its own seeds, it is instrumented by AddressSanitizer and for coverage, and needs no library but
those of every image and those that go along. The image's own compiler and its engines other than libFuzzer are not here.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OF_EVERY_IMAGE = re.compile(r"(linux-vdso|ld-linux|libc|libm|libdl|librt|libpthread|libresolv)[.-]")
# A target that reaches next to nothing was not built with the code that it is for.
FEWEST_EDGES = 200
# As the image's `compile` sets them for FUZZING_ENGINE=libfuzzer and SANITIZER=address.
CFLAGS = ("-O1 -fno-omit-frame-pointer -gline-tables-only -Wno-error=incompatible-function-pointer-types -Wno-error=int-conversion "
          "-Wno-error=deprecated-declarations -Wno-error=implicit-function-declaration -Wno-error=implicit-int "
          "-DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION -fsanitize=address -fsanitize-address-use-after-scope -fsanitize=fuzzer-no-link")


def tracked(root):
    """The files of the project: from git, or all but what is built."""
    listed = subprocess.run(["git", "-c", f"safe.directory={root}", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, check=False)
    if listed.returncode == 0:
        return [name for name in os.fsdecode(listed.stdout).split("\0") if name and (root / name).is_file()]
    return [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and "build" not in path.relative_to(root).parts[:1]]


def clean_folder(folder):
    """$SRC with a copy of the project, $WORK and $OUT: nothing of an earlier run."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("src", "work", "out"):
        (folder / name).mkdir(parents=True)
    for name in tracked(ROOT):
        to = folder / "src/crosscheck" / name
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, to)


def build(folder, options):
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "SRC": str(folder / "src"), "WORK": str(folder / "work"), "OUT": str(folder / "out"),
        "CC": f"clang-{options.clang}", "CXX": f"clang++-{options.clang}", "CFLAGS": CFLAGS, "CXXFLAGS": CFLAGS + " -stdlib=libc++",
        "LIB_FUZZING_ENGINE": "-fsanitize=fuzzer", "FUZZING_ENGINE": "libfuzzer", "SANITIZER": "address", "ARCHITECTURE": "x86_64",
        "FUZZING_LANGUAGE": "c++", "CMAKE_BUILD_PARALLEL_LEVEL": str(options.jobs)}
    for name in ("CCACHE_DIR", "CMAKE_CXX_COMPILER_LAUNCHER"):
        if name in os.environ:
            environment[name] = os.environ[name]
    return subprocess.run(["bash", "-eu", str(folder / "src/crosscheck/fuzz/oss-fuzz/build.sh")], cwd=folder / "src/crosscheck", env=environment,
                          check=False).returncode


def libraries(program):
    """(name, path) of each shared library that the program loads."""
    told = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=False).stdout
    for line in told.splitlines():
        name, _, rest = line.strip().partition(" ")
        path = re.search(r"=> (\S+)", rest)
        yield Path(name).name, path[1] if path else ""


def faults_of(program, out, scratch):
    """What is wrong with one program."""
    for name, path in libraries(program):
        if path == "not":
            yield f"needs {name}, which is nowhere"
        elif not OF_EVERY_IMAGE.match(name) and not path.startswith(str(out / "lib")):
            yield f"needs {name} from {path}, which no runner has"
    seeds = out / f"{program.name}_seed_corpus.zip"
    if not seeds.is_file():
        yield "has no seeds"
        return
    with zipfile.ZipFile(seeds) as archive:
        archive.extractall(scratch)
        count = len(archive.namelist())
    if count == 0:
        yield "has an empty corpus of seeds"
    ended = subprocess.run([str(program), "-runs=0", "-timeout=10", str(scratch)], capture_output=True, check=False, timeout=600, cwd=scratch.parent)
    told = ended.stderr.decode(errors="replace")
    if ended.returncode:
        yield f"ends with {ended.returncode} on its own seeds:\n{told[-2000:]}"
    edges = sum(int(number) for number in re.findall(r"Loaded \d+ modules\s+\((\d+) inline 8-bit counters\)", told))
    reached = max((int(number) for number in re.findall(r"cov: (\d+)", told)), default=0)
    if edges < FEWEST_EDGES:
        yield f"has {edges} instrumented edges, {FEWEST_EDGES} at least are expected"
    if reached == 0:
        yield "reaches no edge with its seeds"
    symbols = subprocess.run(["nm", str(program)], capture_output=True, text=True, check=False).stdout
    if "__asan_report_load1" not in symbols:
        yield "is not instrumented by AddressSanitizer"
    print(f"{program.name}: {count} seeds, {reached} of {edges} edges")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT / "build/oss-fuzz")
    parser.add_argument("--clang", default="19")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    folder = options.folder.resolve()
    clean_folder(folder)
    if code := build(folder, options):
        sys.exit(f"build.sh ended with {code}")
    out = folder / "out"
    expected = sorted(path.stem for path in (ROOT / "fuzz").glob("*_fuzz.cpp"))
    faults = [f"{name}: was not built" for name in expected if not (out / name).is_file()]
    for name in expected:
        if (out / name).is_file():
            faults += [f"{name}: {fault}" for fault in faults_of(out / name, out, folder / "seeds" / name)]
    for fault in faults:
        print(fault)
    print(f"{len(expected)} programs, {len(faults)} fault(s)")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
