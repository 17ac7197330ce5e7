"""Whether a folder can be handed in as projects/<name> of OSS-Fuzz: what belongs to whoever enrols is filled, the rest is what the fleet knows.

  python3 fuzz/oss-fuzz/enrolment.py [folder]      this folder where none is named; 0 complete, 1 not, with each fault on a line

A copy of this folder with homepage, main_repo and primary_contact filled is all that is handed in.
"""

import re
import sys
from pathlib import Path

FILES = ("project.yaml", "Dockerfile", "build.sh")
# Field -> what it has to look like, and what it is.
TO_FILL = {
    "homepage": (re.compile(r"https://\S+"), "the page of the project, https://…"),
    "main_repo": (re.compile(r"https://\S+|git@\S+"), "the repository that the image clones"),
    "primary_contact": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "the mail address that reports go to; it needs an account with the fleet"),
}
KNOWN = {
    "language": {"c++"},
    "base_os_version": {"ubuntu-20-04", "ubuntu-24-04"},
    "fuzzing_engines": {"libfuzzer", "afl", "honggfuzz", "centipede"},
    "sanitizers": {"address", "undefined", "memory"},
    "architectures": {"x86_64", "i386"},
}
# RFC 2606 and RFC 6761: nobody has these names.
NOBODYS = re.compile(r"(^|[@./])(example\.(com|net|org)|[\w-]+\.(example|test|invalid|localhost)|localhost)([:/]|$)")


def fields_of(text):
    """Field -> text or list: the little of YAML that stands in a project.yaml."""
    fields, last = {}, None
    for line in text.splitlines():
        line = re.sub(r"(^|\s)#.*", "", line).rstrip()
        if item := re.fullmatch(r"\s+- (\S+)", line):
            fields.setdefault(last, []).append(item[1])
        elif field := re.fullmatch(r"(\w+):(?: (.*))?", line):
            last = field[1]
            if field[2]:
                fields[last] = field[2].strip().strip('"')
        elif line:
            raise ValueError(f"a line that is neither a field nor an item: {line}")
    return fields


def faults_of(folder):
    for name in FILES:
        if not (folder / name).is_file():
            yield f"{name}: missing"
    if not (folder / "project.yaml").is_file():
        return
    fields = fields_of((folder / "project.yaml").read_text(encoding="utf-8"))
    for name, (form, meaning) in TO_FILL.items():
        value = fields.pop(name, "")
        if not value:
            yield f"project.yaml: {name} is empty: {meaning}"
        elif not form.fullmatch(value) or NOBODYS.search(value):
            yield f"project.yaml: {name} is {value}: {meaning}"
    for name, known in KNOWN.items():
        values = fields.pop(name, [])
        for value in values if isinstance(values, list) else [values]:
            if value not in known:
                yield f"project.yaml: {name} is {value}; known are {', '.join(sorted(known))}"
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
