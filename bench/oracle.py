#!/usr/bin/env python3
"""What the oracle costs: one question a request against a server that ignores what it is asked, and batches against parsing them alone.

Both sides of a comparison take turns, so that a busy machine slows both. The load is made on the same machine, so that questions a second say
little by themselves; ratios and processor time do. Processor time is what the system counted for the server's process."""

import argparse
import contextlib
import http.client
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RATIO = 0.85
QUESTIONS = 500_000
FACTOR = 3.0
CONNECTIONS = 16
LINES = 200_000
BATCHES = 4
TICKS = os.sysconf("SC_CLK_TCK")


def small_question(number):
    """Of about 140 bytes; the answer says that it is allowed, or why not."""
    allowed = ("https://app.example", "*", "https://other.example")[number % 3]
    return {"kind": "cors-check", "input": {"origin": "https://app.example", "credentials": "omit",
                                            "headers": [["Access-Control-Allow-Origin", allowed]]}}


def of_a_kibibyte(question, filled):
    """The question as 1,024 bytes; `filled` is the header line whose value takes it there."""
    filled[1] = "x" * (1024 - len(json.dumps(question)))
    return json.dumps(question).encode()


def one_check():
    """The CORS check of a response, with headers as servers send them."""
    cookie = ["Set-Cookie", ""]
    return of_a_kibibyte({"kind": "cors-check", "input": {"origin": "https://app.example", "credentials": "include", "headers": [
        ["Date", "Wed, 01 Jul 2026 12:00:00 GMT"], ["Content-Type", "application/json; charset=utf-8"], ["Content-Length", "5120"],
        ["Access-Control-Allow-Origin", "https://app.example"], ["Access-Control-Allow-Credentials", "true"], ["Vary", "Origin, Accept-Encoding"],
        ["Cache-Control", "private, max-age=0, must-revalidate"], ["Strict-Transport-Security", "max-age=31536000; includeSubDomains"],
        ["X-Content-Type-Options", "nosniff"], ["Content-Security-Policy", "default-src 'none'"], cookie]}}, cookie)


def whole_fetch():
    """What a browser would do with a request that needs a preflight: two requests, two responses, each check of either."""
    allow = [["Access-Control-Allow-Origin", "https://app.example"]]
    preflight = {"for": "preflight", "status": 204, "headers": allow + [
        ["Access-Control-Allow-Methods", "GET, PUT, DELETE"], ["Access-Control-Allow-Headers", "content-type, x-request-id"],
        ["Access-Control-Max-Age", "600"], ["Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"]]}
    filler = ["X-Filler", ""]
    actual = {"status": 200, "headers": allow + [["Content-Type", "application/json"], ["Access-Control-Expose-Headers", "x-total"], filler]}
    return of_a_kibibyte({"kind": "fetch", "input": {"fetches": [{
        "request": {"url": "https://api.example/items/1", "method": "PUT", "origin": "https://app.example",
                    "headers": [["Content-Type", "application/json"], ["X-Request-Id", "1"]]},
        "responses": [preflight, actual]}]}}, filler)


class Server:
    """A process that serves, and the processor time that it has had."""

    def __init__(self, command, name):
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"(\d+)\D*$", line)
        if not found:
            sys.exit(f"oracle.py: {name} does not tell its port: {line!r}")
        self.port = int(found.group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def post(self, path, kind, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        with contextlib.closing(connection):
            connection.request("POST", path, body, {"Content-Type": kind})
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200:
                sys.exit(f"oracle.py: {self.name} answers {answer.status}: {text[:300]!r}")
            return text


def loaded(server, question, seconds):
    """A second's requests, and the microseconds of processor time of one, while wrk asks as fast as it can."""
    before = server.seconds()
    ran = subprocess.run(["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s", "--script", HERE / "oracle_question.lua",
                          f"http://127.0.0.1:{server.port}/v1/evaluate", "--", question], capture_output=True, text=True, check=False)
    used = server.seconds() - before
    lines = [line for line in ran.stdout.splitlines() if line.startswith("{")]
    if ran.returncode != 0 or not lines:
        sys.exit(f"oracle.py: wrk ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    counted = json.loads(lines[-1])
    if counted["refused"] or counted["broken"] or not counted["requests"]:
        sys.exit(f"oracle.py: {server.name} did not answer all: {lines[-1]}")
    return counted["requests"] / counted["microseconds"] * 1e6, used / counted["requests"] * 1e6


def compare_requests(oracle, options, folder, name, question):
    """One question a request. Prints the ratio of what both answer in a second, and returns whether it holds."""
    file = folder / "question.json"
    file.write_bytes(question)
    answer = oracle.post("/v1/evaluate", "application/json", question)
    rates = {}
    # Its answer is as long as the oracle's.
    with Server([options.baseline, "x" * len(answer)], "the server that ignores the body") as baseline:
        for server in (oracle, baseline):
            loaded(server, file, 1)
            rates[server] = []
        for _ in range(options.repetitions):
            for server in (oracle, baseline):
                rates[server].append(loaded(server, file, options.seconds))
    print(f"{name} of {len(question)} bytes a request, {CONNECTIONS} connections, medians of {options.repetitions}")
    for server, both in rates.items():
        print(f"  {server.name:<42}{statistics.median(rate for rate, _ in both):12,.0f} /s"
              f"{statistics.median(used for _, used in both):10.1f} us of processor time each")
    ratio = statistics.median(ours / theirs for (ours, _), (theirs, _) in zip(*rates.values()))
    holds = ratio >= RATIO
    print(f"  ratio {ratio:.2f}, at least {RATIO}: {'holds' if holds else 'MISSED'}")
    return holds


def compare_batches(oracle, options, folder):
    """Batches of small questions. Returns questions a second and core, and the same for parsing alone."""
    file = folder / "batch.ndjson"
    file.write_text("".join(json.dumps(small_question(number)) + "\n" for number in range(LINES)), encoding="ascii")
    body = file.read_bytes()
    ours, parsed = [], []
    for repetition in range(options.repetitions + 1):
        before = oracle.seconds()
        for _ in range(BATCHES):
            answers = oracle.post("/v1/evaluate/batch", "application/x-ndjson", body)
            if answers.count(b"\n") != LINES or b'"error"' in answers:
                sys.exit("oracle.py: not every question of the batch has an output")
        rate = LINES * BATCHES / (oracle.seconds() - before)
        other = float(subprocess.run([options.parse, file], capture_output=True, text=True, check=True).stdout)
        # The first one warms up.
        if repetition:
            ours.append(rate)
            parsed.append(other)
    print(f"batches of {LINES:,} questions of {len(body) / LINES:.0f} bytes in lines, medians of {options.repetitions}")
    print(f"  {oracle.name:<42}{statistics.median(ours):12,.0f} questions a second and core")
    print(f"  {'simdjson, which parses the lines alone':<42}{statistics.median(parsed):12,.0f} lines a second and core")
    return statistics.median(ours), statistics.median(theirs / mine for mine, theirs in zip(ours, parsed))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", required=True, help="the program `crosscheck`")
    parser.add_argument("--baseline", required=True, help="the program `crosscheck_oracle_baseline`")
    parser.add_argument("--parse", required=True, help="the program `crosscheck_oracle_parse`")
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=2, help="how long wrk asks each time")
    parser.add_argument("--gate", action="store_true", help="end with 1 where a target is missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, Server([options.command, "serve", "--listen", "127.0.0.1:0"], "the oracle") as oracle:
        holds = [compare_requests(oracle, options, pathlib.Path(name), what, question)
                 for what, question in (("one CORS check", one_check()), ("one fetch with a preflight", whole_fetch()))]
        rate, factor = compare_batches(oracle, options, pathlib.Path(name))
        is_fast = rate >= QUESTIONS or factor <= FACTOR
        print(f"  at least {QUESTIONS:,}, or within {FACTOR:.0f} x of parsing ({factor:.1f} x): {'holds' if is_fast else 'MISSED'}")
    return 1 if options.gate and not (all(holds) and is_fast) else 0


if __name__ == "__main__":
    sys.exit(main())
