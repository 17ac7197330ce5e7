#include "cli/report_verb.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/pipe_for_tests.h"

namespace crosscheck::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSample = "conformance/report/sample.jsonl";

struct Done {
  int code;
  std::string out;
  std::string err;
};

Done report(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), {"crosscheck", "report"});
  const ScratchFile in("");
  const ScratchFile out;
  const ScratchFile err;
  const int code = run_command(static_cast<int>(arguments.size()), arguments.data(), in.descriptor(), out.file(), err.file());
  return {code, out.text(), err.text()};
}

std::string read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// A file that is gone after the test.
class TestFile {
 public:
  explicit TestFile(std::string_view text)
      : path_(testing::TempDir() + testing::UnitTest::GetInstance()->current_test_info()->name() + ".jsonl") {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~TestFile() { std::filesystem::remove(path_); }
  TestFile(const TestFile&) = delete;
  TestFile& operator=(const TestFile&) = delete;
  const char* path() const { return path_.c_str(); }

 private:
  std::string path_;
};

TEST(ReportVerb, PrintsASummaryWithoutColoursWhereThereIsNoTerminal) {
  const Done done = report({kSample});
  EXPECT_EQ(done.code, kDoesNotHold);
  EXPECT_EQ(done.err, "");
  EXPECT_THAT(done.out, HasSubstr("must: 0 of 24 fail"));
  EXPECT_THAT(done.out, Not(HasSubstr("\x1B")));
  EXPECT_THAT(done.out, Not(HasSubstr("%")));
}

TEST(ReportVerb, EveryFormatIsWrittenAndAnotherIsRefused) {
  for (const char* const format : {"text", "json", "junit", "tap", "sarif", "markdown", "html"}) {
    const Done done = report({kSample, "--format", format});
    EXPECT_EQ(done.code, kDoesNotHold) << format;
    EXPECT_GT(done.out.size(), 1000U) << format;
  }
  EXPECT_EQ(report({kSample, "--format", "pdf"}).code, kUnusableInput);
}

TEST(ReportVerb, WritesToAFileInsteadOfStandardOutput) {
  const TestFile file("");
  const Done done = report({kSample, "--format", "tap", "--output", file.path()});
  EXPECT_EQ(done.code, kDoesNotHold);
  EXPECT_EQ(done.out, "");
  EXPECT_THAT(read(file.path()), HasSubstr("TAP version 14"));
}

TEST(ReportVerb, ALogThatWasCutOffIsRefusedByLine) {
  std::string text = read(kSample);
  text.resize(text.rfind("{\"record\":\"footer\""));
  const TestFile file(text);
  const Done done = report({file.path()});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_EQ(done.out, "");
  EXPECT_THAT(done.err, HasSubstr("the log ends without its footer"));
}

TEST(ReportVerb, SaysWhichFileIsMissingAndWhichCannotBeWritten) {
  const Done missing = report({"no/such.jsonl"});
  EXPECT_EQ(missing.code, kUnusableInput);
  EXPECT_THAT(missing.err, HasSubstr("no/such.jsonl"));
  const Done unwritable = report({kSample, "--output", "no/such/folder/report.txt"});
  EXPECT_EQ(unwritable.code, kCouldNotRun);
  EXPECT_THAT(unwritable.err, HasSubstr("no/such/folder/report.txt cannot be written"));
  EXPECT_EQ(report({}).code, kUnusableInput);
}

TEST(ReportVerb, TwoLogsStandSideBySide) {
  const Done done = report({kSample, kSample, "--format", "markdown"});
  EXPECT_THAT(done.out, HasSubstr("echo-cors \\(2\\)"));
}

}  // namespace
}  // namespace crosscheck::cli
