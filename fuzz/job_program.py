"""A program that behaves like libFuzzer, in the ways in which one can end, and jobs that run it: what the tests of the job share."""

import json
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# It falls over every input that has a `!`, and over one of its own where it is told to. What it waits for are files beside it.
PROGRAM = """\
#!/bin/sh
does={does}
here={folder}
await() {{
  until [ -e "$here/$1" ]; do
    [ -d "$here" ] || exit 1
    sleep 0.05
  done
}}
say_what_is_wrong() {{
  printf 'PROPERTY DOES NOT HOLD: an answer is 42 lines long\\n  details\\n' >&2
}}
say_the_rest() {{
  printf '    #0 0x1 in crosscheck::answer(int) /somewhere/src/answer.cpp:3:1\\nSUMMARY: libFuzzer: deadly signal\\n' >&2
  if [ -n "$1" ]; then
    printf 'first\\nkind a!b\\nlast\\n' >"$1"
    echo "artifact_prefix='x'; Test unit written to $1" >&2
  fi
  echo 'stat::number_of_executed_units: 1234' >&2
  exit 77
}}
hang() {{
  : >"$here/hangs"
  exec sleep 60
}}
path=
for word; do
  case $word in
    -merge=1) does=merge-$does ;;
    -artifact_prefix=*) prefix=${{word#*=}} ;;
    -max_total_time=*) echo "$word" >>"$here/asked" ;;
    -*) ;;
    *) path=${{path:-$word}} ;;
  esac
done
if [ -f "$path" ]; then
  grep -q '!' "$path" || exit 0
  case $does,$ASAN_OPTIONS in
    find-once,* | fall-once,*) exit 0 ;;
    find-and-hang-alone,* | find-and-hang-smaller,*symbolize=0*) hang ;;
  esac
  say_what_is_wrong
  say_the_rest ''
fi
case $does in
  merge-fall*)
    # A merge goes on behind what falls, and ends well.
    for number in 1 2; do
      (say_what_is_wrong; say_the_rest "${{prefix}}crash-$number")
      echo $number >>"${{prefix}}crash-$number"
    done
    echo 1 >"$path/one"
    exit 0 ;;
  merge-lose) exit 1 ;;
  merge-*) echo 1 >"$path/one"; exit 0 ;;
esac
echo new >"$path/new"
echo '#8 pulse  cov: 5 ft: 6 corp: 1/1b' >&2
case $does in
  fail) exit 1 ;;
  wait) exec sleep 60 ;;
  be-slow)
    echo slow >"${{prefix}}slow-unit-0123"
    echo "artifact_prefix='x'; Test unit written to ${{prefix}}slow-unit-0123" >&2 ;;
  find-slowly)
    trap 'exit 72' INT
    say_what_is_wrong
    await go-on
    say_the_rest "${{prefix}}crash-0123" ;;
  find-later) await hangs; say_what_is_wrong; say_the_rest "${{prefix}}crash-0123" ;;
  find*) say_what_is_wrong; say_the_rest "${{prefix}}crash-0123" ;;
esac
printf '#1024 DONE   cov: 7 ft: 9 corp: 2/2b\\nstat::number_of_executed_units: 1024\\n' >&2
"""
NAME = "crash-an-answer-is-lines-long"
INPUT = b"first\nkind a!b\nlast\n"


def write_program(path, does, folder):
    path.write_text(PROGRAM.format(does=does, folder=folder), encoding="utf-8")
    path.chmod(0o755)


class JobCase(unittest.TestCase):
    """A folder with programs, and jobs that run them there."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def program(self, target, does):
        write_program(self.folder / f"{target}_fuzz", does, self.folder)

    def command(self, *arguments):
        return [sys.executable, "-B", str(ROOT / "fuzz/run.py"), "--time", "2", "--jobs", "1", "--programs", str(self.folder), "--work",
                str(self.folder / "work"), "--findings", str(self.folder / "corpus"), "--log", str(self.folder / "log.ndjson"), *arguments]

    def run_job(self, *arguments):
        ended = subprocess.run(self.command(*arguments), capture_output=True, text=True, check=False, timeout=120)
        return ended.returncode, ended.stdout + ended.stderr

    def start_job(self, *arguments):
        return subprocess.Popen(self.command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def await_in(self, path, word, job):
        """Until the file has the word in it, or the job has ended."""
        while job.poll() is None and not (path.is_file() and word in path.read_bytes()):
            time.sleep(0.05)

    def log(self):
        return [json.loads(line) for line in (self.folder / "log.ndjson").read_text(encoding="utf-8").splitlines()]
