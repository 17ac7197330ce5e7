"""The table of mutants, conformance/mutants.json: what it must hold, and where in the sources each one stands.

A mutant is one expression of the engine as it stands (`find`) and what it becomes. It belongs to a requirement row: the expression must stand
exactly once in the functions of its file that a comment with the row's id marks, from that comment to the end of the function.
A `find` that ends in `;`, or is a block with a `;` in it, is a statement; `becomes` may then be empty.
"""

import json
import pathlib
import re
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "conformance" / "mutants.json"
KEYS = ["id", "operator", "file", "find", "becomes", "breaks"]
OPERATORS = [
    "skip", "invert", "always", "never", "fold-case", "trim", "first-line", "prefix", "wildcard-literal", "wildcard-always",
    "off-by-one", "order", "keep", "forget-key", "expiry", "other-value", "control",
]
ID = re.compile(r"([A-Z][A-Z0-9]*-[1-9][0-9]*)-([a-z0-9]+(?:-[a-z0-9]+)*)")
CONTROL = re.compile(r"CONTROL-(dies|survives)")
NAMED = re.compile(r"(?<![A-Za-z0-9-])([A-Z][A-Z0-9]*-[1-9][0-9]*)(?![A-Za-z0-9])")


@dataclass
class Mutant:
    """One row of the table, with the place of its expression in the file."""

    number: int
    id: str
    row: str
    operator: str
    file: str
    find: str
    becomes: str
    breaks: str
    equivalent: str | None
    begin: int = -1

    @property
    def end(self) -> int:
        return self.begin + len(self.find)

    @property
    def is_statement(self) -> bool:
        return self.find.endswith(";") or (self.find.endswith("}") and ";" in self.find)


def load(table: pathlib.Path) -> tuple[list[Mutant], list[str]]:
    """The mutants, and every fault of the table itself."""
    mutants: list[Mutant] = []
    faults: list[str] = []
    seen: set[str] = set()
    for number, entry in enumerate(json.loads(table.read_text(encoding="utf-8"))["mutants"], start=1):
        name = entry.get("id", f"entry {number}")
        keys = [key for key in entry if key not in ("equivalent", "row")]
        if keys != KEYS:
            faults.append(f"{name}: the keys are {', '.join(keys)}, not {', '.join(KEYS)}")
            continue
        matched = ID.fullmatch(name)
        if not matched and not CONTROL.fullmatch(name):
            faults.append(f"{name}: an id is a requirement id and words, CHK-3-ignore-credentials")
            continue
        if name in seen:
            faults.append(f"{name}: stands twice")
        seen.add(name)
        if entry["operator"] not in OPERATORS:
            faults.append(f"{name}: {entry['operator']!r} is no operator; they are {', '.join(OPERATORS)}")
        if entry["find"] == entry["becomes"]:
            faults.append(f"{name}: changes nothing")
        row = matched.group(1) if matched else entry.get("row", "")
        mutants.append(Mutant(number, name, row, entry["operator"], entry["file"], entry["find"], entry["becomes"], entry["breaks"],
                              entry.get("equivalent")))
    for control in ("CONTROL-dies", "CONTROL-survives"):
        if control not in seen:
            faults.append(f"{control} is missing: without it nobody knows that a run tells the dead from the living")
    return mutants, faults


def comment_of(line: str) -> str:
    """What stands behind `//`, strings left out of account."""
    in_string = False
    position = 0
    while position < len(line):
        if line[position] == "\\" and in_string:
            position += 1
        elif line[position] == '"':
            in_string = not in_string
        elif line.startswith("//", position) and not in_string:
            return line[position + 2:]
        position += 1
    return ""


def functions_under(text: str, row: str) -> list[tuple[int, int]]:
    """From each comment that names the row to the end of its function: the next line that begins with a closing brace."""
    regions: list[tuple[int, int]] = []
    offset = 0
    begin: int | None = None
    for line in text.splitlines(keepends=True):
        if begin is None and row in NAMED.findall(comment_of(line)):
            begin = offset
        offset += len(line)
        if begin is not None and line.startswith("}"):
            regions.append((begin, offset))
            begin = None
    if begin is not None:
        regions.append((begin, offset))
    return regions


def place(mutant: Mutant, text: str) -> str | None:
    """Sets where the expression begins; or says what is wrong."""
    places = set()
    regions = functions_under(text, mutant.row)
    for begin, end in regions:
        position = text.find(mutant.find, begin, end)
        while position >= 0:
            places.add(position)
            position = text.find(mutant.find, position + 1, end)
    if not regions:
        return f"{mutant.id}: no comment of {mutant.file} names {mutant.row}"
    if len(places) != 1:
        return f"{mutant.id}: {mutant.find!r} stands {len(places)} times under {mutant.row} in {mutant.file}; it must stand there exactly once"
    mutant.begin = places.pop()
    return None


def place_all(mutants: list[Mutant], root: pathlib.Path) -> list[str]:
    """Finds every expression; returns the faults."""
    faults: list[str] = []
    texts: dict[str, str] = {}
    for mutant in mutants:
        path = root / mutant.file
        if not path.is_file():
            faults.append(f"{mutant.id}: there is no {mutant.file}")
            continue
        text = texts.setdefault(mutant.file, path.read_text(encoding="utf-8"))
        fault = place(mutant, text)
        if fault:
            faults.append(fault)
    return faults


def rows_without(mutants: list[Mutant], root: pathlib.Path) -> list[str]:
    """Rows of kind N that the engine implements and that no mutant breaks."""
    ledger = json.loads((root / "conformance" / "requirements.json").read_text(encoding="utf-8"))
    scope = (root / "src" / "crosscheck" / "SCOPE.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in scope.splitlines() if line.startswith("|")]
    left_out = set(NAMED.findall(" ".join(cells)))
    for first, last in re.findall(r"([A-Z]+-[0-9]+) to ([A-Z]+-[0-9]+)", " ".join(cells)):
        prefix = first.rsplit("-", 1)[0]
        left_out |= {f"{prefix}-{n}" for n in range(int(first.rsplit("-", 1)[1]), int(last.rsplit("-", 1)[1]) + 1)}
    broken = {mutant.row for mutant in mutants}
    return [row["id"] for row in ledger["rows"]
            if "N" in row["kind"].split("/") and row["id"] not in left_out and row["id"] not in broken]
