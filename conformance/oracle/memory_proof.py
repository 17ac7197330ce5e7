#!/usr/bin/env python3
"""Asks one server ten million questions in batches, and fails where its memory grows with what it was asked.

What a server keeps for the next batch (its buffers, what the allocator holds) it has after the first million; from then on its resident memory
may grow by the bound at most. Beside the answers that are wanted, each batch has a few questions that end in errors."""

import argparse
import contextlib
import pathlib
import sys
import time

import oracle_for_tests
from client_for_tests import LINES, post
from oracle_for_tests import Oracle

MILLION = 1_000_000
BATCH = 50_000
# Pages that come and go; a leak of a single byte a question would be as much again after nine million.
BOUND = 8 << 20

QUESTIONS = [
    b'{"kind":"cors-check","input":{"origin":"https://a.test","credentials":"omit","headers":[["Access-Control-Allow-Origin","*"]]}}',
    b'{"kind":"cors-check","input":{"origin":"https://a.test","credentials":"include","headers":[["Access-Control-Allow-Origin","*"]]},"trace":true}',
    b'{"id":"a name","kind":"normalize-method","input":{"method":"pAtCh"}}',
    b'{"kind":"origin-of-url","input":{"url":"https://b\xc3\xbccher.test:8443/path?query#fragment"}}',
    b'{"kind":"safelisted-request-header","input":{"name":"content-type","value":"text/plain;charset=utf-8"}}',
    b'{"kind":"fetch","input":{"fetches":[{"request":{"url":"https://b.test/","method":"PUT","origin":"https://a.test"},"responses":['
    b'{"for":"preflight","status":204,"headers":[["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Methods","PUT"]]},'
    b'{"status":200,"headers":[["Access-Control-Allow-Origin","*"]]}]}]}}',
    b'{"kind":"nothing","input":{}}',
    b'{"kind":"normalize-method","input":{"method":"no token"}}',
    b'{"kind":',
]
POLICY = (b'{"kind":"policy","input":{"policy":{"origins":["https://a.test"],"origin_patterns":[{"regex":"https://x%(number)d[0-9]\\\\.test",'
          b'"matches":["https://x%(number)d1.test"],"rejects":["https://x.test"]}]},'
          b'"request":{"method":"GET","path":"/","headers":[["Origin","https://x%(number)d7.test"]]}}}')


def line(number):
    # A policy with a regular expression takes as long as a hundred others.
    if number % 100 == 99:
        return POLICY % {b"number": number}
    # Origins differ, so that nothing that remembers what it was asked stays hidden.
    return QUESTIONS[number % len(QUESTIONS)].replace(b"a.test", b"a%d.test" % number)


def batch():
    return b"".join(line(number) + b"\n" for number in range(BATCH))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", type=pathlib.Path, required=True, help="the program `crosscheck`")
    parser.add_argument("--millions", type=int, default=10)
    options = parser.parse_args()
    oracle_for_tests.Options.command = options.command.resolve()
    request = post(batch(), path="/v1/evaluate/batch", kind=LINES)
    sizes = []
    start = time.monotonic()
    with Oracle("--limit-idle", "3600") as oracle, contextlib.ExitStack() as stack:
        for million in range(1, options.millions + 1):
            # A connection for each million, and all of them stay: what a thread has once needed it does not keep.
            connection = stack.enter_context(oracle.connect())
            for _ in range(MILLION // BATCH):
                answer = connection.ask(request)
                if answer.status != 200 or answer.body.count(b"\n") != BATCH:
                    sys.exit(f"memory_proof.py: a batch is answered {answer.status}: {answer.body[:300]!r}")
            sizes.append(oracle.memory())
            print(f"{million:>3} million questions: {sizes[-1] / (1 << 20):7.1f} MiB resident after {time.monotonic() - start:.0f} s", flush=True)
        status = oracle.terminate()
    grown = max(sizes) - sizes[0]
    holds = grown <= BOUND and status == 0
    print(f"after the first million it grew by {grown / (1 << 20):.1f} MiB, at most {BOUND >> 20} MiB: {'holds' if holds else 'FAILS'}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
