"""Signals, ports that are taken, and readers of the log that go away."""

import json
import signal
import socket
import subprocess
import threading
import unittest

from client_for_tests import ANSWER, HANG, LINES, QUESTION, Ended, get, post, post_unframed
from oracle_for_tests import Options, Oracle, OracleTest, main, until

LINE = QUESTION + b"\n"


class Signals(OracleTest):
    options = ("--limit-idle", "600")

    def test_sighup_and_sigpipe_change_nothing(self):
        with self.oracle.connect() as connection:
            connection.send(post()[:-10])
            for number in (signal.SIGHUP, signal.SIGPIPE, signal.SIGHUP):
                self.oracle.signal(number)
                self.still_serves(self.oracle)
            connection.send(QUESTION[-10:])
            self.assertEqual(connection.read_answer().body.strip(), ANSWER)

    def test_sighup_and_sigpipe_that_came_before_do_not_change_how_it_ends(self):
        with Oracle() as oracle:
            for number in (signal.SIGHUP, signal.SIGPIPE):
                oracle.signal(number)
            self.assertEqual(oracle.terminate(), 0)


class Ending(unittest.TestCase):
    def accepted(self, oracle, path="/v1/evaluate", kind="application/json", length=len(QUESTION)):
        """A connection whose question the server has begun to take, which the 100 proves."""
        connection = oracle.connect()
        self.addCleanup(connection.close)
        connection.send(post_unframed(f"Content-Length: {length}", "Expect: 100-continue", path=path, kind=kind))
        self.assertEqual(connection.read_answer().status, 100)
        return connection

    def takes_no_more(self, oracle):
        """Waits until the server accepts nobody."""
        def refused():
            try:
                oracle.connect().close()
            except ConnectionRefusedError:
                return True
            except ConnectionResetError:
                # It was about to be accepted when the server stopped listening.
                pass
            return False
        until(refused, "the server takes no more connections")

    def test_an_idle_server_ends_with_zero_at_once_and_ends_its_connections(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number.name), Oracle("--limit-idle", "600", "--grace", "600") as oracle:
                idle = [oracle.connect() for _ in range(20)]
                for connection in idle:
                    self.addCleanup(connection.close)
                    self.assertEqual(connection.ask().body.strip(), ANSWER)
                oracle.signal(number)
                self.assertEqual(oracle.wait(), 0)
                for connection in idle:
                    self.assertEqual(connection.ends(), b"")

    def test_what_was_accepted_is_answered_whole_although_the_server_ends(self):
        count = 50
        with Oracle("--grace", "600") as oracle:
            single = [self.accepted(oracle) for _ in range(count)]
            batches = [self.accepted(oracle, path="/v1/evaluate/batch", kind=LINES, length=len(LINE) * 1000) for _ in range(count)]
            for connection in batches:
                connection.send(LINE * 500)
            oracle.signal(signal.SIGTERM)
            self.takes_no_more(oracle)
            self.assertIsNone(oracle.process.poll(), "it ended with questions unanswered")
            for connection in batches:
                connection.send(LINE * 500)
            for connection in single:
                connection.send(QUESTION)
            for connection in single:
                answer = connection.read_answer()
                self.assertEqual(answer.body.strip(), ANSWER)
                self.assertTrue(answer.closes(), "whoever was answered last has to be told that it was the last")
                self.assertEqual(connection.ends(), b"")
            for connection in batches:
                self.assertEqual(connection.read_answer().body.splitlines(), [ANSWER] * 1000)
            self.assertEqual(oracle.wait(), 0)

    def test_sighup_and_sigpipe_while_it_ends_take_no_answer_away(self):
        with Oracle("--grace", "600") as oracle:
            connection = self.accepted(oracle)
            oracle.signal(signal.SIGTERM)
            self.takes_no_more(oracle)
            for number in (signal.SIGHUP, signal.SIGPIPE, signal.SIGHUP):
                oracle.signal(number)
            connection.send(QUESTION)
            self.assertEqual(connection.read_answer().body.strip(), ANSWER)
            self.assertEqual(oracle.wait(), 0)

    def test_a_second_signal_that_asks_for_the_end_ends_the_grace(self):
        for first, second in ((signal.SIGTERM, signal.SIGTERM), (signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGINT)):
            with self.subTest(f"{first.name} {second.name}"), Oracle(
                    "--grace", "600", "--limit-read", "600", "--limit-body-time", "600") as oracle:
                connection = self.accepted(oracle)
                oracle.signal(first)
                self.takes_no_more(oracle)
                self.assertIsNone(oracle.process.poll(), "it ended with a question unanswered")
                oracle.signal(second)
                self.assertEqual(oracle.wait(), 0)
                self.assertNotIn(b" 200 ", connection.ends())

    def test_what_takes_longer_than_the_grace_is_cut_off(self):
        with Oracle("--grace", "0.2", "--limit-read", "600", "--limit-body-time", "600") as oracle:
            connection = self.accepted(oracle)
            self.assertEqual(oracle.terminate(), 0)
            self.assertNotIn(b" 200 ", connection.ends())

    def test_under_load_no_answer_is_lost_or_half(self):
        with Oracle("--log", "-", "--grace", "600") as oracle:
            clients = [Asking(oracle) for _ in range(16)]
            for client in clients:
                client.start()
            until(lambda: all(client.whole > 20 for client in clients), "everybody asks")
            self.assertEqual(oracle.terminate(), 0)
            for client in clients:
                client.join(HANG)
                self.assertEqual(client.half, [], "an answer was cut off")
                self.assertEqual(client.wrong, [])
            # What the server says it has answered has all arrived.
            logged = [json.loads(line) for line in oracle.logged() if line.startswith("{")]
            self.assertEqual(sum(client.whole for client in clients), len(logged))
            self.assertEqual({entry["status"] for entry in logged}, {200})


class Asking(threading.Thread):
    """Asks until it is answered no more."""

    def __init__(self, oracle):
        super().__init__(daemon=True)
        self.oracle = oracle
        self.whole = 0
        self.half = []
        self.wrong = []

    def run(self):
        try:
            while True:
                self.ask_on_one_connection()
        except ConnectionError:
            # Nobody accepts any more, or what was not yet accepted was refused.
            pass
        except Ended as end:
            if end.begun:
                self.half.append(end.begun)

    def ask_on_one_connection(self):
        with self.oracle.connect() as connection:
            for number in range(50):
                batch = number % 10 == 9
                answer = connection.ask(post(LINE * 100, path="/v1/evaluate/batch", kind=LINES) if batch else post())
                self.whole += 1
                if answer.status != 200 or answer.body.splitlines() != [ANSWER] * (100 if batch else 1):
                    self.wrong.append(answer.body)
                if answer.closes():
                    return


class Starting(unittest.TestCase):
    def serve(self, *options):
        return subprocess.run([Options.command, "serve", *options], capture_output=True, text=True, timeout=HANG, check=False)

    def test_a_port_that_is_taken_is_told_with_the_address(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            done = self.serve("--listen", f"127.0.0.1:{port}")
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertIn(f"127.0.0.1 port {port}", done.stderr)
        self.assertIn("in use", done.stderr)

    def test_two_servers_do_not_share_a_port(self):
        with Oracle() as oracle:
            done = self.serve("--listen", f"127.0.0.1:{oracle.port}")
            self.assertEqual(done.returncode, 3)
            self.assertEqual(oracle.ask().body.strip(), ANSWER)

    def test_a_port_is_free_again_once_its_server_has_ended(self):
        with Oracle() as oracle:
            # Connections that the server ended wait in the system for a while.
            with oracle.connect() as connection:
                connection.ask()
                self.assertEqual(oracle.terminate(), 0)
            process = subprocess.Popen([Options.command, "serve", "--listen", f"127.0.0.1:{oracle.port}"], stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, text=True)
            with process:
                try:
                    self.assertIn(f":{oracle.port}", process.stdout.readline())
                finally:
                    process.kill()

    def test_an_address_that_is_not_ours_or_none_is_told(self):
        for address, status in {"192.0.2.1:0": 3, "127.0.0.1": 2, "127.0.0.1:65536": 2, ":80": 2, "127.0.0.1:": 2, "::1:80": 2}.items():
            with self.subTest(address):
                done = self.serve("--listen", address)
                self.assertEqual((done.returncode, done.stdout), (status, ""), done.stderr)
                self.assertTrue(done.stderr.startswith("crosscheck serve: "), done.stderr)


class Log(unittest.TestCase):
    def test_a_reader_of_the_output_that_goes_away_changes_nothing(self):
        with Oracle("--log", "-", errors=subprocess.PIPE) as oracle:
            oracle.process.stderr.close()
            oracle.process.stdout.close()
            for _ in range(20):
                self.assertEqual(oracle.ask().body.strip(), ANSWER)
            self.assertEqual(oracle.terminate(), 0)

    def test_a_log_whose_disk_is_full_changes_nothing(self):
        with Oracle("--log", "/dev/full") as oracle:
            for _ in range(20):
                self.assertEqual(oracle.ask().body.strip(), ANSWER)
            self.assertEqual(oracle.terminate(), 0)

    def test_what_clients_send_makes_no_line_of_its_own(self):
        with Oracle("--log", "-") as oracle:
            for data in (get("/%0a{\"status\":200}"), get("/\"x\\"), post(QUESTION, "Cookie: secret", "Authorization: Bearer secret", "Origin: http://a\"\\")):
                oracle.ask(data)
            with oracle.connect() as connection:
                connection.send(b"GET /\x00\x1b[31m HTTP/1.1\r\n\r\n")
                connection.ends()
            self.assertEqual(oracle.terminate(), 0)
            lines = oracle.logged()
            self.assertEqual(len([json.loads(line) for line in lines]), 4)
            self.assertNotIn("secret", "".join(lines))


if __name__ == "__main__":
    main()
