#!/usr/bin/env python3
"""Says which rows of conformance/requirements.json stand on text of a standard that has changed.

requirements_drift.py FILE              FILE is a fetch.bs of whatwg/fetch
requirements_drift.py --url FILE        FILE is a url.bs of whatwg/url
... --write                             keeps the hashes of FILE in the ledger: done when the pinned commit moves

For each anchor that a row names, the ledger keeps a hash of the text it stands for: the algorithm that defines it, or
the passage around a definition, or the section under a heading. White space does not count. Ends with 1 on a change.
"""

import hashlib
import html
import re
import sys

sys.dont_write_bytecode = True
import ledger

TAG = re.compile(r"<[^>]*>")
DEFINITION = re.compile(r"<dfn\b([^>]*)>(.*?)</dfn>", re.DOTALL)
ATTRIBUTE = re.compile(r"""([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
HEADING = re.compile(r"^<h([2-6])\b([^>]*)>", re.MULTILINE)
DIV = re.compile(r"<div\b[^>]*>|</div>")
ALGORITHM = re.compile(r"<div\b[^>]*\balgorithm\b[^>]*>")
PASSAGE = re.compile(r"(?:(?<=\n\n)|^)<(?:p|div|h[2-6])\b", re.MULTILINE)


def attributes(text):
    return {name: a or b or c for name, a, b, c in ATTRIBUTE.findall(text)}


def slug(text):
    return re.sub(r"[^a-z0-9_-]", "", re.sub(r"\s+", "-", text.strip().lower()))


def definition_id(found):
    """The id that a definition bears, or the one that Bikeshed makes from its names."""
    attribute = attributes(found[1])
    if "id" in attribute:
        return attribute["id"]
    text = attribute.get("lt", "").split("|")[0] or html.unescape(TAG.sub("", found[2]))
    is_member = any(kind in attribute for kind in ("method", "attribute", "constructor"))
    owner = attribute.get("for", "").split(",")[0]
    if is_member:
        return "-".join(["dom", slug(owner), slug(text.split("(")[0])])
    return "-".join(part for part in (slug(owner.replace("/", "-")), slug(text)) if part)


def algorithms(source):
    """Where each algorithm begins and ends."""
    spans = []
    for start in ALGORITHM.finditer(source):
        depth = 0
        for tag in DIV.finditer(source, start.start()):
            depth += -1 if tag[0].startswith("</") else 1
            if depth == 0:
                spans.append((start.start(), tag.end()))
                break
    return spans


def enclosing(spans, place):
    fitting = [span for span in spans if span[0] <= place < span[1]]
    return max(fitting) if fitting else None


def passage(source, place):
    """From the block that holds a definition to the next one that begins a new thought."""
    starts = [found.start() for found in PASSAGE.finditer(source)]
    begin = max((start for start in starts if start <= place), default=0)
    end = min((start for start in starts if start > place), default=len(source))
    return begin, end


def digest(text):
    return hashlib.sha256(" ".join(text.split()).encode("utf-8")).hexdigest()


def hashes(source):
    """Anchor to hash, for all that a document defines."""
    result = {}
    spans = algorithms(source)
    for found in DEFINITION.finditer(source):
        begin, end = enclosing(spans, found.start()) or passage(source, found.start())
        result.setdefault(definition_id(found), digest(source[begin:end]))
    headings = list(HEADING.finditer(source))
    for number, found in enumerate(headings):
        name = attributes(found[2]).get("id")
        after = [other.start() for other in headings[number + 1:] if other[1] <= found[1]]
        if name:
            result.setdefault(name, digest(source[found.start():after[0] if after else len(source)]))
    return result


def rows_by_anchor(document, standard):
    result = {}
    base = standard["url"] + "#"
    for row in document["rows"]:
        if row["spec"].startswith(base):
            result.setdefault(row["spec"][len(base):], []).append(row["id"])
    return result


def main(arguments):
    write = "--write" in arguments
    prefix = "U" if "--url" in arguments else "F"
    files = [argument for argument in arguments if argument not in ("--write", "--url")]
    if len(files) != 1 or files[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    document = ledger.load()
    standard = next(entry for entry in document["standards"] if entry["prefix"] == prefix)
    with open(files[0], encoding="utf-8") as file:
        present = hashes(file.read())
    rows = rows_by_anchor(document, standard)
    missing = [anchor for anchor in rows if anchor not in present]
    changed = [anchor for anchor in rows
               if anchor in present and document["anchors"].get(f"{prefix}#{anchor}") != present[anchor]]
    for word, anchors in (("gone", missing), ("changed", changed)):
        for anchor in anchors:
            print(f"{word}: {standard['url']}#{anchor}: {', '.join(rows[anchor])}")
    if not write:
        print(f"{len(rows)} anchors, {len(changed)} changed, {len(missing)} gone")
        return 1 if missing or changed else 0
    if missing:
        return 1
    kept = {key: value for key, value in document["anchors"].items() if not key.startswith(prefix + "#")}
    kept.update({f"{prefix}#{anchor}": present[anchor] for anchor in rows})
    document["anchors"] = dict(sorted(kept.items()))
    ledger.PATH.write_text(ledger.text_of(document), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
