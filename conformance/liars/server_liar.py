#!/usr/bin/env python3
"""A server behind an adapter that lies in the way that it is told to: server_liar.py WAY

The tests of the runner hold each way against the report that it must get. The ways that begin with `honest` are right until a request bears the
poisoned origin.
"""

import http.server
import json
import os
import socket
import struct
import sys
import threading
import time

POISON = "https://poison.test"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        self.server.liar.way(self)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = answer

    def say(self, headers):
        self.send_response(204 if self.command == "OPTIONS" else 200)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_):
        pass


class Liar:
    def __init__(self, way):
        self.way = getattr(self, way.replace("-", "_"))
        self.name = way.replace("-", "_")
        self.policy = {}
        self.served = 0
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.liar = self
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def serve(self, policy):
        self.served += 1
        url = f"http://127.0.0.1:{self.server.server_address[1]}"
        if self.name != "keeps_its_first_policy" or self.served == 1:
            self.policy = policy
        return {
            "rejects_everything": {"rejected": "no"},
            "not_on_this_machine": {"url": "http://192.0.2.1:8080"},
            "nobody_listens": {"url": f"http://127.0.0.1:{free_port()}"},
            "url_and_rejected": {"url": url, "rejected": "and no"},
            "honest_then_rejects": {"rejected": "not this one"} if POISON in str(policy) else {"url": url},
        }.get(self.name, {"url": url})

    # ---- Dishonest from the first request on ----

    def always_allow(self, request):
        request.say({"Access-Control-Allow-Origin": request.headers.get("Origin", "*"), "Access-Control-Allow-Credentials": "true",
                     "Access-Control-Allow-Methods": request.headers.get("Access-Control-Request-Method", "")})

    def always_refuse(self, request):
        request.say({"Vary": "Origin"})

    def garbage(self, request):
        request.wfile.write(b"220 ready\r\n")
        request.close_connection = True

    def hang(self, _request):
        time.sleep(3600)

    # ---- Honest at first ----

    def honest(self, request):
        origin = request.headers.get("Origin")
        headers = {"Vary": "Origin"}
        if origin in self.policy["origins"]:
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Allow-Methods"] = ", ".join(self.policy.get("methods", []))
        request.say(headers)

    rejects_everything = not_on_this_machine = nobody_listens = url_and_rejected = keeps_its_first_policy = honest_then_rejects = honest

    def honest_then(self, request, lie):
        if request.headers.get("Origin") == POISON:
            lie()
        else:
            self.honest(request)

    def honest_then_die(self, request):
        self.honest_then(request, lambda: os._exit(3))

    def honest_then_hang(self, request):
        self.honest_then(request, lambda: time.sleep(3600))

    def honest_then_garbage(self, request):
        self.honest_then(request, lambda: self.garbage(request))

    def honest_then_close(self, request):
        def close():
            request.connection.shutdown(socket.SHUT_RDWR)
            request.close_connection = True
        self.honest_then(request, close)

    def honest_then_reset(self, request):
        def reset():
            request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(request.connection.detach())
            request.close_connection = True
        self.honest_then(request, reset)

    def honest_without_keeping_open(self, request):
        # It promises to keep the connection open, and closes it.
        self.honest(request)
        request.close_connection = True


def free_port():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]


def main():
    liar = Liar(sys.argv[1])
    for line in sys.stdin:
        question = json.loads(line)
        answer = {"skip": "kind " + question["kind"]}
        if question["kind"] == "hello":
            answer = {"output": {"protocol": 1, "nonce": question["input"]["nonce"], "name": "server liar", "version": "1", "language": "Python",
                                 "source": "server_liar.py", "roles": ["server"], "kinds": ["serve"], "capabilities": []}}
        elif question["kind"] == "serve":
            answer = {"output": liar.serve(question["input"]["policy"])}
        print(json.dumps({"id": question["id"], **answer}), flush=True)


if __name__ == "__main__":
    main()
