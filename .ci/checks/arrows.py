"""Arrows between rooms, the engine's forbidden includes, and where each library may be included."""

import re

import house
import reading


def refused_because(header):
    for what, headers in house.REFUSED_HEADERS.items():
        if header in headers.split():
            return f"it brings {what}"
    return None


def arrow_faults(root, name, room, line, path, files):
    """The faults of one include of a project file."""
    if f"src/{path}" not in files:
        yield f"{name}:{line}: no such file: src/{path}"
        return
    target = reading.room_of(path)
    if target is None:
        yield f"{name}:{line}: {path} is in no room of the house"
    elif reading.is_test(path) and not reading.is_test(name):
        yield f"{name}:{line}: {path} is for tests only"
    elif target not in reading.reachable(room):
        yield f"{name}:{line}: `{room}` may not include `{target}` ({path})"


def library_of(path, libraries):
    for library in libraries:
        if re.fullmatch(library[1], path):
            return library
    return None


def outside_faults(name, room, line, path, users):
    """The faults of one include of something that is not ours; fills `users` for the counts."""
    upper = library_of(path, house.UPPER_LIBRARIES)
    if upper:
        users.setdefault(upper[0], set()).add(name)
        if upper[2] is not None and room not in upper[2]:
            yield f"{name}:{line}: {upper[0]} belongs to {', '.join(upper[2])}, not to `{room}` ({path})"
            return
    engine = library_of(path, house.ENGINE_LIBRARIES)
    if engine:
        users.setdefault(engine[0], set()).add(name)
        if not name.endswith(".cpp"):
            yield f"{name}:{line}: {engine[0]} is included by a header ({path})"
        elif room != engine[2]:
            yield f"{name}:{line}: {engine[0]} belongs to `{engine[2]}`, not to `{room}` ({path})"
        return
    if reading.is_engine(name) and path not in house.ENGINE_STANDARD_HEADERS:
        reason = refused_because(path) or "it is not on the list in .ci/checks/house.py"
        yield f"{name}:{line}: the engine may not include <{path}>: {reason}"


def count_faults(users):
    most = {library[0]: 1 for library in house.ENGINE_LIBRARIES}
    most |= {library[0]: library[3] for library in house.UPPER_LIBRARIES if library[3] is not None}
    for library, names in sorted(users.items()):
        if library in most and len(names) > most[library]:
            yield f"{library} is included in {len(names)} files, {most[library]} is allowed: {', '.join(sorted(names))}"


def faults_in(root):
    files = set(reading.project_files(root))
    code = reading.code_files(root)
    users = {}
    faults = []
    for name in code:
        room = reading.room_of(name.removeprefix("src/"))
        if room is None:
            faults.append(f"{name}:1: the file is in no room of the house")
            continue
        for line, quote, path in reading.includes(reading.text_of(root, name)):
            ours = quote == '"' or path.split("/")[0] in ("crosscheck", *house.ROOMS)
            if ours:
                faults += arrow_faults(root, name, room, line, path, files)
            elif not reading.is_test(name):
                faults += outside_faults(name, room, line, path, users)
    return faults + list(count_faults(users)), f"{len(code)} files"


if __name__ == "__main__":
    options = reading.arguments(__doc__).parse_args()
    reading.finish("arrows", *faults_in(options.root))
