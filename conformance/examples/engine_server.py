#!/usr/bin/env python3
"""The engine as a server: engine_server.py CROSSCHECK, an adapter that serves what `CROSSCHECK evaluate` decides.

So the runner's role `server` is held against a server that is right in everything: every vector that it puts to one has to pass.
"""

import socketserver
import sys
import threading

from checks import speak
from engine_client import Engine

CAPABILITIES = ["wildcard-origins", "any-port", "origin-patterns", "null-origin", "any-header", "any-method", "expose-any", "max-age", "routes"]


class Handler(socketserver.StreamRequestHandler):
    # One request after another, byte for byte; none of them has a body.
    def handle(self):
        while request_line := self.rfile.readline().decode("latin-1"):
            method, path, _ = request_line.split(" ")
            headers = []
            while (line := self.rfile.readline().decode("latin-1").rstrip("\r\n")) != "":
                name, value = line.split(":", 1)
                headers.append([name, value])
            output = self.server.decide({"method": method, "path": path, "headers": headers})
            status = output["status"] or 200
            lines = [f"HTTP/1.1 {status} Decided", *(f"{name}: {value}" for name, value in output["headers"])]
            lines += [] if status == 204 else ["Content-Length: 0"]
            self.wfile.write("".join(line + "\r\n" for line in [*lines, ""]).encode("latin-1"))


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, engine):
        super().__init__(("127.0.0.1", 0), Handler)
        self.engine, self.policy, self.lock = engine, None, threading.Lock()

    def ask(self, kind, given):
        with self.lock:
            return self.engine.ask({"kind": kind, "input": given})

    def decide(self, request):
        return self.ask("policy", {"policy": self.policy, "request": request})["output"]

    def serve(self, policy):
        errors = self.ask("validate-policy", {"policy": policy})["output"]["errors"]
        if errors:
            return {"rejected": errors[0]["message"]}
        self.policy = policy
        return {"url": f"http://127.0.0.1:{self.server_address[1]}"}


def main():
    server = Server(Engine(sys.argv[1]))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def answer(kind, given):
        if kind == "hello":
            return {"output": {"protocol": 1, "nonce": given["nonce"], "name": "engine on the wire", "version": "1", "language": "Python",
                               "source": "conformance/examples/engine_server.py", "roles": ["server"], "kinds": ["serve"],
                               "capabilities": CAPABILITIES}}
        return {"output": server.serve(given["policy"])} if kind == "serve" else {"skip": f"kind {kind}"}

    speak(answer)


if __name__ == "__main__":
    main()
