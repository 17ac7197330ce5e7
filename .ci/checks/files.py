"""Files: what stands at the top level, files that are too long, paths of one machine, unfinished words."""

import re

import house
import reading

# Written so that this file does not find itself.
MACHINE_PATH = re.compile(r"(?<![\w.:/$}*-])/(?:" + "|".join(["wor" + "k", "tm" + "p", "roo" + "t", "hom" + "e", "User" + "s"]) + r")/\w")
UNFINISHED = re.compile(
    r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "WI" + "P"]) + r")\b"
    r"|\b(?i:" + "|".join(["stu" + "b", "place" + "holder", "not yet " + "implemented"]) + r")\b")
BINARY_OR_DATA = (".json", ".jsonl", ".ndjson", ".png", ".ico", ".woff2", ".txt", ".har")
# Folders whose files are input for a machine: any word may stand there.
DATA_FOLDERS = ("corpus/",)


def top_level_faults(names):
    tops = {name.split("/")[0] for name in names}
    for top in sorted(tops):
        if not top.startswith(".") and top not in house.TOP_LEVEL:
            yield f"{top}: not on the list of what stands at the top level"
    for top in sorted(tops):
        if any(name.startswith(f"{top}/") for name in names) and not top.startswith(".") and f"{top}/README.md" not in names:
            yield f"{top}/README.md: missing (what lives here, how to add one more, what it must not touch)"


def length_faults(name, lines):
    is_source = name.endswith(house.SOURCE_ENDINGS) or name == "bootstrap" or name.endswith("CMakeLists.txt")
    if is_source and not re.fullmatch(house.DATA_TABLES, name) and lines > house.MOST_LINES:
        yield f"{name}: {lines} lines, {house.MOST_LINES} at most"
    if re.fullmatch(r"[^./][^/]*/README\.md", name) and lines > house.README_LINES:
        yield f"{name}: {lines} lines, one screen is {house.README_LINES}"


def word_faults(name, text):
    if name.startswith(DATA_FOLDERS):
        return
    for number, line in enumerate(text.splitlines(), start=1):
        match = MACHINE_PATH.search(line)
        if match and not name.endswith(BINARY_OR_DATA):
            yield f"{name}:{number}: a path of one machine: {match.group(0)}"
        match = UNFINISHED.search(line)
        if match and not name.endswith(BINARY_OR_DATA):
            yield f"{name}:{number}: an unfinished word: {match.group(0)}"


def faults_in(root):
    names = reading.project_files(root)
    faults = list(top_level_faults(names))
    for name in names:
        text = reading.text_of(root, name)
        faults += length_faults(name, text.count("\n"))
        faults += word_faults(name, text)
    return faults, f"{len(names)} files"


if __name__ == "__main__":
    options = reading.arguments(__doc__).parse_args()
    reading.finish("files", *faults_in(options.root))
