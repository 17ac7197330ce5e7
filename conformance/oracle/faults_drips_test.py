"""A minute under the time limits as they are by default: all connections but one drip, and that one is served all along."""

import itertools
import time

from client_for_tests import ANSWER, LINES, QUESTION, chunk, get, post, post_chunked, post_unframed, waiting
from oracle_for_tests import OracleTest, main, open_in, until

CONNECTIONS = 60
MINUTE = 60
# The shortest of the time limits: whoever is kept for so long has waited for a dripper to be cut.
SHORTEST = 5

# What is sent at once, and what is then dripped for as long as the server takes it.
DRIPS = (
    (b"", b"POST /v1/evaluate"),
    (post()[:-len(QUESTION) - 2], b"X-Slow: a\r\n"),
    (post_unframed("Content-Length: 100000"), QUESTION),
    (post_chunked(path="/v1/evaluate/batch", kind=LINES), chunk(b" ")),
)


class Dripper:
    """Sends a byte whenever it is its turn; where the server has cut it, it comes again."""

    def __init__(self, oracle, start, dripped):
        self.oracle = oracle
        self.start = start
        self.dripped = dripped
        self.cut = 0
        self.come()

    def come(self):
        self.connection = self.oracle.connect()
        self.connection.send(self.start)
        self.rest = itertools.cycle(self.dripped)

    def is_cut(self):
        return bool(waiting([self.connection.socket], 0))

    def leave(self):
        """Takes the answer that it was cut with."""
        answer = self.connection.read_answer()
        self.connection.close()
        self.cut += answer.status == 408
        return answer

    def drip(self):
        self.connection.send(bytes([next(self.rest)]))


class DripsForAMinute(OracleTest):
    options = ("--limit-connections", str(CONNECTIONS))

    def setUp(self):
        # WHY one connection all along: the place of one that had ended could be taken by a dripper that comes again.
        self.one = self.oracle.connect()
        self.drippers = [Dripper(self.oracle, *drip) for drip in itertools.islice(itertools.cycle(DRIPS), CONNECTIONS - 1)]
        self.longest = 0

    def tearDown(self):
        for connection in [self.one, *(dripper.connection for dripper in self.drippers)]:
            connection.close()
        until(lambda: self.oracle.open_connections() == 0, "the connections that were closed are gone")
        super().tearDown()

    def ask(self):
        begun = time.monotonic()
        answer = self.one.ask()
        self.longest = max(self.longest, time.monotonic() - begun)
        self.assertEqual((answer.status, answer.body.strip()), (200, ANSWER))

    def open(self):
        return open_in(self.one.ask(get("/metrics")))

    def take_turn(self, dripper):
        if dripper.is_cut():
            answer = dripper.leave()
            # Another that comes again may not have been counted yet, so that there was no place for this one.
            self.assertIn(answer.status, (408, 503))
            self.refused(answer, answer.status)
            until(lambda: self.open() < CONNECTIONS, "the place of a dripper that was cut is free")
            dripper.come()
        dripper.drip()

    def test_while_all_others_drip_for_a_minute_one_is_served(self):
        until(lambda: self.open() == CONNECTIONS, "every place is taken")
        begun = time.monotonic()
        for turn, dripper in enumerate(itertools.cycle(self.drippers)):
            # Each has its turn once a second, and the one asks after each turn.
            due = begun + turn / len(self.drippers)
            if due >= begun + MINUTE:
                break
            time.sleep(max(0, due - time.monotonic()))
            self.take_turn(dripper)
            self.ask()
        self.assertLess(self.longest, SHORTEST)
        self.assertTrue(all(dripper.cut for dripper in self.drippers), "somebody dripped for a minute and was never cut")


if __name__ == "__main__":
    main()
