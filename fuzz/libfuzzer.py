"""One libFuzzer process: how it is called, what its output says, and what a finding is called."""

import os
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

LONGEST_INPUT = {"vector_file": 8192}
PULSE = re.compile(rb"^#(\d+)\s+\w+.*?cov: (\d+) ft: (\d+)(?: corp: (\d+))?", re.MULTILINE)
PROPERTY = re.compile(rb"^PROPERTY DOES NOT HOLD: (.*)$", re.MULTILINE)
SUMMARY = re.compile(rb"^SUMMARY: (\S+): (\S+)(?: (?:\S*/)?([\w.]+:\d+)\S*)?(?: in ([^\n(]+))?", re.MULTILINE)
UNDEFINED = re.compile(rb"^\S*/([\w.]+):\d+:\d+: runtime error: (.*)$", re.MULTILINE)
THROWN = re.compile(rb"terminate called after throwing an instance of '([^']+)'(?:\s+what\(\):\s+([^\n]*))?")
ASSERTION = re.compile(rb"^\S+: (?:\S*/)?([\w.]+):\d+: .*Assertion `(.*)' failed", re.MULTILINE)
EXECUTED = re.compile(rb"^stat::number_of_executed_units:\s+(\d+)", re.MULTILINE)
ARTIFACT = re.compile(rb"Test unit written to (.*)$", re.MULTILINE)


def environment():
    """Sanitizers that end the program at the first fault and keep little of what was freed."""
    symbolizer = shutil.which("llvm-symbolizer-19") or shutil.which("llvm-symbolizer")
    return ({"ASAN_SYMBOLIZER_PATH": symbolizer} if symbolizer else {}) | os.environ | {
        "ASAN_OPTIONS": "quarantine_size_mb=16:detect_leaks=1:" + os.environ.get("ASAN_OPTIONS", ""),
        "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1:" + os.environ.get("UBSAN_OPTIONS", "")}


def slug(text):
    # An address is another one each time.
    text = re.sub(r"0x[0-9a-f]+", "", text)
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:100]


def name_of_finding(output):
    """What is wrong, as the name of a file."""
    if match := PROPERTY.search(output):
        return "crash-" + slug(match[1].decode(errors="replace"))
    if match := UNDEFINED.search(output):
        return "crash-" + slug(f"{match[2].decode(errors='replace')} in {match[1].decode()}")
    if match := ASSERTION.search(output):
        return "crash-" + slug(f"assertion {match[2].decode(errors='replace')} in {match[1].decode()}")
    if match := THROWN.search(output):
        return "crash-" + slug(f"{match[1].decode()} thrown {(match[2] or b'').decode(errors='replace')}")
    if match := SUMMARY.search(output):
        kind, place = match[2].decode(errors="replace"), (match[4] or match[3] or b"").decode(errors="replace")
        return "crash-" + slug(f"{kind} in {place}" if place else kind)
    return "crash-" + ("timeout" if b"timeout" in output else "of-unknown-kind")


@dataclass
class Ended:
    """What a run came to."""
    target: str
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    executions: int = 0
    edges: int = 0
    features: int = 0
    code: int = 0
    output: bytes = b""
    artifacts: list = field(default_factory=list)


class Process:
    """A libFuzzer that runs on its own until it is asked."""

    def __init__(self, program, target, arguments, log):
        self.target, self.log, self.began = target, Path(log), time.monotonic()
        self.code, self.cpu_seconds = None, 0.0
        command = ["nice", "-n", "19", str(program), *arguments]
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment(),
                                            start_new_session=True)

    def pulse(self):
        """(executions, edges) as last told."""
        found = PULSE.findall(self.log.read_bytes()[-8192:])
        return (int(found[-1][0]), int(found[-1][1])) if found else (0, 0)

    def has_ended(self):
        """Whether it has; its own CPU time is told only here."""
        return self._reap(os.WNOHANG)

    def wait(self):
        """Its exit code."""
        self._reap(0)
        return self.code

    def _reap(self, flags):
        if self.code is None:
            pid, status, usage = os.wait4(self.process.pid, flags)
            if pid:
                self.code = self.process.returncode = os.waitstatus_to_exitcode(status)
                self.cpu_seconds = usage.ru_utime + usage.ru_stime
        return self.code is not None

    def stop(self):
        """Ends it; the whole group is ours."""
        if not self.has_ended():
            os.killpg(self.process.pid, signal.SIGKILL)
            self.wait()

    def ended(self):
        """Waits, and says what it came to."""
        self.wait()
        output = self.log.read_bytes()
        pulses = PULSE.findall(output)
        executed = EXECUTED.search(output)
        return Ended(
            self.target, time.monotonic() - self.began, self.cpu_seconds,
            int(executed[1]) if executed else int(pulses[-1][0]) if pulses else 0,
            max((int(pulse[1]) for pulse in pulses), default=0), max((int(pulse[2]) for pulse in pulses), default=0),
            self.code, output, [Path(os.fsdecode(path)) for path in ARTIFACT.findall(output)])


def common_arguments(root, target):
    arguments = [f"-max_len={LONGEST_INPUT.get(target, 4096)}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"]
    dictionary = root / "fuzz/dictionaries" / f"{target}.dict"
    return arguments + ([f"-dict={dictionary}"] if dictionary.is_file() else [])


def minimize(program, artifact, seconds, log):
    """Makes a finding smaller as long as it stays the same one."""
    smaller = artifact.with_suffix(".smaller")
    process = Process(program, "", [f"-exact_artifact_path={smaller}", "-minimize_crash=1", f"-max_total_time={seconds}", "-timeout=10",
                                    str(artifact)], log)
    process.wait()
    if not smaller.is_file() or smaller.stat().st_size >= artifact.stat().st_size:
        return artifact.read_bytes()
    again = subprocess.run([str(program), str(smaller)], capture_output=True, env=environment(), check=False, timeout=60)
    first = subprocess.run([str(program), str(artifact)], capture_output=True, env=environment(), check=False, timeout=60)
    same = name_of_finding(again.stderr) == name_of_finding(first.stderr)
    return (smaller if same and again.returncode else artifact).read_bytes()
