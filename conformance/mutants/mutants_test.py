"""The table of mutants and the copy that is made of it: faults of either are found, planted into a small project."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import change  # noqa: E402
import mutants  # noqa: E402
import plant  # noqa: E402

SOURCE = """// Whether a and b are one.
int last(int a) { return a; }

// CHK-3: never with credentials.
bool check(int a, int b) {
  // CHK-4 is the next one's.
  if (a == b && "// CHK-9" != nullptr) return true;
  note(a);
  return a == b + 1;
}

// 2 (CHK-5)
bool other(int a) {
  return a > 2;
}
"""
CONTROLS = [
    {"id": "CONTROL-dies", "row": "CHK-5", "operator": "control", "file": "src/a.cpp", "find": "a > 2", "becomes": "false", "breaks": "it"},
    {"id": "CONTROL-survives", "row": "CHK-5", "operator": "control", "file": "src/a.cpp", "find": "a > 2", "becomes": "2 < a",
     "breaks": "nothing"},
]
ROWS = [{"id": row, "kind": kind} for row, kind in (("CHK-3", "N"), ("CHK-4", "N/X"), ("CHK-5", "N"), ("CHK-6", "D"))]


def mutant(name="CHK-3-never", find="a == b + 1", becomes="false", **more):
    return {"id": name, "operator": "never", "file": "src/a.cpp", "find": find, "becomes": becomes, "breaks": "is never true", **more}


class Project(unittest.TestCase):
    """A project of one source file, with a table of mutants."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = Path(scratch.name) / "project"
        self.write("src/a.cpp", SOURCE)
        self.write("src/crosscheck/SCOPE.md", "| CHK-4 | left out |\n")
        self.write("conformance/requirements.json", json.dumps({"rows": ROWS}))
        self.write("CMakeLists.txt", "project(small)\n")
        self.write("CMakePresets.json", "{}\n")
        self.table(mutant())

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def table(self, *entries, controls=CONTROLS):
        self.write("conformance/mutants.json", json.dumps({"mutants": [*controls, *entries]}))

    def script(self, *arguments):
        return subprocess.run([sys.executable, "-B", str(HERE / "plant.py"), "--root", str(self.root), *arguments], capture_output=True,
            text=True, check=False)

    def assert_refused(self, words, *arguments):
        done = self.script(*(arguments or ["--check"]))
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn(words, done.stderr)

    def planted(self):
        folder = self.root.parent / "copy"
        done = self.script(str(folder))
        self.assertEqual(done.returncode, 0, done.stderr)
        return (folder / "src/a.cpp").read_text(encoding="utf-8")


class Table(Project):
    def test_a_table_without_fault_passes(self):
        done = self.script("--check")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "3 mutants in 1 files\n")

    def test_an_expression_that_is_gone_is_named(self):
        self.table(mutant(find="a == c"))
        self.assert_refused("CHK-3-never: 'a == c' stands 0 times under CHK-3 in src/a.cpp")

    def test_an_expression_that_stands_twice_is_named(self):
        self.table(mutant(find="a == b"))
        self.assert_refused("CHK-3-never: 'a == b' stands 2 times under CHK-3")

    def test_an_expression_under_another_row_does_not_count(self):
        self.table(mutant(find="a > 2"))
        self.assert_refused("'a > 2' stands 0 times under CHK-3")

    def test_a_row_that_no_comment_names_is_told(self):
        self.table(mutant("CHK-9-never"))
        self.assert_refused("CHK-9-never: no comment of src/a.cpp names CHK-9")

    def test_a_row_within_another_comment_counts_from_there(self):
        self.table(mutant(), mutant("CHK-4-noted", find="note(a);", becomes=""))
        self.assertEqual(self.script("--check").returncode, 0)

    def test_a_file_that_does_not_exist_is_told(self):
        self.table(mutant() | {"file": "src/b.cpp"})
        self.assert_refused("CHK-3-never: there is no src/b.cpp")

    def test_both_controls_have_to_be_there(self):
        for kept in CONTROLS:
            self.table(mutant(), controls=[kept])
            missing = "CONTROL-survives" if kept["id"] == "CONTROL-dies" else "CONTROL-dies"
            self.assert_refused(f"{missing} is missing")

    def test_a_row_of_the_standard_without_a_mutant_is_told(self):
        self.table()
        self.assert_refused("CHK-3: no mutant breaks it")

    def test_a_row_that_is_left_out_needs_none(self):
        self.assertEqual(self.script("--check").returncode, 0)
        self.write("src/crosscheck/SCOPE.md", "")
        self.assert_refused("CHK-4: no mutant breaks it")

    def test_entries_are_checked(self):
        for entry, words in [
            (mutant("Chk-3"), "an id is a requirement id and words"),
            (mutant(becomes="a == b + 1"), "changes nothing"),
            (mutant() | {"operator": "magic"}, "'magic' is no operator"),
            ({key: value for key, value in mutant().items() if key != "breaks"}, "the keys are"),
        ]:
            self.table(entry)
            self.assert_refused(words)
        self.table(mutant(), mutant())
        self.assert_refused("CHK-3-never: stands twice")


class Copy(Project):
    def test_every_mutant_is_a_choice_and_the_source_stays_as_it_is(self):
        text = self.planted()
        self.assertIn("return (::crosscheck::mutants::is_awake(3) ? (false) : (a == b + 1));", text)
        self.assertIn("#include \"mutant_choice.h\"", text)
        self.assertEqual((self.root / "src/a.cpp").read_text(encoding="utf-8"), SOURCE)

    def test_a_statement_becomes_a_branch(self):
        self.table(mutant(), mutant("CHK-4-noted", find="note(a);", becomes=""))
        self.assertIn("if (::crosscheck::mutants::is_awake(4)) {  } else { note(a); }", self.planted())

    def test_two_mutants_of_one_expression_are_two_choices(self):
        self.table(mutant(), mutant("CHK-3-always", becomes="true"))
        self.assertIn("(::crosscheck::mutants::is_awake(3) ? (false) : ((::crosscheck::mutants::is_awake(4) ? (true) : (a == b + 1))))",
                      self.planted())

    def test_an_expression_within_another_is_a_choice_within_it(self):
        self.table(mutant(), mutant("CHK-3-off-by-two", find="b + 1", becomes="b + 2"))
        self.assertIn("(::crosscheck::mutants::is_awake(3) ? (false) : (a == (::crosscheck::mutants::is_awake(4) ? (b + 2) : (b + 1))))",
                      self.planted())

    def test_expressions_that_overlap_are_refused(self):
        self.table(mutant(find="a == b &&"), mutant("CHK-3-text", find="b && \"//"))
        self.assert_refused("overlap, and neither holds the other")

    def test_the_copy_knows_the_names_and_which_are_equivalent(self):
        self.table(mutant(equivalent="Nobody can tell."))
        self.planted()
        names = (self.root.parent / "copy/src/mutant_names.h").read_text(encoding="utf-8")
        self.assertIn('{"CHK-3-never", true},', names)
        self.assertIn('{"CONTROL-dies", false},', names)

    def test_a_second_copy_leaves_alone_what_did_not_change_and_drops_what_is_gone(self):
        self.write("src/b.cpp", "int b;\n")
        self.planted()
        copy = self.root.parent / "copy/src"
        before = (copy / "a.cpp").stat().st_mtime_ns
        (self.root / "src/b.cpp").unlink()
        self.planted()
        self.assertEqual((copy / "a.cpp").stat().st_mtime_ns, before)
        self.assertFalse((copy / "b.cpp").exists())

    def test_what_a_build_made_of_the_copy_stays(self):
        self.planted()
        made = self.root.parent / "copy/build/made"
        made.parent.mkdir()
        made.write_text("an object", encoding="utf-8")
        self.planted()
        self.assertTrue(made.exists())

    def test_a_folder_of_somebody_else_is_not_emptied(self):
        folder = self.root.parent / "copy"
        folder.mkdir()
        (folder / "letter.txt").write_text("dear", encoding="utf-8")
        self.assert_refused("is not a copy", str(folder))
        self.assertTrue((folder / "letter.txt").exists())


class Patch(Project):
    CHANGE = "--- a/src/a.cpp\n+++ b/src/a.cpp\n@@ -1,2 +1,2 @@\n-// Whether a and b are one.\n+// Whether they are.\n int last(int a) { return a; }\n"

    def apply(self, text):
        file = self.root.parent / "my.diff"
        file.write_text(text, encoding="utf-8")
        return self.script(str(self.root.parent / "copy"), "--patch", str(file))

    def test_a_change_is_applied_and_no_mutant(self):
        done = self.apply(self.CHANGE)
        self.assertEqual(done.returncode, 0, done.stderr)
        text = (self.root.parent / "copy/src/a.cpp").read_text(encoding="utf-8")
        self.assertTrue(text.startswith("// Whether they are.\n"))
        self.assertNotIn("is_awake", text)

    def test_what_concerns_other_files_is_told_and_left_alone(self):
        read_me = "diff --git a/README.md b/README.md\nindex 1..2 100644\n--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-old\n+new\n"
        moved = "diff --git a/bench/x.md b/bench/y.md\nsimilarity index 100%\nrename from bench/x.md\nrename to bench/y.md\n"
        made = "diff --git a/docs/new.md b/docs/new.md\nnew file mode 100644\n--- /dev/null\n+++ b/docs/new.md\n@@ -0,0 +1 @@\n+new\n"
        done = self.apply("A letter.\n" + read_me + self.CHANGE + moved + made)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("left alone, as the engine is not made of it: README.md, bench/y.md, docs/new.md", done.stdout)
        copy = self.root.parent / "copy"
        self.assertTrue((copy / "src/a.cpp").read_text(encoding="utf-8").startswith("// Whether they are.\n"))
        self.assertFalse((copy / "README.md").exists() or (copy / "docs").exists())

    def test_a_change_that_concerns_other_files_alone_is_refused(self):
        done = self.apply("--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-old\n+new\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("it touches README.md alone", done.stderr)
        self.assertIn("no change in unified form", self.apply("nothing\n").stderr)

    def test_lines_within_a_change_that_look_like_its_headers_are_none(self):
        text = ("--- a/src/a.cpp\n+++ b/src/a.cpp\n@@ -1,2 +1,2 @@\n--- a/x\n+++ b/y\n same\n\\ No newline at end of file\n"
                "diff --git a/src/b.cpp b/src/b.cpp\n--- a/src/b.cpp\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n")
        self.assertEqual([part.name for part in change.parts(text)], ["src/a.cpp", "src/b.cpp"])
        self.assertEqual("".join(part.text for part in change.parts(text)), text)

    def test_a_change_that_does_not_apply_leaves_the_copy_as_it_is(self):
        done = self.apply(self.CHANGE.replace("a and b", "a or b"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot be applied", done.stderr)
        self.assertEqual((self.root.parent / "copy/src/a.cpp").read_text(encoding="utf-8"), SOURCE)


if __name__ == "__main__":
    unittest.main()
