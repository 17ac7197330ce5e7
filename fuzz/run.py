"""The fuzzing job: every target on all cores for a given time, then merge and minimization. Exit 1 where something was found.

  python3 fuzz/run.py [--time 600] [--programs build/fuzz] [target...]

The time is that of the whole job; the targets share it. What adds coverage gathers in <work>/<target>/corpus, what is wrong in
corpus/<target>/crash-<what>. Each target's run is a line of fuzz/log.ndjson.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import libfuzzer

ROOT = Path(__file__).resolve().parent.parent
MINIMIZING = 20  # seconds for a finding
MERGING = 120


def targets_of(programs, wanted):
    known = sorted(path.stem.removesuffix("_fuzz") for path in (ROOT / "fuzz").glob("*_fuzz.cpp"))
    unknown = [target for target in wanted if target not in known]
    if unknown:
        sys.exit(f"no such target: {' '.join(unknown)}; there are {' '.join(known)}")
    chosen = wanted or known
    missing = [target for target in chosen if not (programs / f"{target}_fuzz").is_file()]
    if missing:
        sys.exit(f"not built in {programs}: {' '.join(missing)}; ./bootstrap fuzz builds them")
    return chosen


def commit():
    def git(*arguments):
        return subprocess.run(["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
    head = git("rev-parse", "--short=12", "HEAD").stdout.strip() or "unknown"
    return head + ("+changes" if git("status", "--porcelain", "--", "src", "fuzz", "conformance/halves").stdout.strip() else "")


class Job:
    """Targets that wait, processes that run, and what became of them."""

    def __init__(self, options):
        self.options = options
        self.targets = targets_of(options.programs, options.targets)
        self.cores = max(1, options.jobs)
        # Every core has something to do: where there are fewer targets than cores, several processes share a target's corpus.
        self.waiting = self.targets * max(1, -(-self.cores // len(self.targets)))
        self.share = max(1, int(options.time * self.cores / len(self.waiting)))
        self.running, self.ended, self.findings, self.told = [], [], [], 0.0

    def folder(self, target, name):
        folder = self.options.work / target / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def start(self, target):
        number = sum(process.target == target for process in self.running) + sum(ended.target == target for ended in self.ended)
        arguments = libfuzzer.common_arguments(ROOT, target) + [
            f"-max_total_time={self.share}", f"-artifact_prefix={self.folder(target, 'found')}/", str(self.folder(target, "corpus"))]
        committed = ROOT / "corpus" / target
        if committed.is_dir():
            arguments.append(str(committed))
        log = self.folder(target, "logs") / f"{number}.log"
        self.running.append(libfuzzer.Process(self.options.programs / f"{target}_fuzz", target, arguments, log))

    def tell(self, word=None):
        """A line in place on a terminal, one every ten seconds elsewhere."""
        terminal = sys.stdout.isatty()
        if word is None and time.monotonic() - self.told < (1 if terminal else 10):
            return
        self.told = time.monotonic()
        states = []
        for process in self.running:
            executions, edges = process.pulse()
            states.append(f"{process.target} {int(self.told - process.began)} s, {executions:,} executions, {edges} edges")
        done = f"{len(self.ended)} of {len(self.ended) + len(self.running) + len(self.waiting)} done, {len(self.findings)} found"
        line = word or f"  ... {done}; {'; '.join(states)}"
        print(("\r\033[K" if terminal else "") + line[:200], end="" if terminal and word is None else "\n", flush=True)

    def take(self, process):
        ended = process.ended()
        self.ended.append(ended)
        if ended.code != 0:
            self.keep(ended)
        rate = int(ended.executions / ended.cpu_seconds) if ended.cpu_seconds else 0
        self.tell(f"{ended.target}: {ended.executions:,} executions in {ended.seconds:.0f} s ({rate:,} a CPU-second), {ended.edges} edges"
                  + ("" if ended.code == 0 else f", FOUND: {self.findings[-1][1].name}"))
        with self.options.log.open("a", encoding="utf-8") as log:
            log.write(json.dumps({
                "target": ended.target, "commit": self.options.commit, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "seconds": round(ended.seconds, 1), "cpu_seconds": round(ended.cpu_seconds, 1), "executions": ended.executions,
                "coverage": {"edges": ended.edges, "features": ended.features}, "found": int(ended.code != 0)}) + "\n")

    def keep(self, ended):
        """What was found, made smaller, under a name that says what is wrong."""
        name = libfuzzer.name_of_finding(ended.output)
        folder = self.options.findings / ended.target
        folder.mkdir(parents=True, exist_ok=True)
        program = self.options.programs / f"{ended.target}_fuzz"
        artifacts = [path for path in ended.artifacts if path.is_file()]
        if not artifacts:
            kept = folder / (name + ".log")
            kept.write_bytes(ended.output[-20000:])
        else:
            smaller = libfuzzer.minimize(program, artifacts[0], MINIMIZING, self.folder(ended.target, "logs") / "minimize.log")
            kept = folder / name
            number = 2
            while kept.exists() and kept.read_bytes() != smaller:
                kept, number = folder / f"{name}-{number}", number + 1
            kept.write_bytes(smaller)
        self.findings.append((ended.target, kept))

    def merge(self, target):
        """Keeps of a target's corpus, the committed one included, the smallest inputs that reach all that it reaches."""
        corpus, smaller = self.folder(target, "corpus"), self.options.work / target / "merged"
        shutil.rmtree(smaller, ignore_errors=True)
        smaller.mkdir()
        arguments = libfuzzer.common_arguments(ROOT, target) + ["-merge=1", f"-max_total_time={MERGING}",
                                                                f"-artifact_prefix={self.folder(target, 'found')}/", str(smaller), str(corpus)]
        committed = ROOT / "corpus" / target
        process = libfuzzer.Process(self.options.programs / f"{target}_fuzz", target,
                                    arguments + ([str(committed)] if committed.is_dir() else []), self.folder(target, "logs") / "merge.log")
        self.running.append(process)
        code = process.wait()
        self.running.remove(process)
        before, after = len(list(corpus.iterdir())), len(list(smaller.iterdir()))
        if code != 0 or after == 0:
            return
        shutil.rmtree(corpus)
        smaller.rename(corpus)
        self.tell(f"{target}: {after} inputs are left of {before}")

    def run(self):
        try:
            while self.waiting or self.running:
                while self.waiting and len(self.running) < self.cores:
                    self.start(self.waiting.pop(0))
                for process in [process for process in self.running if process.has_ended()]:
                    self.running.remove(process)
                    self.take(process)
                self.tell()
                time.sleep(0.2)
            found = {target for target, _ in self.findings}
            for target in self.targets if self.options.merge else []:
                if target not in found:
                    self.merge(target)
        finally:
            for process in self.running:
                process.stop()
        return self.report()

    def report(self):
        total = sum(ended.executions for ended in self.ended)
        cpu = sum(ended.cpu_seconds for ended in self.ended)
        print(f"{len(self.targets)} targets, {total:,} executions, {cpu:.0f} CPU-seconds, {len(self.findings)} found")
        for target, kept in self.findings:
            program = self.options.programs / f"{target}_fuzz"
            print(f"\n{target}: {kept}\n  to see it:       {program} {kept}")
            print(f"  its question:    python3 fuzz/seeds.py question {kept}")
            print(f"  once it is mended, it stays in corpus/{target}/ and every `ctest -L fuzz-replay` runs it")
        return 1 if self.findings else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--time", type=int, default=600, help="seconds for the whole job (600)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once (one for each core)")
    parser.add_argument("--programs", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--work", type=Path, default=Path("build/fuzz-work"), help="where inputs gather")
    parser.add_argument("--findings", type=Path, default=Path("corpus"), help="where findings are kept")
    parser.add_argument("--log", type=Path, default=ROOT / "fuzz/log.ndjson")
    parser.add_argument("--no-merge", dest="merge", action="store_false")
    parser.add_argument("targets", nargs="*", metavar="target")
    options = parser.parse_args()
    if options.time < 1:
        parser.error("--time takes seconds from 1 on")
    options.commit = commit()
    sys.exit(Job(options).run())


if __name__ == "__main__":
    main()
