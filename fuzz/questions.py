"""The questions that an input in the text form asks, as its target reads it."""

from fetch_reading import fetches_of
from policy_reading import policy_of
from text_form import CHECK_TEXTS
from text_reading import SCHEMA, WORDS, read_lines, says, text_of


def check_of(kind, lines):
    """A question that is put to a response; what the input says of redirects is no question's. The last line of a key counts."""
    asker = {"origin": "http://a.test", "url": "http://b.test/x"}
    start = {"corp-check": asker | {"mode": "no-cors", "embedder_policy": "unsafe-none"}, "tao-check": asker | {"mode": "cors", "tainting": "cors"},
             "exposed-headers": {"tainting": "cors", "credentials": "omit"}}[kind]
    found = start | {"headers": []}
    flags = {"corp-check": ("credentials_included", "for_navigation"), "tao-check": ("failed_before",), "exposed-headers": ()}[kind]
    for key, value, rest in lines:
        if key == "redirect":
            found["headers"] = []
        elif key == "header":
            found["headers"].append([value.decode("latin-1"), rest.decode("latin-1")])
        elif key in flags:
            found[key] = True
        elif key in CHECK_TEXTS and key in start:
            found[key] = text_of(value) if key == "origin" or says(key, text_of(value)) else start[key]
    return {"type": found.pop("tainting")} | found if kind == "exposed-headers" else found


def cors_checks_of(lines, whole):
    found = {key: text_of(value) for key, value, _ in lines}
    headers = [[value.decode("latin-1"), rest.decode("latin-1")] for key, value, rest in lines if key == "header"]
    own = found["credentials"] if found.get("credentials") in WORDS["credentials"] else "omit"
    modes = [own, *[mode for mode in WORDS["credentials"] if mode != own]] if whole else [own]
    return [{"origin": found.get("origin", "https://a.test"), "credentials": mode, "headers": headers} for mode in modes]


def preflight_checks_of(lines):
    fetch = fetches_of(lines)[0]
    response = dict((fetch["responses"] or [{"network_error": True}])[0])
    response.pop("for", None)
    return [{"request": fetch["request"], "response": response}]


def questions_of_kind(kind, lines, whole):
    if kind == "cors-check":
        return kind, cors_checks_of(lines, whole)
    if kind in ("corp-check", "tao-check", "exposed-headers"):
        return kind, [check_of(kind, lines) | ({"mode": "no-cors"} if whole and kind == "corp-check" else {})]
    if kind == "preflight-check":
        return kind, preflight_checks_of(lines)
    if kind == "fetch":
        return kind, [{"fetches": fetches_of(lines)}]
    if kind in ("policy", "validate-policy"):
        policy, requests = policy_of(lines)
        if kind == "policy" and requests:
            return kind, [{"policy": policy, "request": request} for request in requests]
        return "validate-policy", [{"policy": policy}]
    if kind == "unsafe-request-header-names":
        return kind, [{"headers": [[value.decode("latin-1"), rest.decode("latin-1")] for key, value, rest in lines if key == "header"]}]
    raise ValueError(f"no question has the kind {kind}")


def questions_of(raw, kinds=(), whole=False):
    """The questions that a text asks; of other kinds than those, it asks one of the first of them. `whole`: all that a target of these kinds
    holds against it, which is each kind, and each credentials mode of a CORS check."""
    lines = list(read_lines(raw))
    kind = next((value.decode("latin-1") for key, value, _ in lines if key == "kind"), "fetch")
    if kinds and kind not in kinds:
        kind = kinds[0]
    profile = next((text_of(value) for key, value, _ in reversed(lines) if key == "profile"), None)
    asked = []
    for one in dict.fromkeys([kind, *(kinds if whole else ())]):
        own = {"profile": profile} if one == "fetch" and profile in SCHEMA["profile"]["enum"] else {}
        of_kind, given = questions_of_kind(one, lines, whole)
        asked += [question for each in given if (question := {"kind": of_kind, "input": each} | own) not in asked]
    return asked
