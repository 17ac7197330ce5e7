"""CORS-unsafe request-header names: sums of safelisted values around 1024 bytes, and how names are listed."""

from axes import Area, another, v
from rules import lower
from safelisted_request_header import safelisted

LONGEST = 128
SUMS = [v("1023", 1023, "1023 bytes", "UnsafeSumWrong"), v("1024", 1024, "1024 bytes", "UnsafeSumWrong"),
        v("1025", 1025, "1025 bytes", permissive="UnsafeSumWrong"), v("1152", 1152, "1152 bytes", permissive="UnsafeSumWrong")]


def filled(names, total):
    """Header lines whose values have `total` bytes, each at most 128 and safelisted, the names in turn."""
    lines = []
    while total > 0:
        name = names[len(lines) % len(names)]
        length = min(total, LONGEST)
        lines.append([name, "text/plain;" + "a" * (length - 11) if name == "Content-Type" else "a" * length])
        total -= length
    return lines


MAKES = [
    v("one-name", lambda n: filled(["Accept"], n), "one name in many lines"),
    v("two-names", lambda n: filled(["Accept", "Content-Language"], n), "two names"),
    v("four-names", lambda n: filled(["Accept", "Accept-Language", "Content-Language", "Content-Type"],
        n - n % LONGEST) + filled(["Accept"], n % LONGEST),
      "four names"),
    v("overflow-last", lambda n: filled(["Accept"], n - 1) + [["Content-Language", "a"]], "a last name of one byte"),
    v("overflow-first", lambda n: [["Content-Language", "a"]] + filled(["Accept"], n - 1), "a first name of one byte"),
    v("beside-unsafe", lambda n: filled(["Accept"], n) + [["X-A", "a" * 200]], "an unsafe header that does not count"),
    v("beside-too-long", lambda n: filled(["Accept"], n) + [["Accept-Language", "a" * 129]], "a value that is too long and does not count"),
    v("beside-empty", lambda n: filled(["Accept"], n) + [["Content-Language", ""]], "an empty value"),
    v("high-bytes", lambda n: [[name, value.replace("a", "\xff")] for name, value in filled(["Accept"], n)], "bytes above 0x7F"),
    v("mixed-case", lambda n: [[name.upper() if i % 2 else name, value] for i, (name, value) in enumerate(filled(["Accept"], n))],
        "a name in two cases"),
]
LISTS = [
    ("none", [], "no header", "NeedlessPreflight"),
    ("one-safe", [["Accept", "*/*"]], "a safelisted header", "NeedlessPreflight"),
    ("one", [["X-A", "1"]], "one header", "PreflightOmitted"),
    ("twice", [["X-A", "1"], ["X-A", "2"]], "the same name twice", "UnsafeNamesMisordered"),
    ("twice-in-two-cases", [["X-a", "1"], ["x-A", "2"]], "the same name in two cases", "UnsafeNamesMisordered"),
    ("unsorted", [["x-c", "1"], ["x-a", "2"], ["x-b", "3"]], "names out of order", "UnsafeNamesMisordered"),
    ("upper-before-lower", [["X-Z", "1"], ["x-a", "2"]], "an upper-case name that sorts first before it is lowered",
        "UnsafeNamesMisordered"),
    ("prefix", [["x-ab", "1"], ["x-a", "2"]], "a name that begins with another", "UnsafeNamesMisordered"),
    ("punctuation", [["~z", "1"], ["x_a", "2"], ["x-b", "3"], ["!a", "4"], ["x.a", "5"]], "names with punctuation",
        "UnsafeNamesMisordered"),
    ("underscore-after-letters", [["x_", "1"], ["XA", "2"]], "an underscore, which sorts between the cases", "UnsafeNamesMisordered"),
    ("digits", [["x10", "1"], ["x9", "2"]], "names with numbers", "UnsafeNamesMisordered"),
    ("safe-and-unsafe-line", [["Content-Type", "text/plain"], ["Content-Type", "application/json"]],
        "one name in a safe and an unsafe line", "SafelistByName"),
    ("unsafe-and-safe-line", [["Content-Type", "application/json"], ["Content-Type", "text/plain"]],
        "one name in an unsafe and a safe line", "SafelistByName"),
    ("two-safe-lines-beyond-128", [["Accept", "a" * 100], ["Accept", "a" * 100]], "two lines that are too long together alone",
        "UnsafeSumWrong"),
    ("two-content-types", [["Content-Type", "text/plain"], ["Content-Type", "text/plain"]], "two lines that would not parse together",
        "ContentTypeEssenceWrong"),
    ("two-ranges", [["Range", "bytes=0-1"], ["Range", "bytes=2-3"]], "two ranges in two lines", "RangeMisread"),
    ("blank-counts", [["Accept", " " + "a" * 127 + " "]], "a value of 127 bytes between two spaces", "SafelistLengthWrong"),
    ("range-suffix", [["Range", "bytes=-5"], ["Accept", "x"]], "a range without a start", "RangeMisread"),
    ("authorization", [["Authorization", "x"], ["Accept", "*/*"]], "Authorization", "PreflightOmitted"),
    ("asterisk-name", [["*", "1"]], "a header called `*`", "PreflightOmitted"),
]

# What is unsafe if lines of one name are judged combined (AMB-1). The sums need many lines of one name, and stay as the standard says.
COMBINED = {"two-content-types": "content-type", "two-ranges": "range"}


def unsafe_names(headers):
    """(the names, the rule that ends the algorithm)."""
    unsafe, potentially, size = [], [], 0  # UNN-1
    for name, value in headers:
        if safelisted(name, value)[0]:
            potentially.append(name)  # UNN-3
            size += len(value)
        else:
            unsafe.append(name)  # UNN-2
    if size > 1024:  # UNN-4
        unsafe += potentially
    names = sorted({lower(name) for name in unsafe})
    if not headers:
        return names, ["UNN-1"]
    if not names:
        return names, ["UNN-3"]
    if size > 1024 and unsafe == potentially and in_order_of_first(names, unsafe):
        return names, ["UNN-4"]  # which says it all
    return names, (["UNN-4"] if size > 1024 else ["UNN-2"]) + ([] if unsafe == names else ["UNN-5"])


def in_order_of_first(names, unsafe):
    """Whether the set only drops what was met before."""
    return names == list(dict.fromkeys(lower(name) for name in unsafe))


def add(area, values, headers, flag, says):
    names, covers = unsafe_names(headers)
    listed = ", ".join(names) or "no name"
    joined = COMBINED.get(values[-1] if isinstance(values[-1], str) else "")
    why = "A note in the standard lets headers of one name be combined, and the combined value is unsafe."
    alternatives = [another("tolerated", {"names": [joined]}, why, "unsafe-names/safelisted-alone")] if joined else []
    area.add(values, "unsafe-request-header-names", {"headers": headers}, {"names": names}, covers, [flag], f"{says}: {listed}",
        ["amb-1"] if joined else [], level="should" if joined else "must", alternatives=alternatives)


def area():
    made = Area("unsafe-request-header-names", "Which names a preflight asks for")
    for make in MAKES:
        for total in SUMS:
            # Far beyond the line one way to get there is as good as another.
            if total.name == "1152" and make.name not in ("one-name", "beside-unsafe"):
                continue
            add(made, ["sum", make, total], make.value(total.value), "UnsafeSumWrong",
                f"{total.says} of safelisted values with {make.says}")
    for name, headers, says, flag in LISTS:
        add(made, ["names", name], headers, flag, says[0].upper() + says[1:])
    return made
