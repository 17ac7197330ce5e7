"""What the checks share: the files of the project, their includes and comments, and how a check reports."""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import house

CODE_ENDINGS = (".h", ".cpp", ".inc")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def arguments(description):
    """The command line of a check: --root, the top of the project."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    return parser


def finish(name, faults, looked_at):
    """Prints each fault on a line of its own and ends the check: 0 without faults, 1 with."""
    for fault in faults:
        print(f"{name}: {fault}")
    print(f"{name}: {len(faults)} fault(s) in {looked_at}")
    sys.exit(1 if faults else 0)


def project_files(root):
    """Relative paths (with /) of all files that are tracked or could be; from git where there is one."""
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", f"safe.directory={root}", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            capture_output=True, check=False)
        if listed.returncode == 0:
            names = [name for name in listed.stdout.decode("utf-8").split("\0") if name]
            return sorted({name for name in names if (root / name).is_file()})
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in house.IGNORED_FOLDERS]
        found += [(Path(folder) / name).relative_to(root).as_posix() for name in names]
    return sorted(found)


def code_files(root):
    """The C++ files below src/, as relative paths."""
    return [name for name in project_files(root) if name.startswith("src/") and name.endswith(CODE_ENDINGS)]


def text_of(root, name):
    return (root / name).read_text(encoding="utf-8", errors="replace")


def is_test(name):
    return re.fullmatch(house.TEST_FILES, name) is not None


def is_engine(name):
    return name.startswith("src/crosscheck/")


def room_of(name):
    """The room of a path that is written from src/, or None: `crosscheck/http/method.h` is in `http`."""
    parts = name.split("/")
    if parts[0] == "crosscheck":
        return parts[1] if len(parts) > 2 and parts[1] in house.ENGINE_ROOMS else None
    if len(parts) > 1 and parts[0] in house.ROOMS and parts[0] not in house.ENGINE_ROOMS:
        return parts[0]
    return None


def reachable(room):
    """The rooms that a room may include: itself, those of its row, and all that those may."""
    found = {room}
    for next_room in house.ROOMS[room]:
        found |= reachable(next_room)
    return found


def includes(text):
    """(line number, `<` or `"`, path) of each #include outside comments."""
    bare = blank_comments(text)
    return [(bare.count("\n", 0, match.start()) + 1, match.group(1), match.group(2)) for match in INCLUDE.finditer(bare)]


TOKENS = re.compile(
    r'(?P<line>//(?:[^\n\\]|\\.|\\\n)*)'
    r'|(?P<block>/\*.*?\*/)'
    r'|R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)"'
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|(?<![0-9A-Fa-f])'(?:[^'\\\n]|\\.)+'",
    re.DOTALL)


def comments(text):
    """(line number, text) of each comment; strings that look like comments are none."""
    found = []
    for match in TOKENS.finditer(text):
        if match.group("line") or match.group("block"):
            found.append((text.count("\n", 0, match.start()) + 1, match.group(0)))
    return found


def blank_comments(text):
    """The text with comments blanked out, line numbers kept."""
    def blank(match):
        if match.group("line") or match.group("block"):
            return re.sub(r"[^\n]", " ", match.group(0))
        return match.group(0)
    return TOKENS.sub(blank, text)


def ledger(root):
    """The rows of conformance/requirements.json by id."""
    document = json.loads(text_of(root, "conformance/requirements.json"))
    return {row["id"]: row for row in document["rows"]}
