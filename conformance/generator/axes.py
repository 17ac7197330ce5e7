"""Named axes, and the vectors that are made of their values.

A vector's id is made of the names of its axis values, its title of what they say, its flags of what they hunt. Its expectation comes from
the rules as the area's file reads them, never from the engine: so engine and generator confirm each other.
"""

from dataclasses import dataclass
from itertools import combinations, product
from typing import Any


@dataclass(frozen=True)
class Value:
    """One value of an axis: its name in ids, the value, what it says in titles, and the bugs that it hunts: where too little is let
    through (strict), and where too much (permissive)."""
    name: str
    value: Any
    says: str
    strict: str = ""
    permissive: str = ""
    needs: tuple = ()


def v(name, value, says, strict="", permissive="", needs=()):
    return Value(name, value, says, strict, permissive or strict, tuple(needs))


def another(grade, expect, why, pinned_by):
    """Another answer that is accepted, and the vector of the rule that it could hide."""
    return {"grade": grade, "expect": expect, "why": why, "pinned_by": [pinned_by]}


def pairwise(*axes):
    """Rows that hold every pair of values of two axes at least once: greedily, the first of the best rows, so always the same."""
    open_pairs = {(i, a.name, j, b.name) for i, j in combinations(range(len(axes)), 2) for a in axes[i] for b in axes[j]}
    rows = list(product(*axes))

    def pairs_of(row):
        return {(i, row[i].name, j, row[j].name) for i, j in combinations(range(len(axes)), 2)}
    chosen = []
    while open_pairs:
        best = max(rows, key=lambda row: len(pairs_of(row) & open_pairs))
        chosen.append(best)
        open_pairs -= pairs_of(best)
    return chosen


class Area:
    """The vectors of one file, in the order in which they were added."""

    def __init__(self, name, title):
        self.name = f"generated-{name}"
        self.title = title
        self.vectors = []
        self.ids = set()
        self.inputs = set()

    def add(self, values, kind, given, expect, covers, flags, title, tags=(), needs=(), level="must", alternatives=()):
        """One vector. `values` name it; what says the same as one before is refused, since it would add nothing."""
        vector_id = f"{self.name}/" + ".".join(value if isinstance(value, str) else value.name for value in values)
        if vector_id in self.ids:
            raise ValueError(f"{vector_id} stands twice")
        key = repr((kind, given))
        if key in self.inputs:
            raise ValueError(f"{vector_id} asks what another vector asks")
        flags = list(dict.fromkeys(flag for flag in flags if flag))
        if not flags:
            raise ValueError(f"{vector_id} hunts nothing")
        if not all(" " <= char <= "~" for char in title):
            raise ValueError(f"{vector_id}: its title cannot be printed everywhere")
        self.ids.add(vector_id)
        self.inputs.add(key)
        vector = {"id": vector_id, "rev": 1, "title": title, "kind": kind, "level": level,
                  "covers": list(dict.fromkeys(covers)), "flags": flags}
        if tags:
            vector["tags"] = list(tags)
        needs = list(dict.fromkeys(list(needs) + [need for value in values if isinstance(value, Value) for need in value.needs]))
        if needs:
            vector["needs"] = needs
        vector["input"] = given
        vector["expect"] = expect
        if alternatives:
            vector["alternatives"] = list(alternatives)
        self.vectors.append(vector)

    def has(self, kind, given):
        return repr((kind, given)) in self.inputs

    def document(self, told, profiles):
        """The file. `told` has the row with which a trace ends where the area does not name it, `profiles` what browsers answer otherwise
        (told.py)."""
        return {"area": self.name, "title": self.title, "vectors": [completed(vector, told, profiles) for vector in self.vectors]}


def completed(vector, told, profiles):
    whole = dict(vector)
    if vector["id"] in told:
        whole["covers"] = vector["covers"] + [told[vector["id"]]]
    if vector["id"] in profiles:
        whole["profiles"] = profiles[vector["id"]]
    return whole
