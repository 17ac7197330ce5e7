"""The CORS check: shapes of Access-Control-Allow-Origin and -Credentials, origins, credentials modes."""

from axes import Area, v
from rules import cors_check, get, lines_of

ACAO = "Access-Control-Allow-Origin"
ACAC = "Access-Control-Allow-Credentials"

ORIGINS = [
    v("https", "https://app.test", "a page of https"),
    v("port", "https://app.test:8443", "a page with a port"),
    v("ipv6", "http://[2001:db8::2]", "a page at an IPv6 address"),
    v("null", "null", "a page with an opaque origin", needs=["opaque-origins"]),
]
CREDENTIALS = [
    v("omit", "omit", "without credentials"),
    v("same-origin", "same-origin", "with credentials for its own origin alone"),
    v("include", "include", "with credentials"),
]
OMIT, SAME_ORIGIN, INCLUDE = CREDENTIALS


def one(make):
    return lambda origin: [make(origin)]


# Each shape: the lines of ACAO for an origin (None: the shape means nothing there), and the reason where it fails.
NORMALIZED = "AllowOriginNormalized"
SHAPES = [
    (v("absent", lambda o: [], "no Access-Control-Allow-Origin", permissive="AbsentAllowOriginAccepted"), "allow-origin-missing"),
    (v("empty", one(lambda o: ""), "an empty one", permissive="AllowOriginEmptyAccepted"), "allow-origin-empty"),
    (v("wildcard", one(lambda o: "*"), "`*`", "WildcardRefused", "WildcardWithCredentials"), "allow-origin-wildcard-with-credentials"),
    (v("exact", one(lambda o: o), "the origin itself", "MatchingOriginRefused", "AllowCredentialsIgnored"), ""),
    (v("wildcard-in-blanks", one(lambda o: " * "), "`*` between spaces", "OptionalWhitespaceKept", "WildcardWithCredentials"),
     "allow-origin-wildcard-with-credentials"),
    (v("wildcard-behind-tab", one(lambda o: "\t*"), "`*` behind a tab", "OptionalWhitespaceKept", "WildcardWithCredentials"),
     "allow-origin-wildcard-with-credentials"),
    (v("exact-in-blanks", one(lambda o: f"\t {o} \t"), "the origin between blanks", "OptionalWhitespaceKept"), ""),
    (v("wildcard-behind-vt", one(lambda o: "\x0b*"), "`*` behind a vertical tab", permissive="AllowOriginOverTrimmed"),
        "allow-origin-malformed"),
    (v("exact-behind-ff", one(lambda o: "\x0c" + o), "the origin behind a form feed", permissive="AllowOriginOverTrimmed"), "other"),
    (v("exact-before-nbsp", one(lambda o: o + "\xa0"), "the origin before a byte 0xA0", permissive="AllowOriginOverTrimmed"), "other"),
    (v("exact-before-nul", one(lambda o: o + "\0"), "the origin before a NUL", permissive="AllowOriginOverTrimmed"), "other"),
    (v("wildcard-before-nul", one(lambda o: "*\0"), "`*` before a NUL", permissive="AllowOriginOverTrimmed"), "allow-origin-malformed"),
    (v("two-wildcards", one(lambda o: "**"), "`**`", permissive="AllowOriginPatternAccepted"), "allow-origin-malformed"),
    (v("wildcard-quoted", one(lambda o: '"*"'), "a quoted `*`", permissive="QuotesStripped"), "allow-origin-malformed"),
    (v("exact-quoted", one(lambda o: f'"{o}"'), "the origin in quotes", permissive="QuotesStripped"), "other"),
    (v("wildcard-lines", lambda o: ["*", "*"], "`*` in two lines", permissive="RepeatedAllowOriginTaken"), "allow-origin-multiple-lines"),
    (v("exact-lines", lambda o: [o, o], "the origin in two lines", permissive="RepeatedAllowOriginTaken"), "allow-origin-multiple-lines"),
    (v("exact-then-other", lambda o: [o, "http://c.test"], "the origin and another in two lines", permissive="RepeatedAllowOriginTaken"),
     "allow-origin-multiple-lines"),
    (v("other-then-exact", lambda o: ["http://c.test", o], "another origin and this one in two lines",
        permissive="RepeatedAllowOriginTaken"),
     "allow-origin-multiple-lines"),
    (v("empty-then-exact", lambda o: ["", o], "an empty line and the origin", permissive="RepeatedAllowOriginTaken"),
     "allow-origin-multiple-lines"),
    (v("comma-list", one(lambda o: f"{o}, http://c.test"), "a list with a comma", permissive="AllowOriginListAccepted"),
     "allow-origin-multiple-values"),
    (v("space-list", one(lambda o: f"http://c.test {o}"), "a list with a space", permissive="AllowOriginListAccepted"),
     "allow-origin-multiple-values"),
    (v("wildcard-in-list", one(lambda o: f"{o},*"), "a list of the origin and `*`", permissive="AllowOriginListAccepted"),
     "allow-origin-multiple-values"),
    (v("slash", lambda o: None if o == "null" else [o + "/"], "the origin with a slash", permissive=NORMALIZED), "allow-origin-mismatch"),
    (v("path", lambda o: None if o == "null" else [o + "/x"], "the origin with a path", permissive=NORMALIZED), "allow-origin-mismatch"),
    (v("upper-host", lambda o: [o.replace("app.test", "APP.TEST")] if "app.test" in o else [o.upper()], "the origin in upper case",
       permissive="AllowOriginCaseFolded"), "allow-origin-mismatch"),
    (v("upper-scheme", lambda o: None if o == "null" else [o.replace("http", "HTTP")], "the scheme in upper case",
        permissive="AllowOriginCaseFolded"),
     "allow-origin-mismatch"),
    (v("default-port", lambda o: [o + (":80" if "[" in o else ":443")] if o in ("https://app.test", "http://[2001:db8::2]") else None,
        "the origin with its default port",
       permissive=NORMALIZED), "allow-origin-mismatch"),
    (v("other-port", lambda o: [o.replace(":8443", ":8444")] if ":8443" in o else [o + ":81"] if o != "null" else None,
       "the origin with another port", permissive="AllowOriginPartIgnored"), "allow-origin-mismatch"),
    (v("without-port", lambda o: [o.replace(":8443", "")] if ":8443" in o else None, "the origin without its port",
       permissive="AllowOriginPartIgnored"), "allow-origin-mismatch"),
    (v("other-scheme", lambda o: None if o == "null" else [o.replace("https:", "http:") if "https:" in o else o.replace("http:", "https:")],
       "the origin with the other scheme", permissive="AllowOriginPartIgnored"), "allow-origin-mismatch"),
    (v("host-alone", lambda o: None if o == "null" else [o.split("://")[1]], "the host without its scheme", permissive=NORMALIZED),
        "allow-origin-malformed"),
    (v("trailing-dot", lambda o: [o.replace("app.test", "app.test.")] if "app.test" in o else None, "the host with a dot at its end",
       permissive=NORMALIZED), "allow-origin-mismatch"),
    (v("longer-host", lambda o: [o + ".evil.test"] if o == "https://app.test" else None, "a host that begins alike",
       permissive="AllowOriginPrefixAccepted"), "allow-origin-mismatch"),
    (v("shorter", lambda o: [o[:-1]] if o == "https://app.test" else None, "the origin without its last byte",
       permissive="AllowOriginPrefixAccepted"), "allow-origin-mismatch"),
    (v("percent-encoded", lambda o: [o.replace("app.test", "%61pp.test")] if "app.test" in o else None, "the host percent-encoded",
       permissive=NORMALIZED), "allow-origin-mismatch"),
    (v("one-slash", lambda o: ["https:/app.test"] if o == "https://app.test" else None, "the origin with one slash missing",
        permissive=NORMALIZED),
     "allow-origin-mismatch"),
    (v("longer-ipv6", lambda o: ["http://[2001:db8:0:0:0:0:0:2]"] if "[" in o else None, "the address without its compression",
       permissive=NORMALIZED), "allow-origin-mismatch"),
    (v("subdomain-pattern", lambda o: [o.replace("app.test", "*.test")] if "app.test" in o else None, "a pattern with `*`",
       permissive="AllowOriginPatternAccepted"), "allow-origin-malformed"),
    (v("null-literal", lambda o: None if o == "null" else ["null"], "`null`", permissive="NullMatchesAll"), "allow-origin-malformed"),
    (v("null-capital", lambda o: ["Null"] if o == "null" else None, "`Null`", permissive="AllowOriginCaseFolded"), "allow-origin-mismatch"),
    (v("undefined", lambda o: ["undefined"] if o == "null" else None, "`undefined`", permissive="NullMatchesAll"), "allow-origin-mismatch"),
    (v("true", one(lambda o: "true"), "`true`", permissive="AllowOriginPatternAccepted"), "allow-origin-malformed"),
]
ALLOW_CREDENTIALS = [
    v("absent", [], "no Access-Control-Allow-Credentials", permissive="AllowCredentialsIgnored"),
    v("true", ["true"], "`true`", "MatchingOriginRefused"),
    v("true-in-blanks", ["\ttrue "], "`true` between blanks", "AllowCredentialsLax"),
    v("capital", ["True"], "`True`", permissive="AllowCredentialsLax"),
    v("upper", ["TRUE"], "`TRUE`", permissive="AllowCredentialsLax"),
    v("one", ["1"], "`1`", permissive="AllowCredentialsLax"),
    v("yes", ["yes"], "`yes`", permissive="AllowCredentialsLax"),
    v("false", ["false"], "`false`", permissive="AllowCredentialsIgnored"),
    v("empty", [""], "empty", permissive="EmptyTakenForAbsent"),
    v("wildcard", ["*"], "`*`", permissive="WildcardWithCredentials"),
    v("quoted", ['"true"'], "a quoted `true`", permissive="QuotesStripped"),
    v("semicolon", ["true;"], "`true;`", permissive="AllowCredentialsLax"),
    v("true-list", ["true, true"], "`true, true`", permissive="AllowCredentialsLax"),
    v("true-lines", ["true", "true"], "`true` in two lines", permissive="RepeatedSingleHeaderTaken"),
    v("true-then-false", ["true", "false"], "`true` and `false` in two lines", permissive="RepeatedSingleHeaderTaken"),
    v("false-then-true", ["false", "true"], "`false` and `true` in two lines", permissive="RepeatedSingleHeaderTaken"),
    v("behind-vt", ["\x0btrue"], "`true` behind a vertical tab", permissive="AllowOriginOverTrimmed"),
    v("before-nul", ["true\0"], "`true` before a NUL", permissive="AllowOriginOverTrimmed"),
]

# What can go wrong with a port or an address in brackets.
OF_ODD_HOSTS = {"wildcard", "exact", "slash", "upper-host", "default-port", "other-port", "without-port", "other-scheme", "longer-ipv6",
                "host-alone", "exact-lines"}


def reason_of(rule, shape_reason, origin, headers):
    """What step 4 can be called, the first that fits."""
    if rule == "CHK-2":
        return "allow-origin-missing"
    if rule == "CHK-7":
        return "allow-credentials-missing" if not lines_of(headers, ACAC) else "allow-credentials-not-true"
    if shape_reason in ("allow-origin-empty", "allow-origin-multiple-lines", "allow-origin-wildcard-with-credentials",
                        "allow-origin-multiple-values"):
        return shape_reason
    if origin == "null":
        return "allow-origin-null-mismatch"
    return shape_reason


def add(area, origin, shape, shape_reason, acac, credentials):
    lines = shape.value(origin.value)
    if lines is None:
        return
    headers = [[ACAO, line] for line in lines] + [[ACAC, line] for line in acac.value]
    given = {"origin": origin.value, "credentials": credentials.value, "headers": headers}
    if area.has("cors-check", given):
        return
    result, rule = cors_check(origin.value, credentials.value, headers)
    expect = {"result": result}
    if result == "success":
        expect["reason"] = None
        flags = [shape.strict, acac.strict if credentials is INCLUDE else ""]
        flags += ["OpaqueOriginRefused" if origin.value == "null" and get(headers, ACAO) == "null" else ""]
        flags += {"omit": ["AllowCredentialsDemanded"], "same-origin": ["SameOriginCredentialsTakenAsInclude"]}.get(credentials.value, [])
    else:
        reason = reason_of(rule, shape_reason, origin.value, headers)
        if reason != "other":
            expect["reason"] = reason
        flags = [acac.permissive] if rule == "CHK-7" else [shape.permissive]
    beside = f", with Access-Control-Allow-Credentials {acac.says}," if lines_of(headers, ACAC) else ""
    area.add(["origin-" + origin.name, "acao-" + shape.name, "acac-" + acac.name, credentials], "cors-check", given, expect, [rule], flags,
             f"For {origin.says} {credentials.says}: {shape.says}{beside} is a {result}",
             needs=origin.needs)


def area():
    made = Area("cors-check", "The CORS check over shapes of its two headers")
    granted = ALLOW_CREDENTIALS[1]
    # Every shape for an ordinary origin without credentials and with, where the grant for credentials is in order; every shape for an opaque
    # one without; and for the others those shapes that have to do with what is odd about them.
    for shape, reason in SHAPES:
        for origin in ORIGINS:
            if origin.name in ("port", "ipv6") and shape.name not in OF_ODD_HOSTS:
                continue
            for credentials in [OMIT, INCLUDE]:
                if credentials is INCLUDE and origin.name != "https" and shape.name not in ("exact", "wildcard"):
                    continue
                add(made, origin, shape, reason, granted if credentials is INCLUDE else ALLOW_CREDENTIALS[0], credentials)
    # Every grant for credentials in each mode, where the origin matches; and beside `*`, which it never rescues.
    exact = next(entry for entry in SHAPES if entry[0].name == "exact")
    wildcard = next(entry for entry in SHAPES if entry[0].name == "wildcard")
    for acac in ALLOW_CREDENTIALS:
        for credentials in CREDENTIALS:
            add(made, ORIGINS[0], *exact, acac, credentials)
    for acac in ALLOW_CREDENTIALS[:4]:
        for credentials in CREDENTIALS:
            add(made, ORIGINS[0], *wildcard, acac, credentials)
    for origin in ORIGINS[1:]:
        add(made, origin, *exact, ALLOW_CREDENTIALS[0], INCLUDE)
        add(made, origin, *exact, ALLOW_CREDENTIALS[3], INCLUDE)
    return made
