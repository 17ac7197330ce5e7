"""The requirement ledger, conformance/requirements.json: how it is read, what it must hold and how it is written."""

import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATH = ROOT / "conformance" / "requirements.json"

KEYS = ["id", "section", "kind", "spec", "step", "where", "rule", "edges", "scope"]
OPTIONAL_KEYS = {"where"}  # AMB rows alone: the rows that the gap touches
SCOPES = ["engine", "hook", "server", "scenario", "deviation", "ambiguity"]
WORD_KINDS = ["scenario", "deviation", "ambiguity"]
LETTER_KINDS = re.compile(r"[NDSXA](/[NDSXA])*")
ID = re.compile(r"([A-Z][A-Z0-9]*)-([1-9][0-9]*)")


def load():
    return json.loads(PATH.read_text(encoding="utf-8"))


def rules(ledger):
    """The rows that a step of the engine can name: what is neither a scenario, a deviation nor an ambiguity."""
    return [row for row in ledger["rows"] if row["kind"] not in WORD_KINDS]


def enumerator(row_id):
    return row_id.replace("-", "_")


def text_of(ledger):
    """The one way in which the ledger is written."""
    return json.dumps(ledger, indent=2, ensure_ascii=False) + "\n"


def scope_of(kind):
    if kind in WORD_KINDS:
        return kind
    return {"X": "hook", "S": "server"}.get(kind, "engine")


def faults(ledger):
    """Everything that is wrong with the ledger's content, one sentence each."""
    found = []
    bases = [standard["url"] for standard in ledger["standards"]]
    sections = [section["number"] for section in ledger["sections"]]
    if len(set(sections)) != len(sections):
        found.append("a section number stands twice")
    seen = set()
    places = []
    for row in ledger["rows"]:
        name = row.get("id", "(a row without id)")
        expected = [key for key in KEYS if key in row or key not in OPTIONAL_KEYS]
        if list(row) != expected:
            found.append(f"{name}: the keys are {', '.join(row)}")
            continue
        if not all(isinstance(value, str) for value in row.values()):
            found.append(f"{name}: a value is no string")
            continue
        if not ID.fullmatch(name):
            found.append(f"{name}: is no id")
        if name in seen:
            found.append(f"{name}: stands twice")
        seen.add(name)
        if row["kind"] not in WORD_KINDS and not LETTER_KINDS.fullmatch(row["kind"]):
            found.append(f"{name}: no kind {row['kind']!r}")
        if row["scope"] not in SCOPES or row["scope"] != scope_of(row["kind"]):
            found.append(f"{name}: scope {row['scope']!r} with kind {row['kind']!r}")
        if ("where" in row) != (row["kind"] == "ambiguity"):
            found.append(f"{name}: `where` belongs to ambiguities")
        if row["section"] not in sections:
            found.append(f"{name}: no section {row['section']!r}")
        else:
            places.append(sections.index(row["section"]))
        if not any(row["spec"].startswith(base + "#") and len(row["spec"]) > len(base) + 1 for base in bases):
            found.append(f"{name}: {row['spec']!r} is no place in one of the standards")
        if not row["rule"]:
            found.append(f"{name}: no rule")
    if places != sorted(places):
        found.append("rows do not stand in the order of the sections")
    wanted = {f"{standard['prefix']}#{row['spec'].partition('#')[2]}"
              for standard in ledger["standards"] if "commit" in standard
              for row in ledger["rows"] if row.get("spec", "").startswith(standard["url"] + "#")}
    for anchor in sorted(wanted ^ set(ledger["anchors"])):
        found.append(f"{anchor}: " + ("has no hash" if anchor in wanted else "has a hash and no row"))
    return found
