#!/usr/bin/env python3
"""An adapter: seven kinds of question, each answered by a small implementation of its own, in Python's standard library.

It reads a question from each line and writes an answer to each: conformance/examples/README.md.
"""

import ipaddress
import json
import re
import sys

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
SAFELISTED_NAMES = "cache-control content-language content-length content-type expires last-modified pragma".split()
FORBIDDEN_NAMES = """accept-charset accept-encoding access-control-request-headers access-control-request-method connection
    content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer transfer-encoding upgrade via""".split()


# ---- What an implementation does ----

# https://fetch.spec.whatwg.org/#concept-header-list-get
def get(headers, name):
    values = [value for key, value in headers if key == name.lower()]
    return ", ".join(values) if values else None


# https://fetch.spec.whatwg.org/#header-value-get-decode-and-split: a comma between quotes separates nothing.
def split(value):
    piece = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*(?:"|\\?\Z))*', re.DOTALL)
    pieces, end = [], -1
    while end < len(value):
        found = piece.match(value, end + 1)
        pieces.append(found.group().strip("\t "))
        end = found.end()
    return pieces


# https://fetch.spec.whatwg.org/#extract-header-list-values: each line by itself, and one bad line loses them all.
def extract(headers, name):
    lines = [value for key, value in headers if key == name.lower()]
    if not lines:
        return None
    if name.lower() == "access-control-max-age":
        return lines if len(lines) == 1 and re.fullmatch("[0-9]+", lines[0]) else "failure"
    elements = [element for line in lines for element in (part.strip("\t ") for part in line.split(",")) if element]
    return elements if all(TOKEN.fullmatch(element) for element in elements) else "failure"


def is_forbidden_method(method):
    return method.upper() in ("CONNECT", "TRACE", "TRACK")


def normalize_method(method):
    upper = method.upper()
    known = upper in ("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT")
    return {"method": upper if known else method, "forbidden": is_forbidden_method(method)}


# https://fetch.spec.whatwg.org/#forbidden-request-header
def forbidden_request_header(name, value):
    name = name.lower()
    overrides = name in ("x-http-method", "x-http-method-override", "x-method-override")
    return {"forbidden": name in FORBIDDEN_NAMES or name.startswith(("proxy-", "sec-"))
            or overrides and any(is_forbidden_method(method) for method in split(value))}


def get_decode_split(name, headers):
    value = get(headers, name)
    return {"values": None if value is None else split(value)}


# https://fetch.spec.whatwg.org/#concept-filtered-response-cors
def exposed_headers(type, credentials, headers):
    names = {name for name, _ in headers} - {"set-cookie", "set-cookie2"}
    listed = extract(headers, "access-control-expose-headers")
    listed = [] if listed in (None, "failure") else [name.lower() for name in listed]
    if type == "opaque":
        names = set()
    elif type == "cors" and ("*" not in listed or credentials == "include"):
        names &= {*SAFELISTED_NAMES, *listed}
    return {"names": sorted(names)}


# https://fetch.spec.whatwg.org/#concept-cors-check
def cors_check(origin, credentials, headers):
    allowed = get(headers, "access-control-allow-origin")
    if credentials == "include":
        success = allowed == origin and get(headers, "access-control-allow-credentials") == "true"
    else:
        success = allowed in ("*", origin)
    return {"result": "success" if success else "failure"}


# ---- What the contract asks of an adapter: a question that makes no sense is refused, with the place of the fault ----

class BadInput(Exception):
    pass


def need(holds, at):
    if not holds:
        raise BadInput(at)


def value(given, at):
    need(isinstance(given, str) and all(char <= "\xff" for char in given), at)
    return given


def token(given, at):
    need(TOKEN.fullmatch(value(given, at)), at)
    return given


def header_lines(given, at):
    need(isinstance(given, list), at)
    for i, line in enumerate(given):
        need(isinstance(line, list) and len(line) == 2, f"{at}/{i}")
    return [(token(name, f"{at}/{i}/0").lower(), value(text, f"{at}/{i}/1").strip("\t ")) for i, (name, text) in enumerate(given)]


def listed_header(given, at):
    need(token(given, at).lower() in [f"access-control-{end}" for end in ("allow-methods", "allow-headers", "expose-headers", "max-age")], at)
    return given


def one_of(*words):
    def read(given, at):
        need(given in words, at)
        return given
    return read


def serialized_address(text):
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if address.version == 6 and address.ipv4_mapped:
        # WHY: from Python 3.13 on, str() writes these with dots, which the URL Standard never does.
        return f"::ffff:{int(address) >> 16 & 0xffff:x}:{int(address) & 0xffff:x}"
    return str(address)


def origin(given, at):
    found = re.fullmatch(r"([a-z][a-z0-9+.-]*)://(\[[0-9a-f:]+\]|[^\0-\x20#%/:<>?@\[\\\]^|\x7f-\xffA-Z]+)(?::(0|[1-9][0-9]*))?", value(given, at))
    need(found or given == "null", at)
    if found:
        scheme, host, port = found.groups()
        need((scheme, port) not in (("http", "80"), ("https", "443"), ("ftp", "21"), ("ws", "80"), ("wss", "443")), at)
        if host.startswith("[") or re.search(r"(^|\.)(0x[0-9a-f]*|[0-9]+)$", host):
            need(serialized_address(host.strip("[]")) == host.strip("[]"), at)
    return given


CREDENTIALS = one_of("omit", "same-origin", "include")
KINDS = {
    "normalize-method": (normalize_method, {"method": token}),
    "safelisted-method": (lambda method: {"safelisted": method in ("GET", "HEAD", "POST")}, {"method": token}),
    "forbidden-request-header": (forbidden_request_header, {"name": token, "value": value}),
    "get-decode-split": (get_decode_split, {"name": token, "headers": header_lines}),
    "extract-header-list": (lambda name, headers: {"values": extract(headers, name)}, {"name": listed_header, "headers": header_lines}),
    "exposed-headers": (exposed_headers, {"type": one_of("basic", "cors", "opaque"), "credentials": CREDENTIALS, "headers": header_lines}),
    "cors-check": (cors_check, {"origin": origin, "credentials": CREDENTIALS, "headers": header_lines}),
}


def answer(kind, given):
    if kind == "hello":
        return {"output": {"protocol": 1, "nonce": given["nonce"], "name": "checks.py", "version": "1", "language": "Python",
                           "source": "conformance/examples/checks.py", "roles": ["library"], "kinds": list(KINDS),
                           "capabilities": ["opaque-origins", "no-cors"]}}
    if kind not in KINDS:
        return {"skip": f"kind {kind}"}
    function, readers = KINDS[kind]
    try:
        for key in given:
            need(key in readers, f"/input/{key}")
        return {"output": function(**{key: read(given.get(key), f"/input/{key}") for key, read in readers.items()})}
    except BadInput as fault:
        return {"error": {"code": "bad-input", "at": str(fault), "detail": "the contract refuses this"}}


def speak(answer):
    for line in sys.stdin:
        question = json.loads(line)
        print(json.dumps({"id": question["id"], **answer(question["kind"], question["input"])}), flush=True)


if __name__ == "__main__":
    speak(answer)
