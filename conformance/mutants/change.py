"""A change in unified form, as `diff -u` and `git diff` write it, taken apart by the files that it touches."""

import re
from dataclasses import dataclass, field

HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")


@dataclass
class Part:
    """What concerns one file: its name without the first folder (`a/`, `b/`), and the lines with which it stands in the change."""
    name: str = ""
    lines: list = field(default_factory=list)
    is_headed: bool = False  # its `---` and `+++` have come

    @property
    def text(self):
        return "".join(self.lines)


def name_in(line):
    """Of a line that begins with `--- ` or `+++ `; empty for /dev/null, which stands where a file is new or gone."""
    name = line[4:].split("\t")[0].strip().strip('"')
    return "" if name == "/dev/null" else name.partition("/")[2]


def parts(text):
    """The parts in their order, without what stands in front of the first one: a letter, or the message of a commit."""
    found = [Part(is_headed=True)]
    old, new = 0, 0  # lines of a hunk that are still to come: within it, `--- ` is a line that was taken away
    lines = text.splitlines(keepends=True)
    for line, behind in zip(lines, [*lines[1:], ""]):
        if old > 0 or new > 0:
            old -= line[0] in " -\r\n"
            new -= line[0] in " +\r\n"
        elif hunk := HUNK.match(line):
            old, new = (1 if count is None else int(count) for count in hunk.groups())
        elif line.startswith("diff --git "):
            # Modes, renames and binary files have no other name.
            found.append(Part(line.strip().strip('"').rpartition(" ")[2].strip('"').partition("/")[2]))
        elif line.startswith("--- ") and behind.startswith("+++ "):
            if found[-1].is_headed:
                found.append(Part())
            found[-1].is_headed = True
            found[-1].name = name_in(behind) or name_in(line)
        found[-1].lines.append(line)
    return found[1:]
