#!/usr/bin/env python3
"""Shows that the two halves of the engine check each other: mutants of either make their tests fail.

halves_proof.py COPY   the folder in which `crosscheck mutate` has built (build/mutants/planted)

Where it lets more through than a server ever sends (a value that is malformed, say), the browser's half is not found out by the server's: the
vectors are there for that. Ends with 1 where a mutant goes unnoticed, or where the tests fail without one.
"""

import argparse
import os
import pathlib
import subprocess
import sys

HALVES = {
    "fetch": ["CHK-3-star-is-a-literal", "CHK-3-ignore-credentials", "CHK-4-null-never", "CHK-5-always-asks", "CHK-6-not-for-null",
              "PRE-10-one-method", "PRE-14-safelisted-must-be-listed", "PRE-14-star-is-a-literal", "PRE-16-star-is-a-literal",
              "CCH-2-at-the-very-moment", "CCH-3-without-credentials-flag", "SAF-1-no-limit", "UNN-2-never"],
    "policy": ["SRV-2-never", "SRV-3-star-for-all", "SRV-4-always", "SRV-4-not-on-preflights", "SRV-5-nothing-exposed", "SRV-7-reflects-anyway",
               "SRV-10-star-for-methods", "SRV-10-star-for-names", "SRV-13-never", "SRV-14-not-without-origin", "SRV-15-varies-with-star",
               "SRV-16-origin-alone"],
}
LIMIT = 120  # seconds for one; it takes about one


def notices(program, mutant):
    """Whether the tests fail; a mutant that never comes to an end is noticed too. Ends the proof where there is no such mutant."""
    try:
        ended = subprocess.run([program, "--gtest_brief=1", *mutant], capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return True
    if ended.returncode not in (0, 1):
        sys.exit(f"halves_proof.py: {program} {' '.join(mutant)} ends with {ended.returncode}:\n{ended.stderr}")
    return ended.returncode == 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("copy", type=pathlib.Path)
    build = parser.parse_args().copy.resolve() / "build"
    built = subprocess.run(["cmake", "--build", build, "--target", "crosscheck_halves", "--parallel", str(os.cpu_count() or 1)],
                           capture_output=True, text=True, check=False)
    if built.returncode != 0:
        sys.exit(f"halves_proof.py: it does not build:\n{built.stdout}{built.stderr}")
    program = build / "crosscheck_halves"
    if notices(program, []):
        sys.exit("halves_proof.py: the tests fail without a mutant")
    unnoticed = 0
    for half, mutants in HALVES.items():
        for mutant in mutants:
            noticed = notices(program, [mutant])
            unnoticed += not noticed
            print(f"{half:<8}{mutant:<36}{'noticed' if noticed else 'NOT NOTICED'}", flush=True)
    print(f"{sum(map(len, HALVES.values()))} mutants of the two halves, {unnoticed} not noticed by the other")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
