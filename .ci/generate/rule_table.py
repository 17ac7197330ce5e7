#!/usr/bin/env python3
"""Writes src/crosscheck/reason/rule_table.inc from conformance/requirements.json.

rule_table.py          writes the table
rule_table.py --check  writes nothing and fails unless the table stands there byte for byte as it would be written
"""

import sys

sys.dont_write_bytecode = True
import ledger
import made_files

TABLE = ledger.ROOT / "src" / "crosscheck" / "reason" / "rule_table.inc"

HEAD = """\
// Generated from conformance/requirements.json by .ci/generate/rule_table.py: change the ledger, not this file.
// One line for each row that a step of the engine can name: scenarios, deviations and ambiguities are no rules.
// CROSSCHECK_RULE(enumerator, id, spec, step)
"""


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def table():
    lines = [HEAD]
    section = None
    document = ledger.load()
    titles = {entry["number"]: entry["title"] for entry in document["sections"]}
    for row in ledger.rules(document):
        if row["section"] != section:
            section = row["section"]
            lines.append(f"\n// {section} {titles[section]}\n")
        arguments = [ledger.enumerator(row["id"]), literal(row["id"]), literal(row["spec"]), literal(row["step"])]
        lines.append(f"CROSSCHECK_RULE({', '.join(arguments)})\n")
    return "".join(lines)


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    complaint = f"{TABLE.relative_to(ledger.ROOT)} is not what requirements.json gives: run .ci/generate/rule_table.py"
    found = made_files.make(TABLE, table(), bool(arguments), complaint)
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
