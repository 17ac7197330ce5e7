"""Whether a folder can be handed in as projects/<name> of OSS-Fuzz: what belongs to whoever enrols is filled, the rest is what build.sh goes with.

  python3 fuzz/oss-fuzz/enrolment.py [folder]      this folder where none is named; 0 complete, 1 not, with each fault on a line

Handed in are project.yaml, Dockerfile and build.sh, with homepage, main_repo (in project.yaml and where the Dockerfile clones it) and
primary_contact filled.
"""

import re
import sys
from pathlib import Path

FILES = ("project.yaml", "Dockerfile", "build.sh")
# Field -> what it has to look like, and what it is.
TO_FILL = {
    "homepage": (re.compile(r"https://\S+"), "the page of the project, https://…"),
    "main_repo": (re.compile(r"https://\S+"), "the repository that the image clones, https://…"),
    "primary_contact": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "the mail address that reports go to; it needs an account with the fleet"),
}
# Field -> what of it this project can be built with.
GOES_WITH = {
    "language": {"c++"},
    # WHY no other: the packages of the Dockerfile are there since 24.04.
    "base_os_version": {"ubuntu-24-04"},
    "fuzzing_engines": {"libfuzzer", "afl", "honggfuzz"},
    # WHY not memory: the libraries of the system are not instrumented, and what they write would be reported.
    "sanitizers": {"address", "undefined"},
    "architectures": {"x86_64"},
}
# The files that the fleet's own check wants it in.
NOTICE, NOTICE_IN = "http://www.apache.org/licenses/LICENSE-2.0", ("Dockerfile", "build.sh")
CLONE = re.compile(r"^RUN git clone --depth[ =]1 (\S+) crosscheck$", re.MULTILINE)
# RFC 2606 and RFC 6761: nobody has these names.
NOBODYS = re.compile(r"(^|[@./])(example\.(com|net|org)|[\w-]+\.(example|test|invalid|localhost)|localhost)([:/]|$)")


def bare(value):
    """The value without its quotes, of either kind."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def fields_of(text):
    """Field -> text or list: the little of YAML that stands in a project.yaml."""
    fields, last = {}, None
    for line in text.splitlines():
        line = re.sub(r"(^|\s)#.*", "", line).rstrip()
        if item := re.fullmatch(r"\s*- (\S+)", line):
            fields.setdefault(last, []).append(bare(item[1]))
        elif field := re.fullmatch(r"(\w+):(?: (.*))?", line):
            last = field[1]
            if field[2]:
                fields[last] = bare(field[2].strip())
        elif line:
            raise ValueError(f"a line that is neither a field nor an item: {line}")
    return fields


def clone_faults(dockerfile, main_repo):
    if not dockerfile.is_file():
        return
    cloned = CLONE.findall(dockerfile.read_text(encoding="utf-8"))
    if len(cloned) != 1:
        yield f"Dockerfile: has {len(cloned)} lines `RUN git clone --depth 1 <main_repo> crosscheck`, one is expected"
    elif bare(cloned[0]) != main_repo:
        yield f"Dockerfile: clones {bare(cloned[0]) or 'nothing'}, main_repo is {main_repo or 'empty'}"


def faults_of(folder):
    for name in FILES:
        if not (folder / name).is_file():
            yield f"{name}: missing"
        elif name in NOTICE_IN and NOTICE not in (folder / name).read_text(encoding="utf-8"):
            yield f"{name}: bears no notice of the Apache License"
    if not (folder / "project.yaml").is_file():
        return
    fields = fields_of((folder / "project.yaml").read_text(encoding="utf-8"))
    yield from clone_faults(folder / "Dockerfile", fields.get("main_repo", ""))
    for name, (form, meaning) in TO_FILL.items():
        value = fields.pop(name, "")
        if not value:
            yield f"project.yaml: {name} is empty: {meaning}"
        elif not form.fullmatch(value) or NOBODYS.search(value):
            yield f"project.yaml: {name} is {value}: {meaning}"
    for name, known in GOES_WITH.items():
        values = fields.pop(name, [])
        for value in values if isinstance(values, list) else [values]:
            if value not in known:
                yield f"project.yaml: {name} is {value}; the project goes with {', '.join(sorted(known))}"
        if not values:
            yield f"project.yaml: {name} is missing"
    for name in fields:
        yield f"project.yaml: {name} is no field that this check knows"


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    faults = list(faults_of(folder))
    for fault in faults:
        print(fault)
    print(f"{len(faults)} fault(s)" if faults else "complete")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
