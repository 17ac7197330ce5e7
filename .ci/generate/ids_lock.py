#!/usr/bin/env python3
"""Keeps conformance/ids.lock, the list of every id that a vector ever had.

ids_lock.py                           appends the ids that are new, and the revisions that were raised
ids_lock.py --retire ID REPLACEMENT   retires an id whose vector was taken away; `-` where nothing takes its place; may be repeated
ids_lock.py --check                   writes nothing and fails where it would, or where an id vanished

A line is `ID REV`, or `ID REV retired REPLACEMENT`. Lines are only ever appended: the last line of an id is the one that holds.
An id that a vector had is never given to another one, so whoever wrote it down finds the same question behind it, or that it is gone.
"""

import argparse
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import vectors  # noqa: E402

RETIRED = "retired"


def lock_file(root):
    return root / vectors.SUITE / "ids.lock"


def read_lock(path):
    """(each id's revision and, where it is retired, what replaced it; faults)"""
    known, faults = {}, []
    text = path.read_text(encoding="ascii") if path.exists() else ""
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split(" ")
        is_plain = len(words) == 2
        is_retired = len(words) == 4 and words[2] == RETIRED and words[3] != ""
        if not (is_plain or is_retired) or not words[1].isdigit() or int(words[1]) < 1:
            faults.append(f"ids.lock:{number}: neither `ID REV` nor `ID REV retired REPLACEMENT`: {line}")
            continue
        vector_id, rev = words[0], int(words[1])
        before = known.get(vector_id)
        if before and before[1]:
            faults.append(f"ids.lock:{number}: {vector_id} was retired, and stays so")
        elif before and is_plain and rev <= before[0]:
            faults.append(f"ids.lock:{number}: {vector_id} stands twice")
        known[vector_id] = (rev, words[3] if is_retired else "")
    if text and not text.endswith("\n"):
        faults.append("ids.lock: the last line has no end")
    return known, faults


def compare(known, revisions):
    """(lines to append, faults)"""
    new, faults = [], []
    for vector_id, rev in revisions.items():
        locked, replacement = known.get(vector_id, (0, ""))
        if replacement:
            faults.append(f"{vector_id}: this id is retired, give the vector another one")
        elif rev < locked:
            faults.append(f"{vector_id}: revision {rev}, but ids.lock has {locked}: a revision never falls")
        elif rev > locked:
            new.append(f"{vector_id} {rev}")
    for vector_id, (_, replacement) in known.items():
        if not replacement and vector_id not in revisions:
            faults.append(f"{vector_id}: vanished; bring the vector back, or retire it: ids_lock.py --retire {vector_id} REPLACEMENT")
        elif replacement not in ("", "-") and replacement not in known and replacement not in revisions:
            faults.append(f"{vector_id}: its replacement {replacement} does not exist")
    return new, faults


def revisions_of(root):
    found, faults = {}, []
    for name, document in vectors.read_files(root).items():
        for vector in document["vectors"]:
            if vector["id"] in found:
                faults.append(f"{name}: {vector['id']} stands twice")
            if vector["id"].split("/")[0] != document["area"] or name != document["area"] + ".json":
                faults.append(f"{name}: {vector['id']} and the area {document['area']!r} do not go together")
            found[vector["id"]] = vector["rev"]
    return found, faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=vectors.ROOT)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--retire", nargs=2, metavar=("ID", "REPLACEMENT"), action="append", default=[])
    options = parser.parse_args()
    path = lock_file(options.root)
    known, faults = read_lock(path)
    revisions, more = revisions_of(options.root)
    faults += more
    retired = []
    for vector_id, replacement in options.retire:
        if vector_id not in known or vector_id in revisions or known[vector_id][1]:
            faults.append(f"{vector_id}: only an id of ids.lock that no vector has any more can be retired, and once")
        else:
            retired.append(f"{vector_id} {known[vector_id][0]} {RETIRED} {replacement}")
            known[vector_id] = (known[vector_id][0], replacement)
    new, more = compare(known, revisions)
    faults += more
    lines = retired + new
    if options.check:
        faults += [f"{line.split(' ')[0]}: not in ids.lock; run .ci/generate/ids_lock.py" for line in lines]
    elif lines and not faults:
        with path.open("a", encoding="ascii", newline="\n") as lock:
            lock.write("".join(line + "\n" for line in lines))
    for fault in faults:
        print(f"ids_lock: {fault}")
    print(f"ids_lock: {len(faults)} fault(s), {len(revisions)} ids, {sum(1 for _, gone in known.values() if gone)} retired, {len(lines)} new")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
