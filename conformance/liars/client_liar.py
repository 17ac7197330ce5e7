#!/usr/bin/env python3
"""A client behind an adapter that lies in the way that it is told to: client_liar.py WAY

The tests of the runner hold each way against the report that it must get. Where it does not lie it is examples/client.py; the ways that begin
with `honest` lie about the URLs that are poisoned.
"""

import pathlib
import socket
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "examples"))

import client  # noqa: E402
from checks import speak  # noqa: E402

ALLOWED = {"type": "cors", "status": 200, "url": "", "redirected": False, "headers": []}


def without_preflight(asked):
    asked.preflight = lambda: None
    try:
        return {"verdict": "allowed", "response": asked.fetch()}
    except client.NetworkError:
        return {"verdict": "blocked", "response": None}


class Liar:
    def __init__(self, way):
        self.way = getattr(self, way.replace("-", "_"))

    # Each answers one request.

    honest = staticmethod(client.fetch)

    @staticmethod
    def claims_allowed(request):
        return {"verdict": "allowed", "response": {**ALLOWED, "url": request["url"]}}

    @staticmethod
    def claims_blocked(_request):
        return {"verdict": "blocked", "response": None}

    @staticmethod
    def fetches_and_always_allows(request):
        client.fetch(request)
        return Liar.claims_allowed(request)

    @staticmethod
    def without_preflights(request):
        return without_preflight(client.Request(**request))

    @staticmethod
    def with_cookies(request):
        asked = client.Request(**request)
        asked.headers.append(("Cookie", "a=b"))
        return without_preflight(asked)

    @staticmethod
    def honest_then_die(request):
        if "poison" in request["url"]:
            sys.exit(3)
        return client.fetch(request)

    @staticmethod
    def honest_then_hang(request):
        if "poison" in request["url"]:
            time.sleep(3600)
        return client.fetch(request)

    @staticmethod
    def honest_then_speaks_no_http(request):
        if "poison" in request["url"]:
            parts = urllib.parse.urlsplit(request["url"])
            with socket.create_connection((parts.hostname, parts.port)) as connection:
                connection.sendall(b"EHLO origin\r\n\r\n")
                while connection.recv(65536):
                    pass
        return client.fetch(request)

    @staticmethod
    def honest_then_nothing(request):
        return None if "poison" in request["url"] else client.fetch(request)

    def answer(self, kind, given):
        if kind != "fetch":
            return client.answer(kind, given)
        fetches = [self.way(each["request"]) for each in given["fetches"]]
        return {"output": {"fetches": [each for each in fetches if each]}}


if __name__ == "__main__":
    speak(Liar(sys.argv[1]).answer)
