#!/usr/bin/env python3
"""Follows README.md of this folder in a folder of its own: its console blocks are run, and what they print is compared.

A line `…` stands for any lines, and `…` in a line for anything there: the suite grows, and the page need not.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SESSION = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps(page):
    """Each command of the page, with the lines that it prints there."""
    found = []
    for block in SESSION.findall(page):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def pattern_of(lines):
    # What is between two lines … stands together, and such a line may be no line at all.
    parts = [r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n" for line in lines]
    return re.compile("".join(parts))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", type=pathlib.Path, required=True, help="the program `crosscheck`")
    command = parser.parse_args().command.resolve()
    found = steps((HERE / "README.md").read_text(encoding="utf-8"))
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "conformance").symlink_to(HERE.parent)
        (place / "build" / "release").mkdir(parents=True)
        (place / "build" / "release" / "crosscheck").symlink_to(command)
        for line, lines in found:
            done = subprocess.run(["sh", "-c", line], cwd=place, capture_output=True, text=True, encoding="utf-8", check=False)
            printed = done.stdout + done.stderr
            if pattern_of(lines).fullmatch(printed):
                print(f"ok: {line}")
            else:
                wrong += 1
                print(f"not as the page says: {line}\n{printed}")
        if not (place / "report.html").is_file():
            wrong += 1
            print("the page leaves no report.html")
    return 1 if wrong or not found else 0


if __name__ == "__main__":
    sys.exit(main())
