"""Nothing is wrong with the correct servers: no style of them has a finding under any policy."""

import unittest

from zoo_for_tests import HERE, STYLES, Zoo, check, in_parallel, main, policies, told


def checked(case):
    policy, style = case
    with Zoo(policy, "--style", style) as zoo:
        return policy, style, check(zoo.url, policy)


class CorrectServers(unittest.TestCase):
    def test_there_are_at_least_twelve_policies(self):
        self.assertGreaterEqual(len(policies()), 12)

    def test_they_share_no_code_with_what_the_checker_takes_for_right(self):
        sources = [path for ending in ("*.cpp", "*.h") for path in HERE.glob(ending)]
        self.assertGreater(len(sources), 10)
        for path in sources:
            with self.subTest(path.name):
                self.assertNotRegex(path.read_text(encoding="utf-8"), r'#include "(crosscheck/(policy|fetch)|question|suite|check)/')

    def test_no_style_has_a_finding_under_any_policy(self):
        cases = [(policy, style) for policy in policies() for style in STYLES]
        for policy, style, report in in_parallel(checked, cases):
            with self.subTest(policy=policy, style=style):
                self.assertEqual([told(finding) for finding in report["findings"]], [])
                self.assertIsNone(report["vacuous"])
                self.assertEqual(report["exit"], 0)


if __name__ == "__main__":
    main()
