"""The zoo and `crosscheck check` for tests: starts servers, and asks what the checker finds in them."""

import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
STYLES = ("echo", "list", "wildcard")
# What the application serves beside `/`. The last ones exist where the policy has a route for them.
PATHS = ("/missing", "/redirect", "/error", "/private", "/cached", "/range", "/graphql")
PATHS_OF_ROUTES = ("/public/page", "/Public/page", "/internal/page", "/api/q", "/api/page", "/other")
# No check takes so long unless something hangs. It is no margin.
HANG = 300


class Programs:
    """What was said on the command line of the test."""

    command = None
    zoo = None


def main():
    """The entry of each test: takes `--command` and `--zoo`, and leaves the rest to unittest."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--command", type=pathlib.Path, required=True, help="the program `crosscheck`")
    parser.add_argument("--zoo", type=pathlib.Path, required=True, help="the program `crosscheck_zoo`")
    known, rest = parser.parse_known_args()
    Programs.command, Programs.zoo = known.command.resolve(), known.zoo.resolve()
    unittest.main(argv=[sys.argv[0], *rest])


def policies():
    """Names of the policies, without their folder and ending."""
    return sorted(path.stem for path in (HERE / "policies").glob("*.json"))


def policy_file(name):
    return HERE / "policies" / f"{name}.json"


def mutants():
    """The zoo's own table."""
    listed = subprocess.run([Programs.zoo, "--list", "--json"], capture_output=True, check=True)
    return json.loads(listed.stdout)


class Zoo:
    """`with Zoo(policy, ...) as zoo: zoo.url`. It ends with the block."""

    def __init__(self, policy, *options):
        self.arguments = [Programs.zoo, "--policy", policy_file(policy), *options]

    def __enter__(self):
        self.process = subprocess.Popen(self.arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.url = self.process.stdout.readline().decode().strip()
        if not self.url:
            self.__exit__()
            raise AssertionError(f"the zoo did not start: {self.arguments}")
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def check(url, policy, only=(), without=(), seed=1):
    """The report of `crosscheck check` as a document; `only` and `without` are properties."""
    paths = PATHS + (PATHS_OF_ROUTES if "routes" in json.loads(policy_file(policy).read_text(encoding="utf-8")) else ())
    arguments = [Programs.command, "check", url + "/", "--policy", policy_file(policy), "--format", "json", "--seed", str(seed)]
    for code in only:
        arguments += ["--only", code]
    for code in without:
        arguments += ["--without", code]
    for path in paths:
        arguments += ["--path", path]
    ran = subprocess.run(arguments, capture_output=True, timeout=HANG, check=False)
    # 4: nothing of what was wanted could be tested, which the report says too.
    if ran.returncode not in (0, 1, 4):
        raise AssertionError(f"{arguments} ended with {ran.returncode}: {ran.stderr.decode(errors='replace')}")
    return json.loads(ran.stdout)


def found(report):
    """The properties that the report has findings for."""
    return {code for finding in report["findings"] for code in (finding["id"], *finding["also"])}


def told(finding):
    """A finding in a line, for whoever reads why a test failed."""
    return f"{finding['id']} {finding['severity']} at {finding['url']}: {finding['probe']}: {finding['verdict']}"


def in_parallel(function, items):
    """The results of function(item), in the order of the items; as many at once as there are cores."""
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return list(pool.map(function, items))
