"""Which headers a script can read: type x credentials x Access-Control-Expose-Headers x what the response holds."""

from axes import Area, v
from rules import extract_tokens, lower

EXPOSE = "Access-Control-Expose-Headers"
SAFELISTED = ("cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma")
FORBIDDEN = ("set-cookie", "set-cookie2")
TYPES = [v("basic", "basic", "a basic response"), v("cors", "cors", "a CORS response"), v("opaque", "opaque", "an opaque response")]
BASIC, CORS, OPAQUE = TYPES
CREDENTIALS = [v("omit", "omit", "without credentials"), v("same-origin", "same-origin", "with credentials for its own origin alone"),
    v("include", "include", "with credentials")]
OMIT, SAME_ORIGIN, INCLUDE = CREDENTIALS
HELD = [
    v("custom", [["X-A", "1"], ["Content-Type", "text/plain"]], "a custom header and Content-Type"),
    v("cookies", [["Set-Cookie", "k=v"], ["Set-Cookie2", "k=v"], ["X-A", "1"]], "cookies and a custom header"),
    v("protocol", [["Access-Control-Allow-Origin", "*"], ["Vary", "Origin"], ["X-A", "1"]], "headers of the protocol and a custom one"),
    v("wildcard-name", [["*", "1"], ["X-A", "2"]], "a header called `*` and a custom one"),
    v("repeated", [["X-A", "1"], ["x-a", "2"], ["X-B", "3"]], "a repeated header"),
]
LISTS = [
    v("absent", [], "no list", "ExposeListIgnored", "ExposedByDefault"),
    v("empty", [""], "an empty list", "ExposeListIgnored", "EmptyTakenForAbsent"),
    v("x-a", ["x-a"], "a list of x-a", "ExposeListIgnored", "ExposedByDefault"),
    v("upper", ["X-A"], "a list of X-A", "HeaderNameCaseKept", "ExposedByDefault"),
    v("wildcard", ["*"], "`*`", "ExposeWildcardIgnored", "WildcardWithCredentials"),
    v("wildcard-and-x-a", ["*, x-a"], "`*` and x-a", "HeaderListMisread", "WildcardWithCredentials"),
    v("wildcard-last", ["x-z, *"], "`*` behind another name", "HeaderListMisread", "WildcardWithCredentials"),
    v("wildcard-line", ["x-z", "*"], "`*` in a second line", "RepeatedLinesLost", "WildcardWithCredentials"),
    v("set-cookie", ["Set-Cookie, x-a"], "a list with Set-Cookie", "ExposeListIgnored", "SetCookieExposed"),
    v("set-cookie2", ["set-cookie2"], "a list of Set-Cookie2", "ExposeListIgnored", "SetCookieExposed"),
    v("missing-name", ["x-z"], "a list of a name that is not there", "ExposeListIgnored", "ExposedByDefault"),
    v("two-lines", ["x-z", "x-a"], "two lines", "RepeatedLinesLost", "ExposedByDefault"),
    v("empty-elements", [",,x-a,"], "empty elements", "EmptyElementRefused", "ExposedByDefault"),
    v("broken", ["x-a, x a"], "a list that does not parse", "ExposeListIgnored", "ExposeFailureLeaks"),
    v("broken-line", ["x-a", "no no"], "a line that does not parse behind one that does", "ExposeListIgnored", "ExposeFailureLeaks"),
    v("broken-wildcard", ["*, x a"], "`*` in a list that does not parse", "ExposeListIgnored", "ExposeFailureLeaks"),
    v("quoted", ['"x-a"'], "a quoted name", "ExposeListIgnored", "QuotesStripped"),
    v("vt", ["x-a\x0b"], "a name before a vertical tab", "ExposeListIgnored", "ListWhitespaceMisread"),
    v("prefix", ["x-"], "the beginning of a name", "ExposeListIgnored", "ExposedByDefault"),
    v("pattern", ["x-*"], "a pattern, which is a name", "ExposeListIgnored", "ExposedByDefault"),
    v("allow-origin", ["access-control-allow-origin, vary"], "a list of headers of the protocol", "ExposeListIgnored", "ExposedByDefault"),
]
NAMES = ["Cache-Control", "Content-Language", "Content-Length", "Content-Type", "Expires", "Last-Modified", "Pragma", "Age",
    "Content-Encoding", "Date", "ETag",
         "Link", "Location", "Server", "Vary", "WWW-Authenticate", "Content-Range", "Retry-After", "Content-Disposition", "X-Request-ID",
         "Set-Cookie", "Set-Cookie3"]


def exposed(kind, credentials, headers):
    """FLT-1 to FLT-6, MF-22 to MF-24, RSH-1: (names, the rule that decides what is seen)."""
    names = sorted({lower(name) for name, _ in headers})
    if kind == "opaque":
        return [], "FLT-6"
    if kind == "basic":
        return [name for name in names if name not in FORBIDDEN], "FLT-1"
    listed = extract_tokens(headers, EXPOSE)
    if credentials != "include" and isinstance(listed, list) and "*" in listed:
        return [name for name in names if name not in FORBIDDEN], "FLT-4"
    listed = [] if listed in (None, "failure") else [lower(name) for name in listed]
    seen = [name for name in names if name in SAFELISTED or (name in listed and name not in FORBIDDEN)]
    return seen, "FLT-2"


def add(area, values, kind, credentials, headers, flags, says):
    given = {"type": kind, "credentials": credentials, "headers": headers}
    if area.has("exposed-headers", given):
        return
    names, rule = exposed(kind, credentials, headers)
    area.add(values, "exposed-headers", given, {"names": names}, covers_of(kind, credentials, headers, rule, names), flags,
        f"{says}: {', '.join(names) or 'nothing'} can be read")


def covers_of(kind, credentials, headers, rule, names):
    """FLT-3 where no list was taken, FLT-5 where `*` was one, and FLT-2 where something is hidden."""
    if kind != "cors":
        return [rule]
    listed = extract_tokens(headers, EXPOSE)
    hidden = len(names) < len({lower(name) for name, _ in headers})
    covers = ["FLT-4"] if rule == "FLT-4" else []
    if not listed or listed == "failure":
        covers.append("FLT-3")
    elif credentials == "include" and "*" in listed:
        covers.append("FLT-5")
    elif rule != "FLT-4":
        covers.append("MF-24")
    return covers + (["FLT-2"] if hidden else [])


def area():
    made = Area("exposed-headers", "Which headers of a response a script can read")
    for held in HELD:
        for listed in LISTS:
            for credentials in [OMIT, INCLUDE]:
                # Credentials change the meaning of `*` and of nothing else; what is held matters where a list names it.
                has_wildcard = any("*" in line for line in listed.value)
                if credentials is INCLUDE and not (has_wildcard or held.name == "custom"):
                    continue
                if held.name in ("wildcard-name", "repeated") and listed.name not in ("absent", "wildcard", "wildcard-and-x-a", "x-a",
                    "upper"):
                    continue
                if held.name in ("cookies", "protocol") and listed.name in ("empty", "upper", "two-lines", "empty-elements", "missing-name",
                    "quoted", "vt", "prefix", "pattern", "broken-line"):
                    continue
                headers = held.value + [[EXPOSE, line] for line in listed.value]
                seen, _ = exposed("cors", credentials.value, headers)
                flags = [listed.strict if "x-a" in seen or "*" in seen else listed.permissive]
                add(made, [CORS, held, "list-" + listed.name, credentials], "cors", credentials.value, headers, flags,
                    f"{CORS.says.capitalize()} {credentials.says} with {held.says} and {listed.says}".replace("cors", "CORS"))
    for held in HELD[:3]:
        for listed in [LISTS[0], LISTS[2], LISTS[4]]:
            headers = held.value + [[EXPOSE, line] for line in listed.value]
            add(made, [BASIC, held, "list-" + listed.name], "basic", "same-origin", headers,
                ["SetCookieExposed" if held.name == "cookies" else "BasicFiltered"], f"A basic response with {held.says} and {listed.says}")
            add(made, [OPAQUE, held, "list-" + listed.name], "opaque", "omit", headers, ["OpaqueLeaks"],
                f"An opaque response with {held.says} and {listed.says}")
    add(made, [CORS, "custom", "list-wildcard", SAME_ORIGIN], "cors", "same-origin", HELD[0].value + [[EXPOSE, "*"]],
        ["SameOriginCredentialsTakenAsInclude"],
        "A CORS response with credentials for its own origin alone and `*`")
    for name in NAMES:
        safe = lower(name) in SAFELISTED
        add(made, ["cors", "name", lower(name)], "cors", "omit", [[name, "1"]],
            ["SafelistedResponseHeaderHidden" if safe else "SetCookieExposed" if "cookie" in lower(name) else "ExposedByDefault"],
            f"{name} in a CORS response without a list")
    return made
