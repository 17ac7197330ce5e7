"""Runs build.sh in a clean folder with the variables that OSS-Fuzz sets, and then what can be run without Docker of its bad-build checks.

  python3 fuzz/oss-fuzz/bad_build_test.py [--folder build/oss-fuzz] [--clang 19] [--jobs 2]

Held for each program: it starts without seeds and runs its own ones, it is instrumented by AddressSanitizer alone and for coverage, has its
dictionary and options, and needs no library but those of every image and those that go along. The image's own compiler and its engines other
than libFuzzer are not here.
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
# As the fleet's own checks have them, or stricter.
FEWEST_EDGES = 200
FEWEST_REACHED = 20
FEWEST_ASAN_CALLS = 1000
MOST_UBSAN_CALLS = 200
# The run-time library's own calls count too, whose names are mangled.
CALL = re.compile(r"\bcallq?\s+[0-9a-f]+ <(?:_ZNK?\d+)?__(asan|msan|ubsan)")
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
    ended = subprocess.run([str(program), *arguments], capture_output=True, check=False, timeout=600, cwd=program.parent)
    return ended.returncode, ended.stderr.decode(errors="replace")


def faults_of(program, out, scratch):
    """What is wrong with one program."""
    for name, path in libraries(program):
        if path == "not":
            yield f"needs {name}, which is nowhere"
        elif not OF_EVERY_IMAGE.match(name) and not path.startswith(str(out / "lib")):
            yield f"needs {name} from {path}, which no runner has"
    calls = calls_of(program)
    if calls["asan"] < FEWEST_ASAN_CALLS:
        yield f"has {calls['asan']} calls of AddressSanitizer, {FEWEST_ASAN_CALLS} at least are expected"
    if calls["msan"] > 0 or calls["ubsan"] > MOST_UBSAN_CALLS:
        yield f"is made with other sanitizers than AddressSanitizer: {calls}"
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
    print(f"{program.name}: {count} seeds, {reached} of {edges} edges, {calls['asan']} checks by AddressSanitizer", flush=True)


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
