"""A finding: what it is called after what is wrong, and how it is made smaller as long as the same thing is wrong."""

import re
import time

PROPERTY = re.compile(rb"^PROPERTY DOES NOT HOLD: (.*)$", re.MULTILINE)
UNDEFINED = re.compile(rb"^\S*?([\w.]+):\d+:\d+: runtime error: (.*)$", re.MULTILINE)
ASSERTION = re.compile(rb"^\S+: (?:\S*/)?([\w.]+):\d+: .*Assertion `(.*)' failed", re.MULTILINE)
THROWN = re.compile(rb"terminate called after throwing an instance of '([^']+)'")
SUMMARY = re.compile(rb"^SUMMARY: (\w+): (.*)$", re.MULTILINE)
FRAME = re.compile(rb"^ +#\d+ 0x[0-9a-f]+ in (.+) (/\S+?):\d+(?::\d+)?$", re.MULTILINE)
OUR_FOLDERS = (b"/src/", b"/fuzz/", b"/conformance/")
# What happens wherever the program is by chance.
NOWHERE = ("timeout", "out-of-memory")
LONGEST_NAME = 100


def slug(text):
    """As the name of a file. Numbers are other ones each time, and go."""
    text = re.sub(r"\b(0x[0-9a-f]+|\d+)\b", "", text.lower())
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:LONGEST_NAME].rstrip("-")


def place_of(output):
    """The function on top of the first stack that is the project's own: what stands above it is of the library or of a sanitizer."""
    for match in FRAME.finditer(output):
        function, path = match[1], match[2]
        if path.startswith(b"/usr/") or not any(folder in path for folder in OUR_FOLDERS):
            continue
        name = function.replace(b"(anonymous namespace)::", b"").split(b"(")[0].split(b"<")[0].split(b"::")[-1]
        # What has no name of its own stands in something that has.
        if name and name != b"operator":
            return name.decode(errors="replace")
    return ""


def kind_of(output):
    """What is wrong, wherever it is; nothing where the output tells of no fault."""
    def text(match, group):
        return match[group].decode(errors="replace")
    if match := PROPERTY.search(output):
        return text(match, 1)
    if match := UNDEFINED.search(output):
        return f"{text(match, 2)} in {text(match, 1)}"
    if match := ASSERTION.search(output):
        return f"assertion {text(match, 2)} in {text(match, 1)}"
    if match := THROWN.search(output):
        return f"{text(match, 1)} thrown"
    if match := SUMMARY.search(output):
        told = text(match, 2)
        if " leaked " in told:
            return "memory leak"
        # "heap-buffer-overflow <place> in <function>": the place is told better by the stack.
        return "deadly signal" if told.startswith("deadly signal") else told.split(" ")[0]
    return ""


def name_of(output):
    """`crash-<what is wrong>`."""
    kind = kind_of(output)
    if PROPERTY.search(output) or UNDEFINED.search(output) or ASSERTION.search(output) or kind in NOWHERE:
        return "crash-" + slug(kind)
    place = place_of(output)
    return "crash-" + (slug(f"{kind} in {place}" if place else kind) or "of-unknown-kind")


def shrink(data, is_the_same, seconds):
    """Drops lines, and then bytes, as long as the same thing is wrong: first half of them at once, then ever fewer."""
    ends = time.monotonic() + seconds
    for units in (data.splitlines(keepends=True), None):
        units = units if units is not None else [data[at:at + 1] for at in range(len(data))]
        size = len(units) // 2
        while size > 0:
            at = 0
            while at < len(units):
                fewer = b"".join(units[:at] + units[at + size:])
                if time.monotonic() >= ends:
                    return b"".join(units)
                if is_the_same(fewer):
                    del units[at:at + size]
                else:
                    at += size
            size //= 2
        data = b"".join(units)
    return data
