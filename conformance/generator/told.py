#!/usr/bin/env python3
"""Holds the generated vectors against the engine, and keeps what the engine adds to them.

told.py --command CROSSCHECK          asks the engine and writes the tables again
told.py --command CROSSCHECK --check  writes nothing and fails where a table is another

An area's rules name the rows that decide, and the expectation, by themselves. The engine has to agree: its answer is what is expected, and
its trace tells every row that the area names. An area that names a row which the trace leaves untold is wrong about what decides, or the
trace is: either is a fault here, and nothing is left out of `covers` in silence.

told.json: with which row a trace ends where the area does not name it, as that is the engine's wording (a definition may be told behind the
step that it settles) and no expectation. profiles.json: what a browser's profile answers where that is something else, for a reason that
deviations.py knows. Whoever changes traces or profiles runs this, then generate.py.
"""

import argparse
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import deviations  # noqa: E402
from generate import areas, written_by_hand  # noqa: E402  (it also brings in the folder of the two below)
import made_files  # noqa: E402
import vectors  # noqa: E402

# Judged from the headers of an answer, by the runner: no key of the answer itself.
WORKED_OUT = ("vary", "absent", "effective")
MISSING = "nothing at all"


def differs(expected, got, where=""):
    """Where an answer is not what is expected of it, or an empty text."""
    if isinstance(expected, dict) and isinstance(got, dict):
        return next((found for key in expected if (found := differs(expected[key], got.get(key, MISSING), f"{where}/{key}"))), "")
    if isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        return next((found for number, entry in enumerate(expected) if (found := differs(entry, got[number], f"{where}/{number}"))), "")
    return "" if type(expected) is type(got) and expected == got else f"{where or '/'}: {expected!r} is expected, the engine says {got!r}"


def difference(vector, answer):
    return differs({key: value for key, value in vector["expect"].items() if key not in WORKED_OUT}, answer.get("output", {}))


def told_by(vector, answer):
    """(the row that ends the trace where the vector does not cover it, or an empty text; faults)"""
    found = difference(vector, answer)
    if found:
        return "", [f"{vector['id']}{found}"]
    traces = vectors.traces_of(answer)
    rules = {step["rule"] for trace in traces for step in trace}
    untold = [row for row in vector["covers"] if row not in rules]
    if untold:
        return "", [f"{vector['id']}: it covers {', '.join(untold)}, of which the engine's trace says nothing; it tells "
                    f"{', '.join(sorted(rules))}"]
    last = traces[-1][-1]["rule"]
    return "" if last in vector["covers"] else last, []


def told_of(found, command):
    """(told.json, faults)"""
    table, faults = {}, []
    for vector, answer in zip(found, vectors.ask(command, found), strict=True):
        last, more = told_by(vector, answer)
        faults += more
        if last:
            table[vector["id"]] = last
    return table, faults


def profiles_of(found, command, by_hand):
    """(profiles.json, faults)"""
    table, faults, used = {}, deviations.faults_of_pins(by_hand), set()
    for profile in deviations.PROFILES:
        for vector, answer in zip(found, vectors.ask(command, found, profile), strict=True):
            departs = difference(vector, answer)
            if not departs:
                continue
            reasons = deviations.reasons(profile, vector, answer["output"]) if "output" in answer else []
            if not reasons:
                faults.append(f"{vector['id']}: the profile {profile} departs and no entry of deviations.py says why{departs}")
                continue
            used.update((profile, reason.pinned_by) for reason in reasons)
            table.setdefault(vector["id"], {})[profile] = {"expect": deviations.cut_to(vector["expect"], answer["output"]),
                                                            "deviation": " ".join(reason.says for reason in reasons)}
    faults += [f"deviations.py: {entry.pinned_by} explains nothing of {profile}" for entry in deviations.DEVIATIONS
               for profile in entry.profiles if (profile, entry.pinned_by) not in used]
    return dict(sorted(table.items())), faults


def text_of(table):
    return "{\n" + ",\n".join(f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in table.items()) + "\n}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", required=True, help="the program `crosscheck`")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    found = [vector for area in areas() for vector in area.vectors]
    told, faults = told_of(found, options.command)
    profiles, more = profiles_of(found, options.command, written_by_hand())
    faults += more
    for name, table in {"told.json": told, "profiles.json": profiles}.items():
        complaint = f"{name} is not what the engine tells; run conformance/generator/told.py, then generate.py"
        faults += made_files.make(HERE / name, text_of(table), options.check, complaint)
    for fault in faults:
        print(f"told: {fault}")
    print(f"told: {len(faults)} fault(s), {len(found)} vectors, {len(told)} whose trace ends with another row, "
          f"{len(profiles)} that a browser answers otherwise")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
