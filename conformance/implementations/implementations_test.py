"""What `crosscheck check` finds in a real server is what this folder's page about it says: implementations_test.py --only nginx.

A page has a heading for each recipe, which ends with its name in backticks, and below it a table whose rows begin with a property in backticks.
Where "since" stands behind the property, it is found with newer versions of the server alone, and may be missing.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

from servers_for_tests import HERE, Missing, server

SKIPPED = 77
RECIPES = ("careful", "careless")
PATHS = ("/missing", "/redirect")
# No check takes so long unless something hangs. It is no margin.
HANG = 300


def written(page):
    """The rows of the page's tables: by recipe, and by property whether it has to be found."""
    recipes, recipe = {}, None
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = re.search(r"`(\w+)`$", line)
            recipe = heading and heading.group(1)
        elif recipe:
            rows = re.findall(r"^\| `(P\d{3})`( since)?", line)
            recipes.setdefault(recipe, {}).update({code: not since for code, since in rows})
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
    for code in sorted(code for code, must in expected.items() if must and code not in findings):
        yield f"{name}, {recipe}: {code} is written down and not found"


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
                print(f"{options.only}, {recipe}: {', '.join(sorted(findings)) or 'nothing'}")
    except Missing as missing:
        print(f"skipped: {missing}")
        return SKIPPED
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
