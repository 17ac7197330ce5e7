#!/usr/bin/env python3
"""Writes conformance/vectors/*.json in their one form.

format_vectors.py          writes the files again that are not in that form
format_vectors.py --check  writes nothing and fails where a file is not in it

Two spaces for each level; whatever fits whole into its line stands in one line; ASCII alone, so that a byte of a header is seen for what it is.
Keys keep their order and numbers their digits. A key that stands twice in an object is refused.
"""

import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import made_files  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "conformance" / "vectors"
WIDTH = 140


class Number(str):
    """A number as it was written: 4.90 is the same time as 4.9, and still not the same text."""


def object_of(pairs):
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key {next(name for name in names if names.count(name) > 1)!r} stands twice")
    return result


def no_constant(name):
    raise ValueError(f"{name} is not JSON")


def read(text):
    return json.loads(text, object_pairs_hook=object_of, parse_int=Number, parse_float=Number, parse_constant=no_constant)


def one_line(value, comma=", ", colon=": "):
    """ASCII alone, numbers as they were written."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + comma.join(json.dumps(key) + colon + one_line(entry, comma, colon) for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + comma.join(one_line(entry, comma, colon) for entry in value) + "]"
    return json.dumps(value)


def lines_of(value, indent, lead, tail):
    """The lines of one value: `lead` stands before it in its first line, `tail` after it in its last."""
    line = " " * indent + lead + one_line(value) + tail
    if len(line) <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return [line]
    if isinstance(value, dict):
        opening, closing = "{", "}"
        entries = [(f"{json.dumps(key)}: ", entry) for key, entry in value.items()]
    else:
        opening, closing = "[", "]"
        entries = [("", entry) for entry in value]
    lines = [" " * indent + lead + opening]
    for number, (entry_lead, entry) in enumerate(entries, 1):
        lines += lines_of(entry, indent + 2, entry_lead, "," if number < len(entries) else "")
    return lines + [" " * indent + closing + tail]


def text_of(document):
    return "\n".join(lines_of(document, 0, "", "")) + "\n"


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    faults = []
    for path in sorted(FOLDER.glob("*.json")):
        name = path.relative_to(ROOT)
        try:
            text = text_of(read(path.read_text(encoding="utf-8")))
        except ValueError as fault:
            faults.append(f"{name}: {fault}")
            continue
        faults += made_files.make(path, text, bool(arguments), f"{name} is not in its one form: run .ci/generate/format_vectors.py")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
