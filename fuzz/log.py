"""What has run, out of fuzz/log.ndjson: CPU time, executions and coverage of each target, and of all together.

  python3 fuzz/log.py [--commit <beginning>] [log]      `./bootstrap fuzz --log` prints it

Only runs of commits are added up: sources with changes of their own are there for nobody else.
"""

import argparse
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def entries_of(path, commit):
    """The entries of that commit, or of all."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            entry = json.loads(line)
            if entry["commit"].startswith(commit):
                yield entry
        except (ValueError, KeyError, TypeError) as error:
            sys.exit(f"{path}:{number}: no entry of the log: {error}")


def table_of(entries):
    """A row for each target: CPU-hours, executions, executions a CPU-second, edges, how often something was found."""
    rows = []
    for target in sorted({entry["target"] for entry in entries}):
        own = [entry for entry in entries if entry["target"] == target]
        cpu, executions = sum(entry["cpu_seconds"] for entry in own), sum(entry["executions"] for entry in own)
        rows.append((target, f"{cpu / 3600:.3f}", f"{executions:,}", f"{executions / cpu:,.0f}" if cpu else "-",
                     f"{max(entry['coverage']['edges'] for entry in own):,}", str(sum(entry["found"] is not None for entry in own))))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commit", default="", help="only entries of the commit that begins so")
    parser.add_argument("log", type=Path, nargs="?", default=ROOT / "fuzz/log.ndjson")
    options = parser.parse_args()
    if not options.log.is_file():
        sys.exit(f"{options.log}: nothing has run; ./bootstrap fuzz writes it")
    of_all = list(entries_of(options.log, options.commit))
    entries = [entry for entry in of_all if re.fullmatch("[0-9a-f]+", entry["commit"])]
    rows = [("target", "CPU-hours", "executions", "a CPU-second", "edges", "found"), *table_of(entries)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths, strict=True))))
    cpu = sum(entry["cpu_seconds"] for entry in entries)
    commits = list(dict.fromkeys(entry["commit"] for entry in entries))
    print(f"together: {cpu / 3600:.3f} CPU-hours, {sum(entry['executions'] for entry in entries):,} executions, {len(entries)} runs of "
          f"{len(rows) - 1} targets; commits: {' '.join(commits) or 'none'}")
    if len(entries) < len(of_all):
        print(f"left out: {len(of_all) - len(entries)} runs of sources that are no commit")


if __name__ == "__main__":
    main()
