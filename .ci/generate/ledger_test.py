#!/usr/bin/env python3
"""Faults planted in a small ledger are found, and drift of a small standard is seen."""

import copy
import sys
import unittest

sys.dont_write_bytecode = True
import ledger
import requirements_drift as drift

GOOD = {
    "standards": [{"prefix": "F", "name": "Fetch", "url": "https://fetch.spec.whatwg.org/"}],
    "sections": [{"number": "1", "title": "One"}, {"number": "2", "title": "Two"}],
    "anchors": {},
    "rows": [
        {"id": "CHK-1", "section": "1", "kind": "N/A", "spec": "https://fetch.spec.whatwg.org/#concept-cors-check",
         "step": "1", "rule": "One.", "edges": "", "scope": "engine"},
        {"id": "E2E-1", "section": "2", "kind": "scenario", "spec": "https://fetch.spec.whatwg.org/#concept-fetch",
         "step": "", "rule": "GET B", "edges": "allowed", "scope": "scenario"},
    ],
}

STANDARD = """\
<h3 id=cors-check>CORS check</h3>

<div algorithm>
<p>To perform a <dfn id=concept-cors-check>CORS check</dfn>:

<ol>
 <li><p>First.
 <li><div class=note>A note.</div>
</ol>
</div>

<p>A <dfn export>bad port</dfn> is one of these.

<table><tr><td>25</table>

<p>A <dfn for="header value" lt="get, decode, and split|getting">get</dfn> is here.

<p>The <dfn method for=Headers><code>set(<var>name</var>, <var>value</var>)</code></dfn> method.
"""


class Faults(unittest.TestCase):
    def faults_after(self, change):
        document = copy.deepcopy(GOOD)
        change(document["rows"][0], document)
        return ledger.faults(document)

    def test_a_good_ledger_has_none(self):
        self.assertEqual(ledger.faults(GOOD), [])

    def test_each_planted_fault_is_named(self):
        plants = {
            "stands twice": lambda row, document: document["rows"].insert(1, dict(row)),
            "is no id": lambda row, _: row.update(id="chk-1"),
            "no kind": lambda row, _: row.update(kind="Q"),
            "scope": lambda row, _: row.update(scope="hook"),
            "no section": lambda row, _: row.update(section="9"),
            "is no place": lambda row, _: row.update(spec="https://fetch.spec.whatwg.org/"),
            "has a hash and no row": lambda _, document: document["anchors"].update({"F#gone": "0"}),
            "has no hash": lambda _, document: document["standards"][0].update(commit="1"),
            "no rule": lambda row, _: row.update(rule=""),
            "the keys are": lambda row, _: row.update(more="x"),
            "order of the sections": lambda _, document: document["rows"].reverse(),
        }
        for words, plant in plants.items():
            with self.subTest(words):
                self.assertTrue(any(words in fault for fault in self.faults_after(plant)))

    def test_scenarios_are_no_rules(self):
        self.assertEqual([row["id"] for row in ledger.rules(GOOD)], ["CHK-1"])


class Drift(unittest.TestCase):
    def changed(self, old, new):
        before, after = drift.hashes(STANDARD), drift.hashes(STANDARD.replace(old, new))
        return {anchor for anchor in before if before[anchor] != after.get(anchor)}

    def test_ids_are_those_written_or_those_that_are_made(self):
        self.assertEqual(set(drift.hashes(STANDARD)), {"cors-check", "concept-cors-check", "bad-port",
                                                       "header-value-get-decode-and-split", "dom-headers-set"})

    def test_a_changed_step_changes_its_algorithm(self):
        self.assertIn("concept-cors-check", self.changed("First.", "Last."))
        self.assertIn("concept-cors-check", self.changed("A note.", "Another."))

    def test_text_elsewhere_changes_nothing(self):
        self.assertNotIn("concept-cors-check", self.changed("one of these", "none of these"))

    def test_a_table_belongs_to_the_definition_before_it(self):
        self.assertIn("bad-port", self.changed("<td>25", "<td>26"))

    def test_white_space_does_not_count(self):
        self.assertEqual(self.changed(" <li><p>First.", "  <li><p>First."), set())

    def test_a_definition_that_is_gone_is_seen(self):
        self.assertIn("bad-port", self.changed("<dfn export>bad port</dfn>", "bad port"))


if __name__ == "__main__":
    unittest.main()
