"""What `crosscheck check` finds in a real server is what this folder's page about it says: implementations_test.py --only nginx.

A page has a heading for each recipe, which ends with its name in backticks, and below it a table whose rows begin with a property in backticks.
Where "since" stands behind the property, it is found with newer versions of the server alone, and may be missing. The `curl` lines of the rows are
run as they stand there, with the server's URL for $URL.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
from typing import NamedTuple

from servers_for_tests import HERE, Missing, server

SKIPPED = 77
RECIPES = ("careful", "careless")
PATHS = ("/missing", "/redirect")
# No check takes so long unless something hangs. It is no margin.
HANG = 300


class Row(NamedTuple):
    """What stands in a table: whether the property has to be found, what was seen, and the line for a shell that shows it, if there is one."""

    must: bool
    seen: str
    curl: str | None


def written(page):
    """The rows of the page's tables, by recipe and by property."""
    recipes, recipe = {}, None
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = re.search(r"`(\w+)`$", line)
            recipe = heading and heading.group(1)
        elif recipe:
            recipes.setdefault(recipe, {})
            row = re.search(r"^\| `(P\d{3})`( since)?[^|]*\|[^|]*\|([^|]*)\|([^|]*)\|$", line)
            if row:
                code, since, seen, shown_by = row.groups()
                curl = re.search(r"`(curl .*)`", shown_by)
                recipes[recipe][code] = Row(not since, seen.strip(), curl and curl.group(1))
    return recipes


def found(command, url):
    """The findings of a check, by property."""
    arguments = [command, "check", url + "/", "--policy", HERE / "policy.json", "--format", "json", "--seed", "1"]
    for path in PATHS:
        arguments += ["--path", path]
    ran = subprocess.run(arguments, capture_output=True, timeout=HANG, check=False)
    if ran.returncode not in (0, 1):
        raise AssertionError(f"the check ended with {ran.returncode}: {ran.stderr.decode(errors='replace')}")
    findings = {}
    for finding in json.loads(ran.stdout)["findings"]:
        for code in (finding["id"], *finding["also"]):
            findings.setdefault(code, finding)
    return findings


def differences(name, recipe, expected, findings):
    for code in sorted(set(findings) - set(expected)):
        finding = findings[code]
        yield f"{name}, {recipe}: {code} is found and not written down: {finding['probe']}: {finding['summary']} {finding['verdict']}"
        yield from (f"  {wire['curl']}" for wire in finding["wire"])
    for code in sorted(code for code, row in expected.items() if row.must and code not in findings):
        yield f"{name}, {recipe}: {code} is written down and not found"


def faults_of_lines(name, recipe, expected, url):
    """Whether the lines of the page run; and where one is to show that an origin may read, whether it is let in."""
    for code, row in expected.items():
        if not row.curl:
            continue
        ran = subprocess.run(["bash", "-c", row.curl], env={**os.environ, "URL": url}, capture_output=True, timeout=HANG, check=False)
        let_in = re.search(r"^A browser lets (\S+) read\.$", row.seen)
        named = re.findall(rb"^access-control-allow-origin: (.*?)\r?$", ran.stdout, re.IGNORECASE | re.MULTILINE)
        if ran.returncode != 0:
            yield f"{name}, {recipe}: {code}: the line ends with {ran.returncode}: {row.curl}"
        elif let_in and let_in.group(1).encode() not in named:
            yield f"{name}, {recipe}: {code}: the line does not show it: {row.curl}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--command", type=pathlib.Path, required=True, help="the program `crosscheck`")
    parser.add_argument("--modules", type=pathlib.Path, default=HERE.parent / "node", help="the folder with node_modules")
    parser.add_argument("--only", required=True, help="nginx, apache, express or fastify")
    options = parser.parse_args()
    expected = written(HERE / f"{options.only}.md")
    faults = [f"{options.only}.md has no heading for {recipe}" for recipe in RECIPES if recipe not in expected]
    try:
        for recipe in RECIPES:
            with server(options.only, recipe, options.modules.resolve()) as running:
                findings = found(options.command.resolve(), running.url)
                faults += differences(options.only, recipe, expected.get(recipe, {}), findings)
                if shutil.which("curl"):
                    faults += faults_of_lines(options.only, recipe, expected.get(recipe, {}), running.url)
                else:
                    print("the lines for a shell were not run: there is no curl")
                print(f"{options.only}, {recipe}: {', '.join(sorted(findings)) or 'nothing'}")
    except Missing as missing:
        print(f"skipped: {missing}")
        return SKIPPED
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
