#!/usr/bin/env python3
"""An adapter that lies in the way that it is told to: liar.py WAY [FILE]

The tests of the runner hold each way against the report that it must get. The ways that begin with `honest` are right until they lie.
"""

import json
import os
import select
import sys
import time

KINDS = ["normalize-method", "safelisted-method", "cors-check"]
# What the runner's control questions ask of the first two kinds, and no vector of its tests.
CONTROLS = ["get", "TRACE", "POST", "DELETE"]


def write(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say(answer):
    write(json.dumps(answer))


def greeting(question, **changes):
    return {"id": question["id"], "output": {
        "protocol": 1, "nonce": question["input"]["nonce"], "name": "liar", "version": "1", "language": "Python", "source": "liar.py",
        "roles": ["library"], "kinds": KINDS, "capabilities": [], **changes}}


# https://fetch.spec.whatwg.org/#concept-cors-check
def cors_check(origin, credentials, headers):
    def joined(name):
        values = [value for key, value in headers if key.lower() == name]
        return ", ".join(values) if values else None

    allow = joined("access-control-allow-origin")
    if credentials != "include" and allow == "*":
        return True
    if allow != origin:
        return False
    return credentials != "include" or joined("access-control-allow-credentials") == "true"


def honest(question):
    kind, given = question["kind"], question["input"]
    if kind == "hello":
        return greeting(question)
    if kind == "normalize-method":
        upper = given["method"].upper()
        normalized = upper if upper in ("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT") else given["method"]
        output = {"method": normalized, "forbidden": upper in ("CONNECT", "TRACE", "TRACK")}
    elif kind == "safelisted-method":
        output = {"safelisted": given["method"] in ("GET", "HEAD", "POST")}
    elif kind == "cors-check":
        output = {"result": "success" if cors_check(given["origin"], given["credentials"], given["headers"]) else "failure"}
    else:
        return {"id": question["id"], "skip": "kind:" + kind}
    return {"id": question["id"], "output": output}


# What each kind says when everything is let through, and when nothing is.
ALLOW = {"normalize-method": {"method": "GET", "forbidden": False}, "safelisted-method": {"safelisted": True},
    "cors-check": {"result": "success", "reason": None}}
BLOCK = {"normalize-method": {"method": "GET", "forbidden": True}, "safelisted-method": {"safelisted": False},
    "cors-check": {"result": "failure", "reason": None}}


def constant(question, outputs):
    if question["kind"] == "hello":
        return say(greeting(question))
    if question["kind"] not in outputs:
        return say({"id": question["id"], "skip": "kind:" + question["kind"]})
    say({"id": question["id"], "output": outputs[question["kind"]]})


class Liar:
    def __init__(self, way):
        self.way = getattr(self, way.replace("-", "_"))
        self.asked = 0
        self.kept = []
        self.is_first_life = False

    def answer(self, line):
        self.asked += 1
        self.way(json.loads(line))

    # ---- Dishonest from the first question on ----

    def always_allow(self, question):
        constant(question, ALLOW)

    def always_block(self, question):
        constant(question, BLOCK)

    def echo(self, question):
        say(question)

    def silence(self, _question):
        pass

    def garbage(self, _question):
        write("Listening on port 8080 ...")

    def no_id(self, question):
        say({"output": greeting(question)["output"]})

    def other_nonce(self, question):
        say(greeting(question, nonce="0"))

    def unknown_capability(self, question):
        say(greeting(question, capabilities=["redirect"]))

    def claims_too_much(self, question):
        say(greeting(question, kinds=[*KINDS, "fetch"]) if question["kind"] == "hello" else honest(question))

    def knows_every_kind(self, question):
        say(greeting(question) if question["kind"] == "hello" else {"id": question["id"], "output": {"result": "success"}})

    def changes_its_mind(self, question):
        answer = honest(question)
        if question["kind"] != "hello" and "output" in answer:
            answer["output"]["asked"] = self.asked
        say(answer)

    def serves_only(self, question):
        say(greeting(question, roles=["server"]) if question["kind"] == "hello" else honest(question))

    def line_too_long(self, _question):
        write("x" * (9 * 1024 * 1024))

    def endless_line(self, _question):
        while True:
            sys.stdout.write("x" * 65536)

    def flood(self, question):
        say(greeting(question))
        while True:
            sys.stdout.write('{"id":"' + question["id"] + '","output":{}}\n')

    def crash_on_third(self, question):
        if self.asked == 3:
            sys.exit(7)
        say(honest(question))

    def exit_early(self, question):
        say(greeting(question))
        sys.exit(0)

    def answer_twice(self, question):
        answer = honest(question)
        say(answer)
        say(answer)

    # ---- Honest at first ----

    def honest(self, question):
        say(honest(question))

    def honest_out_of_order(self, question):
        # NOTE: it waits for company only while there is some: the runner sends the control questions in one go.
        self.kept.append(honest(question))
        if len(self.kept) == 2 or question["kind"] == "hello" or not more_is_there():
            for answer in reversed(self.kept):
                say(answer)
            self.kept = []

    def honest_then_slow(self, question):
        # One after another: the last of many that wait is answered long after it was sent.
        if self.asked > 20:
            time.sleep(0.04)
        say(honest(question))

    def honest_then_yes(self, question):
        answer = honest(question)
        if self.asked > 50 and question["kind"] in ALLOW:
            answer = {"id": question["id"], "output": ALLOW[question["kind"]]}
        say(answer)

    def honest_then_twice(self, question):
        answer = honest(question)
        say(answer)
        if self.asked > 20 and question["kind"] == "safelisted-method":
            say(answer)

    def honest_then_late_twice(self, question):
        # The answer to the greeting comes again when the books are closed.
        answer = honest(question)
        if question["kind"] == "hello":
            self.kept = [answer]
        say(answer)
        if self.asked == 20:
            say(self.kept[0])

    def honest_then_garbage(self, question):
        if self.is_poison(question):
            write("Traceback (most recent call last):")
        else:
            say(honest(question))

    def honest_then_crash(self, question):
        if self.is_poison(question):
            sys.exit(3)
        say(honest(question))

    def honest_then_exit(self, question):
        if self.is_poison(question):
            sys.exit(0)
        say(honest(question))

    def honest_then_hang(self, question):
        if self.is_poison(question):
            time.sleep(3600)
        say(honest(question))

    def honest_then_leave_out(self, question):
        if not self.is_poison(question):
            say(honest(question))

    def honest_then_skip(self, question):
        say({"id": question["id"], "skip": "not today"} if self.is_poison(question) else honest(question))

    def honest_then_echo(self, question):
        say(question if self.is_poison(question) else honest(question))

    def honest_then_unknown_id(self, question):
        if self.is_poison(question):
            say({"id": "no such number", "output": {}})
        else:
            say(honest(question))

    def honest_then_crash_on_controls(self, question):
        if self.is_late_control(question):
            sys.exit(3)
        say(honest(question))

    def honest_then_hang_on_controls(self, question):
        if self.is_late_control(question):
            time.sleep(3600)
        say(honest(question))

    def honest_then_crash_in_company(self, question):
        # Alone each question is answered, so that nobody can tell which of them it was.
        if self.asked > 20 and more_is_there():
            sys.exit(3)
        say(honest(question))

    def honest_then_dead(self, question):
        # A file remembers over its lives that it died.
        if self.asked > 30 or os.path.exists(sys.argv[2]):
            open(sys.argv[2], "w").close()
            sys.exit(3)
        say(honest(question))

    def is_late_control(self, question):
        """Past those that come behind the greeting of its first life, the only one that is asked for a kind which does not exist."""
        if question["kind"] not in [*KINDS, "hello"]:
            self.is_first_life = True
        return question["input"].get("method") in CONTROLS and (self.asked > 20 or not self.is_first_life)

    @staticmethod
    def is_poison(question):
        return question["input"].get("method") == "POISON"


def more_is_there():
    return bool(select.select([0], [], [], 0.2)[0])


def main():
    liar = Liar(sys.argv[1])
    # WHY bytes one line at a time: a reader that fills a buffer hides what is there from select.
    stdin = open(0, "rb", buffering=0)
    try:
        while line := stdin.readline():
            liar.answer(line.decode())
    except BrokenPipeError:
        # Nobody listens any more; not even the interpreter's last words.
        os._exit(1)


if __name__ == "__main__":
    main()
