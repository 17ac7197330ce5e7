"""Each limit of the server, by a client that keeps it to the last byte and by one that breaks it."""

import gzip
import json
import subprocess
import unittest

from client_for_tests import ANSWER, HANG, LINES, QUESTION, chunk, get, post, post_chunked, post_unframed
from oracle_for_tests import Options, Oracle, OracleTest, main

BATCH = "/v1/evaluate/batch"


def filled(size):
    """A question of that many bytes: spaces behind it are part of it."""
    return QUESTION + b" " * (size - len(QUESTION))


class Bodies(OracleTest):
    body = 1000
    batch = 20_000
    options = ("--limit-body", str(body), "--limit-batch", str(batch), "--limit-batch-questions", "10", "--limit-batch-answer", "4000")

    def test_a_body_as_large_as_the_limit_is_taken(self):
        for request in (post(filled(self.body)), post_chunked() + chunk(filled(self.body)) + chunk(b"")):
            self.assertEqual(self.oracle.ask(request).body.strip(), ANSWER)

    def test_a_body_that_says_it_is_larger_is_refused_unread(self):
        for length in (self.body + 1, 1 << 31, 1 << 32, (1 << 63) - 1, (1 << 64) - 1):
            with self.subTest(length), self.oracle.connect() as connection:
                self.refused(connection.ask(post_unframed(f"Content-Length: {length}")), 413)

    def test_chunks_that_are_larger_together_are_refused(self):
        for size in (1, 10, 500, self.body + 1):
            pieces = -(-(self.body + 1) // size)
            with self.subTest(size), self.oracle.connect() as connection:
                # It has no end: who waits for it has not refused.
                connection.send(post_chunked() + chunk(b" " * size) * pieces)
                self.refused(connection.read_answer(), 413)

    def test_a_chunk_that_says_it_is_larger_is_refused(self):
        for size in (b"%x" % (self.body + 1), b"7fffffff", b"ffffffff", b"7fffffffffffffff", b"fffffffffffffffe"):
            with self.subTest(size), self.oracle.connect() as connection:
                connection.send(post_chunked() + size + b"\r\n")
                connection.send_until_refused(b" " * 1000, most=64 << 20)
                self.assertIn(connection.read_answer().status, (400, 413))
                self.still_serves(self.oracle)

    def test_a_body_without_end_is_refused(self):
        for name, start, piece in (("chunks", post_chunked(), chunk(b" " * 100)),
                                   ("chunks of a batch", post_chunked(path=BATCH, kind=LINES), chunk(b"{}\n")),
                                   ("a line of a batch", post_chunked(path=BATCH, kind=LINES), chunk(b"{" * 1000)),
                                   ("an array", post_chunked(path=BATCH) + chunk(b"["), chunk(b"[" * 100))):
            with self.subTest(name), self.oracle.connect() as connection:
                connection.send(start)
                self.assertLess(connection.send_until_refused(piece * 1000, most=256 << 20), 256 << 20)
                answer = connection.read_answer()
                self.assertIn(answer.status, (400, 413))
                self.refused(answer, answer.status)
                self.still_serves(self.oracle)

    def test_a_compressed_body_is_never_made_larger(self):
        bomb = gzip.compress(bytes(50_000_000))
        for request in (post_unframed("Content-Encoding: gzip", f"Content-Length: {len(bomb)}"), post_chunked("Content-Encoding: gzip")):
            with self.oracle.connect() as connection:
                before = self.oracle.memory()
                self.refused(connection.ask(request), 415)
                self.assertLess(self.oracle.memory() - before, 25_000_000)
        # Without saying so it is a body like any other.
        self.refused(self.oracle.ask(post(bomb[:self.body])), 400, "not-json")

    def test_a_batch_as_large_as_the_limit_is_taken(self):
        body = (QUESTION + b"\n") * 20
        body += b"\n" * (self.batch - len(body))
        for request in (post(body, path=BATCH, kind=LINES), post_chunked(path=BATCH, kind=LINES) + chunk(body) + chunk(b"")):
            self.assertEqual(self.oracle.ask(request).body.splitlines(), [ANSWER] * 20)

    def test_a_batch_that_is_larger_is_refused(self):
        body = b"\n" * (self.batch + 1)
        self.refused(self.oracle.ask(post_unframed(f"Content-Length: {len(body)}", path=BATCH, kind=LINES)), 413)
        with self.oracle.connect() as connection:
            connection.send(post_chunked(path=BATCH, kind=LINES) + chunk(body))
            self.refused(connection.read_answer(), 413)

    def test_an_array_holds_as_many_questions_as_the_limit_and_no_more(self):
        answer = self.oracle.ask(post(b"[" + b",".join([QUESTION] * 10) + b"]", path=BATCH))
        self.assertEqual((answer.status, len(json.loads(answer.body))), (200, 10))
        self.refused(self.oracle.ask(post(b"[" + b",".join([QUESTION] * 11) + b"]", path=BATCH)), 413)

    def test_answers_that_are_larger_than_their_limit_are_refused(self):
        most = 4000 // (len(ANSWER) + 1)
        self.assertEqual(len(self.oracle.ask(post((QUESTION + b"\n") * most, path=BATCH, kind=LINES)).body.splitlines()), most)
        self.refused(self.oracle.ask(post((QUESTION + b"\n") * (most + 1), path=BATCH, kind=LINES)), 413)


class ByDefault(OracleTest):
    """The limits as they are without a flag, those of the contract among them."""

    def test_a_body_of_a_mebibyte_is_taken_and_one_byte_more_is_not(self):
        self.assertEqual(self.oracle.ask(post(filled(1 << 20))).body.strip(), ANSWER)
        self.refused(self.oracle.ask(post_unframed(f"Content-Length: {(1 << 20) + 1}")), 413)

    def test_a_batch_of_32_mebibytes_is_taken_and_one_byte_more_is_not(self):
        body = (QUESTION + b"\n" + b"\n" * 1000) * 3000
        body += b"\n" * ((32 << 20) - len(body))
        self.assertEqual(len(self.oracle.ask(post(body, path=BATCH, kind=LINES)).body.splitlines()), 3000)
        self.refused(self.oracle.ask(post_unframed(f"Content-Length: {(32 << 20) + 1}", path=BATCH, kind=LINES)), 413)

    def test_an_array_of_a_thousand_is_taken_and_one_more_is_not(self):
        for count, status in ((1000, 200), (1001, 413)):
            self.assertEqual(self.oracle.ask(post(b"[" + b",".join([QUESTION] * count) + b"]", path=BATCH)).status, status)

    def test_a_question_of_a_batch_that_is_too_large_has_its_error_in_its_place(self):
        for body, kind in ((b"\n".join([QUESTION, filled((8 << 20) + 1), QUESTION]), LINES),
                           (b"[" + b",".join([QUESTION, b'{"kind":"' + b"x" * (8 << 20) + b'"}', QUESTION]) + b"]", "application/json")):
            with self.subTest(kind):
                answer = self.oracle.ask(post(body, path=BATCH, kind=kind))
                self.assertEqual(answer.status, 200, answer.body[:300])
                answers = [json.loads(line) for line in answer.body.splitlines()] if kind == LINES else json.loads(answer.body)
                self.assertEqual([one.get("error", {}).get("code") for one in answers], [None, "too-large", None])

    def test_a_question_that_is_too_deep_is_an_error_and_no_crash(self):
        for depth in (65, 1000, 500_000):
            with self.subTest(depth):
                answer = self.oracle.ask(post(b'{"kind":' + b"[" * depth + b"]" * depth + b"}"))
                self.assertIn(answer.status, (400, 413, 422))
                self.refused(answer, answer.status)
        deep = b"[" * 500_000
        answer = self.oracle.ask(post(deep, path=BATCH))
        self.refused(answer, 400, "not-json")
        answer = self.oracle.ask(post(deep + b"\n" + QUESTION, path=BATCH, kind=LINES))
        self.assertEqual([next(iter(json.loads(line))) for line in answer.body.splitlines()], ["error", "output"])


class Heads(OracleTest):
    options = ("--limit-header-lines", "20", "--limit-header", "4096")

    def test_as_many_header_lines_as_the_limit_are_taken_and_one_more_is_not(self):
        # Host is one of them.
        self.assertEqual(self.oracle.ask(get("/healthz", *["X: 1"] * 19)).status, 200)
        self.refused(self.oracle.ask(get("/healthz", *["X: 1"] * 20)), 431)

    def test_a_head_as_large_as_the_limit_is_taken_and_one_byte_more_is_not(self):
        spare = 4096 - len(get("/healthz", "X: "))
        self.assertEqual(self.oracle.ask(get("/healthz", "X: " + "x" * spare)).status, 200)
        self.refused(self.oracle.ask(get("/healthz", "X: " + "x" * (spare + 1))), 431)

    def test_a_target_may_fill_the_head(self):
        spare = 4096 - len(get("/healthz?"))
        self.assertEqual(self.oracle.ask(get("/healthz?" + "x" * spare)).status, 200)
        self.assertIn(self.oracle.ask(get("/healthz?" + "x" * (spare + 1))).status, (414, 431))

    def test_the_limits_of_a_head_count_for_each_request_of_a_connection(self):
        with self.oracle.connect() as connection:
            request = get("/healthz", *["X: " + "x" * 100] * 19)
            connection.send(request * 10)
            self.assertEqual([connection.read_answer().status for _ in range(10)], [200] * 10)


class Told(unittest.TestCase):
    def test_each_limit_that_is_set_is_told_by_version(self):
        expected = {
            "--limit-body": ("body_bytes", 1001), "--limit-batch": ("batch_bytes", 20002),
            "--limit-batch-questions": ("batch_questions", 33), "--limit-batch-answer": ("batch_answer_bytes", 40004),
            "--limit-header-lines": ("header_lines", 55), "--limit-header": ("header_bytes", 6006),
            "--limit-connections": ("connections", 77), "--limit-read": ("read_milliseconds", 8000),
            "--limit-header-time": ("header_milliseconds", 9000), "--limit-body-time": ("body_milliseconds", 13000),
            "--limit-idle": ("idle_milliseconds", 17000),
        }
        options = []
        for flag, (name, value) in expected.items():
            options += [flag, str(value // 1000 if name.endswith("milliseconds") else value)]
        with Oracle(*options) as oracle:
            self.assertEqual(json.loads(oracle.ask(get("/version")).body)["limits"], dict(expected.values()))

    def test_a_limit_that_makes_no_sense_is_refused(self):
        for flag, value in (("--limit-body", "0"), ("--limit-body", "-1"), ("--limit-connections", "0"), ("--limit-read", "0"),
                            ("--limit-read", "nan"), ("--limit-idle", "forever")):
            with self.subTest(f"{flag} {value}"):
                done = subprocess.run([Options.command, "serve", "--listen", "127.0.0.1:0", flag, value], capture_output=True, text=True,
                                      timeout=HANG, check=False)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(flag, done.stderr)


if __name__ == "__main__":
    main()
