#!/usr/bin/env python3
"""Writes conformance/manifest.json and conformance/vectors.ndjson.

manifest.py          writes them again where they have changed
manifest.py --check  writes nothing and fails where one is not what the vector files give (with --command CROSSCHECK also where the program
                     carries other vectors)

The manifest counts the vectors by file, kind and level and has the SHA-256 of each file. vectors.ndjson holds all vectors, one in a line, as
`crosscheck vectors export --ndjson` prints them: the area in front, tags and needs also where they are empty, always in one order. Whoever takes
the vectors without the program reads these two.
"""

import argparse
import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import format_vectors  # noqa: E402
import made_files  # noqa: E402
import vectors  # noqa: E402

OTHERS = ["flags.json", "ids.lock", "requirements.json", "vectors.ndjson"]
# The keys of a line in their order; tags and needs are written even where the vector has none.
KEYS = ["area", "id", "rev", "title", "kind", "level", "covers", "flags", "tags", "needs", "input", "expect", "alternatives", "profiles", "refs"]
LEVELS = ["must", "should", "may", "info", "lint"]


def lines_of(root):
    lines = []
    for path in sorted(vectors.folder(root).glob("*.json")):
        document = format_vectors.read(path.read_text(encoding="ascii"))
        for vector in document["vectors"]:
            whole = {"area": document["area"], "tags": [], "needs": [], **vector}
            if "profiles" in whole:
                whole["profiles"] = dict(sorted(whole["profiles"].items()))
            ordered = {key: whole[key] for key in KEYS if key in whole}
            lines.append(format_vectors.one_line(ordered, comma=",", colon=":"))
    return "".join(line + "\n" for line in lines)


def counts(found):
    kinds = Counter(vector["kind"] for vector in found)
    levels = Counter(vector["level"] for vector in found)
    return {"by_kind": {kind: kinds[kind] for kind in sorted(kinds)},
        "by_level": {level: levels[level] for level in LEVELS if levels[level]}}


def hash_of(written):
    return hashlib.sha256(written).hexdigest()


def manifest_of(root, ndjson):
    suite = root / vectors.SUITE
    ledger = json.loads((suite / "requirements.json").read_text(encoding="utf-8"))
    standard = next(entry for entry in ledger["standards"] if entry["prefix"] == "F")
    files, everything = [], []
    for name, document in vectors.read_files(root).items():
        found = document["vectors"]
        everything += [(name, vector) for vector in found]
        files.append({"path": f"vectors/{name}", "area": document["area"],
            "origin": "generated" if vectors.is_generated(name) else "hand-written",
                      "vectors": len(found), **counts(found), "sha256": hash_of((vectors.folder(root) / name).read_bytes())})
    generated = sum(1 for name, _ in everything if vectors.is_generated(name))
    others = [{"path": name,
        "sha256": hash_of(ndjson.encode("ascii") if name == "vectors.ndjson" else (suite / name).read_bytes())} for name in OTHERS]
    others += [{"path": f"schema/{path.name}",
        "sha256": hash_of(path.read_bytes())} for path in sorted((suite / "schema").glob("*.schema.json"))]
    return {"standard": {key: standard[key] for key in ("name", "url", "commit", "date")}, "vectors": len(everything),
            "hand_written": len(everything) - generated, "generated": generated, **counts([vector for _, vector in everything]),
            "files": files, "others": others}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=vectors.ROOT)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--command", help="the program `crosscheck`, whose carried vectors have to be these")
    options = parser.parse_args()
    suite = options.root / vectors.SUITE
    ndjson = lines_of(options.root)
    manifest = manifest_of(options.root, ndjson)
    texts = {"vectors.ndjson": ndjson, "manifest.json": format_vectors.text_of(format_vectors.read(json.dumps(manifest)))}
    faults = []
    for name, text in texts.items():
        complaint = f"manifest: {vectors.SUITE}/{name} is not what the vector files give; run .ci/generate/manifest.py"
        faults += made_files.make(suite / name, text, options.check, complaint)
    if options.command:
        run = subprocess.run([options.command, "vectors", "export", "--ndjson"], capture_output=True, check=False)
        if run.stdout != ndjson.encode("ascii"):
            faults.append(f"manifest: {options.command} vectors export --ndjson prints something else than the vector files give; build it again")
    for fault in faults:
        print(fault)
    print(f"manifest: {len(faults)} fault(s), {manifest['vectors']} vectors in {len(manifest['files'])} files")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
