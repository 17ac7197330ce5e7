#!/usr/bin/env python3
"""A server of the zoo as an implementation for the runner: adapter.py ZOO [--style STYLE | --bug ID].

So each correct style is held against the vectors of servers, which know nothing of `crosscheck check`.
"""

import atexit
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "examples"))
from checks import speak  # noqa: E402

CAPABILITIES = ["wildcard-origins", "any-port", "origin-patterns", "null-origin", "any-header", "any-method", "expose-any", "max-age", "routes"]


class Servers:
    """One at a time: each policy replaces the one before."""

    def __init__(self, program, options):
        self.program, self.options, self.process = program, options, None
        self.file = tempfile.NamedTemporaryFile(suffix=".json")
        atexit.register(self.end)

    def end(self):
        if self.process:
            self.process.stdin.close()
            self.process.wait()
            self.process.stdout.close()

    def serve(self, text):
        self.end()
        self.file.seek(0)
        self.file.truncate()
        self.file.write(text.encode("utf-8"))
        self.file.flush()
        self.process = subprocess.Popen([self.program, "--policy", self.file.name, *self.options],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        url = self.process.stdout.readline().decode().strip()
        return {"url": url} if url else {"rejected": "the zoo cannot read this policy"}


def main():
    import json

    servers = Servers(sys.argv[1], sys.argv[2:])

    def answer(kind, given):
        if kind == "hello":
            return {"output": {"protocol": 1, "nonce": given["nonce"], "name": "zoo", "version": "1", "language": "C++",
                               "source": "conformance/zoo", "roles": ["server"], "kinds": ["serve"], "capabilities": CAPABILITIES}}
        return {"output": servers.serve(json.dumps(given["policy"]))} if kind == "serve" else {"skip": f"kind {kind}"}

    speak(answer)


if __name__ == "__main__":
    main()
