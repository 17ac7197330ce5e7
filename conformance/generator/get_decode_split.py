"""Get, decode, and split: quotes, backslashes, blanks, empty elements, and lines that are joined before they are split."""

from axes import Area, v
from rules import get

NAME = "X-List"
PIECES = [
    v("word", "x", "a word", "SplitAtMoreThanCommas"), v("inner-blank", "x y", "a word with a space", "ListWhitespaceMisread"),
    v("quoted", '"x"', "a quoted word", "QuotesStripped"), v("quoted-comma", '"x,y"', "a quoted comma", "CommaSplitInsideQuotes"),
    v("escaped-quote", '"x\\",y"', "an escaped quote before a comma", "QuoteEndMissed"),
    v("escaped-backslash", '"x\\\\"', "an escaped backslash before the closing quote", "QuoteEndMissed"),
    v("quote-inside", 'x"y,z"w', "a quoted comma inside of a word", "CommaSplitInsideQuotes"),
    v("two-quotes", '"x""y"', "two quoted words", "QuoteEndMissed"),
    v("empty-quotes", '""', "empty quotes", "QuotesStripped"), v("quoted-blanks", '" x "', "blanks within quotes", "QuotesStripped"),
    v("apostrophes", "'x", "an apostrophe, which quotes nothing", "CommaSplitInsideQuotes"),
    v("backslash", "x\\", "a backslash outside of quotes", "QuoteEndMissed"),
    v("high-bytes", "\xc3\xa9", "bytes above 0x7F", "BytesDecodedAsUtf8"), v("vt", "x\x0b", "a vertical tab", "ListWhitespaceMisread"),
    v("nbsp", "\xa0x", "a byte 0xA0", "ListWhitespaceMisread"), v("line-feed", "x\n", "a line feed", "ListWhitespaceMisread"),
    v("empty", "", "nothing", "TrailingElementLost"),
    v("open-quote", '"x', "a quote that is never closed", "QuoteEndMissed"),
    v("open-escape", '"x\\', "a backslash at the end of an open quote", "QuoteEndMissed"),
    v("lone-quote", '"', "a lone quote", "QuoteEndMissed"),
]
FORMS = [
    v("alone", lambda p: [p], "alone"), v("before-another", lambda p: [p + ",z"], "before another"),
    v("behind-another", lambda p: ["z ,\t" + p], "behind another and blanks"),
    v("twice-in-lines", lambda p: [p, p], "twice, in two lines"),
]
WHOLE = [
    ("absent", [], "AbsentTakenForEmpty", "no header"), ("other-name", None, "HeaderNameCaseKept", "the name in another case"),
    ("comma", [","], "TrailingElementLost", "a comma alone"), ("trailing-comma", ["x,"], "TrailingElementLost", "a comma at the end"),
    ("leading-comma", [",x"], "TrailingElementLost", "a comma at the beginning"),
    ("three-commas", ["x / x,,,1"], "TrailingElementLost", "commas in a row"),
    ("blank-elements", ["x, ,\t,y"], "TrailingElementLost", "elements of blanks"),
    ("two-empty-lines", ["", ""], "TrailingElementLost", "two empty lines"),
    ("empty-line-between", ["x", "", "y"], "TrailingElementLost", "an empty line between two others"),
    ("quote-over-lines", ['text/html;"', "x/x"], "QuoteEndMissed", "a quote that is open over two lines"),
    ("quote-closed-in-next-line", ['"x', 'y"'], "QuoteEndMissed", "a quote that the next line closes"),
    ("escape-over-lines", ['"x\\', 'y"'], "QuoteEndMissed", "a backslash at the end of a line, within quotes"),
    ("text-behind-quote", ['"x"y, z'], "QuoteEndMissed", "text behind a quote"),
    ("blank-behind-quote", ['"x" , y'], "ListWhitespaceMisread", "a blank behind a quote"),
    ("blank-before-quote", ['x, "y"'], "ListWhitespaceMisread", "a blank before a quote"),
    ("comma-behind-open-quote", ['x, "y, z'], "QuoteEndMissed", "commas behind an open quote"),
    ("quotes-side-by-side", ['"a,""b,"'], "QuoteEndMissed", "two quotes with commas side by side"),
    ("semicolons", ["a;b, c;d"], "SplitAtMoreThanCommas", "semicolons"),
    ("crlf", ["a\r\n,b"], "ListWhitespaceMisread", "CR LF before a comma"),
]


def split(value, is_joined=False):
    """GDS-2 to GDS-6: (the values, the rules of what was met). A quote that is still open holds what joins the lines, where there are several
    (HDR-7)."""
    values, rules, current, position = [], [], "", 0
    while True:
        while position < len(value) and value[position] not in '",':
            current += value[position]
            position += 1
        if position < len(value) and value[position] == '"':
            start = position
            position += 1
            rules.append("GDS-3")
            closed = False
            while position < len(value):
                char = value[position]
                position += 1
                if char == "\\":
                    rules.append("GDS-6")
                    position = min(position + 1, len(value))
                elif char == '"':
                    closed = True
                    break
            if not closed:
                rules.append("HDR-7" if is_joined else "GDS-6")
            current += value[start:position]
            if position < len(value):
                continue
        trimmed = current.strip("\t ")
        if trimmed != current:
            rules.append("GDS-4")
        values.append(trimmed)
        if position >= len(value):
            return values, rules + (["GDS-5"] if trimmed == "" else [])
        position += 1
        current = ""


def add(area, values, headers, flag, says):
    combined = get(headers, NAME)
    given = {"name": NAME, "headers": headers}
    if area.has("get-decode-split", given):
        return
    if combined is None:
        area.add(values, "get-decode-split", given, {"values": None}, ["GDS-1"], [flag], f"{says}: null")
        return
    found, rules = split(combined, len(headers) > 1)
    decided = sorted(set(rules + (["GDS-2"] if len(found) > 1 else []))) or ["GDS-1"]
    area.add(values, "get-decode-split", given, {"values": found}, decided, [flag],
        f"{says}: {len(found)} value{'' if len(found) == 1 else 's'}")


def area():
    made = Area("get-decode-split", "Header values split at commas, quotes kept")
    for piece in PIECES:
        for form in FORMS:
            add(made, [piece, form], [[NAME, line] for line in form.value(piece.value)],
                "RepeatedLinesLost" if piece.name == "word" and form.name == "twice-in-lines" else piece.strict,
                f"{piece.says[0].upper() + piece.says[1:]}, {form.says}")
    for name, lines, flag, says in WHOLE:
        headers = [["x-LIST", "x"], ["X-list", "y"]] if lines is None else [[NAME, line] for line in lines]
        add(made, ["whole", name], headers, flag, says[0].upper() + says[1:])
    return made
