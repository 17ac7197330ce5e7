"""One libFuzzer process: how it is called, how it ends, and what its output says."""

import configparser
import contextlib
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

PULSE = re.compile(rb"^#(\d+)\s+\w+.*?cov: (\d+) ft: (\d+)", re.MULTILINE)
EXECUTED = re.compile(rb"^stat::number_of_executed_units:\s+(\d+)", re.MULTILINE)
ARTIFACT = re.compile(rb"Test unit written to (.*)$", re.MULTILINE)
TAIL = 65536  # bytes of a log that hold its last pulse
ENDING = 5  # seconds that a process has to end when it is asked to


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


@contextlib.contextmanager
def locked(folder):
    """Whether this process alone works in the folder; it does until the context ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


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
        ended = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False,
                               env=environment(**({"malloc_context_size": 30} | asan)), timeout=limit)
    except subprocess.TimeoutExpired as expired:
        return 1, (expired.stderr or b"") + b"\nSUMMARY: libFuzzer: timeout\n"
    return ended.returncode, ended.stderr


@dataclass
class Ended:
    """What a run came to."""
    target: str
    log: Path
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    executions: int = 0
    edges: int = 0
    features: int = 0
    code: int = 0
    output: bytes = b""
    artifacts: list = field(default_factory=list)

    def rate(self):
        """Executions a CPU-second."""
        return int(self.executions / self.cpu_seconds) if self.cpu_seconds else 0


class Process:
    """A libFuzzer that runs on its own until it is asked."""

    def __init__(self, program, target, arguments, log):
        self.target, self.log, self.began = target, Path(log), time.monotonic()
        self.code, self.seconds, self.cpu_seconds = None, 0.0, 0.0
        command = ["nice", "-n", "19", str(program), *arguments]
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment(),
                                            start_new_session=True)

    def pulse(self):
        """(executions, edges) as last told."""
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - TAIL))
            found = PULSE.findall(log.read())
        return (int(found[-1][0]), int(found[-1][1])) if found else (0, 0)

    def has_ended(self):
        """Whether it has; its own CPU time is told only here."""
        return self._reap(os.WNOHANG)

    def _reap(self, flags):
        if self.code is None:
            pid, status, usage = os.wait4(self.process.pid, flags)
            if pid:
                self.code = self.process.returncode = os.waitstatus_to_exitcode(status)
                self.seconds = time.monotonic() - self.began
                self.cpu_seconds = usage.ru_utime + usage.ru_stime
        return self.code is not None

    def stop(self):
        """Asks it to end, then ends it; the whole group is ours."""
        for number in (signal.SIGINT, signal.SIGKILL):
            if self.has_ended():
                return
            os.killpg(self.process.pid, number)
            until = time.monotonic() + ENDING
            while not self.has_ended() and time.monotonic() < until:
                time.sleep(0.05)
        self._reap(0)

    def ended(self):
        """Waits, and says what it came to."""
        self._reap(0)
        output = self.log.read_bytes()
        pulses = PULSE.findall(output)
        executed = EXECUTED.search(output)
        return Ended(
            self.target, self.log, self.seconds, self.cpu_seconds,
            int(executed[1]) if executed else int(pulses[-1][0]) if pulses else 0,
            max((int(pulse[1]) for pulse in pulses), default=0), max((int(pulse[2]) for pulse in pulses), default=0),
            self.code, output, [path for path in map(Path, map(os.fsdecode, ARTIFACT.findall(output))) if path.is_file()])
