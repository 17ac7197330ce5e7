"""What is known of the suite's coverage: who decides by which row, and what would be missing without a file."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field

import vectors

SCOPE_FILE = "src/crosscheck/SCOPE.md"
# Rows that no trace ends with, each with the reason: {"told_inside": {ROW: WHY}, "no_question": {ROW: WHY}}.
# What is told inside has to be covered by a vector all the same; what no kind of question reaches is tested in C++.
NOT_LAST_FILE = "coverage_exceptions.json"
ID = re.compile(r"\b([A-Z0-9]{2,4})-(\d+)(?: to ([A-Z0-9]{2,4})-(\d+))?")


@dataclass
class Suite:
    rows: dict           # id -> row of requirements.json
    left_out: dict       # id -> why no vector has to decide by it
    files: list          # names of vector files
    vectors: list        # (file, vector)
    told_inside: dict = field(default_factory=dict)
    no_question: dict = field(default_factory=dict)
    ends: dict = field(default_factory=lambda: defaultdict(list))    # row -> [(file, outcome, vector)], last in the trace of a fetch or small kind
    seen: dict = field(default_factory=lambda: defaultdict(set))     # row -> outcomes anywhere in a trace
    covers: dict = field(default_factory=lambda: defaultdict(list))  # row -> [(file, vector)]


def ids_in(cell):
    for match in ID.finditer(cell):
        first = int(match.group(2))
        last = int(match.group(4)) if match.group(4) else first
        for number in range(first, last + 1):
            yield f"{match.group(1)}-{number}"


def scope_of(root):
    """SCOPE.md: the rows of its two tables, and the ambiguities that concern the text alone, each with its reason."""
    found, section = {}, ""
    for line in (root / SCOPE_FILE).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif line.startswith("|") and not line.startswith(("|-", "| row")):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            for row in ids_in(cells[0]):
                found.setdefault(row, ("hook: " if section == "Hooks" else "") + cells[1])
        elif section.startswith("Ambiguities"):
            for row in ids_in(line):
                found[row] = "it concerns the text alone"
    return found


def gather(root, command):
    ledger = json.loads((root / vectors.SUITE / "requirements.json").read_text(encoding="utf-8"))
    documents = vectors.read_files(root)
    everything = [(name, vector) for name, document in documents.items() for vector in document["vectors"]]
    exceptions = json.loads((root / vectors.SUITE / NOT_LAST_FILE).read_text(encoding="ascii"))
    suite = Suite({row["id"]: row for row in ledger["rows"]}, scope_of(root), list(documents), everything, **exceptions)
    answers = vectors.ask(command, [vector for _, vector in everything])
    for (name, vector), answer in zip(everything, answers):
        for row in named_by(vector, suite.rows):
            suite.covers[row].append((name, vector))
        if "error" in answer and "error" in vector["expect"]:  # a question that has to be refused has no trace: it decides by what it covers
            for row in vector["covers"]:
                suite.ends[row].append((name, "refused", vector))
        for trace in vectors.traces_of(answer):
            for step in trace:
                suite.seen[step["rule"]].add(step["outcome"])
            if trace:
                suite.ends[trace[-1]["rule"]].append((name, trace[-1]["outcome"], vector))
    return suite


def named_by(vector, rows):
    """What a vector covers. Scenarios, ambiguities and deviations are no rules, so that a tag may name them too: `e2e-7`."""
    stories = [tag.upper() for tag in vector.get("tags", []) if tag.upper() in rows]
    return list(dict.fromkeys(vector["covers"] + stories))


def is_story(row):
    """Scenarios, ambiguities, deviations and what servers are told are no steps that a trace has to end with: to be named by a vector is enough."""
    return row["scope"] in ("scenario", "ambiguity", "deviation", "server")


def deciding_vectors(suite, row_id):
    """(file, vector) of those that decide by a row."""
    if is_story(suite.rows[row_id]):
        return suite.covers[row_id]
    return [(name, vector) for name, _, vector in suite.ends[row_id]]


def has_to_decide(suite, row_id):
    return row_id not in suite.left_out and suite.rows[row_id]["scope"] != "hook"


def is_hole(suite, row_id):
    if not has_to_decide(suite, row_id) or row_id in suite.no_question or deciding_vectors(suite, row_id):
        return False
    return row_id not in suite.told_inside or not suite.covers[row_id]


def holes(suite):
    return [row for row in suite.rows if is_hole(suite, row)]


def stale_exceptions(suite):
    """Exceptions of rows that do not exist, are left out anyway, or do end a trace."""
    for row in [*suite.told_inside, *suite.no_question]:
        if row not in suite.rows:
            yield f"{NOT_LAST_FILE}: {row} does not exist"
        elif not has_to_decide(suite, row):
            yield f"{NOT_LAST_FILE}: {row} need not decide anyway"
        elif deciding_vectors(suite, row):
            yield f"{NOT_LAST_FILE}: {row} does end a trace, the exception can go"


# What a vector stands for: each is something that a user of the suite would miss. From coarse to fine.
def facts_of(suite, row, outcome, vector):
    rule = suite.rows[row]["rule"] if row in suite.rows else ""
    short = rule if len(rule) <= 80 else rule[:77] + "..."
    yield f"nothing ends with {row} ({short})"
    yield f"nothing ends with {row} as {outcome}"
    yield f"no question of the kind {vector['kind']} ends with {row} as {outcome}"
    for flag in vector["flags"]:
        yield f"{flag} is hunted nowhere where a question of the kind {vector['kind']} ends with {row} as {outcome}"


def facts(suite):
    """fact -> the files that bear it out, in the order in which facts are met."""
    found = defaultdict(set)
    for name, vector in suite.vectors:
        for row in named_by(vector, suite.rows):
            found[f"no vector covers {row}"].add(name)
        for flag in vector["flags"]:
            found[f"nothing hunts {flag}"].add(name)
        found[f"no question is of the kind {vector['kind']}"].add(name)
    for row, ends in suite.ends.items():
        for name, outcome, vector in ends:
            for fact in facts_of(suite, row, outcome, vector):
                found[fact].add(name)
    return found


def holes_without(suite, name):
    """What no other file bears out. The facts are worked out once."""
    if not hasattr(suite, "facts"):
        suite.facts = facts(suite)
    return sorted((fact for fact, files in suite.facts.items() if files == {name}), key=rank)


def rank(fact):
    """Holes in the rules first, then kinds, bugs and places."""
    for place, start in enumerate(["no vector covers", "nothing ends with", "no question is of", "nothing hunts", "no question of the kind",
        ""]):
        if fact.startswith(start):
            return place, fact
    return 9, fact
