"""Requests whose body is framed wrongly, or not as the head says: each is refused, and leaves the server serving."""

from client_for_tests import ANSWER, QUESTION, chunk, get, post, post_chunked, post_unframed
from oracle_for_tests import OracleTest, main

LENGTH = f"Content-Length: {len(QUESTION)}"
# What a smuggler would have the server take for the next request.
HIDDEN = get("/version")


class Framing(OracleTest):
    """The server waits for nobody longer than two seconds, so a body that is taken for longer than it is shows as 408, not as refused."""

    options = ("--limit-read", "2", "--limit-body-time", "2")

    def refused_and_closed(self, request, status=400):
        """One answer and then the end: nothing behind a request that cannot be delimited is taken for another one."""
        with self.oracle.connect() as connection:
            answer = connection.ask(request)
            self.refused(answer, status)
            self.assertTrue(answer.closes(), "what follows cannot be told from the body, so the answer has to say close")
            self.assertEqual(connection.ends(), b"", "something behind the request was answered too")

    def each_refused(self, cases, status=400):
        for name, request in cases.items():
            with self.subTest(name):
                self.refused_and_closed(request, status)
                self.still_serves(self.oracle)

    def test_two_lengths_are_refused(self):
        self.each_refused({
            "different": post_unframed(LENGTH, "Content-Length: 3") + QUESTION + HIDDEN,
            "the same": post_unframed(LENGTH, LENGTH) + QUESTION + HIDDEN,
            "in one line": post_unframed(f"Content-Length: {len(QUESTION)}, {len(QUESTION)}") + QUESTION + HIDDEN,
        })

    def test_a_length_that_is_no_number_is_refused(self):
        values = ["", "-1", "+5", "0x5", "5 5", "5.", "1e1", "five", "5;", "18446744073709551616", "9" * 400, "\xb2"]
        self.each_refused({value: post_unframed(f"Content-Length: {value}") + QUESTION for value in values})

    def test_a_length_and_chunks_are_refused_in_either_order(self):
        body = chunk(QUESTION) + chunk(b"") + HIDDEN
        self.each_refused({
            "length first": post_unframed(LENGTH, "Transfer-Encoding: chunked") + body,
            "chunks first": post_unframed("Transfer-Encoding: chunked", LENGTH) + body,
            "another case": post_unframed("transfer-ENCODING: Chunked", "CONTENT-length: 0") + body,
        })

    def test_a_transfer_encoding_other_than_chunked_is_refused(self):
        values = ["gzip, chunked", "chunked, gzip", "identity", "chunked, chunked", "xchunked", "chunked;q=1", "", "\x0bchunked"]
        cases = {value: post_unframed(f"Transfer-Encoding: {value}") + chunk(QUESTION) + chunk(b"") + HIDDEN for value in values}
        cases["twice"] = post_chunked("Transfer-Encoding: chunked") + chunk(QUESTION) + chunk(b"") + HIDDEN
        cases["in HTTP/1.0"] = post_chunked().replace(b"HTTP/1.1", b"HTTP/1.0") + chunk(QUESTION) + chunk(b"") + HIDDEN
        self.each_refused(cases)

    def test_a_chunk_size_that_is_none_is_refused(self):
        sizes = [b"", b"g", b"-1", b"-2", b"+5", b"0x34", b" 34", b"3 4", b"34 ,", b"ffffffffffffffff", b"10000000000000001",
                 b"f" * 400, b"0" * 200 + b"34", b"\xff"]
        self.each_refused({repr(size): post_chunked() + size + b"\r\n" + QUESTION + b"\r\n0\r\n\r\n" + HIDDEN for size in sizes})

    def test_a_chunk_that_is_longer_or_shorter_than_its_size_is_refused(self):
        size = len(QUESTION)
        self.each_refused({
            "longer": post_chunked() + b"%x\r\n%s\r\n0\r\n\r\n" % (size - 1, QUESTION) + HIDDEN,
            "shorter": post_chunked() + b"%x\r\n%s\r\n0\r\n\r\n" % (size + 1, QUESTION) + HIDDEN,
            "without an end of line": post_chunked() + b"%x\r\n%s0\r\n\r\n" % (size, QUESTION) + HIDDEN,
        })

    def test_lines_of_chunks_that_LF_alone_ends_are_refused(self):
        self.each_refused({
            "after the size": post_chunked() + b"%x\n%s\r\n0\r\n\r\n" % (len(QUESTION), QUESTION) + HIDDEN,
            "after the data": post_chunked() + b"%x\r\n%s\n0\r\n\r\n" % (len(QUESTION), QUESTION) + HIDDEN,
            "after the last size": post_chunked() + chunk(QUESTION) + b"0\n\r\n" + HIDDEN,
            "at the end": post_chunked() + chunk(QUESTION) + b"0\r\n\n" + HIDDEN,
        })

    def test_a_chunked_body_is_taken_whole_however_it_is_cut(self):
        body = b"".join(chunk(QUESTION[i:i + 1]) for i in range(len(QUESTION))) + b"0\r\n\r\n"
        cases = {
            "a byte a chunk": body,
            "sizes in upper case": b"%X\r\n%s\r\n0\r\n\r\n" % (len(QUESTION), QUESTION),
            "leading zeros": b"000%x\r\n%s\r\n000\r\n\r\n" % (len(QUESTION), QUESTION),
            "an extension": b"%x;name=value\r\n%s\r\n0\r\n\r\n" % (len(QUESTION), QUESTION),
            "a trailer": chunk(QUESTION) + b"0\r\nX-After: 1\r\n\r\n",
        }
        for name, framed in cases.items():
            with self.subTest(name), self.oracle.connect() as connection:
                answer = connection.ask(post_chunked() + framed)
                self.assertEqual((answer.status, answer.body.strip()), (200, ANSWER), answer.body)
                # The next request begins where the body ended.
                self.assertEqual(connection.ask().body.strip(), ANSWER)

    def test_a_line_between_chunks_without_end_is_refused(self):
        piece = b"0" * 65536
        for name, start in {"a size": b"", "an extension": b"5;", "a trailer": b"0\r\nX: "}.items():
            with self.subTest(name), self.oracle.connect() as connection:
                before = self.oracle.memory()
                connection.send(post_chunked() + start)
                sent = connection.send_until_refused(piece, most=256 << 20)
                self.assertLess(sent, 128 << 20, "nothing bounds the line")
                answer = connection.read_answer()
                self.assertIn(answer.status, (400, 413))
                self.refused(answer, answer.status)
                self.assertLess(self.oracle.memory() - before, 64 << 20, "the line is kept")
                self.still_serves(self.oracle)

    def test_trailers_without_end_are_refused(self):
        with self.oracle.connect() as connection:
            connection.send(post_chunked() + b"0\r\n")
            self.assertLess(connection.send_until_refused(b"X-More: 1\r\n" * 4096, most=256 << 20), 128 << 20, "nothing bounds the trailers")
            answer = connection.read_answer()
            self.assertIn(answer.status, (400, 413, 431))

    def test_a_post_without_a_length_is_told_so_at_once(self):
        with self.oracle.connect() as connection:
            self.refused(connection.ask(post_unframed()), 411)

    def test_a_body_that_is_said_to_be_encoded_is_refused_unread(self):
        for coding in ("gzip", "br", "deflate", "zstd", "gzip, gzip", "anything"):
            with self.subTest(coding), self.oracle.connect() as connection:
                # Half a body: whoever waits for the rest has not refused unread.
                self.refused(connection.ask(post_unframed(f"Content-Encoding: {coding}", "Content-Length: 1000") + b"\x1f\x8b"), 415)

    def test_a_body_that_the_method_has_no_use_for_is_not_the_next_request(self):
        for method in (b"GET", b"HEAD", b"DELETE", b"OPTIONS"):
            with self.subTest(method), self.oracle.connect() as connection:
                connection.send(get("/healthz", f"Content-Length: {len(HIDDEN)}").replace(b"GET", method, 1) + HIDDEN)
                connection.read_answer(head_only=method == b"HEAD")
                self.assertEqual(connection.ends(), b"", "the body was answered as a request")

    def test_a_client_that_waits_for_100_gets_it_and_then_the_answer(self):
        with self.oracle.connect() as connection:
            connection.send(post_unframed(LENGTH, "Expect: 100-continue"))
            self.assertEqual(connection.read_answer().status, 100)
            connection.send(QUESTION)
            self.assertEqual(connection.read_answer().body.strip(), ANSWER)

    def test_a_client_that_waits_for_100_is_refused_before_it_sends(self):
        with self.oracle.connect() as connection:
            self.refused(connection.ask(post_unframed("Content-Length: 99999999", "Expect: 100-continue")), 413)
        with self.oracle.connect() as connection:
            self.refused(connection.ask(post_unframed(LENGTH, "Expect: miracles")), 417)

    def test_pipelined_questions_are_answered_in_their_order(self):
        names = [b"name%03d" % number for number in range(200)]
        questions = [b'{"id":"%s","kind":"normalize-method","input":{"method":"get"}}' % name for name in names]
        with self.oracle.connect() as connection:
            connection.send(b"".join(post(question) if number % 2 else post_chunked() + chunk(question) + chunk(b"")
                                     for number, question in enumerate(questions)))
            for name in names:
                answer = connection.read_answer()
                self.assertEqual(answer.status, 200)
                self.assertIn(b'"id":"%s"' % name, answer.body)

    def test_pipelined_refusals_keep_their_place(self):
        with self.oracle.connect() as connection:
            connection.send(post() + get("/nowhere") + post(b"{}") + get("/healthz") + post())
            self.assertEqual([connection.read_answer().status for _ in range(5)], [200, 404, 422, 200, 200])

    def test_a_request_that_comes_byte_by_byte_is_answered(self):
        with self.oracle.connect() as connection:
            for byte in post(QUESTION, "X-Filler: " + "x" * 100):
                connection.send(bytes([byte]))
            self.assertEqual(connection.read_answer().body.strip(), ANSWER)

    def test_the_answer_of_a_client_that_asks_to_close_is_the_last(self):
        with self.oracle.connect() as connection:
            connection.send(post(QUESTION, "Connection: close") + HIDDEN)
            answer = connection.read_answer()
            self.assertEqual(answer.body.strip(), ANSWER)
            self.assertTrue(answer.closes())
            self.assertEqual(connection.ends(), b"")


if __name__ == "__main__":
    main()
