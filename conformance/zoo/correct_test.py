"""Nothing is wrong with the correct servers: no style of them has a finding under any policy."""

import unittest

from zoo_for_tests import STYLES, Zoo, check, in_parallel, main, policies, told


def checked(case):
    policy, style = case
    with Zoo(policy, "--style", style) as zoo:
        return policy, style, check(zoo.url, policy)


class CorrectServers(unittest.TestCase):
    def test_there_are_at_least_twelve_policies(self):
        self.assertGreaterEqual(len(policies()), 12)

    def test_no_style_has_a_finding_under_any_policy(self):
        cases = [(policy, style) for policy in policies() for style in STYLES]
        for policy, style, report in in_parallel(checked, cases):
            with self.subTest(policy=policy, style=style):
                self.assertEqual([told(finding) for finding in report["findings"]], [])
                self.assertIsNone(report["vacuous"])
                self.assertEqual(report["exit"], 0)


if __name__ == "__main__":
    main()
