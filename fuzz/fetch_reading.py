"""Fetches in the text form, read as fetch_input.cpp reads them: what no API can ask is made so that it can.

URLs and hosts stand as they are written: whether one parses is for the engine to say.
"""

import re

from text_form import REQUEST_BYTES, REQUEST_FLAGS, REQUEST_TEXTS
from text_reading import header_of, number, says, text_of

MOST_FETCHES = 4
MOST_RESPONSES = 24
LATEST = 4_000_000_000
TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# What a URL parser strips and removes does not keep one from beginning with its scheme.
SCHEME = re.compile(r"[\x00-\x20]*[A-Za-z][A-Za-z0-9+.\t\n\r-]*:")


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
