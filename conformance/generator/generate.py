#!/usr/bin/env python3
"""Writes conformance/vectors/generated-*.json, the vectors that are made of named axes.

generate.py          writes the files again that have changed
generate.py --check  writes nothing and fails where a file is not what the generator makes, or is not made by it at all
"""

import importlib
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "conformance" / "vectors"
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT / ".ci" / "generate")]

import format_vectors  # noqa: E402

# One file for each area. A new one is a module with `area()` and a word here.
AREAS = ["cors_check", "preflight_check", "safelisted_request_header", "unsafe_request_header_names", "extract_header_list",
    "get_decode_split",
         "exposed_headers", "tao_check", "corp_check", "policy_origins", "redirects", "preflight_cache"]


def texts():
    """The text of each file by its name."""
    made = {}
    told = json.loads(Path(__file__).with_name("told.json").read_text(encoding="ascii"))
    for name in AREAS:
        area = importlib.import_module(name).area()
        document = format_vectors.read(json.dumps(area.document(told)))
        made[f"{area.name}.json"] = (format_vectors.text_of(document), len(area.vectors))
    return made


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    made = texts()
    faults = [f"{path.name}: no area of the generator makes it" for path in sorted(VECTORS.glob("generated-*.json")) if path.name not in made]
    for name, (text, _) in made.items():
        path = VECTORS / name
        if path.exists() and path.read_bytes() == text.encode("ascii"):
            continue
        if arguments:
            faults.append(f"{name}: not what conformance/generator makes; run conformance/generator/generate.py")
        else:
            path.write_text(text, encoding="ascii", newline="\n")
    for fault in faults:
        print(fault)
    print(f"{len(faults)} fault(s), {len(made)} files, {sum(count for _, count in made.values())} vectors")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
