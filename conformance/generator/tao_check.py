"""The TAO check: shapes of Timing-Allow-Origin x requester x tainting x mode x what an earlier hop did."""

from axes import Area, v
from get_decode_split import split
from rules import get

TAO = "Timing-Allow-Origin"
HOME, ABROAD = "http://app.test/x", "http://b.test/x"
ORIGINS = [v("http", "http://app.test", "a page of http"), v("null", "null", "a page with an opaque origin", needs=["opaque-origins"])]
SHAPES = [
    v("absent", lambda o: [], "no Timing-Allow-Origin", permissive="TimingGrantedByDefault"),
    v("wildcard", lambda o: ["*"], "`*`", "TimingAllowMisread"),
    v("exact", lambda o: [o], "the origin", "TimingAllowMisread"),
    v("null", lambda o: ["null"], "`null`", "TimingAllowMisread", "NullMatchesAll"),
    v("list-with-exact", lambda o: ["http://c.test, " + o], "a list with the origin", "TimingAllowMisread"),
    v("list-without-blank", lambda o: ["http://c.test," + o], "a list without blanks", "TimingAllowMisread"),
    v("list-with-wildcard", lambda o: ["http://c.test, *"], "a list with `*`", "TimingAllowMisread"),
    v("lines", lambda o: ["http://c.test", o], "the origin in a second line", "RepeatedLinesLost"),
    v("wildcard-line", lambda o: ["http://c.test", "*"], "`*` in a second line", "RepeatedLinesLost"),
    v("empty-elements", lambda o: [",, " + o + ","], "the origin between empty elements", "EmptyElementRefused"),
    v("empty", lambda o: [""], "an empty one", permissive="EmptyTakenForAbsent"),
    v("other", lambda o: ["http://c.test"], "another origin", permissive="TimingAllowMisread"),
    v("slash", lambda o: [o + "/"], "the origin with a slash", permissive="AllowOriginNormalized"),
    v("upper", lambda o: [o.upper()], "the origin in upper case", permissive="AllowOriginCaseFolded"),
    v("quoted", lambda o: ['"' + o + '"'], "the origin in quotes", permissive="QuotesStripped"),
    v("wildcard-quoted", lambda o: ['"*"'], "a quoted `*`", permissive="QuotesStripped"),
    v("list-in-quotes", lambda o: ['"http://c.test, ' + o + ', x"'], "a list in quotes", permissive="CommaSplitInsideQuotes"),
    v("space-list", lambda o: ["http://c.test " + o], "a list with spaces", permissive="AllowOriginListAccepted"),
    v("two-wildcards", lambda o: ["**"], "`**`", permissive="AllowOriginPatternAccepted"),
    v("pattern", lambda o: ["http://*.test"], "a pattern", permissive="AllowOriginPatternAccepted"),
    v("vt", lambda o: ["*\x0b"], "`*` before a vertical tab", permissive="ListWhitespaceMisread"),
    v("default-port", lambda o: [o + ":80"], "the origin with a port", permissive="AllowOriginNormalized"),
]
# Where the response comes from: mode, URL, tainting.
PLACES = [
    v("cors", ("cors", ABROAD, "cors"), "a CORS response"), v("no-cors", ("no-cors", ABROAD, "opaque"), "an opaque response"),
    v("basic", ("cors", HOME, "basic"), "a response of the page's own origin"),
    v("returned", ("cors", HOME, "cors"), "a response of the page's own origin behind another"),
    v("navigation-home", ("navigate", HOME, "basic"), "a navigation to the page's own origin"),
    v("navigation-abroad", ("navigate", ABROAD, "basic"), "a navigation to another origin"),
    v("websocket", ("websocket", ABROAD, "basic"), "a WebSocket to another origin"),
]


def check(origin, mode, url, tainting, headers, failed_before):
    """The TAO check: (result, the rule that decides)."""
    if failed_before:
        return "failure", "TAO-1"
    combined = get(headers, TAO)
    values = split(combined)[0] if combined is not None else []
    if "*" in values:
        return "success", "TAO-2"
    if origin in values:
        return "success", "TAO-3"
    same_origin = origin != "null" and url.startswith(origin + "/")
    if mode == "navigate" and not same_origin:
        return "failure", "TAO-4"
    return ("success" if tainting == "basic" else "failure"), "TAO-5"


def add(area, origin, shape, place, failed_before):
    mode, url, tainting = place.value
    headers = [[TAO, line] for line in shape.value(origin.value)]
    given = {"origin": origin.value, "mode": mode, "url": url, "tainting": tainting, "headers": headers}
    if failed_before:
        given["failed_before"] = True
    if area.has("tao-check", given):
        return
    result, rule = check(origin.value, mode, url, tainting, headers, failed_before)
    if rule == "TAO-1":
        flags = ["TimingFailureForgotten"]
    elif rule in ("TAO-2", "TAO-3"):
        flags = [shape.strict or "TimingAllowMisread"]
    elif result == "success":
        flags = ["TimingHeaderRequiredAtHome"]
    else:
        flags = [shape.permissive or "TimingByCors"] if place.name in ("cors", "no-cors") else ["TimingByCors"]
    values = ["origin-" + origin.name, "tao-" + shape.name, place] + (["failed-before"] if failed_before else [])
    before = ", once a hop has failed" if failed_before else ""
    area.add(values, "tao-check", given, {"result": result}, [rule], flags,
        f"For {origin.says} and {place.says}{before}: {shape.says} is a {result}", needs=origin.needs)


def area():
    made = Area("tao-check", "Whether timing is shown, by Timing-Allow-Origin")
    for shape in SHAPES:
        add(made, ORIGINS[0], shape, PLACES[0], False)
        if shape.name not in ("upper", "default-port", "slash", "pattern", "vt"):
            add(made, ORIGINS[1], shape, PLACES[0], False)
    for shape in [SHAPES[0], SHAPES[1], SHAPES[2], SHAPES[11]]:
        for place in PLACES[1:]:
            for origin in ORIGINS:
                # What an opaque requester gets from its own server is a response of another origin.
                if origin.name == "null" and place.name in ("basic", "navigation-home"):
                    continue
                add(made, origin, shape, place, False)
    for shape in [SHAPES[0], SHAPES[1], SHAPES[2]]:
        for place in PLACES[:4]:
            add(made, ORIGINS[0], shape, place, True)
    return made
