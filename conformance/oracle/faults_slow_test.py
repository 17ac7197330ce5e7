"""Clients that are slow, that stop half way, or that never end: none of them keeps another one waiting."""

from client_for_tests import ANSWER, HANG, LINES, QUESTION, chunk, get, post, post_chunked, post_unframed, waiting
from oracle_for_tests import Oracle, OracleTest, main, until

HALF = post()[:40]
LATE = "0.2"
NEVER = "600"


class SlowAmongOthers(OracleTest):
    """No limit on time comes into play: whoever drips may drip for as long as these tests run."""

    connections = 60
    options = ("--limit-connections", str(connections), "--limit-read", NEVER, "--limit-header-time", NEVER, "--limit-body-time", NEVER, "--limit-idle", NEVER)

    def all_but_one(self, start):
        """Connections that have sent their start, one less than the limit."""
        slow = [self.oracle.connect() for _ in range(self.connections - 1)]
        for connection in slow:
            self.addCleanup(connection.close)
            connection.send(start)
        return slow

    def one_is_served_while_others_drip(self, start, dripped):
        slow = self.all_but_one(start)
        with self.oracle.connect() as one:
            for byte in dripped:
                for connection in slow:
                    connection.send(bytes([byte]))
                self.assertEqual(one.ask().body.strip(), ANSWER)
        self.assertEqual(waiting([connection.socket for connection in slow], 0), [], "a slow one was ended")
        return slow

    def tearDown(self):
        self.doCleanups()
        until(lambda: self.oracle.open_connections() == 0, "the connections that were closed are gone")
        super().tearDown()

    def test_while_others_drip_their_first_line_one_is_served(self):
        self.one_is_served_while_others_drip(b"POST", b" /v1/evaluate")

    def test_while_others_drip_headers_one_is_served(self):
        self.one_is_served_while_others_drip(post()[:-len(QUESTION) - 2], b"X-Slow: a\r\n")

    def test_while_others_drip_a_body_one_is_served(self):
        slow = self.one_is_served_while_others_drip(post()[:-len(QUESTION)], QUESTION[:20])
        # Slow is no fault by itself.
        for connection in slow:
            connection.send(QUESTION[20:])
        for connection in slow:
            self.assertEqual(connection.read_answer().body.strip(), ANSWER)

    def test_while_others_drip_chunks_one_is_served(self):
        self.one_is_served_while_others_drip(post_chunked(path="/v1/evaluate/batch", kind=LINES), chunk(b"{") * 4)

    def test_while_others_do_not_read_their_answers_one_is_served(self):
        # Answers that no buffer of a socket holds.
        batch = (b'{"kind":"normalize-method","input":{"method":"%s"}}\n' % (b"x" * 50_000)) * 200
        slow = self.all_but_one(b"")[:6]
        for connection in slow:
            connection.send(post(batch, path="/v1/evaluate/batch", kind=LINES))
        with self.oracle.connect() as one:
            for connection in slow:
                # It has begun to answer; nobody reads on.
                self.assertTrue(waiting([connection.socket], HANG))
                self.assertEqual(one.ask().body.strip(), ANSWER)
        for connection in slow:
            self.assertEqual(len(connection.read_answer().body.splitlines()), 200)


class Half(OracleTest):
    """Clients that stop half way. Again nobody is late."""

    options = ("--limit-read", NEVER, "--limit-header-time", NEVER, "--limit-body-time", NEVER, "--limit-idle", NEVER)
    starts = {
        "nothing": b"",
        "a head": HALF,
        "a head without its last byte": post()[:-len(QUESTION) - 1],
        "a body of known length": post()[:-10],
        "no body": post()[:-len(QUESTION)],
        "a chunk size": post_chunked() + b"5",
        "a chunk": post_chunked() + b"100\r\n{",
        "the end of a chunk": post_chunked() + b"2\r\n{}\r",
        "the last chunk": post_chunked() + chunk(QUESTION) + b"0\r\n",
        "a batch": post_unframed("Content-Length: 100000", path="/v1/evaluate/batch", kind=LINES) + (QUESTION + b"\n") * 5,
    }

    def test_what_a_client_stops_in_is_not_answered_as_if_it_were_whole(self):
        for name, start in self.starts.items():
            with self.subTest(name), self.oracle.connect() as connection:
                connection.send(start)
                connection.stop_sending()
                rest = connection.ends()
                self.assertNotIn(b" 200 ", rest)
                self.assertTrue(rest == b"" or rest.startswith(b"HTTP/1.1 400 "), rest)
                self.still_serves(self.oracle)

    def test_a_client_that_asks_and_stops_sending_is_answered(self):
        with self.oracle.connect() as connection:
            connection.send(post() + post())
            connection.stop_sending()
            self.assertEqual([connection.read_answer().body.strip() for _ in range(2)], [ANSWER, ANSWER])
            self.assertEqual(connection.ends(), b"")

    def test_a_client_that_breaks_off_leaves_nothing_behind(self):
        for name, start in self.starts.items():
            with self.subTest(name):
                for _ in range(20):
                    connection = self.oracle.connect()
                    connection.send(start)
                    connection.reset()
        self.nothing_is_left()

    def test_a_client_that_breaks_off_under_its_answer_leaves_nothing_behind(self):
        batch = (b'{"kind":"normalize-method","input":{"method":"%s"}}\n' % (b"x" * 50_000)) * 200
        for _ in range(10):
            connection = self.oracle.connect()
            connection.send(post(batch, path="/v1/evaluate/batch", kind=LINES))
            self.assertTrue(waiting([connection.socket], HANG))
            connection.reset()
        self.nothing_is_left()

    def nothing_is_left(self):
        until(lambda: self.oracle.open_connections() == 0, "the connections are gone")


class Late(OracleTest):
    """Each limit on time by itself, the others being out of reach."""

    def late(self, limit, start, dripped=b"", status=408):
        """A client that waits, or drips for ever, is answered or ended in the end."""
        times = {name: NEVER for name in ("read", "header-time", "body-time", "idle")} | {limit: LATE}
        with Oracle(*(word for name, time in times.items() for word in (f"--limit-{name}", time))) as oracle, oracle.connect() as connection:
            connection.send(start)
            if dripped:
                connection.drip(dripped)
            if status is None:
                self.assertEqual(connection.ends(), b"")
            else:
                self.refused(connection.read_answer(), status)
                self.assertEqual(connection.ends(), b"")
            self.still_serves(oracle)

    def test_a_head_that_stops_is_late(self):
        self.late("read", HALF)

    def test_a_head_that_drips_is_late(self):
        self.late("header-time", HALF, dripped=b"x")

    def test_a_body_that_stops_is_late(self):
        self.late("read", post()[:-5])

    def test_a_chunked_body_that_stops_is_late(self):
        self.late("read", post_chunked() + b"5\r\n{")

    def test_a_body_that_drips_is_late(self):
        self.late("body-time", post_unframed("Content-Length: 1000000"), dripped=b" ")

    def test_chunks_that_drip_are_late(self):
        self.late("body-time", post_chunked(path="/v1/evaluate/batch", kind=LINES), dripped=chunk(b" "))

    def test_trailers_that_drip_are_late(self):
        self.late("body-time", post_chunked() + chunk(QUESTION) + b"0\r\nX: ", dripped=b"x")

    def test_a_connection_that_never_asks_is_ended(self):
        self.late("idle", b"", status=None)

    def test_a_connection_that_asks_no_more_is_ended(self):
        with Oracle("--limit-idle", LATE) as oracle, oracle.connect() as connection:
            self.assertEqual(connection.ask().body.strip(), ANSWER)
            self.assertEqual(connection.ends(), b"")
            self.still_serves(oracle)

    def test_a_client_that_does_not_read_its_answer_is_ended(self):
        batch = (b'{"kind":"normalize-method","input":{"method":"%s"}}\n' % (b"x" * 50_000)) * 400
        with Oracle("--limit-read", LATE, "--limit-connections", "1") as oracle, oracle.connect() as connection:
            connection.send(post(batch, path="/v1/evaluate/batch", kind=LINES))
            # WHY by asking: the connection is the only one, so another is served once this one has been given up.
            until(lambda: oracle.ask(get("/healthz")).status == 200, "a client that does not read is given up")
            self.assertLess(len(connection.ends()), 20_000_000)


if __name__ == "__main__":
    main()
