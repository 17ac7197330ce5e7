"""The fuzzing job: every target on all cores for a given time, then a merge of each corpus.

  python3 fuzz/run.py [--time 600] [--programs build/fuzz] [target...]

The time is that of the whole job; the targets share it. What adds coverage gathers in <work>/<target>/corpus; what is wrong is made
smaller and kept as corpus/<target>/crash-<what>. Each run of a target is a line of fuzz/log.ndjson (log.py adds them up).
Ends with 1 where something was found, with 3 where a target could not be run, with 128 + n after a signal.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import finding
import libfuzzer
import seeds

ROOT = Path(__file__).resolve().parent.parent
SHRINKING = 30  # seconds for a finding
MERGING = 300  # seconds for a corpus
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
    return (git("rev-parse", "--short=12", "HEAD") or "unknown") + ("+changes" if git("status", "--porcelain", "--", *SOURCES) else "")


def shown(path):
    """As it is typed from here."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


class Job:
    """Targets that wait, processes that run, and what became of them."""

    def __init__(self, options):
        self.options = options
        self.targets = targets_of(options.programs, options.targets)
        self.cores = max(1, options.jobs)
        # Every core has something to do: where there are fewer targets than cores, several processes share a target's corpus.
        self.runs = self.targets * max(1, -(-self.cores // len(self.targets)))
        self.share = max(1, int(options.time * self.cores / len(self.runs)))
        self.running, self.ended, self.findings, self.broken, self.told = [], [], [], [], 0.0

    def folder(self, target, name):
        folder = self.options.work / target / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def program(self, target):
        return self.options.programs / f"{target}_fuzz"

    def arguments(self, target, *more):
        committed = ROOT / "corpus" / target
        return [*libfuzzer.arguments_of(ROOT, target), f"-artifact_prefix={self.folder(target, 'found')}/", *map(str, more),
                *([str(committed)] if committed.is_dir() else [])]

    def start(self, target):
        number = sum(one.target == target for one in self.running + self.ended)
        return libfuzzer.Process(self.program(target), target,
                                 self.arguments(target, f"-max_total_time={self.share}", self.folder(target, "corpus")),
                                 self.folder(target, "logs") / f"{number}.log")

    def tell(self, word=None, waiting=0):
        """A line in place on a terminal, one every ten seconds elsewhere."""
        terminal = sys.stdout.isatty()
        if word is None and time.monotonic() - self.told < (1 if terminal else 10):
            return
        self.told = time.monotonic()
        if word is None:
            states = ["{} {} s, {:,} executions, {} edges".format(one.target, int(self.told - one.began), *one.pulse()) for one in self.running]
            word = f"  ... {waiting} wait, {len(self.findings)} found; {'; '.join(states)}"
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
                late = time.monotonic() - process.began > limit
                if late:
                    process.stop()
                if process.has_ended():
                    self.running.remove(process)
                    take(process.ended(), late)
            self.tell(waiting=len(waiting))
            time.sleep(0.1)

    def take(self, ended, was_stopped):
        """Notes what a run came to, and keeps what it found."""
        self.ended.append(ended)
        found = None
        if ended.code != 0 and not was_stopped:
            found = self.keep(ended)
        self.tell(f"{ended.target}: {ended.executions:,} executions in {ended.seconds:.0f} s ({ended.rate():,} a CPU-second), {ended.edges} edges"
                  + (f", FOUND {found}" if found else ""))
        if ended.executions == 0:
            return
        with self.options.log.open("a", encoding="utf-8") as log:
            log.write(json.dumps({
                "target": ended.target, "commit": self.options.commit, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "seconds": round(ended.seconds, 1), "cpu_seconds": round(ended.cpu_seconds, 1), "executions": ended.executions,
                "coverage": {"edges": ended.edges, "features": ended.features}, "found": found}) + "\n")

    def keep(self, ended):
        """What was found, under a name that says what is wrong, and then made smaller. Its name; nothing where the program itself failed."""
        artifacts = [path for path in ended.artifacts if path.is_file()]
        if not artifacts:
            self.broken.append(f"{ended.target} ended with {ended.code} and left no input: {shown(ended.log)}")
            return None
        data = artifacts[-1].read_bytes()
        code, again = self.alone(ended.target, data)
        name = finding.name_of(again if code else ended.output)
        folder = self.options.findings / ended.target
        folder.mkdir(parents=True, exist_ok=True)
        kept, number = folder / name, 2
        # WHY never over another one: the same words may be about another bug.
        while kept.exists() and kept.read_bytes() != data:
            kept, number = folder / f"{name}-{number}", number + 1
        is_new = not kept.exists()
        kept.write_bytes(data)
        self.tell(f"{ended.target}: FOUND {kept.name}; it is made smaller, in {SHRINKING} s at most")
        if is_new and code:
            kept.write_bytes(self.shrunk(ended.target, data, name))
        self.findings.append((ended, kept, len(data), code != 0))
        return kept.name

    def alone(self, target, data, **asan):
        """(exit code, output) of one input in a process of its own."""
        attempt = self.folder(target, "found") / "attempt"
        attempt.write_bytes(data)
        return libfuzzer.symptom(self.program(target), attempt, **asan)

    def shrunk(self, target, data, name):
        """The smallest input with the same fault."""
        # WHY without names of functions: they take longer than the run.
        def kind(smaller):
            code, output = self.alone(target, smaller, symbolize=0)
            return (finding.kind_of(output) or "unknown") if code else None
        fault = kind(data)
        smaller = finding.shrink(data, lambda fewer: kind(fewer) == fault, SHRINKING)
        return smaller if finding.name_of(self.alone(target, smaller)[1]) == name else data

    def start_merge(self, target):
        smaller = self.options.work / target / "merged"
        shutil.rmtree(smaller, ignore_errors=True)
        smaller.mkdir(parents=True)
        return libfuzzer.Process(self.program(target), target, self.arguments(target, "-merge=1", smaller, self.folder(target, "corpus")),
                                 self.folder(target, "logs") / "merge.log")

    def take_merge(self, ended, was_stopped):
        """Of a target's corpus, the committed one included, the smallest inputs stay that reach all that it reaches."""
        corpus, smaller = self.folder(ended.target, "corpus"), self.options.work / ended.target / "merged"
        before = sum(len(list(folder.iterdir())) for folder in (corpus, ROOT / "corpus" / ended.target) if folder.is_dir())
        after = len(list(smaller.iterdir()))
        if ended.code != 0 or was_stopped or after == 0:
            self.tell(f"{ended.target}: its {before} inputs stay as they are, they could not be merged: {shown(ended.log)}")
            return
        shutil.rmtree(corpus)
        smaller.rename(corpus)
        self.tell(f"{ended.target}: {after} inputs are left of {before}")

    def run(self):
        signalled = 0
        try:
            self.work_off(self.runs, self.start, self.take, self.share + OVERTIME)
            found = {ended.target for ended, *_ in self.findings}
            if self.options.merge:
                self.work_off([target for target in self.targets if target not in found], self.start_merge, self.take_merge, MERGING)
        except KeyboardInterrupt:
            signalled = 130
        except SystemExit as asked:
            signalled = asked.code
        finally:
            for process in self.running:
                process.stop()
        # What was interrupted ran all the same.
        for process in self.running if signalled else []:
            if process.log.name != "merge.log":
                self.take(process.ended(), True)
        self.report()
        return signalled or (3 if self.broken else 1 if self.findings else 0)

    def report(self):
        total = sum(ended.executions for ended in self.ended)
        cpu = sum(ended.cpu_seconds for ended in self.ended)
        print(f"{len(self.targets)} targets, {total:,} executions, {cpu:.0f} CPU-seconds, {len(self.findings)} found")
        for ended, kept, size, happens_again in self.findings:
            path, program = shown(kept), shown(self.program(ended.target))
            print(f"\n{ended.target}: {path} ({kept.stat().st_size} bytes of {size})")
            print(f"  what is wrong:   {finding.kind_of(ended.output) or 'unknown'}")
            print(f"  how it ended:    {shown(ended.log)}")
            print(f"  to see it again: {program} {path}" if happens_again else "  It did not happen again by itself: what ran before it matters.")
            if ended.target in seeds.QUESTIONS:
                print(f"  as a question:   python3 fuzz/seeds.py question {path} | build/release/crosscheck evaluate --lines")
            print("  once mended:     ctest --test-dir build/release -R fuzz-replay/" + ended.target + " runs it for ever, with any compiler")
        for line in self.broken:
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
    sys.exit(Job(options).run())


if __name__ == "__main__":
    main()
