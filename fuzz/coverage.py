"""What the corpora cover of src/: lines by target, and which requirement ids no input ever reached. `./bootstrap fuzz --coverage` runs it.

  python3 fuzz/coverage.py [--programs build/fuzz-coverage] [--work build/fuzz-work] [--out fuzz/coverage.json] [target...]

The programs are the replay mains of a build with CROSSCHECK_COVERAGE. Run are corpus/<target>/ and what gathered in <work>/<target>/corpus.
An id counts as reached where the line behind one of its comments, or a line that names it as a Rule, was run.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from run import ROOT, commit, targets_of

ID = re.compile(r"\b([A-Z]{2,6}-\d+)\b")
RULE = re.compile(r"\bRule::([A-Z]+_\d+)\b")
FARTHEST = 12  # lines from a comment to its code


def run_corpus(target, options):
    """The profile of one target."""
    profile = options.programs / f"{target}.profdata"
    raw = options.programs / f"{target}.profraw"
    folders = [folder for folder in (ROOT / "corpus" / target, options.work / target / "corpus") if folder.is_dir() and any(folder.iterdir())]
    if not folders:
        return None
    ended = subprocess.run([str(options.programs / f"{target}_fuzz"), *map(str, folders)], capture_output=True, check=False,
                           env=os.environ | {"LLVM_PROFILE_FILE": str(raw)})
    if ended.returncode:
        sys.exit(f"{target}: the corpus does not run:\n{ended.stderr.decode(errors='replace')[-2000:]}")
    subprocess.run([f"llvm-profdata-{options.llvm}", "merge", "-sparse", str(raw), "-o", str(profile)], check=True)
    raw.unlink()
    return profile


def lines_of(programs, profile, options):
    """file -> {line: whether it was run}, of the sources."""
    objects = [argument for program in programs[1:] for argument in ("-object", str(program))]
    told = subprocess.run([f"llvm-cov-{options.llvm}", "export", "-format=lcov", str(programs[0]), *objects, "-instr-profile", str(profile),
                           str(ROOT / "src")], capture_output=True, text=True, check=True).stdout
    files, name = {}, None
    for line in told.splitlines():
        if line.startswith("SF:"):
            name = Path(line[3:]).resolve().relative_to(ROOT).as_posix()
            files.setdefault(name, {})
        elif line.startswith("DA:"):
            number, count = line[3:].split(",")[:2]
            files[name][int(number)] = files[name].get(int(number), False) or int(count) > 0
    return files


def counts(files, prefix):
    chosen = [lines for name, lines in files.items() if name.startswith(prefix)]
    return {"lines": sum(sum(lines.values()) for lines in chosen), "of": sum(len(lines) for lines in chosen)}


def ids_of(files):
    """id -> whether some line of its was run, of the engine."""
    rows = json.loads((ROOT / "conformance/requirements.json").read_text(encoding="utf-8"))["rows"]
    known, found = {row["id"] for row in rows}, {}
    for name, lines in files.items():
        if not name.startswith("src/crosscheck/"):
            continue
        for number, text in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), start=1):
            ids = {rule.replace("_", "-") for rule in RULE.findall(text)}
            at = number if number in lines else None
            if "//" in text:
                ids |= set(ID.findall(text.split("//", 1)[1]))
                at = next((line for line in range(number, number + FARTHEST) if line in lines), None)
            for one in ids & known:
                found[one] = found.get(one, False) or bool(at and lines[at])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, default=Path("build/fuzz-coverage"))
    parser.add_argument("--work", type=Path, default=Path("build/fuzz-work"))
    parser.add_argument("--out", type=Path, default=ROOT / "fuzz/coverage.json")
    parser.add_argument("--llvm", default="19")
    parser.add_argument("targets", nargs="*", metavar="target", help="all of them where none is named")
    options = parser.parse_args()
    targets = targets_of(options.programs, options.targets)
    profiles = {target: run_corpus(target, options) for target in targets}
    report = {"commit": commit(), "targets": {}}
    for target in targets:
        if profiles[target] is None:
            sys.exit(f"{target}: corpus/{target} is empty")
        files = lines_of([options.programs / f"{target}_fuzz"], profiles[target], options)
        report["targets"][target] = counts(files, "src/")
        print(f"{target}: {report['targets'][target]['lines']:,} of {report['targets'][target]['of']:,} lines that it holds")
    together = options.programs / "together.profdata"
    subprocess.run([f"llvm-profdata-{options.llvm}", "merge", "-sparse", *map(str, profiles.values()), "-o", str(together)], check=True)
    files = lines_of([options.programs / f"{target}_fuzz" for target in targets], together, options)
    report["engine"], report["all"] = counts(files, "src/crosscheck/"), counts(files, "src/")
    ids = ids_of(files)
    report["ids"] = {"reached": sum(ids.values()), "of": len(ids), "never": sorted(one for one, reached in ids.items() if not reached)}
    options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(f"together: {report['engine']['lines']:,} of {report['engine']['of']:,} lines of src/crosscheck/, {report['ids']['reached']} of "
          f"{report['ids']['of']} requirement ids; never: {' '.join(report['ids']['never']) or 'none'}")


if __name__ == "__main__":
    main()
