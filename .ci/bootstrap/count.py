"""One count over all stages of a test run.

Reads a folder with JUnit files of ctest and a stages.tsv (pass|fail|skip, stage, why). Prints a line for each stage, names what
failed and what could not run, and ends with `N passed, N failed` and `, N skipped` where something was. Code 1 if something failed.
"""

import re
import sys
import xml.etree.ElementTree
from pathlib import Path


def cases_of(path):
    """(pass|fail|skip, test, why) of each test in a JUnit file."""
    for case in xml.etree.ElementTree.parse(path).getroot().iter("testcase"):
        name, status = case.get("name", "?"), case.get("status", "run")
        skipped = case.find("skipped")
        why = (skipped.get("message") or "") if skipped is not None else ""
        if status == "fail" or case.find("failure") is not None:
            yield "fail", name, ""
        elif status == "disabled":
            yield "skip", name, "disabled"
        elif status == "notrun":
            # A test that says itself that it cannot run here is skipped; one whose program is missing has failed.
            yield ("skip", name, reason_of(case)) if why.startswith("SKIP_") else ("fail", name, why)
        else:
            yield "pass", name, ""


def reason_of(case):
    """What a skipped test said: the line after GoogleTest's `Skipped`, or its last line."""
    output = case.findtext("system-out") or ""
    found = re.search(r"Skipped\n(.*)", output)
    lines = [line for line in output.splitlines() if line.strip()]
    return (found.group(1) if found else lines[-1] if lines else "").strip()


def stages_of(folder):
    """(stage, [(outcome, test, why)]) of all that ran."""
    for path in sorted(folder.glob("*.xml")):
        yield path.stem, list(cases_of(path))
    lines = (folder / "stages.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        outcome, stage, why = line.split("\t")
        yield stage, [(outcome, stage, why)]


def main(folder):
    total = {"pass": 0, "fail": 0, "skip": 0}
    notes = []
    for stage, cases in stages_of(folder):
        count = {outcome: sum(1 for case in cases if case[0] == outcome) for outcome in total}
        for outcome in total:
            total[outcome] += count[outcome]
        print(f"  {stage:12} {count['pass']:6} passed {count['fail']:4} failed {count['skip']:4} not run")
        for outcome, name, why in cases:
            if outcome != "pass":
                notes.append(f"{'FAILED' if outcome == 'fail' else 'not run'}: {stage}: {name}{': ' + why if why else ''}")
    for note in sorted(notes, key=lambda note: note.startswith("FAILED")):
        print(note)
    if not sum(total.values()):
        total["fail"] = 1
        print("FAILED: nothing ran at all")
    skipped = f", {total['skip']} skipped" if total["skip"] else ""
    print(f"{total['pass']} passed, {total['fail']} failed{skipped}")
    return 1 if total["fail"] else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
