"""COVERAGE.md from what coverage_data.py gathered."""

from collections import Counter, defaultdict

import coverage_data

HEAD = """# Coverage

Made by `.ci/generate/coverage.py` from the vectors and the engine's traces; a check keeps it current.

- *covers*: how many vectors name the row. *decides*: how many end with it, as the last step of the trace of one of their fetches, by outcome.
  `refused`: the vector's question has to be refused, and so has no trace. In brackets: outcomes that the step has within traces, and that never end one.
- Scenarios, ambiguities, deviations and what the standard tells servers (SRV) are no steps of an algorithm: to be covered, or to be a tag
  (`e2e-7`), is enough.
- Some rows cannot stand last; `coverage_exceptions.json` says why.
- A row that is left out, or that is a hook for what the caller knows, has the reason of `src/crosscheck/SCOPE.md`.
"""


def count(number, word):
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def summary(suite):
    missing = coverage_data.holes(suite)
    wanted = [row for row in suite.rows if coverage_data.has_to_decide(suite, row)]
    unasked, inside = ([row for row in rows if row in wanted] for rows in (suite.no_question, suite.told_inside))
    apart = f"of these, no question can end with {len(unasked)}, and {len(inside)} are told within traces alone (`coverage_exceptions.json`); " if unasked or inside else ""
    lines = [f"**{count(len(missing), 'row')} without a vector that decides**, of {len(wanted)} that need one; {apart}"
             f"{len(suite.rows) - len(wanted)} are left out or hooks.", ""]
    if missing:
        lines = lines[:1] + ["Missing: " + ", ".join(missing) + ".", ""]
    excepted = [row for row in [*suite.told_inside, *suite.no_question] if row in suite.rows]
    if excepted:
        lines += [f"{count(len(excepted), 'row')} end no trace, each for a reason that stands in its line: {', '.join(excepted)}.", ""]
    both = [row for row in wanted if len({outcome for _, outcome, _ in suite.ends[row]}) > 1]
    lines.append(f"{count(len(both), 'row')} decide in more than one way. {count(len(suite.vectors), 'vector')} in {count(len(suite.files), 'file')}.")
    return lines


def file_table(suite):
    lines = ["", "## What would be missing without a file", "",
             "`coverage.py --command CROSSCHECK --without FILE` names each. *rows*: covered or decided here alone; *ways*: outcomes of a row, alone or for a kind;",
             "*bugs*: flags hunted here alone; *places*: flags hunted elsewhere too, but not where a question of this kind ends so.", "",
             "| file | vectors | rows | ways | bugs | places | for example |", "|---|--:|--:|--:|--:|--:|---|"]
    per_file = Counter(name for name, _ in suite.vectors)
    for name in suite.files:
        sorts = Counter()
        holes = coverage_data.holes_without(suite, name)
        for hole in holes:
            if hole.startswith("no vector covers") or (hole.startswith("nothing ends with") and hole.endswith(")")):
                sorts["rows"] += 1
            elif hole.startswith(("nothing ends with", "no question")):
                sorts["ways"] += 1
            else:
                sorts["bugs" if hole.startswith("nothing hunts") else "places"] += 1
        lines.append(f"| {name} | {per_file[name]} | {sorts['rows']} | {sorts['ways']} | {sorts['bugs']} | {sorts['places']} | {example(holes)} |")
    return lines


def example(holes):
    """The first hole, as a cell of a table."""
    return holes[0].replace("|", "\\|") if holes else "**no hole**"


def decides(suite, row_id):
    outcomes = Counter(outcome for _, outcome, _ in suite.ends[row_id])
    parts = [f"{outcome} {outcomes[outcome]}" for outcome in sorted(outcomes)]
    inside = sorted(suite.seen[row_id] - set(outcomes))
    if inside:
        parts.append("(" + ", ".join(inside) + ")")
    return " · ".join(parts)


def files_of(suite, row_id):
    """The files that decide, the one with most first."""
    found = Counter(name.removesuffix(".json") for name, _ in coverage_data.deciding_vectors(suite, row_id))
    names = [name for name, _ in sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))]
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def row_line(suite, row_id):
    row = suite.rows[row_id]
    covers = len(suite.covers[row_id])
    why = suite.told_inside.get(row_id) or suite.no_question.get(row_id)
    if why:
        covering = sorted({name.removesuffix(".json") for name, _ in suite.covers[row_id]})
        note = " ".join([*(["covered in " + ", ".join(covering[:4])] if covering else []), f"*{why}*"])
    elif coverage_data.has_to_decide(suite, row_id):
        note = files_of(suite, row_id) or "**no vector**"
    else:
        note = "*" + suite.left_out.get(row_id, "hook") + "*"
        if coverage_data.deciding_vectors(suite, row_id):
            note = files_of(suite, row_id) + " " + note
    return f"| {row_id} | {row['scope']} | {covers or ''} | {decides(suite, row_id)} | {note} |"


def text_of(suite):
    lines = HEAD.splitlines() + [""] + summary(suite) + file_table(suite) + ["", "## Row by row"]
    sections = defaultdict(list)
    for row_id, row in suite.rows.items():
        sections[row["section"]].append(row_id)
    for section, rows in sections.items():
        lines += ["", f"### Section {section}", "", "| row | scope | covers | decides | where, or why not |", "|---|---|--:|---|---|"]
        lines += [row_line(suite, row_id) for row_id in rows]
    return "\n".join(lines) + "\n"
