#!/usr/bin/env python3
"""The engine as a client: engine_client.py CROSSCHECK, an adapter that fetches what `CROSSCHECK evaluate` says is to be sent.

The engine has no sockets. It is asked again and again with one more response; the last request of a fetch that is `pending` goes over the wire.
So the runner's role `client` is held against a client that is right in everything: every vector that it puts to one has to pass.
"""

import json
import socket
import subprocess
import sys
import urllib.parse

from checks import speak

CAPABILITIES = ["redirects", "preflight-cache", "partitions", "opaque-origins", "no-cors", "xhr", "raw", "upload-listeners", "streams",
                "referrer-policy", "embedder-policy", "idna"]


class Engine:
    def __init__(self, command):
        self.process = subprocess.Popen([command, "evaluate", "--lines"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, question):
        self.process.stdin.write(json.dumps(question).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def exchange(sent):
    """The response to a request of the engine's, as a question has it. The runner's origins end each with the connection."""
    parts = urllib.parse.urlsplit(sent["url"])
    target = sent["url"][sent["url"].index(parts.netloc) + len(parts.netloc):] or "/"
    lines = [f"{sent['method']} {target} HTTP/1.1", f"Host: {parts.netloc}", *(f"{name}: {value}" for name, value in sent["headers"])]
    if sent["method"] not in ("GET", "HEAD", "OPTIONS"):
        lines.append("Content-Length: 0")
    received = b""
    try:
        with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
            connection.sendall("".join(line + "\r\n" for line in [*lines, ""]).encode("latin-1"))
            while block := connection.recv(65536):
                received += block
    except OSError:
        received = b""
    head, end, _ = received.decode("latin-1").partition("\r\n\r\n")
    if not end:
        return {"network_error": True}
    status, *fields = head.split("\r\n")
    pairs = (line.split(":", 1) for line in fields)
    return {"status": int(status.split(" ")[1]), "headers": [[name, value.strip("\t ")] for name, value in pairs if name != "Connection"]}


def main():
    engine = Engine(sys.argv[1])

    def answer(kind, given):
        if kind == "hello":
            return {"output": {"protocol": 1, "nonce": given["nonce"], "name": "engine on the wire", "version": "1", "language": "Python",
                               "source": "conformance/examples/engine_client.py", "roles": ["client"], "kinds": ["fetch"],
                               "capabilities": CAPABILITIES}}
        if kind != "fetch":
            return {"skip": f"kind {kind}"}
        fetches = [{**fetch, "responses": []} for fetch in given["fetches"]]
        while "output" in (said := engine.ask({"kind": "fetch", "input": {"fetches": fetches}})):
            waiting = [i for i, fetch in enumerate(said["output"]["fetches"]) if fetch["verdict"] == "pending"]
            if not waiting:
                break
            fetches[waiting[0]]["responses"].append(exchange(said["output"]["fetches"][waiting[0]]["sent"][-1]))
        return said

    speak(answer)


if __name__ == "__main__":
    main()
