"""CORS-safelisted request-headers: names x values around 128 bytes, each kind of byte, content types, ranges; for no-cors requests too."""

from axes import Area, v
from rules import TOKEN, lower

KIND = "safelisted-request-header"
UNSAFE = set('"():<>?@[\\]{}\x7f')
LANGUAGE = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz *,-.;=")
WHITESPACE = "\t\n\r "
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")


def has_unsafe_byte(value):
    """UNB-1: below 0x20 except the tab, 0x7F, or a delimiter of the list."""
    return any((ord(char) < 0x20 and char != "\t") or char in UNSAFE for char in value)


def parse_essence(value):
    """MIM-1 to MIM-4: the essence, or None."""
    value = value.strip(WHITESPACE)
    kind, slash, rest = value.partition("/")
    if not slash or kind == "" or any(char not in TOKEN for char in kind):
        return None
    subtype = rest.split(";")[0].rstrip(WHITESPACE)
    if subtype == "" or any(char not in TOKEN for char in subtype):
        return None
    return lower(kind + "/" + subtype)


def parse_range(value):
    """RNG-1 to RNG-9 without whitespace: (start, end) as digits or "", or None."""
    if not value.startswith("bytes="):
        return None
    start, dash, end = value[len("bytes="):].partition("-")
    digits = set("0123456789")
    if not dash or set(start) - digits or set(end) - digits or (start == "" and end == ""):
        return None
    if start and end and int(start) > int(end):
        return None
    return start, end


def safelisted(name, value):
    """(whether, the rule that decides)."""
    if len(value) > 128:
        return False, "SAF-1"
    name = lower(name)
    if name == "accept":
        return (False, "SAF-3") if has_unsafe_byte(value) else (True, "SAF-10")
    if name in ("accept-language", "content-language"):
        return (False, "SAF-4") if any(char not in LANGUAGE for char in value) else (True, "SAF-10")
    if name == "content-type":
        if has_unsafe_byte(value):
            return False, "SAF-5"
        essence = parse_essence(value)
        if essence is None:
            return False, "SAF-6"
        return (True, "SAF-10") if essence in FORMS else (False, "SAF-7")
    if name == "range":
        parsed = parse_range(value)
        if parsed is None:
            return False, "SAF-8"
        return (True, "SAF-10") if parsed[0] else (False, "SAF-9")
    return False, "SAF-2"


BASES = {"Accept": "a", "Accept-Language": "en", "Content-Language": "de", "Content-Type": "text/plain;x=", "Range": "bytes=0-"}
DECIDES = {"Accept": "SAF-3", "Accept-Language": "SAF-4", "Content-Language": "SAF-4", "Content-Type": "SAF-7", "Range": "RNG-9"}
DECIDES_LOWER = {lower(name) for name in DECIDES}
NAMES = [v("accept", "Accept", "Accept"), v("accept-language", "Accept-Language", "Accept-Language"),
         v("content-language", "Content-Language", "Content-Language"), v("content-type", "Content-Type", "Content-Type"),
         v("range", "Range", "Range")]
LENGTHS = [v("127-bytes", 127, "127 bytes", "SafelistLengthWrong"), v("128-bytes", 128, "128 bytes", "SafelistLengthWrong"),
           v("129-bytes", 129, "129 bytes", permissive="SafelistLengthWrong")]
OTHER_NAMES = [(name, "1", "SafelistTooWide") for name in
               ["X-A", "Authorization", "User-Agent", "Cache-Control", "X-Requested-With", "Last-Event-ID", "DPR", "Save-Data",
                   "Viewport-Width",
                "Width", "Downlink", "Priority", "If-None-Match", "Content-Length", "Accept-Charset", "Content-Encoding", "Sec-Fetch-Mode",
                "Accept-", "Ccept", "Rang", "Content_Type"]]
CASES = [("accept", "*/*"), ("ACCEPT", "*/*"), ("aCCEPT-lANGUAGE", "en"), ("content-LANGUAGE", "de"), ("CONTENT-TYPE", "text/plain"),
    ("RANGE", "bytes=0-")]

# Bytes by what they are to somebody: unsafe by the list, of the language allow-list, or neither.
BYTES = [("nul", "\0"), ("01", "\x01"), ("tab", "\t"), ("lf", "\n"), ("vt", "\x0b"), ("cr", "\r"), ("1f", "\x1f"), ("space", " "),
         ("exclamation", "!"), ("quote", '"'), ("hash", "#"), ("dollar", "$"), ("percent", "%"), ("ampersand", "&"), ("apostrophe", "'"),
         ("open-parenthesis", "("), ("close-parenthesis", ")"), ("asterisk", "*"), ("plus", "+"), ("comma", ","), ("hyphen", "-"),
         ("dot", "."),
         ("slash", "/"), ("colon", ":"), ("semicolon", ";"), ("less", "<"), ("equals", "="), ("greater", ">"), ("question", "?"),
         ("at", "@"),
         ("open-bracket", "["), ("backslash", "\\"), ("close-bracket", "]"), ("caret", "^"), ("underscore", "_"), ("backtick", "`"),
         ("open-brace", "{"), ("bar", "|"), ("close-brace", "}"), ("tilde", "~"), ("7f", "\x7f"), ("80", "\x80"), ("e9", "\xe9"),
         ("ff", "\xff")]
CONTENT_TYPES = [
    ("urlencoded", FORMS[0]), ("multipart", FORMS[1] + ";boundary=x"), ("plain", FORMS[2]), ("plain-utf-8", "text/plain;charset=UTF-8"),
    ("upper", "TEXT/PLAIN"), ("mixed-multipart", "Multipart/Form-Data"), ("blank-before-parameter", "text/plain ;x"),
    ("tab-before-parameter", "text/plain\t;x"), ("blanks-around", " text/plain\t"), ("empty-parameter", "text/plain;"),
    ("parameter-of-any-byte", "text/plain; x=\xff"), ("comma-in-parameter", "text/plain;charset=utf-8,application/json"),
    ("type-behind-parameter", "text/plain;,application/json"), ("json", "application/json"), ("html", "text/html"), ("xml", "text/xml"),
    ("csv", "text/csv"), ("octets", "application/octet-stream"), ("json-named-form", "application/www-form-urlencoded"),
    ("prefix", "text/plainx"),
    ("longer-form", "multipart/form-data-x"), ("mixed", "multipart/mixed"), ("wildcard", "*/*"), ("text-wildcard", "text/*"), ("empty", ""),
    ("blank", " "), ("type-alone", "text"), ("slash-alone", "/"), ("no-type", "/plain"), ("no-subtype", "text/"),
    ("no-subtype-parameter", "text/;x"),
    ("blank-before-slash", "text /plain"), ("blank-behind-slash", "text/ plain"), ("inner-blank", "text/pl ain"),
    ("list", "text/plain, text/plain"),
    ("comma-behind", "text/plain,"), ("comma-before", ",text/plain"), ("semicolon-before", ";text/plain"), ("two-slashes", "text/plain/x"),
    ("high-byte", "text/plain\xff"), ("json-first", "application/json,text/plain"),
    ("parameter-that-names-a-form", "application/json;text/plain")]
RANGES = [
    ("from-start", "bytes=0-"), ("first-byte", "bytes=0-0"), ("middle", "bytes=200-999"), ("leading-zeros", "bytes=00-01"),
    ("zeros-that-fall", "bytes=02-01"), ("past-64-bits", "bytes=1-18446744073709551616"),
    ("past-64-bits-falling", "bytes=18446744073709551616-1"),
    ("longer-falls-not", "bytes=9-10"), ("equal", "bytes=7-7"), ("falling", "bytes=2-1"), ("suffix", "bytes=-500"), ("nothing", "bytes=-"),
    ("no-dash", "bytes=0"), ("no-equals", "bytes 0-1"), ("unit-alone", "bytes"), ("unit-and-equals", "bytes="), ("empty", ""),
    ("upper-unit", "Bytes=0-1"), ("other-unit", "items=0-1"), ("blank-before", " bytes=0-1"), ("blank-before-equals", "bytes =0-1"),
    ("blank-behind-equals", "bytes= 0-1"), ("blank-before-dash", "bytes=0 -1"), ("blank-behind-dash", "bytes=0- 1"),
    ("blank-at-end", "bytes=0-1 "),
    ("list", "bytes=0-1,3-4"), ("comma-at-end", "bytes=0-1,"), ("plus", "bytes=+1-2"), ("hexadecimal", "bytes=0x1-2"),
    ("two-dashes", "bytes=1--2"),
    ("letter-at-end", "bytes=0-1x"), ("superscript-digit", "bytes=\xb2-3"), ("negative", "bytes=-1-2"), ("quoted", '"bytes=0-1"')]


def add(area, values, name, value, flag, kind=KIND, says=""):
    given = {"name": name, "value": value}
    if area.has(kind, given):
        return
    whether, rule = safelisted(name, value)
    covers = [rule]
    if kind != KIND:
        whether = whether and lower(name) != "range"
        covers = ["NCS-1" if lower(name) in DECIDES_LOWER and lower(name) != "range" else "NCN-1"]
    elif rule == "SAF-10":
        covers = [DECIDES[next(known for known in DECIDES if lower(known) == lower(name))], rule]
    answer = "safelisted" if whether else "not safelisted"
    area.add(values, kind, given, {"safelisted": whether}, covers, [flag], f"{says} is {answer}")


def shown(name, value, what):
    """The header with its value, where that can be printed."""
    what = what.replace("-", " ")
    return f"{name} `{value}` ({what})" if value and all(" " <= char <= "~" for char in value) else f"{name} ({what})"


def byte_shown(name, char):
    number = f"{ord(char):02X}"
    return f"the byte 0x{number}" if name.upper() == number else f"the byte 0x{number} ({name.replace('-', ' ')})"


def byte_flag(name, char):
    whether = safelisted(name, BASES[name] + char)[0]
    if name in ("Accept-Language", "Content-Language"):
        return "LanguageBytesWrong"
    return "UnsafeByteTooWide" if whether else "UnsafeByteMissed"


def area():
    made = Area("safelisted-request-header", "Which request headers need no preflight")
    for name in NAMES:
        for length in LENGTHS:
            base = BASES[name.value]
            fill = "1" if name.value == "Range" else "a"
            add(made, ["length", name, length], name.value, base + fill * (length.value - len(base)), "SafelistLengthWrong",
                says=f"{name.says} of {length.says}")
    add(made, ["length", "bytes-not-characters"], "Accept", "\xc3\xa9" * 64 + "a", "SafelistLengthWrong",
        says="Accept of 129 bytes in 65 characters of UTF-8")
    add(made, ["length", "long-and-unknown"], "X-A", "a" * 129, "SafelistByName", says="A name that is not listed, with 129 bytes,")
    for name, value, flag in OTHER_NAMES:
        add(made, ["name", lower(name).replace("_", "-in-place-of-")], name, value, flag, says=f"A header called {name}")
    for name, value in CASES:
        add(made, ["case", lower(name), "upper" if name.isupper() else "lower" if name.islower() else "mixed"], name, value,
            "SafelistNameCaseKept",
            says=f"`{name}`")
    for char_name, char in BYTES:
        for name in [NAMES[0], NAMES[1], NAMES[3]]:
            add(made, ["byte", name, char_name], name.value, BASES[name.value] + char, byte_flag(name.value, char),
                says=f"{name.says} with {byte_shown(char_name, char)}")
    for char_name, char in [("underscore", "_"), ("tab", "\t"), ("slash", "/"), ("equals", "="), ("e9", "\xe9")]:
        add(made, ["byte", "content-language", char_name], "Content-Language", "de" + char, "LanguageBytesWrong",
            says=f"Content-Language with {byte_shown(char_name, char)}")
    for name in NAMES[:3]:
        add(made, ["empty", name], name.value, "", "EmptyTakenForAbsent", says=f"An empty {name.says}")
    for type_name, value in CONTENT_TYPES:
        add(made, ["type", type_name], "Content-Type", value, "ContentTypeEssenceWrong",
            says=shown("Content-Type", value, type_name))
    for range_name, value in RANGES:
        add(made, ["range", range_name], "Range", value, "RangeMisread", says=shown("Range", value, range_name))
    for name, value, value_name in [("Accept", "*/*", "safe"), ("ACCEPT", "*/*", "safe-upper"), ("Accept", "a" * 129, "too-long"),
        ("Accept-Language", "en_US", "unsafe-byte"),
                                    ("Accept-Language", "en", "safe"), ("Content-Language", "de", "safe"),
                                    ("Content-Type", "text/plain", "form"),
                                    ("Content-Type", "application/json", "json"), ("Range", "bytes=0-", "whole"), ("X-A", "1", "unknown"),
                                    ("Authorization", "x", "secret")]:
        add(made, ["no-cors", lower(name), value_name], name, value,
            "SafelistTooWide" if name in ("Range", "X-A", "Authorization") else "SafelistByName",
            "no-cors-safelisted-request-header", says=f"For no-cors, {name} ({value_name})")
    return made
