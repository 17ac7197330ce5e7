"""A question of the contract in the text form of structured inputs (input.h). questions.py reads it back."""

REQUEST_TEXTS = ("url", "method", "origin", "client", "mode", "credentials", "redirect", "referrer_policy", "embedder_policy")
REQUEST_BYTES = ("method",)
REQUEST_FLAGS = ("upload_listener", "unsafe_request")
CHECK_TEXTS = ("origin", "url", "mode", "tainting", "credentials", "embedder_policy")
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
    """Of a question that is put to a response."""
    lines = [f"{key} {of_text(given[key])}" for key in CHECK_TEXTS if key in given]
    return lines + [key for key in CHECK_FLAGS if given.get(key)] + header_lines(given["headers"])


def lines_of(kind, given):
    """The lines of a question's input; nothing where the text form has no such kind."""
    if kind == "cors-check":
        return [f"origin {of_text(given['origin'])}", f"credentials {given['credentials']}"] + header_lines(given["headers"])
    if kind in ("corp-check", "tao-check"):
        return check_lines(given)
    if kind == "exposed-headers":
        return check_lines({"tainting" if key == "type" else key: value for key, value in given.items()})
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
