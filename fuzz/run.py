"""The fuzzing job: every target on all cores for a given time, then a merge of each corpus.

  python3 fuzz/run.py [--time 600] [--programs build/fuzz] [target...]

The time is that of all runs, which share it; inputs are made smaller and merged behind it. What adds coverage gathers in
<work>/<target>/corpus; what is wrong is made smaller and kept as corpus/<target>/crash-<what>. Each run of a target is a line of
fuzz/log.ndjson (log.py adds them up).
Ends with 128 + n after a signal, else with 1 where something was found, else with 3 where something could not be run or written.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import keeping
import libfuzzer
import work_folder
from keeping import shown

ROOT = Path(__file__).resolve().parent.parent
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
        refuse(f"not built in {programs}: {' '.join(missing)}; ./bootstrap fuzz builds them, or with --coverage", 3)
    return chosen


def commit():
    """The commit of the sources, and whether they are those of the commit."""
    def git(*arguments):
        if not shutil.which("git"):
            return ""
        told = subprocess.run(["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
        return told.stdout.strip()
    return (git("rev-parse", "--short=12", "HEAD") or "unknown") + ("+changes" if git("status", "--porcelain", "--", *SOURCES) else "")


class Job:
    """Targets that wait, processes that run, and what became of them."""

    def __init__(self, options, signals):
        self.options, self.signals = options, signals
        self.targets = targets_of(options.programs, options.targets)
        self.cores = max(1, options.jobs)
        # Every core has something to do: where there are fewer targets than cores, several processes share a target's corpus.
        self.runs = self.targets * max(1, -(-self.cores // len(self.targets)))
        self.share = max(1, options.time // -(-len(self.runs) // self.cores))
        self.work = work_folder.WorkFolder(options.work)
        self.findings = keeping.Findings(options.findings, self.work, self.program, signals, self.tell)
        self.running, self.take, self.ended, self.broken, self.told = [], None, [], [], 0.0

    def program(self, target):
        return self.options.programs / f"{target}_fuzz"

    def process(self, target, name, *arguments):
        """Its log has that name, and so has the folder of what it finds: two that find the same do not write the same file."""
        folders = [self.work.folder(target, "corpus"), ROOT / "corpus" / target]
        command = [*libfuzzer.arguments_of(ROOT, target), f"-artifact_prefix={self.work.folder(target, f'found/{name}')}/", *arguments,
                   *[str(folder) for folder in folders if folder.is_dir()]]
        return libfuzzer.Process(self.program(target), target, command, self.work.folder(target, "logs") / f"{name}.log")

    def start(self, target):
        number = sum(one.target == target for one in self.running + self.ended)
        return self.process(target, str(number), f"-max_total_time={self.share}")

    def tell(self, word=None, waiting=0):
        """A line in place on a terminal, one every ten seconds elsewhere."""
        terminal = sys.stdout.isatty()
        if word is None and time.monotonic() - self.told < (1 if terminal else 10):
            return
        self.told = time.monotonic()
        if word is None:
            states = ["{} {} s, {:,} executions, {} edges".format(one.target, int(self.told - one.began), *one.pulse()) for one in self.running]
            word = f"  ... {waiting} wait, {len(self.findings.all)} found; {'; '.join(states)}"
            if terminal:
                print(f"\r\033[K{word[:shutil.get_terminal_size().columns - 1]}", end="", flush=True)
                return
        print(("\r\033[K" if terminal else "") + word, flush=True)

    def work_off(self, targets, start, take, limit):
        """As many at once as there are cores; what runs beyond the limit is stopped. `take` is told of each that has ended."""
        waiting, self.take = list(targets), take
        while waiting or self.running:
            while waiting and len(self.running) < self.cores:
                self.running.append(start(waiting.pop(0)))
            for process in list(self.running):
                if time.monotonic() - process.began > limit:
                    process.stop()
                if process.has_ended():
                    self.running.remove(process)
                    take(process.ended())
            self.tell(waiting=len(waiting))
            with self.signals.heard():
                time.sleep(0.1)

    def take_run(self, ended):
        """Notes what a run came to, and keeps what it found."""
        self.ended.append(ended)
        found = self.findings.note(ended, ended.artifacts[-1]) if ended.artifacts else None
        try:
            if found:
                self.findings.keep(found)
            elif ended.code != 0 and not ended.was_stopped:
                self.broken.append(f"{ended.target} ended with {ended.code} and left no input: {shown(ended.log)}")
        finally:
            self.write_log(ended, found)
        self.tell(f"{ended.target}: {ended.executions:,} executions in {ended.seconds:.0f} s ({ended.rate():,} a CPU-second), {ended.edges} edges"
                  + (", stopped" if ended.was_stopped else "") + (f", FOUND {found.path.name}" if found else ""))

    def write_log(self, ended, found):
        if ended.executions == 0 and not found:
            return
        with self.options.log.open("a", encoding="utf-8") as log:
            log.write(json.dumps({
                "target": ended.target, "commit": self.options.commit, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(ended.at)),
                "seconds": round(ended.seconds, 1), "cpu_seconds": round(ended.cpu_seconds, 1), "executions": ended.executions,
                "coverage": {"edges": ended.edges, "features": ended.features}, "found": found.path.name if found else None}) + "\n")

    def start_merge(self, target):
        return self.process(target, "merge", "-merge=1", str(self.work.folder(target, "merged")))

    def take_merge(self, ended):
        """Of a target's corpus, the committed one included, the smallest inputs stay that reach all that it reaches."""
        corpus, smaller = self.work.folder(ended.target, "corpus"), self.work.folder(ended.target, "merged")
        before = sum(len(list(folder.iterdir())) for folder in (corpus, ROOT / "corpus" / ended.target) if folder.is_dir())
        after = len(list(smaller.iterdir()))
        # What a merge falls over is passed over by it, and wrong all the same.
        self.findings.keep_of_each_fault(ended)
        if ended.code != 0 or ended.was_stopped or after == 0:
            self.work.drop_merged(ended.target)
            self.tell(f"{ended.target}: its {before} inputs stay as they are, they could not be merged: {shown(ended.log)}")
            return
        self.work.replace_corpus(ended.target)
        self.tell(f"{ended.target}: {after} inputs are left of {before}")

    def run(self):
        try:
            for target in self.targets:
                self.work.take_up(target)
            self.work_off(self.runs, self.start, self.take_run, self.share + OVERTIME)
            self.findings.make_smaller()
            found = {one.ended.target for one in self.findings.all}
            if self.options.merge:
                self.work_off([target for target in self.targets if target not in found], self.start_merge, self.take_merge, MERGING)
                self.findings.make_smaller()
        except libfuzzer.Signalled:
            pass
        except OSError as error:
            self.fail(error)
        finally:
            self.end_what_runs()
        printed = self.print_report()
        return 128 + self.signals.number if self.signals.number else 1 if self.findings.all else 3 if self.broken or not printed else 0

    def end_what_runs(self):
        """What was interrupted ran all the same, and what fell before it could be stopped has found something."""
        left, self.running = self.running, []
        with contextlib.suppress(OSError):
            if left:
                self.tell(f"{len(left)} that run are ended")
        for process in left:
            process.stop()
        for process in left:
            try:
                self.take(process.ended())
            except OSError as error:
                self.fail(error)

    def fail(self, error):
        line = f"The job could not go on: {error}"
        if line not in self.broken:
            self.broken.append(line)

    def print_report(self):
        """Whether it could be printed where it belongs; it is said in any case."""
        total, cpu = sum(ended.executions for ended in self.ended), sum(ended.cpu_seconds for ended in self.ended)
        text = "\n".join([f"{len(self.targets)} targets, {total:,} executions, {cpu:.0f} CPU-seconds, {len(self.findings.all)} found",
                          *self.findings.lines(), *self.broken])
        try:
            print(text, flush=True)
            return True
        except OSError as error:
            # WHY: Python would try once more at the end what the full or closed output does not take, and end with a code of its own.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            with contextlib.suppress(OSError):
                print(f"{text}\nThe output could not be written: {error}", file=sys.stderr)
            return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--time", type=int, default=600, help="seconds for all runs together (600)")
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
    try:
        options.commit = commit()
        job = Job(options, libfuzzer.Signals())
        lock = work_folder.claim(options.work)
        if not lock:
            refuse(f"another job works in {shown(options.work)}; wait until it has ended, or give this one a folder of its own: --work <folder>", 3)
        with lock:
            code = job.run()
    except OSError as error:
        refuse(f"The job could not go on: {error}", 3)
    sys.exit(code)


if __name__ == "__main__":
    main()
