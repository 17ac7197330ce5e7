"""Each bug that can be seen from outside is found, by a property that is meant to find it, under each policy that shows it."""

import pathlib
import re
import subprocess
import unittest

from zoo_for_tests import Programs, Zoo, check, found, in_parallel, main, mutants, policies, told

# For these it is shown that the property is what finds the bug: without it nothing else does.
NEEDED = {"M15": "P021", "M29": "P028", "M31": "P030", "M34": "P037", "M55": "P040", "M61": "P066", "M75": "P075", "M91": "P106", "M92": "P108",
          "M99": "P096"}

# What they answer hangs on when and in which order they are asked, so that two runs may see different ways of failing.
UNSTEADY = {"M38", "M83", "M98", "M103"}


def checked(case):
    row, policy = case
    with Zoo(policy, "--bug", row["id"]) as zoo:
        return row, policy, check(zoo.url, policy)


class Table(unittest.TestCase):
    def test_every_bug_of_the_list_is_there_once(self):
        self.assertEqual([row["id"] for row in mutants()], [f"M{number:02}" for number in range(1, 106)])

    def test_each_row_says_what_finds_the_bug_or_why_nothing_can(self):
        for row in mutants():
            with self.subTest(row["id"]):
                self.assertTrue(row["does"])
                self.assertNotEqual(bool(row["unseen"]), bool(row["caught_by"]))
                self.assertEqual(bool(row["policies"]), bool(row["caught_by"]))
                self.assertLessEqual(set(row["policies"]), set(policies()))

    def test_names_are_different(self):
        names = [row["name"] for row in mutants()]
        self.assertEqual(len(set(names)), len(names))

    def test_each_bug_is_in_the_sources(self):
        here = pathlib.Path(__file__).resolve().parent
        sources = "".join(path.read_text(encoding="utf-8") for path in sorted(here.glob("*.cpp")) if not path.name.endswith("_table.cpp"))
        for row in mutants():
            with self.subTest(row["id"]):
                self.assertRegex(sources, rf"\b{row['id']}\b")

    def test_the_list_for_people_names_every_bug(self):
        text = subprocess.run([Programs.zoo, "--list"], capture_output=True, check=True, text=True).stdout
        self.assertEqual(len(re.findall(r"^M\d+ ", text, re.MULTILINE)), 105)


class Mutants(unittest.TestCase):
    def test_each_is_found_under_each_policy_that_shows_it(self):
        seen = {}
        for row, policy, report in in_parallel(checked, [(row, policy) for row in mutants() for policy in row["policies"]]):
            seen.setdefault(row["id"], set()).update(found(report))
            with self.subTest(row["id"], policy=policy):
                self.assertTrue(found(report) & set(row["caught_by"]), f"{row['name']}: found {sorted(found(report))}")
        for row in mutants():
            with self.subTest(row["id"], finds="each property of its row, under one of them"):
                self.assertLessEqual(set(row["caught_by"]), seen.get(row["id"], set()))

    def test_a_property_that_is_taken_out_leaves_its_bug_alive(self):
        def without(row):
            code, policy = NEEDED[row["id"]], row["policies"][0]
            with Zoo(policy, "--bug", row["id"]) as zoo:
                return row, code, check(zoo.url, policy), check(zoo.url, policy, without=[code])

        for row, code, whole, rest in in_parallel(without, [row for row in mutants() if row["id"] in NEEDED]):
            with self.subTest(row["id"], property=code):
                self.assertIn(code, found(whole))
                self.assertEqual([told(finding) for finding in rest["findings"]], [])

    def test_a_finding_has_the_same_name_under_another_seed(self):
        def names(row):
            with Zoo(row["policies"][0], "--bug", row["id"]) as zoo:
                reports = [check(zoo.url, row["policies"][0], seed=seed) for seed in (2, 3)]
            return row["id"], [sorted({(finding["id"], finding["probe"]) for finding in report["findings"]}) for report in reports]

        # WHY each fifth: two checks for each bug would take as long as all the rest.
        for bug, (one, other) in in_parallel(names, [row for row in mutants() if row["policies"] and row["id"] not in UNSTEADY][::5]):
            with self.subTest(bug):
                self.assertEqual(one, other)


if __name__ == "__main__":
    main()
