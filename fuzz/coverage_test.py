"""What the coverage report counts, on a made-up tree: lines, which line an id belongs to, and ids that nothing names."""

import json
import tempfile
import unittest
import unittest.mock
from pathlib import Path
from types import SimpleNamespace

import coverage

SOURCE = """\
// AAA-1: the answer,
// told at length.

// AAA-2: what is asked
// of everybody.
int asked(int one,
          int other) {
  // 1 (AAA-3): nothing to do.

  // 2 (AAA-4). OMITTED: 3 (AAA-5), which reports.
  trace.step(Rule::AAA_6);
  return other;  // AAA-7, BBB-1, CCC-9
}
int unused() { return 1; }
"""
HEADER = """\
// AAA-8: declared alone.
int asked(int one, int other);
inline int zero() { return 0; }
"""
# Line -> whether it was run: as llvm-cov tells of the sources above.
LINES = {"src/crosscheck/asked.cpp": {7: True, 11: False, 12: True, 13: True, 14: False}, "src/crosscheck/asked.h": {3: True}}


class Report(unittest.TestCase):
    def setUp(self):
        self.root = Path(self.enterContext(tempfile.TemporaryDirectory())).resolve()
        self.write("src/crosscheck/asked.cpp", SOURCE)
        self.write("src/crosscheck/asked.h", HEADER)
        self.write("src/crosscheck/asked_test.cpp", "// AAA-9\nint test() { return 1; }\n")
        rows = [{"id": f"AAA-{number}", "scope": "engine"} for number in range(1, 10)]
        rows += [{"id": "BBB-1", "scope": "hook"}, {"id": "BBB-2", "scope": "scenario"}, {"id": "BBB-3", "scope": "scenario"}]
        self.write("conformance/requirements.json", json.dumps({"rows": rows}))

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def ids(self):
        return coverage.ids_of(LINES, self.root)

    def test_an_id_is_reached_where_the_next_line_with_code_was_run(self):
        self.assertEqual(["AAA-2", "AAA-7"], self.ids()["reached"])

    def test_an_id_is_never_reached_where_that_line_or_the_one_with_its_rule_was_not_run(self):
        self.assertEqual(["AAA-4", "AAA-6"], self.ids()["never"])

    def test_a_comment_is_about_nothing_behind_a_blank_line_or_a_declaration(self):
        self.assertEqual(["AAA-1", "AAA-3", "AAA-8"], self.ids()["without_lines"])

    def test_what_is_omitted_or_named_by_tests_alone_is_named_nowhere(self):
        self.assertEqual(["AAA-5", "AAA-9"], self.ids()["named_nowhere"])

    def test_every_row_of_the_engine_is_counted_once_and_the_others_are_told_by_scope(self):
        ids = self.ids()
        self.assertEqual({"hook": 1, "scenario": 2}, ids.pop("other_scopes"))
        self.assertEqual([f"AAA-{number}" for number in range(1, 10)], sorted(one for kind in ids.values() for one in kind))

    def test_what_is_printed_names_every_id_that_was_not_reached(self):
        told = list(coverage.tell({"engine": coverage.counts(LINES, "src/crosscheck/"), "ids": self.ids()}))
        self.assertEqual(["together: 4 of 6 lines of src/crosscheck/, 2 of 9 requirement ids of scope engine",
                          "never reached: 2: AAA-4 AAA-6",
                          "named where nothing can be run: 3: AAA-1 AAA-3 AAA-8",
                          "named nowhere in the code: 2: AAA-5 AAA-9",
                          "not counted, of other scopes: 1 hook, 2 scenario"], told)

    def test_a_line_was_run_where_any_record_of_it_says_so(self):
        told = f"SF:{self.root}/src/crosscheck/asked.h\nDA:3,7\nDA:4,0\nend_of_record\nSF:{self.root}/src/crosscheck/asked.h\nDA:3,0\nend_of_record\n"
        self.assertEqual({"src/crosscheck/asked.h": {3: True, 4: False}}, coverage.lines_in(told, self.root))

    def test_lines_are_counted_below_a_folder(self):
        files = LINES | {"src/wire/peer.cpp": {1: True, 2: False}}
        self.assertEqual({"lines": 4, "of": 6}, coverage.counts(files, "src/crosscheck/"))
        self.assertEqual({"lines": 5, "of": 8}, coverage.counts(files, "src/"))

    def test_inputs_are_told_by_where_they_come_from(self):
        self.write("corpus/asked/one", "")
        self.write("corpus/asked/two", "")
        self.write("work/asked/corpus/three", "")
        with unittest.mock.patch.object(coverage, "ROOT", self.root):
            found = coverage.inputs_of("asked", SimpleNamespace(work=self.root / "work"))
            none_gathered = coverage.inputs_of("asked", SimpleNamespace(work=self.root / "elsewhere"))
        self.assertEqual({"committed": 2, "gathered": 1}, {name: count for name, (_, count) in found.items()})
        self.assertEqual({"committed": 2, "gathered": 0}, {name: count for name, (_, count) in none_gathered.items()})

    def test_the_libraries_objects_are_taken_whether_linked_or_not_and_without_those_of_sources_that_are_gone(self):
        for name in ("crosscheck.dir/crosscheck/asked.cpp.o", "crosscheck.dir/crosscheck/gone.cpp.o", "crosscheck.dir/cmake_pch.hxx.pch"):
            self.write(f"build/src/CMakeFiles/{name}", "")
        found = coverage.library_objects(self.root / "build", self.root)
        self.assertEqual([self.root / "build/src/CMakeFiles/crosscheck.dir/crosscheck/asked.cpp.o"], found)


if __name__ == "__main__":
    unittest.main()
