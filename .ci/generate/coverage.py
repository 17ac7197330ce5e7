#!/usr/bin/env python3
"""Writes conformance/COVERAGE.md: which vectors decide by which requirement.

coverage.py --command CROSSCHECK                 asks the engine every vector with its trace and writes the table
coverage.py --command CROSSCHECK --check         writes nothing; fails where the table is another, a row is without a vector that decides,
                                                 or a vector file could go without leaving a hole
coverage.py --command CROSSCHECK --without FILE  names the holes that the suite would have without that vector file
"""

import argparse
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import coverage_data  # noqa: E402
import coverage_table  # noqa: E402
import made_files  # noqa: E402
import vectors  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=vectors.ROOT)
    parser.add_argument("--command", required=True, help="the program `crosscheck`")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--without", metavar="FILE", help="a name in conformance/vectors")
    options = parser.parse_args()
    suite = coverage_data.gather(options.root, options.command)
    if options.without:
        name = Path(options.without).name
        if name not in suite.files:
            print(f"coverage: no vector file is called {name}", file=sys.stderr)
            return 2
        holes = coverage_data.holes_without(suite, name)
        for hole in holes:
            print(hole)
        print(f"coverage: {len(holes)} hole(s) without {name}")
        return 0
    faults = [f"no vector decides by {row}" for row in coverage_data.holes(suite)]
    faults += list(coverage_data.stale_exceptions(suite))
    faults += [f"{name}: the suite has no hole without it" for name in suite.files if not coverage_data.holes_without(suite, name)]
    path = options.root / vectors.SUITE / "COVERAGE.md"
    complaint = "COVERAGE.md is not what the vectors give; run .ci/generate/coverage.py"
    faults += made_files.make(path, coverage_table.text_of(suite), options.check, complaint)
    for fault in faults:
        print(f"coverage: {fault}")
    print(f"coverage: {len(faults)} fault(s), {len(suite.vectors)} vectors in {len(suite.files)} files, {len(suite.rows)} rows")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
