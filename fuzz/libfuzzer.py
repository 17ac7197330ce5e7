"""One libFuzzer process: how it is called, how it ends, and what its output says."""

import configparser
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

PULSE = re.compile(rb"^#(\d+)\s+\w+.*?cov: (\d+) ft: (\d+)", re.MULTILINE)
EXECUTED = re.compile(rb"^stat::number_of_executed_units:\s+(\d+)", re.MULTILINE)
# WHY not what was only slow: it is written down as well, and the run goes on.
ARTIFACT = re.compile(rb"Test unit written to (.*/(?!slow-unit-)[^/\n]*)$", re.MULTILINE)
# What a program says first when it falls; its stack takes longer, and the input comes last.
FALLING = re.compile(rb"^(?:PROPERTY DOES NOT HOLD|==\d+== ?ERROR: |terminate called|.*: runtime error: |.*: Assertion `)", re.MULTILINE)
TAIL = 65536  # bytes of a log that hold its last pulse
ENDING = 5  # seconds that a process has to end when it is asked to, and to write down over what it falls


def environment(**asan):
    """Sanitizers that end the program at the first fault, and keep little of what was freed and of who allocated: a seventh of the time."""
    symbolizer = shutil.which("llvm-symbolizer-19") or shutil.which("llvm-symbolizer")
    settings = {"quarantine_size_mb": 16, "malloc_context_size": 1, "detect_leaks": 1} | asan
    return ({"ASAN_SYMBOLIZER_PATH": symbolizer} if symbolizer else {}) | os.environ | {
        "ASAN_OPTIONS": ":".join([f"{key}={value}" for key, value in settings.items()] + [os.environ.get("ASAN_OPTIONS", "")]),
        "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1:" + os.environ.get("UBSAN_OPTIONS", "")}


def end_by_signals():
    """SIGTERM ends a script as an interrupt does: what has to be stopped is stopped."""
    def end(number, _):
        sys.exit(128 + number)
    signal.signal(signal.SIGTERM, end)


class Signalled(Exception):
    """SIGINT or SIGTERM has come."""


class Signals:
    """SIGINT and SIGTERM wait until somebody listens, so that what is noted, moved or started is never left half done."""

    def __init__(self):
        self.number, self.listening = 0, False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._come)

    def _come(self, number, _):
        self.number = self.number or number
        if self.listening:
            self.listening = False
            raise Signalled

    @contextlib.contextmanager
    def heard(self):
        """What takes time and can be left at any point stands within this. Once one has come, nothing is begun there any more."""
        self.listening = True
        try:
            if self.number:
                raise Signalled
            yield
        finally:
            self.listening = False


def options_of(root, target):
    """How a target is run, here and on a fleet: its file in fuzz/options/, or the one for all."""
    own = root / "fuzz/options" / f"{target}.options"
    parser = configparser.ConfigParser()
    parser.read(own if own.is_file() else root / "fuzz/options/default.options", encoding="utf-8")
    return dict(parser["libfuzzer"])


def arguments_of(root, target):
    options = {"rss_limit_mb": "2048", "print_final_stats": "1"} | options_of(root, target)
    dictionary = root / "fuzz/dictionaries" / f"{target}.dict"
    return [f"-{name}={value}" for name, value in options.items()] + ([f"-dict={dictionary}"] if dictionary.is_file() else [])


def symptom(program, artifact, limit=30, **asan):
    """(exit code, output) of one input alone, which tells of an allocation where it was made."""
    command = [str(program), "-timeout=10", "-rss_limit_mb=2048", str(artifact)]
    try:
        # WHY a session of its own: an interrupt from the terminal would end it with a code, as if it had failed.
        ended = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False,
                               env=environment(**({"malloc_context_size": 30} | asan)), timeout=limit, start_new_session=True)
    except subprocess.TimeoutExpired as expired:
        return 1, (expired.stderr or b"") + b"\nSUMMARY: libFuzzer: timeout\n"
    return ended.returncode, ended.stderr


@dataclass
class Ended:
    """What a run came to."""
    target: str
    log: Path
    at: float = 0.0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    executions: int = 0
    edges: int = 0
    features: int = 0
    code: int = 0
    was_stopped: bool = False
    output: bytes = b""
    artifacts: list = field(default_factory=list)

    def rate(self):
        """Executions a CPU-second."""
        return int(self.executions / self.cpu_seconds) if self.cpu_seconds else 0


class Process:
    """A libFuzzer that runs on its own until it is asked. A thread waits for it, so that its time ends when it does, whoever looks then."""

    def __init__(self, program, target, arguments, log):
        self.target, self.log, self.began = target, Path(log), time.monotonic()
        self.code, self.at, self.seconds, self.cpu_seconds, self.was_stopped = None, 0.0, 0.0, 0.0, False
        command = ["nice", "-n", "19", str(program), *arguments]
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment(),
                                            start_new_session=True)
        self.waiter = threading.Thread(target=self._wait, daemon=True)
        self.waiter.start()

    def _wait(self):
        _, status, usage = os.wait4(self.process.pid, 0)
        self.at, self.seconds, self.cpu_seconds = time.time(), time.monotonic() - self.began, usage.ru_utime + usage.ru_stime
        # The code comes last: who sees it may read the rest.
        self.code = self.process.returncode = os.waitstatus_to_exitcode(status)

    def tail(self):
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - TAIL))
            return log.read()

    def pulse(self):
        """(executions, edges) as last told."""
        found = PULSE.findall(self.tail())
        return (int(found[-1][0]), int(found[-1][1])) if found else (0, 0)

    def has_ended(self):
        return self.code is not None

    def stop(self):
        """Asks it to end, then ends it; the whole group is ours. What has ended was not stopped, and what falls has time to say over what."""
        with contextlib.suppress(OSError):
            if not self.has_ended() and FALLING.search(self.tail()):
                self.waiter.join(ENDING)
        for number, seconds in ((signal.SIGINT, ENDING), (signal.SIGKILL, None)):
            if self.has_ended():
                return
            self.was_stopped = True
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)
            self.waiter.join(seconds)

    def ended(self):
        """Waits, and says what it came to."""
        self.waiter.join()
        output = self.log.read_bytes()
        pulses = PULSE.findall(output)
        executed = EXECUTED.search(output)
        artifacts = [Path(os.fsdecode(path)) for path in ARTIFACT.findall(output)]
        return Ended(
            self.target, self.log, self.at, self.seconds, self.cpu_seconds,
            int(executed[1]) if executed else int(pulses[-1][0]) if pulses else 0,
            max((int(pulse[1]) for pulse in pulses), default=0), max((int(pulse[2]) for pulse in pulses), default=0),
            self.code, self.was_stopped, output, [path for path in artifacts if path.is_file()])
