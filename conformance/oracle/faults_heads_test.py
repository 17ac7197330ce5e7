"""Heads that are no HTTP/1.1, or more of it than anybody needs: each is refused, and leaves the server serving."""

import contextlib

from client_for_tests import ANSWER, QUESTION, get, post
from oracle_for_tests import OracleTest, main

# A ClientHello as far as its first extensions.
TLS_HELLO = bytes.fromhex("16030100f8010000f40303") + bytes(range(32)) + bytes.fromhex("20") + bytes(32) + bytes.fromhex("0008130213031301") + bytes(170)


class Heads(OracleTest):
    # What waits for more is late soon; nothing here is slow where it should be refused at once.
    options = ("--limit-read", "1", "--limit-header-time", "1", "--limit-idle", "600")

    def each_refused(self, cases, status=400):
        for name, head in cases.items():
            with self.subTest(name):
                with self.oracle.connect() as connection:
                    self.refused(connection.ask(head + get("/version")), status)
                    self.assertEqual(connection.ends(), b"", "something behind the head was answered too")
                self.still_serves(self.oracle)

    def test_a_first_line_that_is_none_is_refused(self):
        lines = [b"", b"GET", b"GET /", b"GET /healthz", b"/healthz HTTP/1.1", b"GET /healthz HTTP/1.1 ", b" GET /healthz HTTP/1.1",
                 b"GET  /healthz HTTP/1.1", b"GET\t/healthz\tHTTP/1.1", b"GET /health z HTTP/1.1", b"GET healthz HTTP/1.1",
                 b"GET /healthz HTTP/1.2", b"GET /healthz HTTP/3", b"GET /healthz http/1.1", b"GET /healthz HTTP/1.1x", b"GET /healthz HTTP/0.9",
                 b"G(T /healthz HTTP/1.1", b"GET /\x00healthz HTTP/1.1", b"GET /\xc3\xa9 HTTP/1.1", b"GET /\x7f HTTP/1.1"]
        # An empty line may stand before a request; two end a head.
        self.each_refused({repr(line): (line or b"\n") + b"\r\nHost: 127.0.0.1\r\n\r\n" for line in lines})

    def test_other_forms_of_target_are_refused(self):
        targets = [b"https://127.0.0.1/healthz", b"http://", b"http:///healthz", b"http://me@127.0.0.1/healthz", b"http:/healthz", b"*", b"127.0.0.1:80", b"//\\", b"?", b"#"]
        for method in (b"GET", b"CONNECT", b"OPTIONS"):
            for target in targets:
                with self.subTest(method + b" " + target):
                    answer = self.oracle.ask(method + b" " + target + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                    self.assertGreaterEqual(answer.status, 400)
                    self.assertLess(answer.status, 500)
                    self.refused(answer, answer.status)

    def test_a_url_as_target_is_answered_as_its_path_and_its_host_alone_counts(self):
        own = b"127.0.0.1:%d" % self.oracle.port
        for url, host, status in ((b"http://" + own + b"/healthz", b"evil.test", 200), (b"HTTP://localhost/healthz?x", own, 200),
                                  (b"http://127.0.0.1", own, 200), (b"http://evil.test/healthz", own, 421),
                                  (b"http://" + own + b".evil.test/healthz", own, 421)):
            with self.subTest(url):
                self.assertEqual(self.oracle.ask(b"GET " + url + b" HTTP/1.1\r\nHost: " + host + b"\r\n\r\n").status, status)

    def test_a_header_line_that_is_none_is_refused(self):
        lines = [b"X", b": x", b"X : x", b"X\t: x", b" X: x", b"X: a\r\n b", b"X: a\r\n\tb", b"X(: x", b"X: a\x00b", b"X: \x01", b"X: a\x7fb",
                 b"\x00X: x", b"\xff: x", b"X: a\rb"]
        self.each_refused({repr(line): b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n" + line + b"\r\n\r\n" for line in lines})

    def test_lines_that_LF_alone_ends_are_refused(self):
        self.each_refused({
            "the first": b"GET /healthz HTTP/1.1\nHost: 127.0.0.1\r\n\r\n",
            "a header": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\nX: y\r\n\r\n",
            "the last": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\n",
            "all": b"GET /healthz HTTP/1.1\nHost: 127.0.0.1\n\n",
        })

    def test_no_host_or_several_are_refused(self):
        self.each_refused({
            "none": b"GET /healthz HTTP/1.1\r\n\r\n",
            "two": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: 127.0.0.1\r\n\r\n",
            "two of different case": b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nHOST: evil.test\r\n\r\n",
        })

    def test_bytes_above_ascii_in_a_value_do_no_harm(self):
        self.assertEqual(self.oracle.ask(post(QUESTION, "X-Name: \xe9\xff\x80")).body.strip(), ANSWER)

    def test_what_a_library_would_decode_or_believe_is_left_alone(self):
        lines = ["X-Split: %0d%0aInjected: 1", "REMOTE_ADDR: 203.0.113.1", "LOCAL_PORT: x", "X-Request-Id: a%0d%0aInjected: 1"]
        answer = self.oracle.ask(post(QUESTION, *lines))
        self.assertEqual(answer.body.strip(), ANSWER)
        self.assertNotIn("injected", answer.headers)

    def test_old_http_is_answered_and_closed(self):
        with self.oracle.connect() as connection:
            answer = connection.ask(post().replace(b"HTTP/1.1", b"HTTP/1.0"))
            self.assertEqual(answer.body.strip(), ANSWER)
            self.assertEqual(connection.ends(), b"")

    def test_old_http_that_asks_to_stay_may_ask_again(self):
        with self.oracle.connect() as connection:
            request = post(QUESTION, "Connection: keep-alive").replace(b"HTTP/1.1", b"HTTP/1.0")
            self.assertEqual([connection.ask(request).body.strip() for _ in range(3)], [ANSWER] * 3)

    def test_http_2_is_refused(self):
        with self.oracle.connect() as connection:
            self.refused(connection.ask(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9)), 400)
            self.assertEqual(connection.ends(), b"")

    def test_an_offer_to_upgrade_is_passed_over(self):
        lines = ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"]
        self.assertEqual(self.oracle.ask(post(QUESTION, *lines)).body.strip(), ANSWER)

    def test_tls_is_ended(self):
        with self.oracle.connect() as connection:
            connection.send(TLS_HELLO)
            # Words that TLS does not know, or none; what counts is that it ends.
            self.assertNotIn(b"200 OK", connection.ends())

    def test_bytes_of_any_kind_are_ended(self):
        for name, data in {"NUL": bytes(4096), "0xFF": b"\xff" * 4096, "ends of lines": b"\r\n" * 4096, "LF": b"\n" * 4096}.items():
            with self.subTest(name), self.oracle.connect() as connection:
                connection.send(data)
                self.assertNotIn(b"200 OK", connection.ends())
                self.still_serves(self.oracle)

    def test_an_empty_line_before_a_request_is_passed_over(self):
        self.assertEqual(self.oracle.ask(b"\r\n" + post()).body.strip(), ANSWER)

    def test_an_empty_line_before_a_request_may_come_in_two_pieces(self):
        with contextlib.ExitStack() as stack:
            connections = [stack.enter_context(self.oracle.connect()) for _ in range(50)]
            for piece in (b"\r", b"\n", post()):
                for connection in connections:
                    connection.send(piece)
                # Until this is answered most of them have been read.
                self.still_serves(self.oracle)
            for connection in connections:
                self.assertEqual(connection.read_answer().body.strip(), ANSWER)

    def test_a_hundred_thousand_header_lines_are_refused(self):
        with self.oracle.connect() as connection:
            connection.send(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            connection.send_until_refused(b"X: 1\r\n" * 1000, most=600_000)
            self.refused(connection.read_answer(), 431)

    def test_a_header_line_without_end_is_refused(self):
        for name, start in {"a value": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ", "a name": b"GET / HTTP/1.1\r\n", "a target": b"GET /",
                            "a method": b"", "many lines": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"}.items():
            piece = b"X: 1\r\n" * 10000 if name == "many lines" else b"x" * 60000
            with self.subTest(name), self.oracle.connect() as connection:
                connection.send(start)
                sent = connection.send_until_refused(piece, most=64 << 20)
                self.assertLess(sent, 64 << 20, "nothing bounds the head")
                self.refused(connection.read_answer(), 431)
                self.still_serves(self.oracle)


if __name__ == "__main__":
    main()
