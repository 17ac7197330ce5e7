"""The oracle allows the origins that it was told to, and nothing else: `crosscheck check` holds it against that policy."""

import json
import subprocess
import tempfile
import unittest

from oracle_for_tests import Options, Oracle, main

PATHS = ["/v1/evaluate", "/v1/vectors", "/healthz", "/no-such-path"]


def policy_for(origins):
    return {"origins": origins, "request_headers": ["content-type", "x-request-id"],
            "expose_headers": ["etag", "retry-after", "x-request-id"], "max_age": 600, "acknowledge": []}


class OwnPolicy(unittest.TestCase):
    def check(self, origins, *options):
        """The exit code of `crosscheck check`, and what it printed."""
        with tempfile.NamedTemporaryFile("w", suffix=".json") as policy, Oracle(*options) as oracle:
            json.dump(policy_for(origins), policy)
            policy.flush()
            paths = [word for path in PATHS for word in ("--path", path)]
            done = subprocess.run([Options.command, "check", oracle.url + "/version", "--policy", policy.name, "--seed", "1", *paths],
                                  capture_output=True, text=True, check=False)
            return done.returncode, done.stdout + done.stderr

    def test_any_origin(self):
        code, printed = self.check("*", "--allow-origin", "*")
        self.assertEqual(code, 0, printed)

    def test_a_list_of_origins(self):
        origins = ["https://app.example", "https://*.tools.example", "http://localhost:*"]
        code, printed = self.check(origins, *(word for origin in origins for word in ("--allow-origin", origin)))
        self.assertEqual(code, 0, printed)

    def test_another_policy_than_the_servers_is_noticed(self):
        code, printed = self.check(["https://app.example"], "--allow-origin", "*")
        self.assertEqual(code, 1, printed)


if __name__ == "__main__":
    main()
