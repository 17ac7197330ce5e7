"""What /openapi.json says of requests that cannot be read, held against how they are answered."""

import json
import re

from client_for_tests import JSON, LINES, QUESTION, get, post, post_chunked
from oracle_for_tests import Oracle, OracleTest, main

ALLOWED = "https://app.example"
ORIGIN = f"Origin: {ALLOWED}"
ID = "X-Request-Id: given-by-the-client"
BAD_CHUNK = b"zz\r\n"


def without_host(request):
    return re.sub(rb"\r\nHost: [^\r]*", b"", request, count=1)


class Operation:
    def __init__(self, document, path, method, described):
        self.document = document
        self.method = method.upper()
        self.path = path
        self.kinds = list(described.get("requestBody", {}).get("content", {}))
        for parameter in map(self.followed, described.get("parameters", [])):
            if parameter["in"] == "path":
                example = next(iter(parameter["examples"].values()))
                self.path = self.path.replace("{%s}" % parameter["name"], example["value"])
        self.responses = {int(status): self.followed(response) for status, response in described["responses"].items()}

    def __str__(self):
        return f"{self.method} {self.path}"

    def followed(self, value):
        if "$ref" not in value:
            return value
        place = self.document
        for key in value["$ref"].removeprefix("#/").split("/"):
            place = place[key]
        return place

    def broken(self):
        """Requests that cannot be read, by what is wrong with them."""
        whole = [get(self.path, ID)] if self.method == "GET" else [post(QUESTION, ID, path=self.path, kind=kind) for kind in self.kinds]
        for request in whole:
            yield "no Host", without_host(request)
            yield "Host twice", request.replace(b"\r\n", b"\r\nHost: 127.0.0.1\r\n", 1)
            yield "a line without a colon", request.replace(b"\r\n", b"\r\nx\r\n", 1)
            yield "101 header lines", request.replace(b"\r\n", b"\r\nX: 1" * 101 + b"\r\n", 1)
            yield "an unknown Expect", request.replace(b"\r\n", b"\r\nExpect: x\r\n", 1)
        for kind in self.kinds or [JSON]:
            chunked = post_chunked(ID, path=self.path, kind=kind)
            yield "a bad chunk", chunked.replace(b"POST", self.method.encode(), 1) + BAD_CHUNK


class Described(OracleTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = json.loads(cls.oracle.ask(get("/openapi.json")).body)
        cls.operations = [Operation(cls.document, path, method, described)
                          for path, item in cls.document["paths"].items() for method, described in item.items()]

    def test_what_cannot_be_read_is_answered_by_a_status_that_is_listed(self):
        for operation in self.operations:
            for why, request in operation.broken():
                with self.subTest(f"{operation}: {why}"):
                    answer = self.oracle.ask(request)
                    self.assertIn(answer.status, operation.responses)
                    if answer.status != 200:
                        self.check_refusal(answer, operation.responses[answer.status])

    def check_refusal(self, answer, response):
        self.refused(answer, answer.status)
        problem = answer.problem()
        self.assertNotIn("error", problem)
        if answer.status == 400:
            self.assertEqual(problem["type"], "about:blank#bad-request")
            self.assertIn("`bad-request`", response["description"])

    def test_a_bad_chunk_is_refused_wherever_a_body_is_read(self):
        for operation in self.operations:
            expected = 400 if operation.method == "POST" else 200
            for why, request in operation.broken():
                if why == "a bad chunk":
                    with self.subTest(str(operation)):
                        self.assertEqual(self.oracle.ask(request).status, expected)

    def test_an_id_that_matches_the_pattern_is_kept_and_another_is_replaced(self):
        header = self.document["components"]["headers"]["RequestId"]
        pattern = header["schema"]["pattern"]
        parameter = self.document["components"]["parameters"]["RequestId"]
        self.assertIn(f"`{pattern}`", parameter["description"])
        for given in ("a", "a" * 64, "a" * 65, "AZaz09-._~", "a b", "", "<a>", "a/b", "a,b", "\u00e9"):
            with self.subTest(given):
                told = self.oracle.ask(get("/healthz", f"X-Request-Id: {given}")).headers["x-request-id"]
                self.assertEqual(told == given, bool(re.fullmatch(pattern, given)))
                self.assertRegex(told, pattern)

    def test_every_answer_bears_the_id_that_is_declared(self):
        for operation in self.operations:
            for response in operation.responses.values():
                self.assertIn("X-Request-Id", response["headers"])
            for why, request in operation.broken():
                with self.subTest(f"{operation}: {why}"):
                    told = self.oracle.ask(request).headers["x-request-id"]
                    self.assertEqual(told == "given-by-the-client", why == "a bad chunk")


class BeforeTheHeadIsRead(OracleTest):
    """Nobody's Origin is known yet, so that a page of an allowed origin is not told either."""

    options = ("--allow-origin", ALLOWED, "--limit-read", "0.2")

    def check(self, answer, status, code, is_shared):
        self.refused(answer, status, code)
        self.assertEqual("access-control-allow-origin" in answer.headers, is_shared)

    def test_there_are_no_cors_headers(self):
        for request, status, code in ((without_host(get("/version", ORIGIN)), 400, "bad-request"),
                                      (get("/version", ORIGIN)[:-2], 408, "late"),
                                      (get("/version", ORIGIN, "Expect: x"), 417, "bad-request"),
                                      (get("/version", ORIGIN, *["X: 1"] * 100), 431, "too-large"),
                                      (get("/version", ORIGIN, "X: " + "x" * 65536), 431, "too-large")):
            with self.subTest(status):
                self.check(self.oracle.ask(request), status, code, False)

    def test_nor_are_there_where_no_place_is_left(self):
        with Oracle("--allow-origin", ALLOWED, "--limit-connections", "1") as oracle, oracle.connect() as first:
            self.assertEqual(first.ask().status, 200)
            self.check(oracle.ask(get("/version", ORIGIN)), 503, "busy", False)

    def test_once_it_is_read_there_are(self):
        for request, status, code in ((post_chunked(ORIGIN) + BAD_CHUNK, 400, "bad-request"),
                                      (post_chunked(ORIGIN, path="/v1/evaluate/batch", kind=LINES), 408, "late"),
                                      (get("/nothing", ORIGIN), 404, "not-found")):
            with self.subTest(status):
                self.check(self.oracle.ask(request), status, code, True)


if __name__ == "__main__":
    main()
