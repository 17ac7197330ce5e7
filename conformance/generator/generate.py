#!/usr/bin/env python3
"""Writes conformance/vectors/generated-*.json, the vectors that are made of named axes.

generate.py          writes the files again that have changed
generate.py --check  writes nothing and fails where a file is not what the generator makes, or is not made by it at all

What a hand-written vector asks is not asked again: the axes go on without it. The id that it would have borne stays free for ever; one that
was in use before somebody wrote the question by hand is retired (ids_lock.py --retire).
"""

import importlib
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT / ".ci" / "generate")]

import format_vectors  # noqa: E402
import made_files  # noqa: E402
import vectors  # noqa: E402

# One file for each area. A new one is a module with `area()` and a word here.
AREAS = ["cors_check", "preflight_check", "safelisted_request_header", "unsafe_request_header_names", "extract_header_list",
    "get_decode_split",
         "exposed_headers", "tao_check", "corp_check", "policy_origins", "redirects", "preflight_cache"]


def written_by_hand():
    """The vectors that nobody generates, by their ids."""
    return {vector["id"]: vector for name, document in vectors.read_files(ROOT).items() if not vectors.is_generated(name)
            for vector in document["vectors"]}


def areas():
    """The areas, each without the questions that stand among the hand-written vectors."""
    asked = {vectors.question_of(vector) for vector in written_by_hand().values()}
    found = [importlib.import_module(name).area() for name in AREAS]
    for area in found:
        area.vectors = [vector for vector in area.vectors if vectors.question_of(vector) not in asked]
    return found


def table(name):
    """told.json or profiles.json, which told.py keeps."""
    return json.loads(Path(__file__).with_name(name).read_text(encoding="ascii"))


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    made = {f"{area.name}.json": area for area in areas()}
    told, profiles = table("told.json"), table("profiles.json")
    faults = [f"{path.name}: no area of the generator makes it" for path in sorted(vectors.folder(ROOT).glob("generated-*.json"))
              if path.name not in made]
    for name, area in made.items():
        text = format_vectors.text_of(format_vectors.read(json.dumps(area.document(told, profiles))))
        complaint = f"{name}: not what conformance/generator makes; run conformance/generator/generate.py"
        faults += made_files.make(vectors.folder(ROOT) / name, text, bool(arguments), complaint)
    for fault in faults:
        print(fault)
    print(f"{len(faults)} fault(s), {len(made)} files, {sum(len(area.vectors) for area in made.values())} vectors")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
