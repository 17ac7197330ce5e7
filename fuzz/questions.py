"""The questions that an input in the text form asks, read as the targets read them: input.cpp, fetch_input.cpp, policy_input.cpp.

What a reader there mends is mended here as well, so that the question is one. URLs and hosts stand as they are written: whether one parses is
for the engine to say.
"""

import json
import re
from pathlib import Path

from text_form import CHECK_TEXTS, LISTS, REQUEST_BYTES, REQUEST_FLAGS, REQUEST_TEXTS

SCHEMA = json.loads((Path(__file__).resolve().parent.parent / "conformance/schema/question.schema.json").read_text(encoding="utf-8"))["$defs"]
MOST_LINES = 96
MOST_FETCHES = 4
MOST_RESPONSES = 24
LATEST = 4_000_000_000
ORIGIN = re.compile(SCHEMA["origin"]["pattern"])
TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:")
DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
CREDENTIALS = tuple(SCHEMA["credentials"]["enum"])
# The words that a key may have; with another one the line says nothing.
WORDS = {key: SCHEMA["request"]["properties"][key]["enum"] for key in ("client", "redirect", "referrer_policy")} | {
    "mode": SCHEMA["mode"]["enum"], "credentials": CREDENTIALS, "embedder_policy": SCHEMA["embedder_policy"]["enum"],
    "tainting": SCHEMA["input_tao_check"]["properties"]["tainting"]["enum"]}


def unescaped(text):
    """The bytes of a line's value."""
    raw = text.encode("latin-1")
    out, at = bytearray(), 0
    words = {0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09, 0x5C: 0x5C}
    while at < len(raw):
        following = raw[at + 1] if at + 1 < len(raw) else 0
        if raw[at] != 0x5C:
            out.append(raw[at])
            at += 1
        elif following == 0x78 and all(byte in b"0123456789abcdef" for byte in raw[at + 2:at + 4]) and at + 3 < len(raw):
            out.append(int(raw[at + 2:at + 4], 16))
            at += 4
        elif following in words:
            out.append(words[following])
            at += 2
        else:
            out.append(0x5C)
            at += 1
    return bytes(out)


def read_lines(raw):
    """(key, value, value of a header) of each line, as bytes but for the key."""
    count = 0
    for line in raw.decode("latin-1").split("\n"):
        key, _, rest = line.partition(" ")
        if not key:
            continue
        count += 1
        if count > MOST_LINES:
            return
        if key == "header":
            name, _, value = rest.partition(":")
            yield key, unescaped(name), unescaped(value.removeprefix(" "))
        else:
            yield key, unescaped(rest), b""


def text_of(value):
    return value.decode("utf-8", "replace")


def says(key, text):
    """Whether the line says something: a word that there is, an origin."""
    return text in WORDS[key] if key in WORDS else ORIGIN.search(text) is not None if key == "origin" else True


def number(value, most, otherwise):
    return min(int(value), most) if re.fullmatch(rb"[0-9]{1,19}", value) else otherwise


def header_of(name, value):
    return [name.decode("latin-1"), value.decode("latin-1").strip(" \t")]


class Fetch:
    """A fetch as it is read."""

    def __init__(self, at):
        self.at, self.partition, self.responses = at, "", []
        self.request = {"url": "http://b.test/", "origin": "http://a.test"}
        self.headers = []

    def put(self, key, value, rest):
        """A line of the request, or of what comes before it."""
        if key == "header":
            self.headers.append((value, rest))
        elif key == "at":
            self.at = number(value, LATEST, self.at)
        elif key == "partition":
            self.partition = text_of(value)
        elif key in REQUEST_TEXTS:
            text = value.decode("latin-1") if key in REQUEST_BYTES else text_of(value)
            if says(key, text):
                self.request[key] = text
        elif key in REQUEST_FLAGS:
            self.request[key] = True
        elif key in ("body", "stream"):
            body = self.request.setdefault("body", {"content_type": None})
            if key == "stream":
                body["replayable"] = False
            elif value:
                body["content_type"] = value.decode("latin-1")

    def begin_response(self, key, value):
        if len(self.responses) == MOST_RESPONSES:
            return
        status = number(value, 999, 200)
        self.responses.append({"network_error": True} if key == "network_error" else
                              {"status": status + 200 if status < 200 else status, "headers": []})

    def put_response(self, key, value, rest):
        response = self.responses[-1]
        if key == "for" and value in (b"preflight", b"actual"):
            response["for"] = value.decode()
        elif key == "header" and "headers" in response and TOKEN.fullmatch(value):
            response["headers"].append(header_of(value, rest))

    def askable(self):
        """The request; what no API can ask is made so that it can."""
        request = dict(self.request)
        client = request.get("client", "fetch")
        headers = self.headers
        if client == "raw":
            if not SCHEME.match(request["url"]):
                request["url"] = "http://b.test/"
            if not TOKEN.fullmatch(request.get("method", "GET").encode("latin-1")):
                del request["method"]
            headers = [header for header in headers if TOKEN.fullmatch(header[0])]
            if request.get("mode") == "navigate":
                request["credentials"] = "include"
        else:
            request.pop("unsafe_request", None)
            if request.get("mode") not in (("no-cors", "same-origin") if client == "fetch" else ()):
                request.pop("mode", None)
        if client == "xhr":
            request.pop("redirect", None)
            if request.get("credentials") == "omit":
                request["credentials"] = "same-origin"
            if "body" in request:
                request["body"] = {"content_type": request["body"]["content_type"]}
        if headers:
            request["headers"] = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in headers]
        return request

    def asked(self, before):
        """As a question has it; `before` is when the one before was asked."""
        self.at = max(self.at, before)
        return ({"at": self.at} if self.at != before else {}) | ({"partition": self.partition} if self.partition else {}) | {
            "request": self.askable(), "responses": self.responses}


def fetches_of(lines):
    fetches = [Fetch(0)]
    for key, value, rest in lines:
        fetch = fetches[-1]
        if key == "fetch":
            if len(fetches) == MOST_FETCHES:
                break
            fetches.append(Fetch(fetch.at))
        elif key in ("response", "network_error"):
            fetch.begin_response(key, value)
        elif fetch.responses:
            fetch.put_response(key, value, rest)
        else:
            fetch.put(key, value, rest)
    before, asked = 0, []
    for fetch in fetches:
        asked.append(fetch.asked(before))
        before = fetch.at
    return asked


def decimal(text, otherwise):
    """A number as C reads one, as far as JSON has it."""
    if not DECIMAL.fullmatch(text):
        return otherwise
    value = float(text)
    return otherwise if value in (float("inf"), float("-inf")) else int(value) if value.is_integer() else value


def put_policy(policy, key, value):
    text = text_of(value)
    if key == "any" and text in LISTS:
        policy[text] = "*"
    elif key == "none" and text in LISTS:
        policy[text] = []
    elif key in LISTS:
        if policy.get(key) != "*":
            policy.setdefault(key, []).append(text)
    elif key == "pattern":
        policy.setdefault("origin_patterns", []).append({"regex": text, "matches": [], "rejects": []})
    elif key in ("matches", "rejects"):
        if policy.get("origin_patterns"):
            policy["origin_patterns"][-1][key].append(text)
    elif key in ("null_origin", "credentials"):
        policy[key] = True
    elif key in ("max_age", "preflight_status"):
        policy[key] = decimal(text, 600 if key == "max_age" else 204)
    elif key == "rejected_preflight":
        policy[key] = "diagnostic" if text == "diagnostic" else "quiet"
    elif key == "acknowledge":
        policy.setdefault(key, []).append(text)


def open_policy(document):
    """The policy that the next lines belong to; None where the route is off, or no route has begun."""
    if "routes" not in document:
        return document
    own = document["routes"][-1]["policy"] if document["routes"] else None
    return own if isinstance(own, dict) else None


def policy_of(lines):
    """The policy, and the requests behind it."""
    document, requests = {}, []
    for key, value, rest in lines:
        if key == "request":
            method, space, path = value.partition(b" ")
            requests.append({"method": method.decode("latin-1"), "path": text_of(path) if space else "/", "headers": []})
        elif requests:
            if key == "header":
                requests[-1]["headers"].append(header_of(value, rest))
        elif key in ("routes", "route"):
            if "routes" not in document:
                document = {"routes": []}
            if key == "route":
                document["routes"].append({"path": text_of(value), "policy": {}})
        elif key == "off" and document.get("routes"):
            document["routes"][-1]["policy"] = "off"
        elif (own := open_policy(document)) is not None:
            put_policy(own, key, value)
    return document, requests


def check_of(kind, lines):
    """A TAO check or a check of the resource policy; what the input says of redirects is no question's."""
    own = {"corp-check": {"mode": "no-cors", "embedder_policy": "unsafe-none"}, "tao-check": {"mode": "cors", "tainting": "cors"}}[kind]
    found = {"origin": "http://a.test", "url": "http://b.test/x", "headers": []} | own
    flags = {"corp-check": ("credentials_included", "for_navigation"), "tao-check": ("failed_before",)}[kind]
    for key, value, rest in lines:
        if key == "redirect":
            found["headers"] = []
        elif key == "header":
            found["headers"].append([value.decode("latin-1"), rest.decode("latin-1")])
        elif key in flags:
            found[key] = True
        elif key in CHECK_TEXTS and key in found and (key == "origin" or says(key, text_of(value))):
            found[key] = text_of(value)
    return found


def cors_checks_of(lines, every_mode):
    found = {key: text_of(value) for key, value, _ in lines}
    headers = [[value.decode("latin-1"), rest.decode("latin-1")] for key, value, rest in lines if key == "header"]
    own = found["credentials"] if found.get("credentials") in CREDENTIALS else "omit"
    modes = [own, *[mode for mode in CREDENTIALS if mode != own]] if every_mode else [own]
    return [{"origin": found.get("origin", "https://a.test"), "credentials": mode, "headers": headers} for mode in modes]


def preflight_checks_of(lines):
    fetch = fetches_of(lines)[0]
    response = dict((fetch["responses"] or [{"network_error": True}])[0])
    response.pop("for", None)
    return [{"request": fetch["request"], "response": response}]


def questions_of(raw, kinds=(), every_mode=False):
    """The questions that a text asks; of other kinds than those, it asks one of the first of them. `every_mode`: with each credentials mode."""
    lines = list(read_lines(raw))
    kind = next((value.decode("latin-1") for key, value, _ in lines if key == "kind"), "fetch")
    if kinds and kind not in kinds:
        kind = kinds[0]
    if kind == "cors-check":
        given = cors_checks_of(lines, every_mode)
    elif kind in ("corp-check", "tao-check"):
        given = [check_of(kind, lines)]
    elif kind == "preflight-check":
        given = preflight_checks_of(lines)
    elif kind == "fetch":
        given = [{"fetches": fetches_of(lines)}]
    elif kind in ("policy", "validate-policy"):
        policy, requests = policy_of(lines)
        kind = "policy" if kind == "policy" and requests else "validate-policy"
        given = [{"policy": policy, "request": request} for request in requests] if kind == "policy" else [{"policy": policy}]
    elif kind == "unsafe-request-header-names":
        given = [{"headers": [[value.decode("latin-1"), rest.decode("latin-1")] for key, value, rest in lines if key == "header"]}]
    else:
        raise ValueError(f"no question has the kind {kind}")
    profile = next((text_of(value) for key, value, _ in reversed(lines) if key == "profile"), None)
    own = {"profile": profile} if kind == "fetch" and profile in SCHEMA["profile"]["enum"] else {}
    return [{"kind": kind, "input": one} | own for one in given]
