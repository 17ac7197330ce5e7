"""Each check finds the fault that it is for: the fault is planted in a copy of the sources, and the check must name it."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import reading

CHECKS = Path(__file__).resolve().parent
ROOT = CHECKS.parents[1]


class Planted(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.tree = Path(self.scratch.name) / "tree"
        for name in reading.project_files(ROOT):
            if name.startswith(("src/", "conformance/")):
                target = self.tree / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, target)

    def plant(self, name, text, after=""):
        """Writes a file, or adds to one that is there."""
        path = self.tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(old + after + text, encoding="utf-8")

    def run_check(self, check, *arguments):
        return subprocess.run([sys.executable, "-B", str(CHECKS / check), *arguments], capture_output=True, text=True, check=False)

    def faults(self, check):
        return self.run_check(check, "--root", str(self.tree)).stdout.splitlines()

    def assert_found(self, check, *words):
        """The check fails, and one of its lines has all the words, which it had not before the fault was planted."""
        result = self.run_check(check, "--root", str(self.tree))
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertTrue(any(all(word in line for word in words) for line in result.stdout.splitlines()),
                        f"no line names {words}:\n{result.stdout}")

    # Arrows

    def test_an_include_against_the_arrows_is_named(self):
        self.plant("src/crosscheck/base/planted.h", '#include "crosscheck/fetch/cors_check.h"\n')
        self.assert_found("arrows.py", "src/crosscheck/base/planted.h:1", "`base` may not include `fetch`")

    def test_fetch_and_policy_never_include_each_other(self):
        self.plant("src/crosscheck/policy/decide.h", '#pragma once\n#include "crosscheck/fetch/cors_check.h"\n')
        self.plant("src/crosscheck/fetch/planted.cpp", '#include "crosscheck/policy/decide.h"\n')
        self.assert_found("arrows.py", "policy/decide.h:2", "`policy` may not include `fetch`")
        self.assert_found("arrows.py", "fetch/planted.cpp:1", "`fetch` may not include `policy`")

    def test_the_engine_may_not_include_io(self):
        headers = ["fstream", "iostream", "chrono", "thread", "random", "locale", "regex", "sys/socket.h", "simdjson.h",
                   "nlohmann/json.hpp", "httplib.h", "boost/asio.hpp"]
        self.plant("src/crosscheck/http/planted.cpp", "".join(f"#include <{header}>\n" for header in headers))
        found = self.faults("arrows.py")
        for number, header in enumerate(headers, start=1):
            with self.subTest(header=header):
                self.assertTrue(any(f"src/crosscheck/http/planted.cpp:{number}:" in line and header in line for line in found), found)

    def test_a_file_for_tests_is_not_included_by_the_product(self):
        self.plant("src/crosscheck/http/planted_for_tests.h", "#pragma once\n#include <fstream>\n")
        self.plant("src/crosscheck/http/planted.cpp", '#include "crosscheck/http/planted_for_tests.h"\n')
        self.assert_found("arrows.py", "http/planted.cpp:1", "is for tests only")

    def test_an_engine_library_in_a_header_or_in_two_files_is_named(self):
        self.plant("src/crosscheck/url/planted.h", "#include <libpsl.h>\n")
        self.assert_found("arrows.py", "url/planted.h:1", "libpsl is included by a header")
        for name in ["one", "two"]:
            self.plant(f"src/crosscheck/url/planted_{name}.cpp", "#include <unicode/uidna.h>\n")
        self.assert_found("arrows.py", "ICU is included in", "planted_one.cpp", "planted_two.cpp")

    def test_a_library_in_the_wrong_room_is_named(self):
        self.plant("src/cli/planted.cpp", "#include <boost/asio.hpp>\n")
        self.assert_found("arrows.py", "src/cli/planted.cpp:1", "Boost.Asio belongs to wire")

    def test_an_include_inside_a_comment_is_no_include(self):
        self.plant("src/crosscheck/base/planted.h", '/*\n#include <iostream>\n*/\n// #include <thread>\n')
        self.assertFalse([line for line in self.faults("arrows.py") if "planted" in line])

    # Symbols

    def symbols_with(self, sources):
        """Compiles each source, puts them into a copy of the engine's archive (as planted_0.o and so on) and runs the check on it."""
        folder = Path(self.scratch.name)
        compiler = os.environ.get("CXX") or "c++"
        for number, source in enumerate(sources):
            (folder / f"planted_{number}.cpp").write_text(source + "\n", encoding="utf-8")

        def compile_one(number):
            command = [compiler, "-std=c++20", "-O1", "-c", f"planted_{number}.cpp", "-o", f"planted_{number}.o"]
            subprocess.run(command, cwd=folder, check=True)
            return str(folder / f"planted_{number}.o")

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            members = list(pool.map(compile_one, range(len(sources))))
        archive = folder / "libplanted.a"
        engine = os.environ.get("CROSSCHECK_ARCHIVE")
        if engine and Path(engine).exists():
            shutil.copyfile(engine, archive)
        subprocess.run(["ar", "rc", str(archive), *members], check=True)
        return self.run_check("io_symbols.py", "--archive", str(archive))

    def test_io_symbols_in_the_archive_are_named(self):
        planted = [
            ("a clock", "steady_clock::now", "#include <chrono>\nlong f() { return std::chrono::steady_clock::now().time_since_epoch().count(); }"),
            ("a clock", "clock_gettime", "#include <time.h>\nlong f() { timespec t; clock_gettime(CLOCK_REALTIME, &t); return t.tv_nsec; }"),
            ("a file", "fopen", '#include <cstdio>\nvoid* f(const char* n) { return std::fopen(n, "r"); }'),
            ("a file", "open", '#include <fcntl.h>\nint f(const char* n) { return open(n, O_RDONLY); }'),
            ("a socket", "socket", "#include <sys/socket.h>\nint f() { return socket(AF_INET, SOCK_STREAM, 0); }"),
            ("the environment", "getenv", '#include <cstdlib>\nchar* f() { return std::getenv("X"); }'),
            ("a random source", "rand", "#include <cstdlib>\nint f() { return std::rand(); }"),
            ("a random source", "random_device", "#include <random>\nunsigned f() { return std::random_device{}(); }"),
            ("a thread", "thread", "#include <thread>\nvoid g();\nvoid f() { std::thread(g).detach(); }"),
            ("a stream", "std::cout", '#include <iostream>\nvoid f() { std::cout << "x"; }'),
            ("a stream", "ifstream", '#include <fstream>\nbool f(const char* n) { return bool(std::ifstream(n)); }'),
            ("a locale", "locale", "#include <locale>\nbool f(char c) { return std::isalpha(c, std::locale()); }"),
            ("a locale", "tolower", "#include <cctype>\nint f(int c) { return std::tolower(c); }"),
        ]
        result = self.symbols_with([source for _, _, source in planted])
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        for number, (what, symbol, _) in enumerate(planted):
            with self.subTest(symbol=symbol):
                self.assertTrue(any(f"planted_{number}.o " in line and symbol in line and line.endswith(what)
                                    for line in result.stdout.splitlines()), result.stdout)

    def test_memory_and_strings_are_no_io(self):
        result = self.symbols_with(["#include <string>\n#include <unordered_map>\n#include <charconv>\n"
                                   "std::unordered_map<std::string, std::string> f(const char* s) { return {{s, std::to_string(7)}}; }"])
        self.assertFalse([line for line in result.stdout.splitlines() if "planted_0.o" in line], result.stdout)

    # Requirement ids

    def test_a_row_without_code_is_named(self):
        ledger = self.tree / "conformance/requirements.json"
        text = ledger.read_text(encoding="utf-8")
        ledger.write_text(text.replace('"CHK-3"', '"CHK-399"'), encoding="utf-8")
        self.assert_found("requirement_ids.py", "CHK-399", "no code names it")

    def test_a_row_in_a_string_or_in_a_test_only_is_still_without_code(self):
        ledger = self.tree / "conformance/requirements.json"
        text = ledger.read_text(encoding="utf-8")
        ledger.write_text(text.replace('"CHK-3"', '"CHK-399"'), encoding="utf-8")
        self.plant("src/crosscheck/fetch/planted.cpp", 'const char* kRule = "CHK-399 // CHK-399";\n')
        self.plant("src/crosscheck/fetch/planted_test.cpp", "// CHK-399\n")
        self.assert_found("requirement_ids.py", "CHK-399", "no code names it")

    def test_a_row_in_the_scope_file_needs_no_code(self):
        ledger = self.tree / "conformance/requirements.json"
        text = ledger.read_text(encoding="utf-8")
        ledger.write_text(text.replace('"CHK-3"', '"CHK-399"'), encoding="utf-8")
        self.plant("src/crosscheck/SCOPE.md", "CHK-399: not modelled, planted.\n", after="\n")
        self.assertFalse([line for line in self.faults("requirement_ids.py") if "CHK-399" in line])

    def test_an_id_that_does_not_exist_is_named(self):
        self.plant("src/crosscheck/fetch/planted.cpp", "// 3 (CHK-98765): no such row.\n")
        self.assert_found("requirement_ids.py", "src/crosscheck/fetch/planted.cpp:1", "CHK-98765 does not exist")

    # Flags

    def test_a_flag_without_a_meaning_and_a_meaning_without_a_vector_are_named(self):
        flags = self.tree / "conformance/flags.json"
        text = flags.read_text(encoding="utf-8")
        self.assertEqual(text.count('"PreflightOmitted":'), 1)
        flags.write_text(text.replace('"PreflightOmitted":', '"PreflightPlanted":'), encoding="utf-8")
        self.assert_found("flags.py", "PreflightOmitted is missing", "hunts it")
        self.assert_found("flags.py", "no vector hunts PreflightPlanted")

    def test_flags_out_of_order_and_flags_that_stand_twice_are_named(self):
        flags = self.tree / "conformance/flags.json"
        entry = '{"means": "Planted for this test.", "permissive": null, "strict": "x"}'
        flags.write_text(f'{{"flags": {{"Zebra": {entry}, "Ape": {entry}}}}}', encoding="utf-8")
        self.assert_found("flags.py", "Ape is out of order, behind Zebra")
        flags.write_text(f'{{"flags": {{"Ape": {entry}, "Ape": {entry}}}}}', encoding="utf-8")
        self.assert_found("flags.py", "Ape stands twice")

    # Files

    def test_long_files_machine_paths_unfinished_words_and_strangers_are_named(self):
        self.plant("src/crosscheck/base/planted_long.h", "\n" * 401)
        self.plant("src/crosscheck/base/planted.h", "// see /" + "home/someone/notes\n// TO" + "DO later\n")
        self.plant("stranger.txt", "x\n")
        self.assert_found("files.py", "planted_long.h", "401 lines")
        self.assert_found("files.py", "base/planted.h:1", "a path of one machine")
        self.assert_found("files.py", "base/planted.h:2", "an unfinished word")
        self.assert_found("files.py", "stranger.txt", "top level")


if __name__ == "__main__":
    unittest.main(verbosity=1)
