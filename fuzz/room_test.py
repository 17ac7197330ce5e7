"""What every target has to have, patches that still apply, and what is handed in to a fleet."""

import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FUZZ = ROOT / "fuzz"
sys.path.insert(0, str(FUZZ / "oss-fuzz"))

import bad_build_test  # noqa: E402
import enrolment  # noqa: E402
import handmade  # noqa: E402
import kept_vectors  # noqa: E402
import libfuzzer  # noqa: E402
import seeds  # noqa: E402

TARGETS = sorted(path.stem.removesuffix("_fuzz") for path in FUZZ.glob("*_fuzz.cpp"))
PATCHES = sorted((FUZZ / "planted").glob("*.patch"))
ENTRY = re.compile(r'(?:\w+=)?"(?:[^"\\\x00-\x1f]|\\\\|\\"|\\x[0-9a-f]{2})+"')
LARGEST = 8192


def target_planted_in(patch):
    found = re.match(r"Target: (\w+)\nPlants: \S.*\n", patch.read_text(encoding="utf-8"))
    return found[1] if found else None


class Targets(unittest.TestCase):
    def test_begin_with_their_property(self):
        for target in TARGETS:
            first = (FUZZ / f"{target}_fuzz.cpp").read_text(encoding="utf-8").split("\n", 1)[0]
            self.assertRegex(first, r"^// [A-Z].*\.$", target)

    def test_have_seeds_a_dictionary_a_planted_bug_and_a_word_in_the_readme(self):
        readme = (FUZZ / "README.md").read_text(encoding="utf-8")
        planted = {target_planted_in(patch) for patch in PATCHES}
        for target in TARGETS:
            self.assertTrue(any((ROOT / "corpus" / target).iterdir()), f"corpus/{target} is empty")
            self.assertIn(target, seeds.SEEDS)
            self.assertTrue((FUZZ / "dictionaries" / f"{target}.dict").is_file(), f"{target} has no dictionary")
            self.assertIn(target, planted, f"no patch in fuzz/planted is for {target}")
            self.assertIn(f"`{target}`", readme)

    def test_own_all_corpora_dictionaries_and_options(self):
        for path in [*(ROOT / "corpus").iterdir(), *(FUZZ / "dictionaries").iterdir(), *(FUZZ / "options").iterdir()]:
            self.assertIn(path.stem, [*TARGETS, "README", "default"], path)

    def test_have_the_inputs_that_stand_for_something(self):
        for target in TARGETS:
            for name in [*handmade.SEEDS.get(target, {}), *kept_vectors.KEPT.get(target, ())]:
                self.assertTrue((ROOT / "corpus" / target / name).is_file(), f"corpus/{target}/{name} is not there: python3 fuzz/seeds.py export {target}")

    def test_have_inputs_with_names_and_none_that_is_cut(self):
        for path in (ROOT / "corpus").glob("*/*"):
            self.assertRegex(path.name, r"^[a-z][a-z0-9-]*[a-z][a-z0-9-]*$", path)
            self.assertLessEqual(path.stat().st_size, min(LARGEST, int(libfuzzer.options_of(ROOT, path.parent.name)["max_len"])), path)

    def test_have_dictionaries_that_libfuzzer_reads(self):
        for path in (FUZZ / "dictionaries").iterdir():
            for line in path.read_text(encoding="utf-8").splitlines():
                self.assertTrue(not line or line.startswith("#") or ENTRY.fullmatch(line), f"{path.name}: {line}")


class Patches(unittest.TestCase):
    def test_say_their_target_and_what_they_plant(self):
        for patch in PATCHES:
            self.assertIn(target_planted_in(patch), TARGETS, patch.name)

    def test_apply_to_the_sources_as_they_are(self):
        for patch in PATCHES:
            ended = subprocess.run(["patch", "-p1", "--forward", "--dry-run", "-i", str(patch)], cwd=ROOT, capture_output=True, text=True, check=False)
            self.assertEqual(ended.returncode, 0, f"{patch.name}\n{ended.stdout}")
            self.assertNotIn("fuzz", ended.stdout.split("\n", 1)[-1], f"{patch.name} applies inexactly; make it anew")


class Enrolment(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        for name in enrolment.FILES:
            shutil.copy(FUZZ / "oss-fuzz" / name, self.folder)

    def fill(self, quote='"', **values):
        """Into project.yaml, and the repository into the Dockerfile too, each value in these quotes."""
        path = self.folder / "project.yaml"
        text = path.read_text(encoding="utf-8")
        for field, value in values.items():
            text = re.sub(rf'^{field}: .*$', f'{field}: {quote}{value}{quote}', text, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
        if "main_repo" in values:
            self.write("Dockerfile", '1 "" crosscheck', f"1 {quote}{values['main_repo']}{quote} crosscheck")

    def write(self, name, old, new):
        """Something else into a file, where it stands."""
        text = (self.folder / name).read_text(encoding="utf-8")
        self.assertIn(old, text)
        (self.folder / name).write_text(text.replace(old, new), encoding="utf-8")

    def faults(self):
        return list(enrolment.faults_of(self.folder))

    def test_asks_for_what_only_those_know_who_enrol(self):
        self.assertEqual(["homepage", "main_repo", "primary_contact"], sorted(fault.split(" ")[1] for fault in self.faults()))

    def test_takes_a_folder_in_which_that_is_filled_with_quotes_of_either_kind_or_none(self):
        for quote in ('"', "'", ""):
            self.setUp()
            self.fill(quote, homepage="https://192.0.2.1/", main_repo="https://192.0.2.1/crosscheck.git", primary_contact="reports@192.0.2.1")
            self.assertEqual([], self.faults())
            self.assertEqual("--depth 1 https://192.0.2.1/crosscheck.git crosscheck\n", self.clone().stdout)

    def test_refuses_an_image_that_clones_another_repository_or_none(self):
        self.fill(homepage="https://192.0.2.1/", main_repo="https://192.0.2.1/crosscheck.git", primary_contact="reports@192.0.2.1")
        for old, new, fault in (("/crosscheck.git", "/other.git", "Dockerfile: clones https://192.0.2.1/other.git"),
                                ('"https://192.0.2.1/other.git"', '""', "Dockerfile: clones nothing"), ("RUN git", "# RUN git", "Dockerfile: has 0 lines")):
            self.write("Dockerfile", old, new)
            self.assertEqual([fault], [found[:len(fault)] for found in self.faults()])

    def test_the_files_bear_the_notice_that_the_fleet_asks_for(self):
        for name in enrolment.NOTICE_IN:
            self.write(name, enrolment.NOTICE, "elsewhere")
            self.assertIn(f"{name}: bears no notice of the Apache License", self.faults())

    def test_claims_what_is_tried(self):
        fields = enrolment.fields_of((self.folder / "project.yaml").read_text(encoding="utf-8"))
        self.assertEqual(set(fields["sanitizers"]), {build.sanitizer for build in bad_build_test.BUILDS})
        self.assertEqual({"a flag", "an archive"}, {build.engine for build in bad_build_test.BUILDS})

    def test_refuses_names_that_nobody_has_and_values_that_the_project_does_not_go_with(self):
        self.fill(homepage="https://crosscheck.test/", main_repo="here", primary_contact="someone@example.com", language="cobol")
        self.write("project.yaml", "- undefined", "- memory")
        self.assertEqual(5, len(self.faults()), self.faults())

    def test_names_a_file_that_is_missing(self):
        (self.folder / "build.sh").unlink()
        self.assertIn("build.sh: missing", self.faults())

    def clone(self):
        """What the Dockerfile's line that clones does, with a git that says what it is told."""
        command = re.search(r"^RUN (git clone .*)$", (self.folder / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)[1]
        return subprocess.run(["sh", "-c", f'git() {{ shift; echo "$*"; }}; {command}'], capture_output=True, text=True, check=False)

    def test_both_images_have_the_same_packages_and_those_that_a_build_needs(self):
        def packages(dockerfile):
            return set(re.search(r"--no-install-recommends (.*?)\n(?=[A-Z#])", dockerfile.read_text(encoding="utf-8"), re.DOTALL)[1].split()) - {"\\"}
        of_fleet = packages(FUZZ / "oss-fuzz/Dockerfile")
        self.assertEqual(of_fleet, packages(ROOT / ".clusterfuzzlite/Dockerfile"))
        text = (ROOT / ".ci/bootstrap/packages.sh").read_text(encoding="utf-8")
        build = re.search(r"build_packages=\((.*?)\)", text, re.DOTALL)[1].replace('"', "").split()
        self.assertEqual(of_fleet, {name.split("|")[0] for name in build} | {"zip"})


if __name__ == "__main__":
    unittest.main()
