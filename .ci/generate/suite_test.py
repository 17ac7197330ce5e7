"""Ids, manifest, generator and coverage: each finds the fault that it is for, planted into a small suite or into a copy of this one."""

import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "conformance" / "generator")]

import axes  # noqa: E402
import coverage_data  # noqa: E402
import coverage_table  # noqa: E402
import deviations  # noqa: E402
import format_vectors  # noqa: E402
import ids_lock  # noqa: E402
import told  # noqa: E402


def vector(vector_id, rev=1, covers=("CHK-2",), flags=("Flag",), kind="cors-check", **more):
    return {"id": vector_id, "rev": rev, "title": "A vector", "kind": kind, "level": "must", "covers": list(covers), "flags": list(flags),
            "input": {"origin": "null", "credentials": "omit", "headers": []}, "expect": {"result": "failure"}, **more}


class Suite(unittest.TestCase):
    """A suite of one file, with what the scripts read beside it."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = Path(scratch.name)
        (self.root / "conformance/vectors").mkdir(parents=True)
        (self.root / "conformance/schema").mkdir()
        shutil.copyfile(ROOT / "conformance/requirements.json", self.root / "conformance/requirements.json")
        (self.root / "conformance/flags.json").write_text('{"flags": {}}', encoding="ascii")
        self.write("x", vector("x/a"), vector("x/b"))

    def write(self, area, *vectors):
        document = {"area": area, "title": "An area", "vectors": list(vectors)}
        text = format_vectors.text_of(format_vectors.read(json.dumps(document)))
        (self.root / f"conformance/vectors/{area}.json").write_text(text, encoding="ascii")

    def run_script(self, name, *arguments):
        return subprocess.run([sys.executable, "-B", str(HERE / name), "--root", str(self.root), *arguments], capture_output=True,
            text=True, check=False)

    def assert_refused(self, name, words, *arguments):
        result = self.run_script(name, *arguments)
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn(words, result.stdout)

    def assert_done(self, name, *arguments):
        result = self.run_script(name, *arguments)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


class Ids(Suite):
    def setUp(self):
        super().setUp()
        self.assert_done("ids_lock.py")
        self.lock = self.root / "conformance/ids.lock"

    def test_the_lock_has_a_line_for_each_id_and_is_then_current(self):
        self.assertEqual(self.lock.read_text(encoding="ascii"), "x/a 1\nx/b 1\n")
        self.assert_done("ids_lock.py", "--check")

    def test_a_new_id_is_missed_by_the_check_and_appended(self):
        self.write("x", vector("x/0"), vector("x/a"), vector("x/b"))
        self.assert_refused("ids_lock.py", "x/0: not in ids.lock", "--check")
        self.assert_done("ids_lock.py")
        self.assertEqual(self.lock.read_text(encoding="ascii"), "x/a 1\nx/b 1\nx/0 1\n")

    def test_an_id_that_vanishes_is_refused_until_it_is_retired(self):
        self.write("x", vector("x/a"))
        self.assert_refused("ids_lock.py", "x/b: vanished", "--check")
        self.assert_refused("ids_lock.py", "x/b: vanished")
        self.assert_refused("ids_lock.py", "its replacement x/c does not exist", "--retire", "x/b", "x/c")
        self.assert_done("ids_lock.py", "--retire", "x/b", "x/a")
        self.assertEqual(self.lock.read_text(encoding="ascii"), "x/a 1\nx/b 1\nx/b 1 retired x/a\n")
        self.assert_done("ids_lock.py", "--check")

    def test_several_are_retired_in_one_go_and_each_of_them_once(self):
        self.write("x", vector("x/c"))
        self.assert_done("ids_lock.py", "--retire", "x/a", "x/c", "--retire", "x/b", "-")
        self.assertEqual(self.lock.read_text(encoding="ascii"), "x/a 1\nx/b 1\nx/a 1 retired x/c\nx/b 1 retired -\nx/c 1\n")
        self.assert_refused("ids_lock.py", "x/a: only an id", "--retire", "x/a", "-")

    def test_a_retired_id_is_never_given_again(self):
        self.write("x", vector("x/a"))
        self.assert_done("ids_lock.py", "--retire", "x/b", "-")
        self.write("x", vector("x/a"), vector("x/b", rev=2))
        self.assert_refused("ids_lock.py", "x/b: this id is retired")

    def test_an_id_that_is_in_use_is_not_retired(self):
        self.assert_refused("ids_lock.py", "x/a: only an id", "--retire", "x/a", "-")

    def test_a_revision_is_raised_by_a_line_and_never_falls(self):
        self.write("x", vector("x/a", rev=2), vector("x/b"))
        self.assert_done("ids_lock.py")
        self.assertEqual(self.lock.read_text(encoding="ascii"), "x/a 1\nx/b 1\nx/a 2\n")
        self.write("x", vector("x/a"), vector("x/b"))
        self.assert_refused("ids_lock.py", "a revision never falls", "--check")

    def test_ids_of_another_area_and_ids_that_stand_twice_are_refused(self):
        self.write("x", vector("x/a"), vector("x/b"), vector("y/a"), vector("x/a"))
        self.assert_refused("ids_lock.py", "y/a and the area 'x' do not go together")
        self.assert_refused("ids_lock.py", "x/a stands twice")

    def test_lines_that_are_none_are_named(self):
        self.lock.write_text("x/a 1\nx/b one\nx/a 1\n", encoding="ascii")
        _, faults = ids_lock.read_lock(self.lock)
        self.assertTrue(any(fault.startswith("ids.lock:2: neither") for fault in faults), faults)
        self.assertTrue(any("ids.lock:3: x/a stands twice" in fault for fault in faults), faults)


class Manifest(Suite):
    def setUp(self):
        super().setUp()
        self.assert_done("ids_lock.py")
        self.assert_done("manifest.py")

    def test_it_counts_and_is_then_current(self):
        self.assert_done("manifest.py", "--check")
        manifest = json.loads((self.root / "conformance/manifest.json").read_text(encoding="ascii"))
        self.assertEqual((manifest["vectors"], manifest["hand_written"], manifest["generated"]), (2, 2, 0))
        self.assertEqual(manifest["files"][0]["by_kind"], {"cors-check": 2})
        lines = (self.root / "conformance/vectors.ndjson").read_text(encoding="ascii").splitlines()
        self.assertEqual([json.loads(line)["id"] for line in lines], ["x/a", "x/b"])
        self.assertEqual(json.loads(lines[0])["area"], "x")

    def test_a_changed_vector_is_missed_in_both_files(self):
        self.write("x", vector("x/a"), vector("x/b", title="Another title"))
        self.assert_refused("manifest.py", "conformance/manifest.json is not", "--check")
        self.assert_refused("manifest.py", "conformance/vectors.ndjson is not", "--check")

    def test_a_changed_table_is_missed(self):
        (self.root / "conformance/flags.json").write_text('{"flags": {"Flag": {}}}', encoding="ascii")
        self.assert_refused("manifest.py", "conformance/manifest.json is not", "--check")


class Coverage(unittest.TestCase):
    ROWS = {"CHK-2": {"id": "CHK-2", "section": "16", "scope": "engine", "rule": "Absent"},
        "CHK-3": {"id": "CHK-3", "section": "16", "scope": "engine", "rule": "Wildcard"},
            "E2E-1": {"id": "E2E-1", "section": "24", "scope": "scenario", "rule": "A story"},
            "MF-2": {"id": "MF-2", "section": "10", "scope": "engine", "rule": "Local"}}

    def suite(self, *entries):
        """(file, vector, last rule, outcome) as gathered from traces."""
        suite = coverage_data.Suite(self.ROWS, {"MF-2": "It is left out."}, sorted({name for name, *_ in entries}),
            [(name, found) for name, found, *_ in entries])
        for name, found, rule, outcome in entries:
            for row in coverage_data.named_by(found, suite.rows):
                suite.covers[row].append((name, found))
            suite.ends[rule].append((name, outcome, found))
            suite.seen[rule].add(outcome)
        return suite

    def test_rows_that_nothing_ends_with_are_holes_and_rows_left_out_are_none(self):
        suite = self.suite(("a.json", vector("a/1", covers=["CHK-2", "CHK-3"]), "CHK-2", "failure"))
        self.assertEqual(coverage_data.holes(suite), ["CHK-3", "E2E-1"])
        text = coverage_table.text_of(suite)
        self.assertIn("**2 rows without a vector that decides**, of 3 that need one; 1 are left out", text)
        self.assertIn("| CHK-3 | engine | 1 |  | **no vector** |", text)
        self.assertIn("*It is left out.*", text)

    def test_a_row_that_is_excepted_needs_a_vector_that_covers_it_or_no_question_at_all(self):
        entry = ("a.json", vector("a/1", tags=["e2e-1"]), "CHK-2", "failure")
        suite = self.suite(entry)
        suite.told_inside["CHK-3"] = "It stands inside."
        self.assertEqual(coverage_data.holes(suite), ["CHK-3"])
        suite = self.suite(entry)
        suite.no_question["CHK-3"] = "Nobody asks."
        self.assertEqual(coverage_data.holes(suite), [])
        self.assertIn("1 row end no trace, each for a reason that stands in its line: CHK-3", coverage_table.text_of(suite))

    def test_an_exception_that_is_none_is_named(self):
        suite = self.suite(("a.json", vector("a/1"), "CHK-2", "failure"))
        suite.told_inside = {"CHK-2": "x", "MF-2": "x", "CHK-999": "x"}
        self.assertEqual([fault.split(": ")[1].split(" ", 1) for fault in coverage_data.stale_exceptions(suite)],
                         [["CHK-2", "does end a trace, the exception can go"], ["MF-2", "need not decide anyway"],
                             ["CHK-999", "does not exist"]])

    def test_a_story_is_covered_by_a_tag(self):
        suite = self.suite(("a.json", vector("a/1", tags=["e2e-1"]), "CHK-2", "failure"))
        self.assertEqual(coverage_data.holes(suite), ["CHK-3"])

    def test_a_file_is_missed_for_what_no_other_file_bears_out(self):
        suite = self.suite(("a.json", vector("a/1"), "CHK-2", "failure"), ("b.json", vector("b/1", flags=["Other"]), "CHK-2", "failure"),
                           ("c.json", vector("c/1"), "CHK-2", "failure"))
        self.assertEqual(coverage_data.holes_without(suite, "a.json"), [])
        self.assertEqual(coverage_data.holes_without(suite, "b.json"),
                         ["nothing hunts Other",
                             "Other is hunted nowhere where a question of the kind cors-check ends with CHK-2 as failure"])

    def test_the_scope_file_is_read_with_its_ranges(self):
        scope = coverage_data.scope_of(ROOT)
        self.assertIn("NPK-2", scope)
        self.assertIn("AMB-27", scope)
        self.assertTrue(scope["MF-4"].startswith("hook: "))
        self.assertNotIn("CHK-3", scope)


class Generator(unittest.TestCase):
    """The generator beside a folder of vectors that is not its own."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = Path(scratch.name)
        for name in ["conformance/generator", "conformance/vectors"]:
            shutil.copytree(ROOT / name, self.root / name, ignore=shutil.ignore_patterns("__pycache__"))
        (self.root / ".ci/generate").mkdir(parents=True)
        for name in ["format_vectors.py", "made_files.py", "vectors.py"]:
            shutil.copyfile(HERE / name, self.root / ".ci/generate" / name)

    def run_generator(self, *arguments):
        return subprocess.run([sys.executable, "-B", str(self.root / "conformance/generator/generate.py"), *arguments], capture_output=True,
            text=True, check=False)

    def check(self):
        return self.run_generator("--check")

    def test_what_a_hand_written_vector_asks_is_not_asked_again(self):
        path = self.root / "conformance/vectors/generated-tao-check.json"
        before = json.loads(path.read_text(encoding="ascii"))["vectors"]
        asked = before[7]
        # The order of keys makes no other question.
        turned = dict(reversed(asked["input"].items()))
        document = {"area": "by-hand", "title": "An area", "vectors": [vector("by-hand/a", kind=asked["kind"], input=turned)]}
        (self.root / "conformance/vectors/by-hand.json").write_text(json.dumps(document), encoding="ascii")
        self.assertIn("generated-tao-check.json: not what", self.check().stdout)
        self.assertEqual(self.run_generator().returncode, 0)
        after = json.loads(path.read_text(encoding="ascii"))["vectors"]
        self.assertEqual([one["id"] for one in after], [one["id"] for one in before if one["id"] != asked["id"]])

    def test_a_vector_that_was_written_by_hand_into_a_generated_file_is_found(self):
        path = self.root / "conformance/vectors/generated-tao-check.json"
        path.write_text(path.read_text(encoding="ascii").replace('"level": "must"', '"level": "may"', 1), encoding="ascii")
        result = self.check()
        self.assertEqual(result.returncode, 1)
        self.assertIn("generated-tao-check.json: not what", result.stdout)

    def test_an_area_refuses_vectors_that_add_nothing(self):
        area = axes.Area("x", "An area")
        area.add(["a"], "cors-check", {"origin": "null"}, {"result": "failure"}, ["CHK-2"], ["Flag"], "A title")
        for values, given, flags, words in [(["a"], {"origin": "x"}, ["Flag"], "stands twice"),
            (["b"], {"origin": "null"}, ["Flag"], "asks what another"),
                                            (["b"], {"origin": "x"}, [""], "hunts nothing")]:
            with self.subTest(words=words), self.assertRaisesRegex(ValueError, words):
                area.add(values, "cors-check", given, {"result": "failure"}, ["CHK-2"], flags, "A title")

    def test_every_pair_of_values_stands_in_a_row(self):
        sides = [[axes.v(f"{side}{number}", number, "x") for number in range(4)] for side in "abc"]
        rows = axes.pairwise(*sides)
        self.assertLess(len(rows), 24)
        for one in range(3):
            for other in range(one + 1, 3):
                self.assertEqual(len({(row[one].name, row[other].name) for row in rows}), 16)

    def test_an_answer_that_is_not_what_the_rules_say_is_found(self):
        self.assertEqual(told.differs({"a": [1, {"b": None}]}, {"a": [1, {"b": None, "c": 2}], "d": 3}), "")
        self.assertIn("/a/0", told.differs({"a": [True]}, {"a": [1]}))
        self.assertIn("/a", told.differs({"a": []}, {"a": [1]}))
        self.assertIn("/b", told.differs({"b": None}, {}))
        asked = vector("x/a", covers=["CHK-2"])
        step = {"rule": "CHK-4", "outcome": "failure"}
        self.assertIn("x/a: it covers CHK-2, of which", told.told_by(asked, {"output": {"result": "failure", "trace": [step]}})[1][0])
        self.assertIn("is expected", told.told_by(asked, {"output": {"result": "success", "trace": [step]}})[1][0])
        both = {"output": {"result": "failure", "trace": [{**step, "rule": "CHK-2"}, step]}}
        self.assertEqual(told.told_by(asked, both), ("CHK-4", []))

    def test_a_row_that_the_trace_leaves_untold_is_named_though_another_is_told(self):
        asked = vector("x/a", covers=["CHK-2", "CHK-3"])
        trace = [{"rule": "CHK-2", "outcome": "no"}, {"rule": "CHK-4", "outcome": "failure"}]
        last, faults = told.told_by(asked, {"output": {"result": "failure", "trace": trace}})
        self.assertEqual(last, "")
        self.assertEqual(faults, ["x/a: it covers CHK-3, of which the engine's trace says nothing; it tells CHK-2, CHK-4"])

    def test_a_departure_of_a_browser_is_explained_by_what_a_hand_written_vector_shows(self):
        hint = vector("x/a", kind="safelisted-request-header", input={"name": "DPR", "value": "1"}, expect={"safelisted": False})
        self.assertEqual([reason.pinned_by for reason in deviations.reasons("chromium", hint, {"safelisted": True})],
                         ["deviations/client-hint-dpr"])
        self.assertEqual(deviations.reasons("firefox", hint, {"safelisted": True}), [])
        hint["input"]["name"] = "X-A"
        self.assertEqual(deviations.reasons("chromium", hint, {"safelisted": True}), [])
        faults = deviations.faults_of_pins({"deviations/client-hint-dpr": {"profiles": {"firefox": {}}}})
        self.assertIn("deviations.py: deviations/client-hint-dpr shows nothing of chromium", faults)

    def test_a_profile_expects_no_more_keys_than_the_standard(self):
        self.assertEqual(deviations.cut_to({"a": [{"b": 1}]}, {"a": [{"b": 2, "c": 3}], "d": 4}), {"a": [{"b": 2}]})
        self.assertEqual(deviations.cut_to({"a": [{"b": 1}]}, {"a": [{"b": 2, "c": 3}, {"b": 5, "c": 6}]}), {"a": [{"b": 2}, {"b": 5}]})
        self.assertEqual(deviations.cut_to({"a": []}, {"a": None}), {"a": None})

    def test_a_generated_file_that_nobody_makes_is_found(self):
        (self.root / "conformance/vectors/generated-planted.json").write_text("{}", encoding="ascii")
        result = self.check()
        self.assertEqual(result.returncode, 1)
        self.assertIn("generated-planted.json: no area", result.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=1)
