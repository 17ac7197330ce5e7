#!/usr/bin/env python3
"""Counts the instructions of one operation of each case with callgrind: exact, and the same on a busy machine.

A figure holds where it is at most instruction_slack times its target in targets.json."""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import targets

OPERATIONS = 200
# Compiling a million origins takes callgrind half a minute; so many more are asked for with --all.
LARGE = "_1000000/"


def counted(driver, *which):
    """The instructions of one operation of each case."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "counts"
        ran = subprocess.run(
            ["valgrind", "--tool=callgrind", "--collect-atstart=no", f"--callgrind-out-file={out}", driver, str(OPERATIONS), *which],
            capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            sys.exit(f"instructions.py: valgrind ended with {ran.returncode}:\n{ran.stderr[-2000:]}")
        counts = {}
        for number, name in enumerate(ran.stdout.split(), start=1):
            text = Path(f"{out}.{number}").read_text(encoding="utf-8")
            if f"Client Request: {name}" not in text:
                sys.exit(f"instructions.py: the counts of {name} are not where they should be")
            counts[name] = int(re.search(r"^totals: (\d+)", text, re.MULTILINE).group(1)) / OPERATIONS
        return counts


def print_table(counts, table):
    """Returns how many figures are missed."""
    slack = table["instruction_slack"]
    missed = 0
    print("instructions of one operation".ljust(38) + "id".ljust(5) + "form".ljust(8) + "figure".rjust(8) + "target".rjust(8) +
          "ratio".rjust(6) + "".rjust(7))
    for name, figure in counts.items():
        subject, number, form = targets.parts_of(name)
        target = table["cases"].get(f"{subject}/{number}", {}).get(form, {}).get("instructions")
        line = subject.ljust(38) + number.ljust(5) + form.ljust(8) + f"{figure:.0f}".rjust(8)
        if target:
            held = figure <= slack * target
            missed += not held
            line += f"{target}".rjust(8) + f"{figure / target:.2f}".rjust(6) + ("ok" if held else "MISSED").rjust(7)
        print(line)
    print(f"{missed} missed: more than {slack} times the target")
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("driver", help="the program crosscheck_instructions")
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--all", action="store_true", help="the cases of a million origins too")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    parser.add_argument("--gate", action="store_true", help="exit 1 where a figure is missed")
    options = parser.parse_args()
    counts = counted(options.driver, options.only, "" if options.all else LARGE)
    if options.json:
        options.json.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    missed = print_table(counts, targets.read())
    sys.exit(1 if options.gate and missed else 0)


if __name__ == "__main__":
    main()
