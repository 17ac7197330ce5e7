#include "cli/report_verb.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command_for_tests.h"
#include "cli/exit_code.h"

namespace crosscheck::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSample = "conformance/report/sample.jsonl";

Done report(std::vector<const char*> arguments) { return verb("report", std::move(arguments)); }

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
  const TestFile file("", ".jsonl");
  const Done done = report({kSample, "--format", "tap", "--output", file.path()});
  EXPECT_EQ(done.code, kDoesNotHold);
  EXPECT_EQ(done.out, "");
  EXPECT_THAT(file.text(), HasSubstr("TAP version 14"));
}

TEST(ReportVerb, NeverWritesOverTheLogThatItReads) {
  const std::string text = text_of(kSample);
  const TestFile file(text, ".jsonl");
  const Done done = report({file.path(), "--output", file.path()});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, HasSubstr("would take the place of the log"));
  EXPECT_EQ(file.text(), text);
}

TEST(ReportVerb, ALogThatWasCutOffIsRefusedByLine) {
  std::string text = text_of(kSample);
  text.resize(text.rfind("{\"record\":\"footer\""));
  const TestFile file(text, ".jsonl");
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
