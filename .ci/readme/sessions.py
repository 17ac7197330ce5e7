#!/usr/bin/env python3
"""Runs the sessions of README.md and compares what they print.

A ```console block is a session: `$ ` begins a command, `> ` continues it, every other line is what it prints. A ```cpp block must
be .ci/consumer/session.cpp to the letter; the ```text block behind it is what that program prints.
"""
import argparse
import difflib
import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def sessions(block):
    """The commands of a console block, each with the output that belongs to it."""
    found = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append([line[2:], ""])
        elif line.startswith("> ") and found and not found[-1][1]:
            found[-1][0] += line[2:]
        elif found:
            found[-1][1] += line
        else:
            raise SystemExit(f"README.md: a console block begins with {line!r} instead of a command")
    return found


def differs(what, expected, got):
    if expected == got:
        print(f"ok: {what}")
        return False
    print(f"differs: {what}")
    sys.stdout.writelines(difflib.unified_diff(
        expected.splitlines(keepends=True), got.splitlines(keepends=True), "README.md", "printed"))
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    parser.add_argument("--command", required=True, help="the command to run for build/release/crosscheck")
    parser.add_argument("--session", help="the built .ci/consumer/session.cpp")
    arguments = parser.parse_args()

    failed = ran = 0
    program_output = None
    for language, block in BLOCK.findall((arguments.root / "README.md").read_text()):
        if language == "cpp":
            source = (arguments.root / ".ci/consumer/session.cpp").read_text()
            failed += differs(".ci/consumer/session.cpp", block, source)
            if arguments.session:
                program_output = subprocess.run([arguments.session], capture_output=True, text=True, check=False).stdout
        elif language == "text" and program_output is not None:
            failed += differs("what session.cpp prints", block, program_output)
            program_output = None
            ran += 1
        elif language == "console":
            for command, expected in sessions(block):
                real = command.replace("build/release/crosscheck", arguments.command)
                done = subprocess.run(["bash", "-c", real], cwd=arguments.root, capture_output=True, text=True, check=False)
                failed += differs(command.strip(), expected, done.stdout + done.stderr)
                ran += 1
    if not ran:
        print("README.md has no session")
    return 1 if failed or not ran else 0


if __name__ == "__main__":
    sys.exit(main())
