"""Runs `crosscheck serve` for a test."""

import argparse
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from client_for_tests import ANSWER, HANG, QUESTION, Connection, get, post


class Options:
    """What was said on the command line of the test."""

    command = None


def main():
    """The entry of each test: takes `--command`, and leaves the rest to unittest."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--command", type=pathlib.Path, required=True, help="the program `crosscheck`")
    known, rest = parser.parse_known_args()
    Options.command = known.command.resolve()
    # Clients by the thousand are part of the tests.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    unittest.main(argv=[sys.argv[0], *rest])


class Oracle:
    """A server of its own. `options` are those of `crosscheck serve`; `before` is run in the child before it becomes the server; `errors` is
    its standard error where that is not to be logged."""

    def __init__(self, *options, before=None, errors=None):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [Options.command, "serve", "--listen", "127.0.0.1:0", *options], stdout=subprocess.PIPE, stderr=errors or self.log,
            preexec_fn=before)
        line = self.process.stdout.readline().decode()
        if "http://" not in line:
            logged = self.logged()
            self.__exit__()
            raise AssertionError(f"the first line should hold the URL, and is {line!r}: {logged!r}")
        self.url = line[line.index("http://"):].split()[0].rstrip("/")
        self.port = int(self.url.rpartition(":")[2])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def logged(self):
        """The lines of standard error so far."""
        # WHY not read(): the server writes where that would put the position.
        return os.pread(self.log.fileno(), os.fstat(self.log.fileno()).st_size, 0).decode(errors="replace").splitlines()

    def connect(self):
        return Connection(self.port)

    def ask(self, data=None):
        """Asks on a connection of its own."""
        with self.connect() as connection:
            return connection.ask(data)

    def ask_and_leave(self, data):
        """Asks for `Connection: close`, and returns when the server counts the connection no more: it closes it after that."""
        with self.connect() as connection:
            answer = connection.ask(data)
            connection.ends()
            return answer

    def open_connections(self):
        """The server's own count, the connection that asks for it aside; None where it has no place for that one."""
        answer = self.ask_and_leave(get("/metrics", "Connection: close"))
        if answer.status != 200:
            return None
        return open_in(answer) - 1

    def signal(self, number):
        self.process.send_signal(number)

    def terminate(self):
        """SIGTERM, and the exit status that follows."""
        self.signal(signal.SIGTERM)
        return self.wait()

    def wait(self):
        return self.process.wait(timeout=HANG)

    def memory(self):
        """Resident bytes."""
        return self._status("VmRSS") * 1024

    def threads(self):
        return self._status("Threads")

    def _status(self, key):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith(key + ":"):
                return int(line.split()[1])
        raise AssertionError(f"/proc tells no {key}")


def open_in(metrics):
    """The open connections that an answer of /metrics tells, the one that asked for it among them."""
    return int(re.search(rb"^crosscheck_connections_open (\d+)$", metrics.body, re.MULTILINE).group(1))


def until(condition, what):
    """Waits for something that only asking can tell."""
    end = time.monotonic() + HANG
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"this does not come about: {what}")
        time.sleep(0.005)


class OracleTest(unittest.TestCase):
    """A test with one server for all of its cases; after each case that server is asked, and has to answer."""

    options = ()

    @classmethod
    def setUpClass(cls):
        cls.oracle = Oracle(*cls.options)

    @classmethod
    def tearDownClass(cls):
        cls.oracle.__exit__()

    def tearDown(self):
        self.still_serves(self.oracle)

    def still_serves(self, oracle):
        self.assertIsNone(oracle.process.poll(), "the server has ended")
        answer = oracle.ask_and_leave(post(QUESTION, "Connection: close"))
        self.assertEqual((answer.status, answer.body.strip()), (200, ANSWER))

    def refused(self, answer, status, code=None):
        """The answer is a problem with that status, says so inside, and has a detail."""
        self.assertEqual(answer.status, status, answer.body)
        problem = answer.problem()
        self.assertEqual(problem["status"], status)
        self.assertTrue(problem["detail"])
        self.assertNotEqual(problem["title"], "Error", "the words of the status are not known")
        if code is not None:
            self.assertEqual(problem["type"], f"about:blank#{code}")
