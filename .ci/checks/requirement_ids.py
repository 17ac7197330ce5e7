"""Requirement ids: rows of the ledger without code, scenarios without a test, and ids that do not exist."""

import re

import house
import reading

ID = re.compile(r"(?<![A-Za-z0-9-])([A-Z0-9]{2,4})-(\d+)(?![A-Za-z0-9])")
SCOPE_FILE = "src/crosscheck/SCOPE.md"


def ids_of(text, prefixes):
    """The requirement ids that a text names: those with a prefix of the ledger."""
    return [match.group(0) for match in ID.finditer(text) if match.group(1) in prefixes]


def named_in_code(root, names, prefixes):
    """Ids in comments of the engine's code, tests aside. A string that holds an id is data and implements nothing."""
    found = set()
    for name in names:
        if reading.is_engine(name) and not reading.is_test(name):
            for _, comment in reading.comments(reading.text_of(root, name)):
                found.update(ids_of(comment, prefixes))
    return found


def named_in_tests(root, names, prefixes):
    """Ids in tests, anywhere in them, and in vectors."""
    found = set()
    for name in names:
        if reading.is_test(name) or (name.startswith("conformance/vectors/") and name.endswith(".json")):
            found.update(ids_of(reading.text_of(root, name), prefixes))
    return found


def unknown_ids(root, names, rows, prefixes):
    """Each id in sources, vectors and SCOPE.md that the ledger does not have."""
    for name in names:
        watched = (name.startswith("src/") or name.startswith("conformance/vectors/")) and \
            name.endswith((".h", ".cpp", ".inc", ".md", ".json"))
        if not watched:
            continue
        for number, line in enumerate(reading.text_of(root, name).splitlines(), start=1):
            for found in ids_of(line, prefixes):
                if found not in rows:
                    yield f"{name}:{number}: {found} does not exist in conformance/requirements.json"


def faults_in(root):
    rows = reading.ledger(root)
    prefixes = {row.rsplit("-", 1)[0] for row in rows}
    names = reading.project_files(root)
    code = named_in_code(root, names, prefixes)
    tests = named_in_tests(root, names, prefixes)
    scope = set(ids_of(reading.text_of(root, SCOPE_FILE), prefixes)) if SCOPE_FILE in names else set()
    faults = list(unknown_ids(root, names, rows, prefixes))
    for row in rows.values():
        where = f"{row['id']} (section {row['section']}, {row['kind']})"
        if row["scope"] in house.SCOPES_IN_CODE and row["id"] not in code | scope:
            faults.append(f"{where}: no code names it, and {SCOPE_FILE} does not either")
        if row["scope"] in house.SCOPES_IN_TESTS and row["id"] not in tests | scope:
            faults.append(f"{where}: no test and no vector names it")
    return faults, f"{len(rows)} rows ({len(code)} named in code, {len(scope)} in SCOPE.md, {len(tests)} in tests and vectors)"


if __name__ == "__main__":
    options = reading.arguments(__doc__).parse_args()
    reading.finish("requirement_ids", *faults_in(options.root))
