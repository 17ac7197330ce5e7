"""The fuzzing job from end to end, with programs that behave like libFuzzer: what it keeps, how it is called, what it prints and ends with."""

import json
import signal
import subprocess
import sys
import unittest

import finding
import libfuzzer
from job_program import INPUT, NAME, ROOT, JobCase


class Job(JobCase):
    def test_a_run_without_a_finding_is_logged_and_merged(self):
        self.program("url", "run")
        code, told = self.run_job("url")
        self.assertEqual(code, 0, told)
        self.assertIn("1 targets, 1,024 executions", told)
        self.assertEqual(["one"], [path.name for path in (self.folder / "work/url/corpus").iterdir()])
        self.assertIn("url: 1 inputs are left of", told)
        [entry] = self.log()
        self.assertEqual(("url", 1024, {"edges": 7, "features": 9}, None), (entry["target"], entry["executions"], entry["coverage"], entry["found"]))
        self.assertFalse((self.folder / "corpus").exists())

    def test_a_finding_is_made_smaller_named_and_kept_and_the_job_ends_with_1(self):
        self.program("cors_check", "find")
        self.program("url", "run")
        code, told = self.run_job("cors_check", "url")
        self.assertEqual(code, 1, told)
        kept = self.folder / "corpus/cors_check" / NAME
        self.assertEqual(b"!", kept.read_bytes())
        self.assertIn(f"to see it again: {self.folder}/cors_check_fuzz {kept}", told)
        self.assertIn(f"fuzz/seeds.py question --whole {kept}", told)
        self.assertIn("what is wrong:   an answer is 42 lines long", told)
        self.assertIn("-R fuzz-replay/cors_check", told)
        self.assertEqual([NAME, None], [entry["found"] for entry in self.log()])
        # The other one ran and was merged all the same.
        self.assertIn("url: 1 inputs are left of", told)

    def test_another_finding_of_that_name_is_kept_beside_the_first(self):
        self.program("url", "find")
        first = self.folder / "corpus/url" / NAME
        first.parent.mkdir(parents=True)
        first.write_bytes(b"an old one!")
        code, told = self.run_job("url")
        self.assertEqual(code, 1, told)
        self.assertEqual(b"an old one!", first.read_bytes())
        self.assertEqual(b"!", first.with_name(first.name + "-2").read_bytes())
        self.assertNotIn("question", told)

    def test_what_two_processes_find_is_one_finding(self):
        self.program("url", "find")
        code, told = self.run_job("--jobs", "2", "url")
        self.assertEqual((code, "2,468 executions" in told, "1 found" in told), (1, True, True), told)
        self.assertEqual([NAME, NAME], [entry["found"] for entry in self.log()])
        self.assertEqual([NAME], [path.name for path in (self.folder / "corpus/url").iterdir()])

    def test_what_does_not_happen_again_is_kept_as_it_was_found(self):
        self.program("url", "find-once")
        code, told = self.run_job("url")
        self.assertEqual(code, 1, told)
        self.assertEqual(INPUT, (self.folder / "corpus/url" / NAME).read_bytes())
        self.assertIn("It did not happen again by itself", told)

    def test_a_program_that_fails_without_an_input_is_no_finding(self):
        self.program("url", "fail")
        code, told = self.run_job("url")
        self.assertEqual(code, 3, told)
        self.assertIn("url ended with 1 and left no input", told)
        self.assertFalse((self.folder / "corpus/url").exists())

    def test_a_finding_counts_more_than_a_program_that_fails(self):
        self.program("cors_check", "fail")
        self.program("url", "find")
        code, told = self.run_job("cors_check", "url")
        self.assertEqual(code, 1, told)
        self.assertIn("cors_check ended with 1 and left no input", told)

    def test_an_input_that_is_only_slow_is_no_finding(self):
        self.program("url", "be-slow")
        code, told = self.run_job("url")
        self.assertEqual((code, [None]), (0, [entry["found"] for entry in self.log()]), told)

    def test_what_a_merge_falls_over_is_a_finding_for_each_fault(self):
        self.program("url", "fall")
        code, told = self.run_job("url")
        self.assertEqual((code, "1 found" in told), (1, True), told)
        [kept] = (self.folder / "corpus/url").iterdir()
        self.assertEqual((NAME, b"!"), (kept.name, kept.read_bytes()))
        left = self.folder / "work/url/found/merge"
        self.assertIn(f"url: 1 more with the same faults are left in {left}", told)
        self.assertEqual(INPUT + b"2\n", (left / "crash-2").read_bytes())
        self.assertIn("url: 1 inputs are left of", told)

    def test_what_does_not_fall_again_behind_a_merge_is_kept_each(self):
        self.program("url", "fall-once")
        code, told = self.run_job("url")
        self.assertEqual((code, "2 found" in told), (1, True), told)
        self.assertEqual([NAME, NAME + "-2"], sorted(path.name for path in (self.folder / "corpus/url").iterdir()))

    def test_a_corpus_that_cannot_be_merged_stays_as_it_is(self):
        self.program("url", "lose")
        code, told = self.run_job("url")
        self.assertEqual(code, 0, told)
        self.assertIn("they could not be merged", told)
        self.assertEqual(["new"], [path.name for path in (self.folder / "work/url/corpus").iterdir()])

    def test_the_runs_take_the_time_of_the_job_together(self):
        for target in ("range", "origin", "url"):
            self.program(target, "run")
        asked = self.folder / "asked"
        for jobs, runs, share in ((1, 3, 3), (2, 3, 5), (3, 3, 10), (4, 6, 5)):
            self.run_job("--time", "10", "--jobs", str(jobs), "--no-merge", "range", "origin", "url")
            self.assertEqual([f"-max_total_time={share}"] * runs, asked.read_text(encoding="utf-8").split())
            asked.unlink()

    def test_unknown_targets_and_programs_that_are_not_built_are_refused(self):
        code, told = self.run_job("no_such_target")
        self.assertEqual((code, "no such target: no_such_target" in told), (2, True), told)
        code, told = self.run_job("url")
        self.assertEqual((code, "not built" in told), (3, True), told)

    def test_a_signal_ends_what_runs_and_what_ran_is_logged(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            self.program("url", "wait")
            job = self.start_job("url")
            log = self.folder / "work/url/logs/0.log"
            self.await_in(log, b"pulse", job)
            job.send_signal(number)
            told, _ = job.communicate(timeout=60)
            self.assertEqual(job.returncode, 128 + number, told)
            self.assertIn("1 targets, 8 executions", told)
            log.unlink()
        self.assertEqual([8, 8], [entry["executions"] for entry in self.log()])

    def test_the_log_is_added_up_for_commits(self):
        lines = [{"target": "url", "commit": commit, "cpu_seconds": seconds, "executions": 10, "coverage": {"edges": seconds}, "found": None}
                 for commit, seconds in (("abc", 1800), ("abc", 3600), ("abc+changes", 7200), ("unknown", 1))]
        log = self.folder / "log.ndjson"
        log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

        def told(*arguments):
            command = [sys.executable, "-B", str(ROOT / "fuzz/log.py"), str(log), *arguments]
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout
        self.assertRegex(told(), r"url +1\.500 +20 +0 +3,600 +0")
        self.assertIn("together: 1.500 CPU-hours, 20 executions, 2 runs of 1 targets; commits: abc\n"
                      "left out: 2 runs of sources that are no commit\n", told())
        self.assertIn("left out: 1 runs", told("--commit", "abc"))
        self.assertIn("together: 0.000", told("--commit", "f"))
        self.assertNotIn("left out", told("--commit", "f"))


STACK = (b"    #0 0x55d in __asan_memcpy (/build/url_fuzz+0x1) (BuildId: 1)\n"
         b"    #1 0x55e in std::char_traits<char>::copy(char*, char const*, unsigned long) /usr/include/c++/12/bits/char_traits.h:431:33\n"
         b"    #2 0x55f in operator() /somewhere/src/crosscheck/url/url.cpp:16:3\n"
         b"    #3 0x55f in crosscheck::(anonymous namespace)::Way<int>::hop(int) const /somewhere/src/crosscheck/url/url.cpp:17:3\n"
         b"    #4 0x560 in main /somewhere/fuzz/url_fuzz.cpp:1:2\n")


class Names(unittest.TestCase):
    def test_say_what_is_wrong_and_where(self):
        for output, name in (
                (b"PROPERTY DOES NOT HOLD: A list, that's one\n" + STACK, "crash-a-list-that-s-one"),
                (b"/somewhere/src/a.cpp:3:4: runtime error: signed integer overflow: 2147483647 + 1 cannot\n" + STACK,
                 "crash-signed-integer-overflow-cannot-in-a-cpp"),
                (b"url_fuzz: /somewhere/src/a.cpp:9: int f(): Assertion `x > 0' failed.\n" + STACK, "crash-assertion-x-in-a-cpp"),
                (b"terminate called after throwing an instance of 'std::out_of_range'\n  what():  x\n" + STACK, "crash-std-out-of-range-thrown-in-way"),
                (STACK + b"SUMMARY: AddressSanitizer: heap-buffer-overflow /x.cpp:1:2 in __asan_memcpy\n", "crash-heap-buffer-overflow-in-way"),
                (STACK + b"SUMMARY: AddressSanitizer: 32 byte(s) leaked in 1 allocation(s).\n", "crash-memory-leak-in-way"),
                (STACK + b"SUMMARY: libFuzzer: deadly signal\n", "crash-deadly-signal-in-way"),
                (STACK + b"SUMMARY: libFuzzer: timeout\n", "crash-timeout"),
                (STACK + b"SUMMARY: libFuzzer: out-of-memory (malloc(9))\n", "crash-out-of-memory"),
                (b"", "crash-of-unknown-kind")):
            self.assertEqual(finding.name_of(output), name)

    def test_shrinking_keeps_what_matters_and_nothing_else(self):
        smallest = finding.shrink(b"one\ntwo a\n" * 20 + b"thr(e)e\n", lambda data: b"(" in data and b")" in data, 60)
        self.assertEqual(smallest, b"()")

    def test_shrinking_ends_in_time_with_something_that_is_still_wrong(self):
        self.assertEqual(finding.shrink(b"a\nb\n", lambda data: True, 0), b"a\nb\n")

    def test_a_target_without_options_of_its_own_has_those_of_all(self):
        self.assertEqual(libfuzzer.options_of(ROOT, "no-such-target")["timeout"], "10")


if __name__ == "__main__":
    unittest.main()
