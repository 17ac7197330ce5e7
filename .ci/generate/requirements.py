#!/usr/bin/env python3
"""Holds conformance/requirements.json to its rules: ids, kinds, places, order and form.

requirements.py          writes the ledger again in its one form; refuses while its content is at fault
requirements.py --check  writes nothing and fails on a fault of content or form
"""

import sys

sys.dont_write_bytecode = True
import ledger
import made_files


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    document = ledger.load()
    found = ledger.faults(document)
    for fault in found:
        print(f"conformance/requirements.json: {fault}")
    if found:
        return 1
    complaint = "conformance/requirements.json is not in its one form: run .ci/generate/requirements.py"
    found = made_files.make(ledger.PATH, ledger.text_of(document), bool(arguments), complaint)
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
