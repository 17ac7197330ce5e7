#!/usr/bin/env python3
"""Makes again all that is made from the vectors, in the order in which one hangs on the other; run it after a change of vectors or traces.

refresh_suite.py --command CROSSCHECK

The rows that traces tell, the generated vectors, the layout of all of them, the lock of ids, the manifest with vectors.ndjson, and the table of
coverage. It goes on to the end and fails where one of them found a fault.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", required=True, help="the program `crosscheck`")
    command = ["--command", parser.parse_args().command]
    steps = [("conformance/generator/told.py", command), ("conformance/generator/generate.py", []), (".ci/generate/format_vectors.py", []),
             (".ci/checks/flags.py", []), (".ci/generate/ids_lock.py", []), (".ci/generate/manifest.py", []), (".ci/generate/coverage.py", command)]
    failed = [script for script, arguments in steps if subprocess.run([sys.executable, "-B", ROOT / script, *arguments], check=False).returncode != 0]
    for script in failed:
        print(f"refresh_suite: {script} found faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
