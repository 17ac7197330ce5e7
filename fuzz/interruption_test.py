"""What a job keeps when something comes between: signals, full disks, another job, and an end that nobody saw."""

import contextlib
import io
import itertools
import os
import signal
import subprocess
import types
import unittest
from pathlib import Path
from unittest import mock

import keeping
import libfuzzer
import run
import work_folder
from job_program import INPUT, NAME, JobCase

FULL = Path("/dev/full")


class Ends(JobCase):
    """Of processes, as a job sees them that looks late."""

    def job(self, target):
        options = types.SimpleNamespace(programs=self.folder, work=self.folder / "work", findings=self.folder / "corpus", targets=[target], jobs=1,
                                        time=1, log=self.folder / "log.ndjson", commit="abc")
        return run.Job(options, types.SimpleNamespace(number=0, heard=contextlib.nullcontext))

    def ended_process(self, job):
        process = job.start("url")
        while not process.has_ended():
            pass
        return process

    def test_what_ended_by_itself_is_never_late(self):
        self.program("url", "find")
        job = self.job("url")
        job.running.append(self.ended_process(job))
        with contextlib.redirect_stdout(io.StringIO()):
            job.work_off([], job.start, job.take_run, limit=0)
        [found] = job.findings.all
        self.assertFalse(found.ended.was_stopped)
        self.assertEqual(NAME, self.log()[0]["found"])

    def test_what_was_stopped_has_found_something_where_it_left_an_input(self):
        self.program("url", "find")
        job = self.job("url")
        process = self.ended_process(job)
        process.was_stopped = True
        with contextlib.redirect_stdout(io.StringIO()):
            job.take_run(process.ended())
        self.assertEqual(INPUT, (self.folder / "corpus/url" / NAME).read_bytes())

    def test_its_time_ends_with_the_process(self):
        self.program("url", "run")
        process = self.ended_process(self.job("url"))
        with mock.patch.object(libfuzzer.time, "monotonic", return_value=process.began + 1000):
            self.assertLess(process.ended().seconds, 1000)


class Signals(JobCase):
    def end(self, job, number):
        job.send_signal(number)
        told, _ = job.communicate(timeout=60)
        self.assertEqual(job.returncode, 128 + number, told)
        return told

    def test_what_is_made_smaller_was_noted_before(self):
        self.program("url", "find-and-hang-smaller")
        for count, number in enumerate((signal.SIGINT, signal.SIGTERM), start=1):
            job = self.start_job("url")
            self.await_in(self.folder / "hangs", b"", job)
            told = self.end(job, number)
            self.assertIn("1 found", told)
            self.assertIn(f"to see it again: {self.folder}/url_fuzz {self.folder}/corpus/url/{NAME}", told)
            kept = self.folder / "corpus/url" / NAME
            self.assertEqual([(NAME, INPUT)], [(path.name, path.read_bytes()) for path in kept.parent.iterdir()])
            self.assertEqual([NAME] * count, [entry["found"] for entry in self.log()])
            kept.unlink()
            (self.folder / "hangs").unlink()

    def test_what_fell_while_another_was_looked_at_is_found(self):
        self.program("cors_check", "find-and-hang-alone")
        self.program("url", "find-later")
        job = self.start_job("--jobs", "2", "cors_check", "url")
        self.await_in(self.folder / "work/url/logs/0.log", b"stat::", job)
        told = self.end(job, signal.SIGINT)
        self.assertIn("2 found", told)
        self.assertEqual([("cors_check", NAME), ("url", NAME)], [(entry["target"], entry["found"]) for entry in self.log()])
        self.assertNotIn("did not happen again", told)

    def test_what_is_falling_has_time_to_say_over_what(self):
        self.program("url", "find-slowly")
        job = self.start_job("url")
        self.await_in(self.folder / "work/url/logs/0.log", b"PROPERTY", job)
        job.send_signal(signal.SIGINT)
        for line in job.stdout:
            if "1 that run are ended" in line:
                (self.folder / "go-on").touch()
                break
        told = self.end(job, signal.SIGINT)
        self.assertIn("1 found", told)
        self.assertEqual(INPUT, (self.folder / "corpus/url" / NAME).read_bytes())


class Disks(JobCase):
    def test_a_log_that_is_full_is_no_finding(self):
        self.program("url", "run")
        code, told = self.run_job("--log", str(FULL), "url")
        self.assertEqual(code, 3, told)
        self.assertIn("1 targets, 1,024 executions", told)
        self.assertIn("The job could not go on: [Errno 28] No space left on device", told)
        self.assertNotIn("Traceback", told)

    def test_a_finding_is_told_and_kept_where_the_log_is_full(self):
        self.program("url", "find")
        code, told = self.run_job("--log", str(FULL), "url")
        self.assertEqual(code, 1, told)
        self.assertIn("No space left on device", told)
        self.assertIn(f"to see it again: {self.folder}/url_fuzz {self.folder}/corpus/url/{NAME}", told)

    def test_a_finding_that_cannot_be_kept_stays_where_it_was_found(self):
        self.program("url", "find")
        code, told = self.run_job("--findings", str(self.folder / "url_fuzz"), "url")
        self.assertEqual(code, 1, told)
        self.assertIn(f"to see it again: {self.folder}/url_fuzz {self.folder}/work/url/found/0/crash-0123", told)
        self.assertIn("It could not be kept", told)
        self.assertEqual(["crash-0123"], [entry["found"] for entry in self.log()])

    def test_an_output_that_is_full_is_no_finding(self):
        self.program("url", "run")
        with FULL.open("w") as full:
            ended = subprocess.run(self.command("url"), stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=120)
        self.assertEqual((ended.returncode, "The output could not be written" in ended.stderr), (3, True), ended.stderr)
        self.assertIn("1 targets, ", ended.stderr)

    def test_a_folder_that_cannot_be_made_is_no_finding(self):
        self.program("url", "run")
        code, told = self.run_job("--work", str(self.folder / "url_fuzz/work"), "url")
        self.assertEqual((code, "Traceback" in told), (3, False), told)

    def test_what_is_kept_is_never_cut_off(self):
        def half(path, data):
            with path.open("wb") as out:
                out.write(data[:len(data) // 2])
            raise OSError(28, os.strerror(28))
        kept = self.folder / "crash-x"
        kept.write_bytes(INPUT)
        with mock.patch.object(Path, "write_bytes", half), self.assertRaises(OSError):
            keeping.write_whole(kept, b"another one that is longer")
        self.assertEqual([(kept, INPUT)], [(path, path.read_bytes()) for path in self.folder.iterdir()])


class Merges(JobCase):
    def test_lose_nothing_wherever_they_are_interrupted(self):
        steps = ((Path, "rename"), (work_folder.shutil, "rmtree"))
        for at in itertools.count():
            work, done = work_folder.WorkFolder(self.folder / str(at)), 0
            for name, inputs in (("corpus", "abc"), ("merged", "ab")):
                for letter in inputs:
                    (work.folder("url", name) / letter).write_text(letter)

            def unless_ended(step):
                def until(*arguments):
                    nonlocal done
                    done += 1
                    if done > at:
                        raise KeyboardInterrupt
                    return step(*arguments)
                return until
            with contextlib.ExitStack() as patches, contextlib.suppress(KeyboardInterrupt):
                for owner, name in steps:
                    patches.enter_context(mock.patch.object(owner, name, unless_ended(getattr(owner, name))))
                work.replace_corpus("url")
            was_interrupted = done > at
            work.take_up("url")
            self.assertEqual(["corpus"], os.listdir(work.path / "url"))
            self.assertEqual(["a", "b", "c"] if was_interrupted else ["a", "b"], sorted(os.listdir(work.path / "url/corpus")))
            if not was_interrupted:
                break
        self.assertEqual(3, at)

    def test_that_were_interrupted_are_taken_up_by_the_next_job(self):
        self.program("url", "run")
        for name in ("replaced", "merged"):
            left = self.folder / "work/url" / name
            left.mkdir(parents=True)
            (left / f"of-{name}").write_bytes(b"1")
        code, told = self.run_job("--no-merge", "url")
        self.assertEqual(code, 0, told)
        self.assertEqual(["new", "of-merged", "of-replaced"], sorted(os.listdir(self.folder / "work/url/corpus")))


class OneAtATime(JobCase):
    def test_a_second_job_in_a_folder_is_refused_and_the_first_goes_on(self):
        self.program("url", "wait")
        first = self.start_job("url")
        self.await_in(self.folder / "work/url/logs/0.log", b"pulse", first)
        code, told = self.run_job("url")
        self.assertEqual((code, "another job works in" in told, "--work <folder>" in told), (3, True, True), told)
        first.send_signal(signal.SIGINT)
        told, _ = first.communicate(timeout=60)
        self.assertEqual(first.returncode, 130, told)
        self.assertIn("1 targets, 8 executions", told)


if __name__ == "__main__":
    unittest.main()
