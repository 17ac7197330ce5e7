"""The answer to a preflight: method x Access-Control-Allow-Methods, headers x -Allow-Headers, credentials, status, -Max-Age."""

from axes import Area, another, pairwise, v
from rules import cors_check, extract_tokens, lines_of, lower

A = "Access-Control-Allow-"
URL = "https://b.test/items"
ORIGIN = "https://a.test"
SAFELISTED_METHODS = ("GET", "HEAD", "POST")

METHODS = [
    v("put", "PUT", "PUT", "MethodListMisread", "MethodGrantedBySilence"),
    v("patch-lower", "patch", "`patch`, which no API normalizes", "MethodListMisread", "MethodCaseIgnored"),
    v("custom", "Link", "a method of its own", "MethodListMisread", "MethodGrantedBySilence"),
    v("post", "POST", "POST, which is safelisted", "SafelistedMethodHasToBeListed", "UnparsableListIgnored"),
]
GET = v("get", "GET", "GET")

# What ACAM holds for a method: lines, or None where that means nothing.
METHOD_LISTS = [
    v("absent", lambda m: [], "no list of methods", permissive="MethodGrantedBySilence"),
    v("empty", lambda m: [""], "an empty list of methods", permissive="EmptyTakenForAbsent"),
    v("exact", lambda m: [m], "the method listed", "MethodListMisread"),
    v("wildcard", lambda m: ["*"], "`*` for methods", "WildcardRefused", "WildcardWithCredentials"),
    v("upper", lambda m: [m.upper()] if m.upper() != m else None, "the method in upper case", permissive="MethodCaseIgnored"),
    v("lower", lambda m: [m.lower()] if m.lower() != m else None, "the method in lower case", permissive="MethodCaseIgnored"),
    v("other", lambda m: ["DELETE"], "another method listed", permissive="MethodGrantedBySilence"),
    v("longer", lambda m: [m + "S"], "a method that begins alike", permissive="MethodListMisread"),
    v("among-others", lambda m: ["GET,\tDELETE ," + m], "the method among others", "MethodListMisread"),
    v("in-second-line", lambda m: ["DELETE", m], "the method in a second line", "RepeatedLinesLost"),
    v("wildcard-among-others", lambda m: ["DELETE, *"], "`*` among others", "MethodListMisread", "WildcardWithCredentials"),
    v("wildcard-quoted", lambda m: ['"*"'], "a quoted `*`", permissive="QuotesStripped"),
    v("spaces", lambda m: ["DELETE " + m], "methods with a space between", permissive="UnparsableListIgnored"),
    v("semicolon", lambda m: [m + "; DELETE"], "methods with a semicolon between", permissive="UnparsableListIgnored"),
    v("broken-second-line", lambda m: [m, "a b"], "the method, and a second line that does not parse", permissive="UnparsableListIgnored"),
    v("empty-elements", lambda m: [",, " + m + ",,"], "the method between empty elements", "EmptyElementRefused"),
    v("json", lambda m: ['["' + m + '"]'], "a JSON list", permissive="UnparsableListIgnored"),
]
HEADERS = [
    v("x-a", [["X-A", "1"]], "a header", "HeaderListMisread", "HeaderListMisread"),
    v("two", [["X-B", "1"], ["X-A", "2"]], "two headers", "HeaderListMisread", "HeaderListMisread"),
    v("authorization", [["Authorization", "Basic eDp5"]], "Authorization", "HeaderListMisread", "AuthorizationByWildcard"),
    v("json", [["Content-Type", "application/json"]], "a Content-Type of JSON", "HeaderListMisread", "ContentTypeEssenceWrong"),
    v("safe", [["Accept-Language", "en"]], "a safelisted header", "SafelistedMethodHasToBeListed", "UnparsableListIgnored"),
]
NO_HEADERS = v("none", [], "no header")


def names_of(headers):
    """CORS-unsafe names of the headers above: all but the safelisted one, lower-case and sorted."""
    return sorted(lower(name) for name, _ in headers if name != "Accept-Language")


HEADER_LISTS = [
    v("absent", lambda n: [], "no list of headers", permissive="AllowHeadersMisjudged"),
    v("empty", lambda n: [""], "an empty list of headers", permissive="EmptyTakenForAbsent"),
    v("exact", lambda n: [", ".join(n)] if n else None, "the names listed", "HeaderListMisread"),
    v("upper", lambda n: [",".join(n).upper()] if n else None, "the names in upper case", "HeaderNameCaseKept"),
    v("wildcard", lambda n: ["*"], "`*` for headers", "WildcardRefused", "WildcardWithCredentials"),
    v("wildcard-and-authorization", lambda n: ["*, Authorization"] if "authorization" in n else None, "`*` and Authorization",
      "HeaderListMisread", "WildcardWithCredentials"),
    v("all-but-last", lambda n: [",".join(n[:-1])] if len(n) > 1 else None, "all names but the last", permissive="HeaderListMisread"),
    v("all-but-first", lambda n: [",".join(n[1:])] if len(n) > 1 else None, "all names but the first", permissive="HeaderListMisread"),
    v("one-a-line", lambda n: list(n) if len(n) > 1 else None, "each name in a line of its own", "RepeatedLinesLost"),
    v("longer", lambda n: [n[0] + "-x"] if n else None, "a name that begins alike", permissive="HeaderListMisread"),
    v("empty-elements", lambda n: ["," + ", ,".join(n) + ","] if n else None, "the names between empty elements", "EmptyElementRefused"),
    v("spaces", lambda n: [" ".join(n) + " x-z"] if n else ["x-y x-z"], "names with spaces between", permissive="UnparsableListIgnored"),
    v("quoted", lambda n: ['"' + ",".join(n) + '"'] if n else None, "the names in quotes", permissive="QuotesStripped"),
    v("colon", lambda n: [n[0] + ":"] if n else None, "a name with a colon", permissive="UnparsableListIgnored"),
]
CREDENTIALS = [
    v("omit", "omit", "without credentials"),
    v("include", "include", "with credentials", permissive="PreflightCheckedWithoutCredentials"),
]
OMIT, INCLUDE = CREDENTIALS
STATUSES = [v(str(status), status, f"status {status}", strict, "PreflightStatusIgnored") for status, strict in
            [(200, "PreflightStatusTooNarrow"), (201, "PreflightStatusTooNarrow"), (204, "PreflightStatusTooNarrow"),
             (299, "PreflightStatusTooNarrow"), (300, ""), (301, ""), (304, ""), (307, ""), (399, ""), (400, ""), (401, ""), (403, ""),
             (404, ""),
             (405, ""), (407, ""), (500, ""), (999, "")]]
GRANTS = [
    v("granted", lambda c: [[A + "Origin", ORIGIN]] + ([[A + "Credentials", "true"]] if c == "include" else []), "the origin granted",
        "MatchingOriginRefused"),
    v("silent", lambda c: [], "no grant of the origin", permissive="PreflightStatusIgnored"),
    v("wildcard", lambda c: [[A + "Origin", "*"]], "`*` for the origin", "WildcardRefused", "WildcardWithCredentials"),
    v("no-credentials", lambda c: [[A + "Origin", ORIGIN]], "the origin granted without credentials", "AllowCredentialsDemanded",
      "PreflightCheckedWithoutCredentials"),
]
GRANTED = GRANTS[0]
AGES = [
    v("absent", [], "no age", "DefaultMaxAgeWrong"), v("zero", ["0"], "the age 0", "DefaultMaxAgeWrong"),
    v("ten-minutes", ["600"], "600 seconds", "MaxAgeMisread"), v("leading-zeros", ["007"], "`007`", "MaxAgeMisread"),
    v("in-blanks", ["\t60 "], "60 between blanks", "MaxAgeMisread"), v("negative", ["-1"], "`-1`", "MaxAgeMisread"),
    v("plus", ["+60"], "`+60`", "MaxAgeMisread"), v("fraction", ["60.5"], "`60.5`", "MaxAgeMisread"),
    v("unit", ["60s"], "`60s`", "MaxAgeMisread"), v("hexadecimal", ["0x60"], "`0x60`", "MaxAgeMisread"),
    v("list", ["60, 60"], "a list", "MaxAgeMisread"), v("lines", ["60", "60"], "two lines", "RepeatedSingleHeaderTaken"),
    v("empty", [""], "an empty age", "EmptyTakenForAbsent"), v("inner-blank", ["6 0"], "`6 0`", "MaxAgeMisread"),
    v("quoted", ['"60"'], "a quoted age", "QuotesStripped"), v("largest", ["2147483648"], "2147483648 seconds", "MaxAgeMisread"),
    v("beyond", ["2147483649"], "one second more than can be told", "MaxAgeMisread"),
    v("beyond-64-bits", ["18446744073709551616"], "more seconds than 64 bits hold", "MaxAgeMisread"),
    v("full-width", ["\xb2"], "a digit of another alphabet", "MaxAgeMisread"),
]


def max_age(lines):
    """PRE-17, EXT-2, ABNF-6: five seconds where there is none, more than one, or anything but digits."""
    if len(lines) != 1 or lines[0] == "" or any(char not in "0123456789" for char in lines[0]):
        return 5
    return min(int(lines[0]), 2147483648)


def judge(method, headers, credentials, status, answer):
    """CORS-preflight fetch from the CORS check on: (expected output, the rule that decides, or those that had to be passed)."""
    def failure(reason, rule):
        return {"result": "failure", "reason": reason, "max_age": None, "methods": None, "header_names": None}, [rule]
    result, rule = cors_check(ORIGIN, credentials, answer)
    if result == "failure":
        return failure({"CHK-2": "allow-origin-missing", "CHK-4": "allow-origin-wildcard-with-credentials",
            "CHK-7": "allow-credentials-missing"}[rule], rule)
    if not 200 <= status <= 299:  # STA-2
        return failure("preflight-redirect" if status in (301, 302, 303, 307, 308) else "preflight-status-not-ok", "PRE-9")
    methods = extract_tokens(answer, A + "Methods")
    names = extract_tokens(answer, A + "Headers")
    if methods == "failure":
        return failure("allow-methods-unparsable", "PRE-11")
    if names == "failure":
        return failure("allow-headers-unparsable", "PRE-11")
    any_allowed = credentials != "include"
    listed = methods or []
    passed = ["PRE-9"] + (["PRE-14"] if method not in SAFELISTED_METHODS or (listed and method not in listed) else [])
    if method not in listed and method not in SAFELISTED_METHODS and not (any_allowed and "*" in listed):
        if "*" in listed:
            return failure("method-wildcard-with-credentials", "PRE-14")
        case = any(lower(entry) == lower(method) for entry in listed)
        return failure("method-case-mismatch" if case else "method-not-allowed", "PRE-14")
    listed = [lower(name) for name in names or []]
    unsafe = names_of(headers)
    passed += (["PRE-15"] if "authorization" in unsafe else []) + (["PRE-16"] if unsafe not in ([], ["authorization"]) else [])
    if "authorization" in unsafe and "authorization" not in listed:
        return failure("authorization-not-covered-by-wildcard" if "*" in listed else "header-not-allowed", "PRE-15")
    if any(name not in listed for name in unsafe) and not (any_allowed and "*" in listed):
        return failure("header-wildcard-with-credentials" if "*" in listed else "header-not-allowed", "PRE-16")
    age = max_age(lines_of(answer, "Access-Control-Max-Age"))
    return {"result": "success", "reason": None, "max_age": age, "methods": methods, "header_names": names}, passed + ["PRE-17"]


# What a granted preflight of each group is about: the steps that it passes.
GRANTED_BY = {"method": ["PRE-14"], "header": ["PRE-15", "PRE-16"], "status": ["PRE-9"], "age": ["PRE-17"],
    "all": ["PRE-14", "PRE-15", "PRE-16"]}


def other_ages(lines, expect):
    """(level, alternatives, tags): a user agent may limit an age (PRE-18), and browsers take one below zero for none (AMB-2)."""
    if lines and lines[0].startswith("-"):
        why = "Browsers take a negative number as zero; by the grammar it is malformed."
        return "should", [another("tolerated", {**expect, "max_age": 0}, why, "preflight-check/max-age-is-a-word")], ["amb-2"]
    limits = [limit for limit in (7200, 86400, 600) if expect["max_age"] is not None and expect["max_age"] > limit]
    if not limits:
        return "must", [], []
    why, pin = "A user agent may impose a limit of its own.", "preflight-check/max-age-is-a-number"
    return "should", [another("equal", {**expect, "max_age": limit}, why, pin) for limit in limits], []


def add(area, group, method, method_list, headers, header_list, credentials, status=STATUSES[2], grant=GRANTED, age=AGES[0]):
    method_lines = method_list.value(method.value)
    header_lines = header_list.value(names_of(headers.value))
    if method_lines is None or header_lines is None:
        return
    answer = grant.value(credentials.value)
    answer = answer + [[A + "Methods", line] for line in method_lines] + [[A + "Headers", line] for line in header_lines]
    answer += [["Access-Control-Max-Age", line] for line in age.value]
    request = {"url": URL, "method": method.value, "origin": ORIGIN, "credentials": credentials.value}
    if headers.value:
        request["headers"] = headers.value
    given = {"request": request, "response": {"status": status.value, "headers": answer}}
    if area.has("preflight-check", given):
        return
    expect, rules = judge(method.value, headers.value, credentials.value, status.value, answer)
    axes = {"method": [method, method_list, credentials], "header": [headers, header_list, credentials],
            "status": [status, grant, credentials], "age": [age], "all": [method, method_list, headers, header_list, credentials]}[group]
    if expect["result"] == "success":
        flags = {"method": [method_list.strict, method.strict], "header": [header_list.strict, headers.strict],
                 "status": [status.strict, grant.strict], "age": [age.strict], "all": [method_list.strict, header_list.strict]}[group]
        flags = [flag for flag in flags if flag][:1] or ["SafelistedMethodHasToBeListed"]
    elif rules[0].startswith("CHK") or rules == ["PRE-9"]:
        flags = [grant.permissive if rules != ["PRE-9"] else status.permissive]
    elif rules == ["PRE-11"]:
        flags = ["UnparsableListIgnored"]
    elif rules == ["PRE-14"]:
        flags = [method_list.permissive or "MethodGrantedBySilence"]
    elif rules == ["PRE-15"]:
        flags = ["AuthorizationByWildcard" if "wildcard" in header_list.name else "HeaderListMisread"]
    else:
        flags = [header_list.permissive or "HeaderListMisread"]
    covers = rules
    if expect["result"] == "success":
        covers = [row for row in rules if row in GRANTED_BY[group]]
        if method.value in SAFELISTED_METHODS and not names_of(headers.value):
            covers.insert(0, "PRE-9")  # nothing is left to be granted
    level, alternatives, tags = other_ages(age.value, expect)
    area.add([group] + axes, "preflight-check", given, expect, covers, flags,
             f"A preflight for {', '.join(value.says for value in axes)}: {expect['reason'] or 'granted'}", tags, level=level,
             alternatives=alternatives)


def area():
    made = Area("preflight-check", "How the answer to a preflight is judged")
    no_methods, no_headers = METHOD_LISTS[0], HEADER_LISTS[0]
    for method in METHODS:
        for method_list in METHOD_LISTS:
            for credentials in CREDENTIALS:
                # A safelisted method passes whatever is listed, if it parses: credentials add nothing.
                if not (method.name == "post" and credentials is INCLUDE):
                    add(made, "method", method, method_list, NO_HEADERS, no_headers, credentials)
    for headers in HEADERS:
        for header_list in HEADER_LISTS:
            for credentials in CREDENTIALS:
                if not (headers.name == "safe" and credentials is INCLUDE):
                    add(made, "header", GET, no_methods, headers, header_list, credentials)
    for status in STATUSES:
        add(made, "status", METHODS[0], METHOD_LISTS[2], NO_HEADERS, no_headers, OMIT, status)
    for grant in GRANTS[1:]:
        for status in [STATUSES[1], STATUSES[5], STATUSES[12]]:
            for credentials in CREDENTIALS:
                add(made, "status", METHODS[0], METHOD_LISTS[2], NO_HEADERS, no_headers, credentials, status, grant)
    for age in AGES:
        add(made, "age", METHODS[0], METHOD_LISTS[2], NO_HEADERS, no_headers, OMIT, age=age)
    # Which of two faults comes first, and whether one grant is taken for the other.
    for row in pairwise(METHODS[:1] + METHODS[3:], [METHOD_LISTS[0], METHOD_LISTS[2], METHOD_LISTS[3], METHOD_LISTS[12]], HEADERS[1:3],
                        [HEADER_LISTS[i] for i in (0, 2, 4, 11)], CREDENTIALS):
        add(made, "all", *row)
    return made
