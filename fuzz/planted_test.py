"""What counts as a planted bug that is found, with programs that behave like libFuzzer: what only the program with the bug does."""

import importlib.machinery
import importlib.util
import os
import subprocess
import time
import types
import unittest
import unittest.mock
from pathlib import Path

import work_folder
from job_program import INPUT, NAME, ROOT, JobCase, write_program

LOADER = importlib.machinery.SourceFileLoader("planted", str(ROOT / "fuzz/planted/run"))
planted = importlib.util.module_from_spec(importlib.util.spec_from_loader("planted", LOADER))
LOADER.exec_module(planted)


class Planted(JobCase):
    def fuzz(self, does, without_the_bug, tells=None):
        """What becomes of a bug with which a program does one thing, and another without it."""
        tree, options = self.folder / "tree", types.SimpleNamespace(folder=self.folder, time=1)
        for path, word in ((planted.program_of(tree, "url"), does), (planted.sound_program_of(self.folder, "url"), without_the_bug)):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_program(path, word, self.folder)
            if tells:
                path.write_text(path.read_text(encoding="utf-8").replace("deadly signal", tells).replace("PROPERTY DOES NOT HOLD", "about"),
                                encoding="utf-8")
        return planted.fuzz(tree, ["url"], options, self.folder / "a-bug")

    def test_a_bug_is_found_where_the_program_without_it_takes_the_input(self):
        hunt = self.fuzz("find", "find-once")
        self.assertEqual(("url", NAME), (hunt.found[0], hunt.found[2]))
        self.assertEqual(([], []), (hunt.refuted, hunt.without))

    def test_what_happens_without_the_bug_too_is_no_proof_and_is_kept(self):
        hunt = self.fuzz("find", "find")
        self.assertIsNone(hunt.found)
        self.assertRegex(hunt.refuted[0], f"^{NAME} happens without the bug too: .*crash-0123$")
        kept = self.folder / "without-a-bug/url" / NAME
        self.assertEqual(INPUT, kept.read_bytes())
        self.assertEqual({f"url falls over {kept} without a bug"}, set(hunt.without))

    def test_a_program_that_dies_without_an_input_has_not_found_the_bug(self):
        hunt = self.fuzz("fail", "find-once")
        self.assertIsNone(hunt.found)
        self.assertRegex(hunt.refuted[0], "^url ended with 1 and left no input: ")

    def test_a_program_that_does_not_end_is_ended(self):
        self.enterContext(unittest.mock.patch.object(planted, "OVERTIME", 0))
        began = time.monotonic()
        hunt = self.fuzz("wait", "find-once")
        self.assertIsNone(hunt.found)
        self.assertLess(time.monotonic() - began, 30, "it sleeps for a minute")

    def test_a_timeout_or_a_lack_of_memory_proves_nothing_until_it_happens_again(self):
        for tells, name in (("timeout", "crash-timeout"), ("out-of-memory (malloc(9))", "crash-out-of-memory")):
            hunt = self.fuzz("find-once", "find-once", tells)
            self.assertEqual((None, []), (hunt.found, hunt.without))
            self.assertRegex(hunt.refuted[0], f"^{name} did not happen again: ")
            hunt = self.fuzz("find", "find-once", tells)
            self.assertEqual(("url", name, []), (hunt.found[0], hunt.found[2], hunt.refuted))

    def test_what_depends_on_the_inputs_before_it_is_found_all_the_same(self):
        self.assertEqual(NAME, self.fuzz("find-once", "find-once").found[2])

    def test_bugs_are_planted_once_at_a_time_in_a_folder(self):
        lock = self.enterContext(work_folder.claim(self.folder))
        self.assertIsNone(work_folder.claim(self.folder))
        command = [str(ROOT / "fuzz/planted/run"), "--folder", str(self.folder)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual((ended.returncode, "--folder <folder>" in ended.stdout), (3, True), ended.stdout + ended.stderr)
        self.assertEqual([Path(lock.name).name], os.listdir(self.folder))

    def test_a_patch_that_cannot_be_read_is_named_with_what_to_do(self):
        missing = self.folder / "missing.patch"
        command = [str(ROOT / "fuzz/planted/run"), "--folder", str(self.folder), str(missing)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(3, ended.returncode)
        self.assertRegex(ended.stdout, f"^{missing}: No such file or directory; a patch is named by its path")


if __name__ == "__main__":
    unittest.main()
