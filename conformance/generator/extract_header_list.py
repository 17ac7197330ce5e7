"""Extract header list values: the grammar of the four list headers, element by element, separator by separator, line by line."""

from axes import Area, v
from rules import extract_tokens, lines_of

PREFIX = "Access-Control-"
LISTS = [v("methods", "Allow-Methods", "Allow-Methods"), v("headers", "Allow-Headers", "Allow-Headers"),
    v("expose", "Expose-Headers", "Expose-Headers")]
AGE = "Max-Age"

ELEMENTS = [
    v("letters", "bb-8", "letters, a digit and a hyphen", "HeaderListMisread"), v("wildcard", "*", "`*`", "HeaderListMisread"),
    v("all-punctuation", "!#$%&'*+-.^_`|~", "all punctuation of tokens", "HeaderListMisread"),
    v("apostrophes", "'bb-8'", "apostrophes", "HeaderListMisread"),
    v("upper", "BB-8", "upper case, which stays", "HeaderListMisread"), v("digits", "8", "a digit", "HeaderListMisread"),
    v("quotes", '"bb-8"', "quotes", permissive="QuotesStripped"), v("inner-space", "bb 8", "a space inside", permissive="NonTokenAccepted"),
    v("inner-tab", "bb\t8", "a tab inside", permissive="NonTokenAccepted"), v("colon", "bb:", "a colon", permissive="NonTokenAccepted"),
    v("semicolon", "bb;q=1", "a parameter", permissive="NonTokenAccepted"), v("slash", "bb/8", "a slash", permissive="NonTokenAccepted"),
    v("brackets", "[bb]", "brackets", permissive="NonTokenAccepted"), v("braces", "{bb}", "braces", permissive="NonTokenAccepted"),
    v("parentheses", "(bb)", "parentheses", permissive="NonTokenAccepted"),
    v("equals", "bb=8", "an equals sign", permissive="NonTokenAccepted"),
    v("at", "@bb", "an at sign", permissive="NonTokenAccepted"), v("less", "<bb>", "angle brackets", permissive="NonTokenAccepted"),
    v("backslash", "bb\\8", "a backslash", permissive="NonTokenAccepted"),
    v("question", "bb?", "a question mark", permissive="NonTokenAccepted"),
    v("vt", "bb-8\x0b", "a vertical tab", permissive="ListWhitespaceMisread"),
    v("ff", "\x0cbb-8", "a form feed", permissive="ListWhitespaceMisread"),
    v("cr", "bb-8\r", "a carriage return", permissive="ListWhitespaceMisread"),
    v("lf", "\nbb-8", "a line feed", permissive="ListWhitespaceMisread"),
    v("nbsp", "bb-8\xa0", "a byte 0xA0", permissive="ListWhitespaceMisread"),
    v("high", "b\xe9", "a byte above 0x7F", permissive="NonTokenAccepted"),
    v("nul", "bb\0", "a NUL", permissive="NonTokenAccepted"), v("del", "bb\x7f", "a byte 0x7F", permissive="NonTokenAccepted"),
]
# How an element `e` stands in a list of one or more.
PLACES = [
    v("alone", lambda e: [e], "alone"), v("first", lambda e: [e + ", x-a"], "first of two"),
    v("last", lambda e: ["x-a," + e], "last of two"),
    v("second-line", lambda e: ["x-a", e], "in a second line"),
]
SEPARATORS = [
    ("comma", ["a,b"], "HeaderListMisread"), ("space-behind", ["a, b"], "ListWhitespaceMisread"),
    ("space-before", ["a ,b"], "ListWhitespaceMisread"),
    ("tabs", ["a\t,\tb"], "ListWhitespaceMisread"), ("many-blanks", ["  a \t ,  \t b  "], "ListWhitespaceMisread"),
    ("leading", [",a"], "EmptyElementRefused"),
    ("trailing", ["a,"], "EmptyElementRefused"), ("doubled", ["a,,b"], "EmptyElementRefused"),
    ("empty-with-blanks", ["a, \t ,b"], "EmptyElementRefused"),
    ("many-empty", [",,,a,,,b,,,"], "EmptyElementRefused"), ("comma-alone", [","], "EmptyElementRefused"),
    ("commas-and-blanks", [" , ,\t, "], "EmptyElementRefused"),
    ("empty", [""], "EmptyTakenForAbsent"), ("blank", [" \t"], "EmptyTakenForAbsent"), ("two-lines", ["a", "b"], "RepeatedLinesLost"),
    ("three-lines", ["a", "b, c", "d"], "RepeatedLinesLost"), ("empty-line-first", ["", "a"], "RepeatedLinesLost"),
    ("empty-line-last", ["a", ""], "RepeatedLinesLost"),
    ("two-empty-lines", ["", ""], "EmptyTakenForAbsent"), ("comma-line", ["a", ",", "b"], "EmptyElementRefused"),
    ("comma-ends-line", ["a,", "b"], "EmptyElementRefused"),
    ("repeats", ["a, a", "A"], "HeaderListMisread"), ("space-alone", ["a b"], "NonTokenAccepted"),
    ("semicolon", ["a;b"], "NonTokenAccepted"),
    ("slash", ["a/b"], "NonTokenAccepted"), ("bar-is-a-letter", ["a|b"], "HeaderListMisread"),
    ("vt-before-comma", ["a\x0b,b"], "ListWhitespaceMisread"),
    ("line-feed", ["a\nb"], "ListWhitespaceMisread"), ("quote-over-comma", ['"a,b"'], "QuotesStripped"),
    ("quote-over-lines", ['"a', 'b"'], "QuotesStripped"),
    ("json", ['["a","b"]'], "NonTokenAccepted"), ("broken-line-first", ["a b", "c"], "UnparsableListIgnored"),
    ("broken-line-last", ["c", "a b"], "UnparsableListIgnored"),
    ("broken-element-last", ["c, a b"], "UnparsableListIgnored"), ("space-separated-wildcard", ["* a"], "NonTokenAccepted"),
    ("full-width-comma", ["a\xef\xbc\x8cb"], "NonTokenAccepted"),
]
AGES = [
    ("zero", ["0"]), ("digits", ["600"]), ("leading-zeros", ["007"]), ("blanks", [" 5\t"]), ("huge", ["9" * 40]), ("negative", ["-1"]),
    ("plus", ["+5"]),
    ("fraction", ["5.0"]), ("exponent", ["5e3"]), ("hexadecimal", ["0x5"]), ("unit", ["5s"]), ("list", ["5, 5"]),
    ("trailing-comma", ["5,"]), ("empty", [""]), ("inner-blank", ["5 5"]),
    ("quoted", ['"5"']), ("two-lines", ["5", "5"]), ("empty-and-digits", ["", "5"]), ("digits-and-empty", ["5", ""]), ("word", ["abc"]),
    ("wildcard", ["*"]), ("vt", ["\x0b5"]), ("superscript", ["\xb9"]),
    ("underscore", ["1_000"]), ("minus-zero", ["-0"]),
]


def extract_age(headers):
    """EXT-2, ABNF-6: one line of digits."""
    lines = lines_of(headers, PREFIX + AGE)
    if not lines:
        return None
    if len(lines) > 1 or lines[0] == "" or any(char not in "0123456789" for char in lines[0]):
        return "failure"
    return lines


def covers_of(lines, values, single):
    """What decides: EXT-1 absence, EXT-2 too many lines, EXT-3 where several lines are put together, EXT-4 that a list may have no values, else
    the grammar of one."""
    if values is None:
        return ["EXT-1"]
    if single and len(lines) > 1:
        return ["EXT-2"]
    covers = ["ABNF-6" if single else "ABNF-5"] + (["EXT-4"] if values == [] else [])
    return covers + ["EXT-3"] if len(lines) > 1 else covers


def add(area, values, name, lines, flag, says):
    headers = [[PREFIX + name, line] for line in lines]
    found = extract_age(headers) if name == AGE else extract_tokens(headers, PREFIX + name)
    given = {"name": PREFIX + name, "headers": headers}
    if area.has("extract-header-list", given):
        return
    outcome = "absent" if found is None else "a failure" if found == "failure" else f"{len(found)} value{'' if len(found) == 1 else 's'}"
    area.add(values, "extract-header-list", given, {"values": found}, covers_of(lines, found, name == AGE), [flag],
        f"{says} in {PREFIX}{name}: {outcome}")


def area():
    made = Area("extract-header-list", "The lists of methods, names and seconds, by their grammars")
    for element in ELEMENTS:
        for place in PLACES:
            # A list header by turns: all three have one grammar, and each of them sees every element.
            turn = (ELEMENTS.index(element) + PLACES.index(place)) % len(LISTS)
            add(made, [LISTS[turn], "element", element, place], LISTS[turn].value, place.value(element.value), element.permissive,
                f"An element with {element.says}, {place.says},")
    for number, (name, lines, flag) in enumerate(SEPARATORS):
        turn = LISTS[number % len(LISTS)]
        add(made, [turn, "list", name], turn.value, lines, flag, f"A list ({name.replace('-', ' ')})")
    for target in LISTS:
        add(made, [target, "absent"], target.value, [], "EmptyTakenForAbsent", "No line")
        add(made, [target, "empty"], target.value, [""], "EmptyTakenForAbsent", "An empty line")
    add(made, ["age", "absent"], AGE, [], "EmptyTakenForAbsent", "No line")
    for name, lines in AGES:
        flag = "RepeatedSingleHeaderTaken" if len(lines) > 1 else "MaxAgeMisread"
        add(made, ["age", name], AGE, lines, flag, f"Seconds ({name.replace('-', ' ')})")
    return made
