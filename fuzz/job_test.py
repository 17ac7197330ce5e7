"""The fuzzing job from end to end, with programs that behave like libFuzzer: what it keeps, how it is called, what it prints and ends with."""

import json
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import finding
import libfuzzer
import run

ROOT = Path(__file__).resolve().parent.parent

# It falls over every input that has a `!`, and over one of its own where it is told to.
PROGRAM = """\
#!/bin/sh
does={does}
fall() {{
  printf 'PROPERTY DOES NOT HOLD: an answer is 42 lines long\\n  details\\n' >&2
  printf '    #0 0x1 in crosscheck::answer(int) /somewhere/src/answer.cpp:3:1\\nSUMMARY: libFuzzer: deadly signal\\n' >&2
  if [ -n "$1" ]; then
    printf 'first\\nkind a!b\\nlast\\n' >"$1"
    echo "artifact_prefix='x'; Test unit written to $1" >&2
  fi
  echo 'stat::number_of_executed_units: 1234' >&2
  exit 77
}}
path=
for word; do
  case $word in
    -merge=1) does=merge ;;
    -artifact_prefix=*) prefix=${{word#*=}} ;;
    -*) ;;
    *) path=${{path:-$word}} ;;
  esac
done
if [ -f "$path" ]; then
  if [ $does = find-slowly ] && ! [ -e "$0.tried" ]; then
    echo tried >"$0.tried"
    sleep 3
  fi
  if grep -q '!' "$path" && [ $does != find-once ]; then fall ''; fi
  exit 0
fi
if [ $does = merge ]; then
  echo 1 >"$path/one"
  exit 0
fi
echo new >"$path/new"
echo '#8 pulse  cov: 5 ft: 6 corp: 1/1b' >&2
case $does in
  fail) exit 1 ;;
  wait) exec sleep 60 ;;
  find*) fall "${{prefix}}crash-0123" ;;
esac
printf '#1024 DONE   cov: 7 ft: 9 corp: 2/2b\\nstat::number_of_executed_units: 1024\\n' >&2
"""


class Job(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def program(self, target, does):
        path = self.folder / f"{target}_fuzz"
        path.write_text(PROGRAM.format(does=does), encoding="utf-8")
        path.chmod(0o755)

    def command(self, *arguments):
        return [sys.executable, "-B", str(ROOT / "fuzz/run.py"), "--time", "2", "--jobs", "1", "--programs", str(self.folder), "--work",
                str(self.folder / "work"), "--findings", str(self.folder / "corpus"), "--log", str(self.folder / "log.ndjson"), *arguments]

    def run_job(self, *arguments):
        ended = subprocess.run(self.command(*arguments), capture_output=True, text=True, check=False, timeout=120)
        return ended.returncode, ended.stdout + ended.stderr

    def log(self):
        return [json.loads(line) for line in (self.folder / "log.ndjson").read_text(encoding="utf-8").splitlines()]

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
        kept = self.folder / "corpus/cors_check/crash-an-answer-is-lines-long"
        self.assertEqual(b"!", kept.read_bytes())
        self.assertIn(f"to see it again: {self.folder}/cors_check_fuzz {kept}", told)
        self.assertIn(f"fuzz/seeds.py question {kept}", told)
        self.assertIn("what is wrong:   an answer is 42 lines long", told)
        self.assertIn("-R fuzz-replay/cors_check", told)
        self.assertEqual(["crash-an-answer-is-lines-long", None], [entry["found"] for entry in self.log()])
        # The other one ran and was merged all the same.
        self.assertIn("url: 1 inputs are left of", told)

    def test_another_finding_of_that_name_is_kept_beside_the_first(self):
        self.program("url", "find")
        first = self.folder / "corpus/url/crash-an-answer-is-lines-long"
        first.parent.mkdir(parents=True)
        first.write_bytes(b"an old one!")
        code, told = self.run_job("url")
        self.assertEqual(code, 1, told)
        self.assertEqual(b"an old one!", first.read_bytes())
        self.assertEqual(b"!", first.with_name(first.name + "-2").read_bytes())
        self.assertNotIn("question", told)

    def test_what_does_not_happen_again_is_kept_as_it_was_found(self):
        self.program("url", "find-once")
        code, told = self.run_job("url")
        self.assertEqual(code, 1, told)
        self.assertEqual(b"first\nkind a!b\nlast\n", (self.folder / "corpus/url/crash-an-answer-is-lines-long").read_bytes())
        self.assertIn("It did not happen again by itself", told)

    def test_a_program_that_fails_without_an_input_is_no_finding(self):
        self.program("url", "fail")
        code, told = self.run_job("url")
        self.assertEqual(code, 3, told)
        self.assertIn("url ended with 1 and left no input", told)
        self.assertFalse((self.folder / "corpus/url").exists())

    def test_what_is_found_while_another_finding_is_tried_is_kept_too(self):
        self.program("cors_check", "find-slowly")
        self.program("url", "find")
        code, told = self.run_job("--jobs", "2", "cors_check", "url")
        self.assertEqual(code, 1, told)
        self.assertIn("2 found", told)
        for entry in self.log():
            self.assertEqual("crash-an-answer-is-lines-long", entry["found"])
            self.assertTrue((self.folder / "corpus" / entry["target"] / entry["found"]).is_file())

    def test_what_ended_by_itself_is_never_late(self):
        class Ended:
            began = -1000.0

            def has_ended(self):
                return True

            def ended(self):
                return self

        class Waits(run.Job):
            def __init__(self):
                self.running, self.cores, self.told = [], 1, 0.0

            def tell(self, word=None, waiting=0):
                pass
        taken = []
        Waits().work_off(["url"], lambda target: Ended(), lambda ended, was_stopped: taken.append(was_stopped), limit=1)
        self.assertEqual([False], taken)

    def test_a_finding_counts_though_another_program_fails(self):
        self.program("cors_check", "fail")
        self.program("url", "find")
        code, told = self.run_job("cors_check", "url")
        self.assertEqual(code, 1, told)
        self.assertIn("cors_check ended with 1 and left no input", told)

    def test_an_interrupted_job_tells_of_what_it_had_found(self):
        self.program("url", "find-slowly")
        job = subprocess.Popen(self.command("url"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        while job.poll() is None and not (self.folder / "url_fuzz.tried").is_file():
            time.sleep(0.05)
        job.send_signal(signal.SIGTERM)
        told, _ = job.communicate(timeout=60)
        self.assertEqual(job.returncode, 128 + signal.SIGTERM, told)
        self.assertIn("1 found", told)
        self.assertIn("what is wrong:   an answer is 42 lines long", told)
        self.assertIsNotNone(self.log()[0]["found"])

    def test_a_log_that_cannot_be_written_is_told_and_hides_no_finding(self):
        self.program("url", "find")
        code, told = self.run_job("url", "--log", "/dev/full")
        self.assertEqual(code, 1, told)
        self.assertIn("url: its run is not in the log", told)
        self.program("url", "run")
        code, told = self.run_job("url", "--log", "/dev/full")
        self.assertEqual(code, 3, told)
        self.assertNotIn("Traceback", told)

    def test_a_second_job_in_the_same_folder_is_refused(self):
        self.program("url", "run")
        with libfuzzer.locked(self.folder / "work") as is_free:
            self.assertTrue(is_free)
            code, told = self.run_job("url")
        self.assertEqual((code, "Another job runs in" in told), (3, True), told)

    def test_what_an_interrupted_merge_had_put_aside_is_there_again(self):
        self.program("url", "run")
        aside = self.folder / "work/url/corpus-before-merge"
        aside.mkdir(parents=True)
        (aside / "gathered").write_text("for hours", encoding="utf-8")
        code, told = self.run_job("--no-merge", "url")
        self.assertEqual(code, 0, told)
        self.assertEqual(["gathered", "new"], sorted(path.name for path in (self.folder / "work/url/corpus").iterdir()))
        self.assertFalse(aside.exists())

    def test_unknown_targets_and_programs_that_are_not_built_are_refused(self):
        code, told = self.run_job("no_such_target")
        self.assertEqual((code, "no such target: no_such_target" in told), (2, True), told)
        code, told = self.run_job("url")
        self.assertEqual((code, "not built" in told), (3, True), told)

    def test_a_signal_ends_what_runs_and_what_ran_is_logged(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            self.program("url", "wait")
            job = subprocess.Popen(self.command("url"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            log = self.folder / "work/url/logs/0.log"
            while job.poll() is None and not (log.is_file() and b"pulse" in log.read_bytes()):
                time.sleep(0.05)
            job.send_signal(number)
            told, _ = job.communicate(timeout=60)
            self.assertEqual(job.returncode, 128 + number, told)
            self.assertIn("1 targets, 8 executions", told)
            log.unlink()
        self.assertEqual([8, 8], [entry["executions"] for entry in self.log()])

    def test_the_log_is_added_up(self):
        lines = [{"target": "url", "commit": "abc", "cpu_seconds": seconds, "executions": 10, "coverage": {"edges": seconds}, "found": None}
                 for seconds in (1800, 3600)]
        log = self.folder / "log.ndjson"
        log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        command = [sys.executable, "-B", str(ROOT / "fuzz/log.py"), str(log)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        self.assertRegex(told, r"url +1\.500 +20 +0 +3,600 +0")
        self.assertIn("together: 1.500 CPU-hours, 20 executions, 2 runs of 1 targets; commits: abc", told)
        with log.open("a", encoding="utf-8") as more:
            more.write(json.dumps(lines[0] | {"commit": "abc+changes"}) + "\n")
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        self.assertIn("together: 1.500 CPU-hours", told)
        self.assertIn("left out: 1 runs of sources that are those of no commit", told)
        self.assertIn("together: 0.000", subprocess.run(command + ["--commit", "f"], capture_output=True, text=True, check=True).stdout)


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
