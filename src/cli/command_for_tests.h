// The command as a test runs it, and files that are gone after the test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/pipe_for_tests.h"

namespace crosscheck::cli {

struct Done {
  int code;
  std::string out;
  std::string err;
};

// `crosscheck` with these words behind it, and the text on its standard input.
inline Done command(std::vector<const char*> words, std::string_view input = "") {
  words.insert(words.begin(), "crosscheck");
  const ScratchFile in(input);
  const ScratchFile out;
  const ScratchFile err;
  const int code = run_command(static_cast<int>(words.size()), words.data(), in.descriptor(), out.file(), err.file());
  return {code, out.text(), err.text()};
}

// The same, of one verb.
inline Done verb(const char* name, std::vector<const char*> words, std::string_view input = "") {
  words.insert(words.begin(), name);
  return command(std::move(words), input);
}

inline std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class TestFile {
 public:
  explicit TestFile(std::string_view text, std::string_view ending = ".json")
      : path_(testing::TempDir() + testing::UnitTest::GetInstance()->current_test_info()->name() + std::string(ending)) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~TestFile() { std::filesystem::remove(path_); }
  TestFile(const TestFile&) = delete;
  TestFile& operator=(const TestFile&) = delete;

  const char* path() const { return path_.c_str(); }
  std::string text() const { return text_of(path_); }

 private:
  std::string path_;
};

}  // namespace crosscheck::cli
