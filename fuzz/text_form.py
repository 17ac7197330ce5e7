"""The text form of structured inputs (input.h): from a question of the contract, and back to one."""

import json

REQUEST_TEXTS = ("url", "method", "origin", "client", "mode", "credentials", "redirect", "referrer_policy", "embedder_policy")
REQUEST_BYTES = ("method",)
REQUEST_FLAGS = ("upload_listener", "unsafe_request")
CHECK_TEXTS = ("origin", "url", "mode", "tainting", "embedder_policy")
CHECK_FLAGS = ("failed_before", "credentials_included", "for_navigation")
LISTS = ("origins", "methods", "request_headers", "expose_headers")
ESCAPES = {0x5C: "\\\\", 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t"}


def escaped(raw, also=""):
    """Bytes as they stand in a line; those of `also` as numbers."""
    text = ""
    for byte in raw:
        if byte in ESCAPES and chr(byte) not in also:
            text += ESCAPES[byte]
        elif 0x20 <= byte <= 0x7E and chr(byte) not in also:
            text += chr(byte)
        else:
            text += f"\\x{byte:02x}"
    return text


def of_bytes(value, also=""):
    """An isomorphic string of the contract."""
    return escaped(value.encode("latin-1"), also)


def of_text(value):
    return escaped(value.encode("utf-8", "surrogatepass"))


def header_lines(headers):
    return [f"header {of_bytes(name, ':')}: {of_bytes(value)}" for name, value in headers]


def request_lines(request):
    lines = []
    for key in REQUEST_TEXTS:
        if key in request:
            lines.append(f"{key} {of_bytes(request[key]) if key in REQUEST_BYTES else of_text(request[key])}")
    lines += [key for key in REQUEST_FLAGS if request.get(key)]
    body = request.get("body")
    if body is not None:
        lines.append("body" if body.get("content_type") is None else f"body {of_bytes(body['content_type'])}")
        if not body.get("replayable", True):
            lines.append("stream")
    return lines + header_lines(request.get("headers", []))


def response_lines(response):
    lines = ["network_error"] if response.get("network_error") else [f"response {response['status']}"]
    if "for" in response:
        lines.append(f"for {response['for']}")
    return lines + header_lines(response.get("headers", []))


def fetch_lines(asked):
    lines = []
    for index, fetch in enumerate(asked["fetches"]):
        if index:
            lines.append("fetch")
        if "at" in fetch:
            lines.append(f"at {int(fetch['at'])}")
        if fetch.get("partition"):
            lines.append(f"partition {of_text(fetch['partition'])}")
        lines += request_lines(fetch["request"])
        for response in fetch.get("responses", []):
            lines += response_lines(response)
    return lines


def list_lines(key, given):
    if given == "*":
        return [f"any {key}"]
    if given == []:
        return [f"none {key}"]
    return [f"{key} {of_text(entry)}" for entry in given if isinstance(entry, str)] if isinstance(given, list) else []


def pattern_lines(patterns):
    lines = []
    for pattern in patterns if isinstance(patterns, list) else []:
        if isinstance(pattern, dict):
            lines.append(f"pattern {of_text(str(pattern.get('regex', '')))}")
            for key in ("matches", "rejects"):
                lines += [f"{key} {of_text(one)}" for one in pattern.get(key) or [] if isinstance(one, str)]
    return lines


def single_policy_lines(policy):
    """In the order of the document, which is that of its faults. What has another type than its key asks for is left out."""
    lines = []
    for key, given in policy.items():
        is_number = isinstance(given, (int, float)) and not isinstance(given, bool)
        if key in LISTS:
            lines += list_lines(key, given)
        elif key == "origin_patterns":
            lines += pattern_lines(given)
        elif key in ("null_origin", "credentials") and given is True:
            lines.append(key)
        elif key in ("max_age", "preflight_status") and is_number:
            lines.append(f"{key} {given}")
        elif key == "rejected_preflight" and given == "diagnostic":
            lines.append("rejected_preflight diagnostic")
        elif key == "acknowledge" and isinstance(given, list):
            lines += [f"acknowledge {of_text(name)}" for name in given if isinstance(name, str)]
    return lines


def policy_lines(policy):
    if not isinstance(policy, dict):
        return []
    if not isinstance(policy.get("routes"), list):
        return single_policy_lines(policy)
    lines = ["routes"]
    for route in policy["routes"]:
        if not isinstance(route, dict):
            continue
        lines.append(f"route {of_text(str(route.get('path', '')))}")
        lines += ["off"] if route.get("policy") == "off" else single_policy_lines(route.get("policy") or {})
    return lines


def asked_lines(request):
    return [f"request {of_bytes(request.get('method', 'GET'))} {of_text(request.get('path', '/'))}"] + header_lines(request.get("headers", []))


def check_lines(given):
    """Of a TAO check or a check of the resource policy."""
    lines = [f"{key} {of_text(given[key])}" for key in CHECK_TEXTS if key in given]
    return lines + [key for key in CHECK_FLAGS if given.get(key)] + header_lines(given["headers"])


def lines_of(kind, given):
    """The lines of a question's input; nothing where the text form has no such kind."""
    if kind == "cors-check":
        return [f"origin {of_text(given['origin'])}", f"credentials {given['credentials']}"] + header_lines(given["headers"])
    if kind in ("corp-check", "tao-check"):
        return check_lines(given)
    if kind == "preflight-check":
        return request_lines(given["request"]) + response_lines(given["response"])
    if kind == "fetch":
        return fetch_lines(given)
    if kind == "policy":
        return policy_lines(given["policy"]) + asked_lines(given["request"])
    if kind == "validate-policy":
        return policy_lines(given["policy"])
    if kind == "unsafe-request-header-names":
        return header_lines(given["headers"])
    return None


def text_of(kind, given):
    lines = lines_of(kind, given)
    return None if lines is None else "\n".join([f"kind {kind}"] + lines) + "\n"


# ---- and back ----

def unescaped(text):
    """The bytes of a line's value, as input.cpp reads them."""
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
    for line in raw.decode("latin-1").split("\n"):
        key, _, rest = line.partition(" ")
        if not key:
            continue
        if key == "header":
            name, _, value = rest.partition(":")
            yield key, unescaped(name), unescaped(value.removeprefix(" "))
        else:
            yield key, unescaped(rest), b""


def put_request(request, key, value, rest):
    text = value.decode("latin-1") if key in REQUEST_BYTES else value.decode("utf-8", "replace")
    if key == "header":
        request.setdefault("headers", []).append([value.decode("latin-1"), rest.decode("latin-1")])
    elif key in REQUEST_TEXTS:
        request[key] = text
    elif key in REQUEST_FLAGS:
        request[key] = True
    elif key in ("body", "stream"):
        body = request.setdefault("body", {"content_type": None})
        if key == "stream":
            body["replayable"] = False
        elif value:
            body["content_type"] = value.decode("latin-1")


def put_response(responses, key, value, rest):
    if key == "response":
        status = int(value) if value.isdigit() else 200
        responses.append({"status": min(status + 200 if status < 200 else status, 999), "headers": []})
    elif key == "network_error":
        responses.append({"network_error": True})
    elif key == "for":
        responses[-1]["for"] = value.decode("latin-1")
    elif key == "header" and "headers" in responses[-1]:
        responses[-1]["headers"].append([value.decode("latin-1"), rest.decode("latin-1").strip(" \t")])


def fetches_of(lines):
    fetches = [{"request": {"url": "http://b.test/", "origin": "http://a.test"}, "responses": []}]
    for key, value, rest in lines:
        fetch = fetches[-1]
        if key == "fetch":
            fetches.append({"request": {"url": "http://b.test/", "origin": "http://a.test"}, "responses": []})
        elif key == "at" and not fetch["responses"]:
            fetch["at"] = int(value) if value.isdigit() else 0
        elif key == "partition" and not fetch["responses"]:
            fetch["partition"] = value.decode("utf-8", "replace")
        elif key in ("response", "network_error") or fetch["responses"]:
            put_response(fetch["responses"], key, value, rest)
        else:
            put_request(fetch["request"], key, value, rest)
    return fetches


def number_of(text, otherwise):
    try:
        return json.loads(text)
    except ValueError:
        return otherwise


def put_policy(policy, key, value):
    text = value.decode("utf-8", "replace")
    if key == "any" and text in LISTS:
        policy[text] = "*"
    elif key == "none" and text in LISTS:
        policy[text] = []
    elif key in LISTS and policy.get(key) != "*":
        policy.setdefault(key, []).append(text)
    elif key == "pattern":
        policy.setdefault("origin_patterns", []).append({"regex": text, "matches": [], "rejects": []})
    elif key in ("matches", "rejects") and policy.get("origin_patterns"):
        policy["origin_patterns"][-1][key].append(text)
    elif key in ("null_origin", "credentials"):
        policy[key] = True
    elif key in ("max_age", "preflight_status"):
        policy[key] = number_of(text, 600 if key == "max_age" else 204)
    elif key == "rejected_preflight":
        policy[key] = "diagnostic" if text == "diagnostic" else "quiet"
    elif key == "acknowledge":
        policy.setdefault(key, []).append(text)


def policy_of(lines):
    """The policy, and the requests behind it."""
    policy, requests = {}, []
    for key, value, rest in lines:
        if key == "request":
            method, _, path = value.partition(b" ")
            requests.append({"method": method.decode("latin-1"), "path": path.decode("utf-8", "replace") or "/", "headers": []})
        elif requests:
            if key == "header":
                requests[-1]["headers"].append([value.decode("latin-1"), rest.decode("latin-1").strip(" \t")])
        elif key == "routes":
            policy.setdefault("routes", [])
        elif key == "route":
            policy.setdefault("routes", []).append({"path": value.decode("utf-8", "replace"), "policy": {}})
        elif key == "off" and policy.get("routes"):
            policy["routes"][-1]["policy"] = "off"
        else:
            own = policy
            if "routes" in policy:
                own = policy["routes"][-1]["policy"] if policy["routes"] else None
            if isinstance(own, dict):
                put_policy(own, key, value)
    return policy, requests


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
        elif key in CHECK_TEXTS and key in found:
            found[key] = value.decode("utf-8", "replace")
    return found


def questions_of(raw, kinds=()):
    """The questions that a text asks; of other kinds than those, it asks one of the first of them."""
    lines = list(read_lines(raw))
    kind = next((value.decode("latin-1") for key, value, _ in lines if key == "kind"), "fetch")
    if kinds and kind not in kinds:
        kind = kinds[0]
    if kind == "cors-check":
        found = {key: value.decode("utf-8", "replace") for key, value, _ in lines}
        headers = [[value.decode("latin-1"), rest.decode("latin-1")] for key, value, rest in lines if key == "header"]
        given = [{"origin": found.get("origin", "https://a.test"), "credentials": found.get("credentials", "omit"), "headers": headers}]
    elif kind in ("corp-check", "tao-check"):
        given = [check_of(kind, lines)]
    elif kind == "preflight-check":
        fetch = fetches_of(lines)[0]
        given = [{"request": fetch["request"], "response": (fetch["responses"] or [{"network_error": True}])[0]}]
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
    return [{"kind": kind, "input": one} for one in given]
