"""As many connections as there may be, more than that, and no file descriptors or memory left for any."""

import contextlib
import resource
import unittest

from client_for_tests import ANSWER, get
from oracle_for_tests import Oracle, OracleTest, main, until

NEVER = ("--limit-read", "600", "--limit-header-time", "600", "--limit-body-time", "600", "--limit-idle", "600")


class Connections(OracleTest):
    limit = 8
    options = ("--limit-connections", str(limit), *NEVER)

    def filled(self):
        """As many connections as the limit, each served once."""
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        held = []
        for _ in range(self.limit):
            held.append(stack.enter_context(self.oracle.connect()))
            self.assertEqual(held[-1].ask().body.strip(), ANSWER)
        return held

    def tearDown(self):
        self.doCleanups()
        until(lambda: self.oracle.open_connections() == 0, "the connections that were closed are gone")
        super().tearDown()

    def test_one_more_than_the_limit_is_told_to_come_again(self):
        held = self.filled()
        for _ in range(3):
            with self.oracle.connect() as connection:
                # It need not even ask.
                answer = connection.read_answer()
                self.refused(answer, 503)
                self.assertGreaterEqual(int(answer.headers["retry-after"]), 1)
                self.assertTrue(answer.closes())
                self.assertEqual(connection.ends(), b"")
        for connection in held:
            self.assertEqual(connection.ask().body.strip(), ANSWER)

    def test_one_more_than_the_limit_that_asks_at_once_reads_its_answer(self):
        self.filled()
        with self.oracle.connect() as connection:
            connection.send(get("/healthz") * 1000)
            self.refused(connection.read_answer(), 503)

    def test_the_place_of_a_connection_that_ends_is_given_to_another(self):
        held = self.filled()
        for old in held:
            old.close()
            until(lambda: self.oracle.ask_and_leave(get("/healthz", "Connection: close")).status == 200, "there is a place again")

    def test_many_more_than_the_limit_at_once_leave_the_others_served(self):
        held = self.filled()
        with contextlib.ExitStack() as stack:
            more = [stack.enter_context(self.oracle.connect()) for _ in range(600)]
            for connection in held:
                self.assertEqual(connection.ask().body.strip(), ANSWER)
            for connection in more:
                # Where very many come at once, some may be ended without a word.
                rest = connection.ends()
                self.assertTrue(rest == b"" or rest.startswith(b"HTTP/1.1 503 "), rest[:100])

    def test_connections_that_are_turned_away_are_counted(self):
        held = self.filled()
        with self.oracle.connect() as connection:
            connection.ends()
        metrics = held[0].ask(get("/metrics")).body.decode()
        counts = [float(line.split()[-1]) for line in metrics.splitlines() if "turned_away" in line and not line.startswith("#")]
        self.assertGreaterEqual(counts[0], 1)


class Default(unittest.TestCase):
    def test_twelve_hundred_idle_connections_leave_the_last_one_served_and_one_more_refused(self):
        if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 3000:
            self.skipTest("too few files may be open here")
        with Oracle(*NEVER) as oracle, contextlib.ExitStack() as stack:
            idle = [stack.enter_context(oracle.connect()) for _ in range(1199)]
            # Each was taken: one that has been asked is held by the server, not by its queue.
            for connection in idle:
                connection.send(get("/healthz"))
            for connection in idle:
                self.assertEqual(connection.read_answer().status, 200)
            with oracle.connect() as last:
                self.assertEqual(last.ask().body.strip(), ANSWER)
                with oracle.connect() as refused:
                    self.assertEqual(refused.read_answer().status, 503)
                self.assertEqual(last.ask().body.strip(), ANSWER)
            for connection in idle:
                self.assertEqual(connection.ask().body.strip(), ANSWER)


class NothingLeft(OracleTest):
    """The child may not have what the limit on connections would need."""

    def serves_after(self, oracle, count):
        """Many come while there is no room for all; those that are in are served, and afterwards everybody is."""
        with oracle.connect() as first:
            self.assertEqual(first.ask().body.strip(), ANSWER)
            with contextlib.ExitStack() as stack:
                more = [stack.enter_context(oracle.connect()) for _ in range(count)]
                for connection in more:
                    # Those without a place are refused, or wait in the queue of the system; they may be gone already.
                    with contextlib.suppress(ConnectionError):
                        connection.send(get("/healthz"))
                for _ in range(20):
                    self.assertEqual(first.ask().body.strip(), ANSWER)
        until(lambda: self.is_served(oracle), "the server serves again")
        self.still_serves(oracle)

    def is_served(self, oracle):
        with contextlib.suppress(ConnectionError):
            return oracle.ask(get("/healthz")).status == 200
        return False

    def test_without_file_descriptors_it_goes_on_and_serves_again(self):
        with Oracle(*NEVER, before=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (48, 48))) as oracle:
            for _ in range(3):
                self.serves_after(oracle, 200)

    def test_without_address_space_for_threads_it_goes_on_and_serves_again(self):
        size = 1 << 30
        with Oracle(*NEVER, before=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))) as oracle:
            for _ in range(3):
                self.serves_after(oracle, 400)

    def test_as_few_files_as_a_login_allows_do_not_stop_the_default_limit(self):
        with Oracle(*NEVER, before=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1024, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))) as oracle:
            self.serves_after(oracle, 1150)


if __name__ == "__main__":
    main()
