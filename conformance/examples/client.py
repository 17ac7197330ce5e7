#!/usr/bin/env python3
"""An adapter in the role of a client: a small fetch() with the CORS check and preflights, over sockets, in Python's standard library.

The requests that it is asked to `fetch` are really sent, to servers of the runner's; it tells what a script would then see:
conformance/examples/README.md. The checks are those of checks.py.
"""

import http.client
import re
import urllib.parse

from checks import TOKEN, cors_check, exposed_headers, extract, forbidden_request_header, is_forbidden_method, normalize_method, speak

SAFELISTED_METHODS = ("GET", "HEAD", "POST")
SAFELISTED_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
LANGUAGES = re.compile(r"[0-9A-Za-z *,\-.;=]*")
UNSAFE = re.compile(r'[\0-\x08\x0a-\x1f"():<>?@\[\\\]{}\x7f]')


class NetworkError(Exception):
    """What a script sees of everything that is not allowed."""


def need(holds):
    if not holds:
        raise NetworkError


# https://fetch.spec.whatwg.org/#cors-safelisted-request-header
def is_safelisted(name, value):
    if len(value) > 128:
        return False
    if name in ("accept-language", "content-language"):
        return LANGUAGES.fullmatch(value) is not None
    if name == "content-type":
        return not UNSAFE.search(value) and value.split(";")[0].strip("\t ").lower() in SAFELISTED_TYPES
    if name == "range":
        found = re.fullmatch("bytes=([0-9]+)-([0-9]*)", value)
        return found is not None and (not found[2] or int(found[1]) <= int(found[2]))
    return name == "accept" and not UNSAFE.search(value)


# https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
def unsafe_names(headers):
    lines = [(name.lower(), value) for name, value in headers]
    safe = [line for line in lines if is_safelisted(*line)]
    if sum(len(value) for _, value in safe) > 1024:
        safe = []
    return sorted({name for name, value in lines if (name, value) not in safe})


class Request:
    # What the API refuses or leaves out, before anything is sent.
    def __init__(self, url, origin, method="GET", mode="cors", credentials="same-origin", headers=(), body=None, **_):
        parts = urllib.parse.urlsplit(url)
        need(parts.scheme in ("http", "https") and parts.hostname and not parts.username and not parts.password)
        need(TOKEN.fullmatch(method) and not is_forbidden_method(method))
        self.method = normalize_method(method)["method"]
        need(body is None or self.method not in ("GET", "HEAD"))
        self.headers = []
        for name, value in headers:
            value = value.strip("\t\r\n ")
            need(TOKEN.fullmatch(name) and not re.search(r"[\0\r\n]", value))
            if not forbidden_request_header(name, value)["forbidden"]:
                self.headers.append((name, value))
        if body and body["content_type"] and "content-type" not in (name.lower() for name, _ in self.headers):
            self.headers.append(("Content-Type", body["content_type"]))
        self.origin, self.credentials, self.body = origin, credentials, b"x" if body else None
        self.host, self.target = parts.netloc.rpartition("@")[2], (parts.path or "/") + ("?" + parts.query if parts.query else "")
        self.url = f"{parts.scheme}://{self.host}{self.target}"
        self.is_same_origin = f"{parts.scheme}://{self.host}" == origin
        need(self.is_same_origin or mode == "cors")

    def send(self, method, headers, body=None, again=True):
        try:
            connection = http.client.HTTPConnection(self.host, timeout=5)
            connection.putrequest(method, self.target, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value.encode("latin-1"))
            if body or method in ("POST", "PUT"):
                connection.putheader("Content-Length", str(len(body or b"")))
            connection.endheaders(body)
            response = connection.getresponse()
            response.read()
            connection.close()
        except (OSError, http.client.HTTPException) as fault:
            raise NetworkError from fault
        if response.status == 421 and again:
            return self.send(method, headers, body, again=False)
        return response.status, [(name.lower(), value.strip("\t ")) for name, value in response.getheaders()]

    # https://fetch.spec.whatwg.org/#cors-preflight-fetch
    def preflight(self):
        accept = [] if "accept" in (name.lower() for name, _ in self.headers) else [("Accept", "*/*")]
        names = unsafe_names(self.headers + accept)
        if self.method in SAFELISTED_METHODS and not names:
            return
        asked = [("Accept", "*/*"), ("Access-Control-Request-Method", self.method)]
        if names:
            asked.append(("Access-Control-Request-Headers", ",".join(names)))
        status, headers = self.send("OPTIONS", [*asked, ("Origin", self.origin)])
        need(cors_check(self.origin, self.credentials, headers)["result"] == "success" and 200 <= status <= 299)
        methods = extract(headers, "access-control-allow-methods")
        allowed = extract(headers, "access-control-allow-headers")
        need("failure" not in (methods, allowed))
        methods, allowed = methods or [], [name.lower() for name in allowed or []]
        any_is_enough = self.credentials != "include"
        need(self.method in (*SAFELISTED_METHODS, *methods) or any_is_enough and "*" in methods)
        for name in names:
            need(name in allowed or any_is_enough and "*" in allowed and name != "authorization")

    # https://fetch.spec.whatwg.org/#http-fetch
    def fetch(self):
        headers = list(self.headers)
        if not self.is_same_origin:
            self.preflight()
        if not self.is_same_origin or self.method not in ("GET", "HEAD"):
            headers.append(("Origin", self.origin))
        status, received = self.send(self.method, headers, self.body)
        need(status != 407)
        kind = "basic" if self.is_same_origin else "cors"
        need(self.is_same_origin or cors_check(self.origin, self.credentials, received)["result"] == "success")
        seen = exposed_headers(kind, self.credentials, received)["names"]
        joined = [[name, ", ".join(value for key, value in received if key == name)] for name in seen]
        return {"type": kind, "status": status, "url": self.url, "redirected": False, "headers": joined}


def fetch(request):
    try:
        return {"verdict": "allowed", "response": Request(**request).fetch()}
    except (NetworkError, ValueError):
        return {"verdict": "blocked", "response": None}


def answer(kind, given):
    if kind == "hello":
        return {"output": {"protocol": 1, "nonce": given["nonce"], "name": "client.py", "version": "1", "language": "Python",
                           "source": "conformance/examples/client.py", "roles": ["client"], "kinds": ["fetch"],
                           "capabilities": ["opaque-origins"]}}
    if kind != "fetch":
        return {"skip": f"kind {kind}"}
    return {"output": {"fetches": [fetch(each["request"]) for each in given["fetches"]]}}


if __name__ == "__main__":
    speak(answer)
