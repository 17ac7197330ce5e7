"""Requests that are well formed and not for this server: who asks, under which name, for what, and with what."""

import json

from client_for_tests import ANSWER, LINES, QUESTION, get, post
from oracle_for_tests import Oracle, OracleTest, main

ALLOWED = "https://app.example"


class Requests(OracleTest):
    def test_a_name_that_is_not_ours_is_refused_as_a_rebinding_page_would_ask(self):
        for host in ("evil.test", "evil.test:{port}", "127.0.0.1.evil.test", "localhost.evil.test", "127.0.0.2", "0.0.0.0", "[::2]", "",
                     "127.0.0.1:x", "127.0.0.1@evil.test", "evil.test#127.0.0.1", "127.0.0.1, evil.test", "2130706433", "127.1", "[::1", "::1"):
            for make in (post(host=host.format(port=self.oracle.port)), get("/version", host=host.format(port=self.oracle.port))):
                with self.subTest(host=host):
                    answer = self.oracle.ask(make)
                    self.assertIn(answer.status, (400, 421))
                    self.refused(answer, answer.status)

    def test_our_own_names_are_taken_with_any_port(self):
        for host in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]", "localhost.", f"127.0.0.1:{self.oracle.port}", "localhost:1"):
            with self.subTest(host):
                self.assertEqual(self.oracle.ask(post(host=host)).status, 200)

    def test_a_foreign_origin_is_refused_whatever_it_asks(self):
        for origin in ("https://evil.test", "null", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost", "", "%6eull", "*",
                       f"https://127.0.0.1:{self.oracle.port}", f"http://127.0.0.1:{self.oracle.port}.evil.test",
                       f"http://127.0.0.1:{self.oracle.port}/", f"http://127.0.0.1:{self.oracle.port} https://evil.test"):
            own = f"127.0.0.1:{self.oracle.port}"
            for request in (post(QUESTION, f"Origin: {origin}", host=own), get("/version", f"Origin: {origin}", host=own)):
                with self.subTest(origin):
                    answer = self.oracle.ask(request)
                    self.refused(answer, 403)
                    self.assertFalse([name for name in answer.headers if name.startswith("access-control-")])

    def test_one_foreign_origin_among_two_is_refused(self):
        own = f"127.0.0.1:{self.oracle.port}"
        for lines in (["Origin: https://evil.test", f"Origin: http://{own}"], [f"Origin: http://{own}", "Origin: https://evil.test"]):
            answer = self.oracle.ask(post(QUESTION, *lines, host=own))
            self.assertIn(answer.status, (400, 403))

    def test_our_own_pages_may_ask(self):
        own = f"127.0.0.1:{self.oracle.port}"
        self.assertEqual(self.oracle.ask(post(QUESTION, f"Origin: http://{own}", host=own)).body.strip(), ANSWER)

    def test_an_origin_that_is_allowed_may_ask_and_others_may_not(self):
        with Oracle("--allow-origin", ALLOWED) as oracle:
            answer = oracle.ask(post(QUESTION, f"Origin: {ALLOWED}"))
            self.assertEqual((answer.status, answer.headers["access-control-allow-origin"]), (200, ALLOWED))
            for origin in ("https://evil.test", "https://app.example.evil.test", "http://app.example", ALLOWED.upper(), ALLOWED + ":443",
                           "%68ttps://app.example", ALLOWED + "/"):
                with self.subTest(origin):
                    answer = oracle.ask(post(QUESTION, f"Origin: {origin}"))
                    self.refused(answer, 403)
                    self.assertNotIn("access-control-allow-origin", answer.headers)
            self.still_serves(oracle)

    def test_a_content_type_that_a_form_could_send_is_refused(self):
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application", "application/jsonx",
                     "text/plain; application/json", "text/plain, application/json", LINES, "application/json/x"):
            with self.subTest(kind):
                self.refused(self.oracle.ask(post(kind=kind)), 415)
        without = post().replace(b"Content-Type: application/json\r\n", b"")
        self.refused(self.oracle.ask(without), 415)

    def test_two_content_types_do_not_let_a_form_pass(self):
        for first, second in (("text/plain", "application/json"), ("application/json", "text/plain")):
            answer = self.oracle.ask(post(QUESTION, f"Content-Type: {second}", kind=first))
            self.assertIn(answer.status, (400, 415), f"{first}, then {second}")

    def test_a_content_type_may_have_parameters_and_any_case(self):
        for kind in ("application/json;charset=utf-8", "Application/JSON", "application/json ; x=y"):
            self.assertEqual(self.oracle.ask(post(kind=kind)).status, 200, kind)

    def test_what_is_nowhere_is_404(self):
        for path in ("/nowhere", "/v1/evaluate/", "/v1//evaluate", "/V1/evaluate", "/v1/evaluate/../../etc/passwd", "/%76ersion", "/playground/../limits.h",
                     "/playground/%2e%2e/limits.h", "/v1/schema/../vectors.ndjson", "/v1/schema/%2e%2e%2fids.lock", "/v1/vectors/no-such-id", "//version",
                     "/v1/schema/nothing.json", "/" + "x" * 8000):
            with self.subTest(path[:60]):
                self.refused(self.oracle.ask(get(path)), 404)

    def test_a_method_that_a_path_does_not_take_is_405_and_told_which(self):
        for method, path, allowed in (("GET", "/v1/evaluate", "POST"), ("PUT", "/v1/evaluate", "POST"), ("POST", "/version", "GET"),
                                      ("DELETE", "/", "GET"), ("CHICKEN", "/healthz", "GET"), ("patch", "/healthz", "GET"), ("post", "/v1/evaluate", "POST"),
                                      ("TRACE", "/healthz", "GET"), ("PRI", "/healthz", "GET"), ("get", "/healthz", "GET")):
            with self.subTest(f"{method} {path}"):
                answer = self.oracle.ask(get(path).replace(b"GET", method.encode(), 1))
                self.refused(answer, 405)
                self.assertIn(allowed, answer.headers["allow"].split(", "))
                self.assertNotIn(method, answer.headers["allow"].split(", "))

    def test_head_is_get_without_a_body(self):
        for path in ("/healthz", "/version", "/nowhere"):
            with self.oracle.connect() as connection:
                whole = connection.ask(get(path))
                connection.send(get(path).replace(b"GET", b"HEAD", 1))
                head = connection.read_answer(head_only=True)
                self.assertEqual((head.status, head.headers["content-length"]), (whole.status, str(len(whole.body))))
                # Nothing of a body stands before the next answer.
                self.assertEqual(connection.ask().body.strip(), ANSWER)

    def test_what_is_no_question_is_told_where(self):
        for body, status, code in ((b"", 400, "not-json"), (b"{", 400, "not-json"), (b"nonsense", 400, "not-json"), (b"{}{}", 400, "not-json"),
                                   (b'{"kind":"\xff"}', 400, "not-json"), (b'{"kind":"\\ud800"}', 422, "bad-input"), (b"\x00", 400, "not-json"),
                                   (b"\xef\xbb\xbf{}", 400, "not-json"), (b"[]", 422, "bad-input"), (b'{"kind":"nothing","input":{}}', 422, "unknown-kind"),
                                   (b'{"kind":"normalize-method","input":{}}', 422, "bad-input"),
                                   (b'{"kind":"normalize-method","input":{"method":"get","x":1}}', 422, "bad-input"),
                                   (b'{"kind":"normalize-method","kind":"normalize-method","input":{"method":"get"}}', 422, "bad-input")):
            with self.subTest(body):
                answer = self.oracle.ask(post(body))
                self.refused(answer, status, code)
                self.assertEqual(answer.problem()["error"]["code"], code)

    def test_a_bad_question_of_a_batch_has_its_error_in_its_place(self):
        bad = [b"{", b"[]", b"\xff", b'"', b'{"kind":"nothing","input":{}}']
        body = b"\n".join(line for one in bad for line in (one, QUESTION)) + b"\n\n"
        answer = self.oracle.ask(post(body, path="/v1/evaluate/batch", kind=LINES))
        self.assertEqual(answer.status, 200)
        answers = [json.loads(line) for line in answer.body.splitlines()]
        self.assertEqual([next(iter(one)) for one in answers], ["error", "output"] * len(bad))

    def test_an_array_that_is_none_is_refused(self):
        for body in (b"", b"{}", b"[", b"[{}", b"[{},]", b"[,]", b"[{}]x", b"[{}] []", b'["', b"nonsense", b"]"):
            with self.subTest(body):
                self.refused(self.oracle.ask(post(body, path="/v1/evaluate/batch")), 400, "not-json")

    def test_answers_do_not_tell_what_they_were_made_with(self):
        for request in (get("/nowhere"), post(b"{"), b"nonsense\r\n\r\n"):
            headers = self.oracle.ask(request).headers
            self.assertFalse({"server", "exception_what", "x-powered-by"} & set(headers), headers)
            self.assertEqual(headers["x-content-type-options"], "nosniff")


if __name__ == "__main__":
    main()
