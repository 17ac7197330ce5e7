#!/usr/bin/env python3
"""Holds the generated vectors against the engine, and keeps told.json: with which row the engine's trace of each ends.

told.py --command CROSSCHECK          asks the engine and writes the table again
told.py --command CROSSCHECK --check  writes nothing and fails where the table is another

An area's rules name the row that decides, and the expectation, by themselves. The engine has to agree: its answer is what is expected, and its
trace tells at least one of the rows that the area names. Which row stands last in the trace is the engine's wording (a definition may be told
behind the step that it settles), and no expectation: it is recorded here, so that a vector covers it too. Rows that the trace leaves
untold are not covered. Whoever changes the wording of traces runs this, then generate.py.
"""

import argparse
import importlib
import json
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generate import AREAS  # noqa: E402

TABLE = HERE / "told.json"
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


def ask(command, found):
    questions = "".join(json.dumps({"kind": vector["kind"], "input": vector["input"], "trace": True}) + "\n" for vector in found)
    run = subprocess.run([command, "evaluate", "--lines"], input=questions, capture_output=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in run.stdout.split("\n") if line]


def told_by(vector, answer):
    """(the covers that the trace bears out, faults)"""
    output = answer.get("output", {})
    expected = {key: value for key, value in vector["expect"].items() if key not in WORKED_OUT}
    difference = differs(expected, output)
    if difference:
        return [], [f"{vector['id']}{difference}"]
    traces = [fetch["trace"] for fetch in output["fetches"]] if "fetches" in output else [output["trace"]]
    rules = {step["rule"] for trace in traces for step in trace}
    named = [row for row in vector["covers"] if row in rules]
    if not named:
        return [], [f"{vector['id']}: decided by {vector['covers']}, none of which the engine tells: {sorted(rules)}"]
    last = traces[-1][-1]["rule"]
    return named + [row for row in [last] if row not in named], []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", required=True, help="the program `crosscheck`")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    table, faults, asked = {}, [], 0
    for name in AREAS:
        found = importlib.import_module(name).area().vectors
        asked += len(found)
        for vector, answer in zip(found, ask(options.command, found), strict=True):
            covers, more = told_by(vector, answer)
            faults += more
            if covers and covers != vector["covers"]:
                table[vector["id"]] = covers
    text = "{\n" + ",\n".join(f'  {json.dumps(key)}: {json.dumps(rows)}' for key, rows in table.items()) + "\n}\n"
    if options.check:
        if not TABLE.exists() or TABLE.read_text(encoding="ascii") != text:
            faults.append("told.json is not what the engine tells; run conformance/generator/told.py, then generate.py")
    else:
        TABLE.write_text(text, encoding="ascii", newline="\n")
    for fault in faults:
        print(f"told: {fault}")
    print(f"told: {len(faults)} fault(s), {asked} vectors, {len(table)} whose rows the engine words otherwise")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
