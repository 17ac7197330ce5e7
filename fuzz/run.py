"""The fuzzing job: every target on all cores for a given time, then a merge of each corpus.

  python3 fuzz/run.py [--time 600] [--programs build/fuzz] [target...]

The time is that of the whole job; the targets share it. What adds coverage gathers in <work>/<target>/corpus; what is wrong is made
smaller and kept as corpus/<target>/crash-<what>. Each run of a target is a line of fuzz/log.ndjson (log.py adds them up).
Ends with 1 where something was found, with 3 where a target could not be run or something not be written, with 128 + n after a signal.
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
from findings import Findings, shown
from log import CHANGED

ROOT = Path(__file__).resolve().parent.parent
MERGING = 300  # seconds for a corpus
ASIDE = "corpus-before-merge"
OVERTIME = 60  # seconds after which a run that does not end by itself is stopped
# What the programs are made of.
SOURCES = ("src", "fuzz", "conformance/halves", "CMakeLists.txt", "CMakePresets.json",
           ":!fuzz/*.md", ":!fuzz/*.py", ":!fuzz/log.ndjson", ":!fuzz/coverage.json", ":!fuzz/planted", ":!fuzz/oss-fuzz")


def refuse(message, code=2):
    print(message, file=sys.stderr)
    sys.exit(code)


def targets_of(programs, wanted):
    known = sorted(path.stem.removesuffix("_fuzz") for path in (ROOT / "fuzz").glob("*_fuzz.cpp"))
    if unknown := [target for target in wanted if target not in known]:
        refuse(f"no such target: {' '.join(unknown)}; there are {' '.join(known)}")
    chosen = list(dict.fromkeys(wanted)) or known
    if missing := [target for target in chosen if not (programs / f"{target}_fuzz").is_file()]:
        refuse(f"not built in {programs}: {' '.join(missing)}; ./bootstrap fuzz builds them", 3)
    return chosen


def commit():
    """The commit of the sources, and whether they are those of the commit."""
    def git(*arguments):
        told = subprocess.run(["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
        return told.stdout.strip()
    return (git("rev-parse", "--short=12", "HEAD") or "unknown") + (CHANGED if git("status", "--porcelain", "--", *SOURCES) else "")


class Job:
    """Targets that wait, processes that run, and what became of them."""

    def __init__(self, options):
        self.options = options
        self.targets = targets_of(options.programs, options.targets)
        self.cores = max(1, options.jobs)
        # Every core has something to do: where there are fewer targets than cores, several processes share a target's corpus.
        self.runs = self.targets * max(1, -(-self.cores // len(self.targets)))
        self.share = max(1, int(options.time * self.cores / len(self.runs)))
        self.findings = Findings(options.findings, self.program, lambda target: self.folder(target, "found"))
        self.running, self.ended, self.broken, self.told = [], [], [], 0.0

    def folder(self, target, name):
        folder = self.options.work / target / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def corpus(self, target):
        """Where inputs gather. What an interrupted merge had put aside is there again."""
        corpus, aside = self.options.work / target / "corpus", self.options.work / target / ASIDE
        if aside.is_dir() and not corpus.is_dir():
            aside.rename(corpus)
        shutil.rmtree(aside, ignore_errors=True)
        return self.folder(target, "corpus")

    def program(self, target):
        return self.options.programs / f"{target}_fuzz"

    def arguments(self, target, *more):
        committed = ROOT / "corpus" / target
        return [*libfuzzer.arguments_of(ROOT, target), f"-artifact_prefix={self.folder(target, 'found')}/", *map(str, more),
                *([str(committed)] if committed.is_dir() else [])]

    def start(self, target):
        number = sum(one.target == target for one in self.running + self.ended)
        return libfuzzer.Process(self.program(target), target,
                                 self.arguments(target, f"-max_total_time={self.share}", self.corpus(target)),
                                 self.folder(target, "logs") / f"{number}.log")

    def tell(self, word=None, waiting=0):
        """A line in place on a terminal, one every ten seconds elsewhere."""
        terminal = sys.stdout.isatty()
        if word is None and time.monotonic() - self.told < (1 if terminal else 10):
            return
        self.told = time.monotonic()
        if word is None:
            states = ["{} {} s, {:,} executions, {} edges".format(one.target, int(self.told - one.began), *one.pulse()) for one in self.running]
            word = f"  ... {waiting} wait, {len(self.findings.kept)} found; {'; '.join(states)}"
            if terminal:
                print(f"\r\033[K{word[:shutil.get_terminal_size().columns - 1]}", end="", flush=True)
                return
        print(("\r\033[K" if terminal else "") + word, flush=True)

    def work_off(self, targets, start, take, limit):
        """As many at once as there are cores. `take` is told of each that has ended, and whether it was stopped at the limit."""
        waiting = list(targets)
        while waiting or self.running:
            while waiting and len(self.running) < self.cores:
                self.running.append(start(waiting.pop(0)))
            for process in list(self.running):
                has_ended = process.has_ended()
                late = not has_ended and time.monotonic() - process.began > limit
                if late:
                    process.stop()
                if has_ended or late:
                    self.running.remove(process)
                    take(process.ended(), late)
            self.tell(waiting=len(waiting))
            time.sleep(0.1)

    def take(self, ended, was_stopped, is_tried=True):
        """Notes what a run came to, and keeps what it found."""
        self.ended.append(ended)
        found = ended.artifacts[-1].name if ended.artifacts else None
        try:
            if ended.artifacts:
                found = self.findings.keep(ended, is_tried)
            elif ended.code != 0 and not was_stopped:
                self.broken.append(f"{ended.target} ended with {ended.code} and left no input: {shown(ended.log)}")
        except OSError as error:
            self.broken.append(f"{ended.target}: what it found lies in {shown(ended.artifacts[-1])} and cannot be kept: {error}")
        finally:
            # WHY whatever happens: it ran.
            self.note(ended, found)
        self.tell(f"{ended.target}: {ended.executions:,} executions in {ended.seconds:.0f} s ({ended.rate():,} a CPU-second), {ended.edges} edges"
                  + (f", FOUND {found}" if found else ""))

    def note(self, ended, found):
        """A line of the log."""
        if ended.executions == 0 and not found:
            return
        line = json.dumps({
            "target": ended.target, "commit": self.options.commit, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "seconds": round(ended.seconds, 1), "cpu_seconds": round(ended.cpu_seconds, 1), "executions": ended.executions,
            "coverage": {"edges": ended.edges, "features": ended.features}, "found": found})
        try:
            with self.options.log.open("a", encoding="utf-8") as log:
                log.write(line + "\n")
        except OSError as error:
            self.broken.append(f"{ended.target}: its run is not in the log: {error}: {line}")

    def start_merge(self, target):
        smaller = self.options.work / target / "merged"
        shutil.rmtree(smaller, ignore_errors=True)
        smaller.mkdir(parents=True)
        return libfuzzer.Process(self.program(target), target, self.arguments(target, "-merge=1", smaller, self.corpus(target)),
                                 self.folder(target, "logs") / "merge.log")

    def take_merge(self, ended, was_stopped):
        """Of a target's corpus, the committed one included, the smallest inputs stay that reach all that it reaches."""
        corpus, smaller = self.corpus(ended.target), self.options.work / ended.target / "merged"
        before = sum(len(list(folder.iterdir())) for folder in (corpus, ROOT / "corpus" / ended.target) if folder.is_dir())
        after = len(list(smaller.iterdir()))
        if ended.code != 0 or was_stopped or after == 0:
            self.tell(f"{ended.target}: its {before} inputs stay as they are, they could not be merged: {shown(ended.log)}")
            return
        # WHY put aside: whenever this is interrupted, one of the two is there.
        aside = corpus.rename(corpus.with_name(ASIDE))
        smaller.rename(corpus)
        shutil.rmtree(aside)
        self.tell(f"{ended.target}: {after} inputs are left of {before}")

    def run(self):
        signalled = 0
        try:
            self.work_off(self.runs, self.start, self.take, self.share + OVERTIME)
            self.findings.make_smaller(self.tell)
            found = {found.ended.target for found in self.findings.kept}
            if self.options.merge:
                self.work_off([target for target in self.targets if target not in found], self.start_merge, self.take_merge, MERGING)
        except KeyboardInterrupt:
            signalled = 130
        except SystemExit as asked:
            signalled = asked.code
        except OSError as error:
            self.broken.append(f"The job ended early: {error}")
        # What was interrupted ran all the same, and may have found something just then.
        for process in self.running:
            has_ended = process.has_ended()
            process.stop()
            if process.log.name != "merge.log":
                self.take(process.ended(), not has_ended, is_tried=False)
        self.report()
        return signalled or (1 if self.findings.kept else 3 if self.broken else 0)

    def report(self):
        total = sum(ended.executions for ended in self.ended)
        cpu = sum(ended.cpu_seconds for ended in self.ended)
        print(f"{len(self.targets)} targets, {total:,} executions, {cpu:.0f} CPU-seconds, {len(self.findings.kept)} found")
        for line in [*self.findings.report(), *self.broken]:
            print(line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--time", type=int, default=600, help="seconds for the whole job (600)")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="processes at once (one for each core)")
    parser.add_argument("--programs", type=Path, default=ROOT / "build/fuzz")
    parser.add_argument("--work", type=Path, default=ROOT / "build/fuzz-work", help="where inputs gather")
    parser.add_argument("--findings", type=Path, default=ROOT / "corpus", help="where findings are kept")
    parser.add_argument("--log", type=Path, default=ROOT / "fuzz/log.ndjson")
    parser.add_argument("--no-merge", dest="merge", action="store_false")
    parser.add_argument("targets", nargs="*", metavar="target")
    options = parser.parse_args()
    if options.time < 1:
        parser.error("--time takes seconds from 1 on")
    options.commit = commit()
    libfuzzer.end_by_signals()
    with libfuzzer.locked(options.work) as is_free:
        if not is_free:
            refuse(f"Another job runs in {shown(options.work)}: wait for it, or name another folder with --work.", 3)
        sys.exit(Job(options).run())


if __name__ == "__main__":
    main()
