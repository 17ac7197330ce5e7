"""The zoo without the checker: a bug changes what its server answers, and nothing is random that should not be."""

import contextlib
import json
import re
import socket
import unittest

from zoo_for_tests import PATHS, PATHS_OF_ROUTES, Zoo, in_parallel, main, mutants, policies, policy_file

DENIED = "https://elsewhere.test"
PATHS_ASKED = ["/", *PATHS, *PATHS_OF_ROUTES, "/PUBLIC/page", "/public/..%2finternal/page", "/api/me"]
# A minute is no margin: each answer is an event.
HANG = 60


class Connection:
    def __init__(self, url):
        self.address = ("127.0.0.1", int(url.rpartition(":")[2]))
        self.open()

    def open(self):
        self.socket = socket.create_connection(self.address, timeout=HANG)
        self.file = self.socket.makefile("rb")

    def ask(self, method, path, headers):
        """Status line, header lines and body of the answer; what was reset is asked on a new connection from then on."""
        lines = [f"{method} {path} HTTP/1.1", *([] if any(name == "Host" for name, _ in headers) else ["Host: 127.0.0.1"])]
        lines += [f"{name}: {value}" for name, value in headers]
        self.socket.sendall("".join(line + "\r\n" for line in [*lines, ""]).encode("latin-1"))
        try:
            head = [self.file.readline()]
            while head[-1] not in (b"\r\n", b""):
                head.append(self.file.readline())
        except ConnectionResetError:
            head = [b""]
        if head[-1] == b"":
            self.close()
            self.open()
            return ("reset",)
        text = b"".join(head).decode("latin-1")
        length = re.search(r"^Content-Length: (\d+)\r$", text, re.MULTILINE)
        body = self.file.read(int(length.group(1))) if length and method != "HEAD" else b""
        return text, body

    def close(self):
        self.file.close()
        self.socket.close()


def origins_of(policy):
    """Allowed origins of the document: its exact ones, and one or more for each pattern."""
    rules = [route["policy"] for route in policy["routes"] if route["policy"] != "off"] if "routes" in policy else [policy]
    for rule in rules:
        listed = [] if rule.get("origins", []) == "*" else rule.get("origins", [])
        for entry in listed:
            yield entry.replace("*.", "x.").replace(":*", ":8080")
            if "*." in entry:
                yield entry.replace("*.", "y.x.").replace(":*", "")
        for pattern in rule.get("origin_patterns", []):
            yield from pattern["matches"]
            yield from pattern["rejects"]
        if rule.get("null_origin"):
            yield "null"


def near(origin):
    """Look-alikes of an origin."""
    scheme, _, rest = origin.partition("://")
    host = rest.partition(":")[0]
    label, _, parent = host.partition(".")
    hosts = [f"evil{rest}", f"{rest}.evil.test", f"{host}:1", parent, f".{parent}", f"evil{parent}", f"evil.test/.{parent}", f"Z.{parent}",
             f"{host}_.evil.test", "localhost.evil.test", "127.1:8080"]
    return [*(f"{scheme}://{one}" for one in hosts), f"{origin}evil", origin.replace(".", "x", 1), origin[:-1], f"https://evil.test/{origin}",
            f"http://{rest}", f"{origin}1", f"{scheme}:/Z{label}x{parent}", f"{scheme}:/.{parent}", origin.upper().replace("HTTPS", "https"),
            f"{origin}/", f"{origin}/path", f"{origin}@evil.test", f"{origin} {DENIED}", f"{DENIED},{origin}", f"{DENIED}%0d%0aX-Evil: 1"]


def actual_requests(allowed):
    origins = [*allowed, *allowed, "null", DENIED, "https://barfoo.com", "https://xn--bcher-kva.example", "https://b\xc3\xbccher.example",
               "https://aba.test", *(one for origin in allowed[:4] for one in near(origin))]
    yield from [("GET", "/", []), *(("GET", "/", [("Origin", origin)]) for origin in origins)]
    for path in PATHS_ASKED:
        yield from ((method, path, [("Origin", allowed[0])]) for method in ("GET", "HEAD", "OPTIONS"))
        yield "GET", path, [("Origin", DENIED)]
    yield from [("HEAD", "/", [("Origin", DENIED)]), ("OPTIONS", "/", [])]
    yield "GET", "/cached", [("Origin", allowed[0]), ("If-None-Match", "\"one\""), ("Vary", "X-Poison")]
    for extra in (("Cookie", "a=1"), ("X-Origin", allowed[0]), ("Origin", allowed[0]), ("Host", "elsewhere.test")):
        yield "GET", "/", [("Origin", DENIED), extra]


def preflights(policy, allowed):
    lines = ["content-type", "x-foo", "authorization", "content-type,x-foo", "content-type,x-request-id", "x-a,x-b", "x-a, x-b", "x-evil",
             "content-type,x-evil", "content-type, x-foo", "content-type,authorization", "x-foo-bar", "content-type-bar"]

    def asked(origin, method, *names):
        return [("Origin", origin), ("Access-Control-Request-Method", method), *(("Access-Control-Request-Headers", line) for line in names)]

    for path in PATHS_ASKED if "routes" in policy else ["/"]:
        for method in ("GET", "PUT", "DELETE", "PATCH", "Link", "PU", "patch"):
            yield from (("OPTIONS", path, asked(origin, method)) for origin in (allowed[0], allowed[-1], DENIED))
        yield from (("OPTIONS", path, asked(allowed[0], "PUT", line)) for line in lines)
    yield "OPTIONS", "/", asked(allowed[0], "PUT", "content-type", "x-evil")
    yield "OPTIONS", "/", [("Access-Control-Request-Method", "PUT")]
    yield "OPTIONS", "/", [("Origin", allowed[0]), ("Access-Control-Request-Headers", "content-type")]


def requests_for(policy):
    """(method, path, headers), in order: what shows one bug or another."""
    allowed = list(dict.fromkeys(origins_of(policy)))[:20] or ["https://app.example"]
    return [*actual_requests(allowed), *preflights(policy, allowed)]


def answers(policy, *options):
    document = json.loads(policy_file(policy).read_text(encoding="utf-8"))
    with Zoo(policy, *options) as zoo, contextlib.closing(Connection(zoo.url)) as connection:
        return [connection.ask(*request) for request in requests_for(document)]


class Raw(unittest.TestCase):
    def test_a_correct_server_answers_the_same_again(self):
        for policy in policies():
            with self.subTest(policy):
                self.assertEqual(answers(policy), answers(policy))

    def test_each_bug_changes_an_answer_under_each_policy_that_shows_it(self):
        # M83 answers the same, later.
        cases = [(row, policy) for row in mutants() for policy in row["policies"] if row["id"] != "M83"]
        correct = {key: answers(key[0], "--style", key[1]) for key in {(policy, row["style"]) for row, policy in cases}}
        for (row, policy), got in zip(cases, in_parallel(lambda case: answers(case[1], "--bug", case[0]["id"]), cases), strict=True):
            with self.subTest(row["id"], policy=policy):
                self.assertNotEqual(got, correct[policy, row["style"]])

    def test_bugs_that_cannot_be_seen_change_no_answer(self):
        for row in mutants():
            if row["unseen"]:
                with self.subTest(row["id"]):
                    self.assertEqual(answers("one-origin", "--bug", row["id"]), answers("one-origin"))


if __name__ == "__main__":
    main()
