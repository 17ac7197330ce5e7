"""Files that scripts make: written where they are not yet what they should be, or only held against it."""


def make(path, text, check, complaint):
    """Writes the text where the file has another one. With `check` it writes nothing, and what it would have written is a fault.
    A list with `complaint` in it, or an empty one."""
    made = text.encode("utf-8")
    if path.exists() and path.read_bytes() == made:
        return []
    if check:
        return [complaint]
    path.write_bytes(made)
    return []
