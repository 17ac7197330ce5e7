"""Flags: every one that a vector hunts is explained in conformance/flags.json, every one that is explained is hunted, and they are in order."""

import json

import reading

FLAGS = "conformance/flags.json"
VECTORS = "conformance/vectors/"


def object_of(pairs):
    """A JSON object, whose keys have to differ."""
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name} stands twice")
    return dict(pairs)


def hunted(root, names):
    """flag -> a vector that hunts it"""
    found = {}
    for name in names:
        if name.startswith(VECTORS) and name.endswith(".json"):
            for vector in json.loads(reading.text_of(root, name))["vectors"]:
                for flag in vector["flags"]:
                    found.setdefault(flag, vector["id"])
    return found


def faults_in(root):
    try:
        explained = json.loads(reading.text_of(root, FLAGS), object_pairs_hook=object_of)["flags"]
    except ValueError as fault:
        return [f"{FLAGS}: {fault}"], FLAGS
    used = hunted(root, reading.project_files(root))
    faults = [f"{FLAGS}: {flag} is missing; {vector} hunts it" for flag, vector in used.items() if flag not in explained]
    faults += [f"{FLAGS}: no vector hunts {flag}" for flag in explained if flag not in used]
    order = list(explained)
    faults += [f"{FLAGS}: {flag} is out of order, behind {before}" for before, flag in zip(order, order[1:]) if flag < before]
    return faults, f"{len(explained)} flags"


if __name__ == "__main__":
    options = reading.arguments(__doc__).parse_args()
    reading.finish("flags", *faults_in(options.root))
