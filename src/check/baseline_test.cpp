#include "check/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/report_for_tests.h"
#include "suite/json_text.h"

namespace crosscheck::check {
namespace {

using ::testing::HasSubstr;

Baseline baseline_of(std::string_view text) {
  Result<Baseline, BaselineError> read = read_baseline(text);
  EXPECT_TRUE(read) << read.error().message;
  return read ? *read : Baseline();
}

std::string error_of(std::string_view text) {
  const Result<Baseline, BaselineError> read = read_baseline(text);
  return read ? "it was read" : read.error().message;
}

constexpr std::string_view kKnown =
    R"({"baseline": [{"id": "P007", "probe": "/ permissive right-label", "reason": "soon", "link": null}]})";

TEST(Baseline, AListedFindingIsKnownAndFailsNothing) {
  FindingsReport report = report_for_tests();
  report.findings.erase(report.findings.begin());
  EXPECT_EQ(exit_code_of(report), 1);
  report = with_baseline(report, baseline_of(kKnown));
  EXPECT_EQ(exit_code_of(report), 0);
  EXPECT_EQ(report.findings[0].known->reason, "soon");
}

TEST(Baseline, AnotherProbeOfTheSameRuleIsNotKnown) {
  FindingsReport report = report_for_tests();
  report.findings[1].probe = "/ permissive left-glued";
  report = with_baseline(report, baseline_of(kKnown));
  EXPECT_FALSE(report.findings[1].known);
  EXPECT_EQ(report.gone.size(), 1U);
}

TEST(Baseline, WhatIsListedAndNotFoundAnyMoreIsGone) {
  FindingsReport report = report_for_tests();
  report.findings.clear();
  report = with_baseline(report, baseline_of(kKnown));
  ASSERT_EQ(report.gone.size(), 1U);
  EXPECT_EQ(exit_code_of(report), 1);
  EXPECT_THAT(write_report(ReportFormat::text, report), HasSubstr("P007 at / permissive right-label is not found any more"));
}

TEST(Baseline, WhatWasNotTestedIsNotGone) {
  FindingsReport report = report_for_tests();
  report.findings.clear();
  report.properties[1].state = PropertyState::not_run;
  EXPECT_TRUE(with_baseline(report, baseline_of(kKnown)).gone.empty());
  report.properties[1].state = PropertyState::holds;
  report.incomplete = "The time was over.";
  EXPECT_TRUE(with_baseline(report, baseline_of(kKnown)).gone.empty());
}

TEST(Baseline, WhatStandsAtAPathThatWasNotAskedIsNotGone) {
  FindingsReport report = report_for_tests();
  report.findings.clear();
  report.paths = {"/other"};
  EXPECT_TRUE(with_baseline(report, baseline_of(kKnown)).gone.empty());
  report.paths.emplace_back("/?a=b");
  EXPECT_EQ(with_baseline(report, baseline_of(kKnown)).gone.size(), 1U);
}

TEST(Baseline, WhatIsWrittenMakesTheSameRunPass) {
  const FindingsReport report = report_for_tests();
  const FindingsReport again = with_baseline(report, baseline_of(write_baseline(report)));
  EXPECT_EQ(exit_code_of(again), 0);
  EXPECT_TRUE(again.gone.empty());
}

TEST(Baseline, WritingKeepsReasonsAndWhatWasNotTested) {
  FindingsReport report = report_for_tests();
  report.properties[0].state = PropertyState::not_run;
  const Baseline before = {{"P007", "/ permissive right-label", "soon", "https://tracker.test/7"},
                           {"P004", "/ permissive stranger", "later", ""},
                           {"P039", "/ other gone", "never", ""}};
  const Baseline after = baseline_of(write_baseline(report, before));
  ASSERT_EQ(after.size(), 3U);
  EXPECT_EQ(after[0], before[0]);
  EXPECT_EQ(after[1].probe, "/ other long-origin");
  EXPECT_EQ(after[2], before[1]);
}

TEST(Baseline, AnUnknownIdIsAnErrorThatSaysWhere) {
  EXPECT_THAT(error_of(R"({"baseline": [{"id": "P999", "probe": "x"}]})"), HasSubstr("at /baseline/0/id: there is no rule \"P999\""));
  EXPECT_THAT(error_of(R"({"baseline": [{"id": "P001", "prob": "x"}]})"), HasSubstr("/baseline/0"));
  EXPECT_THAT(error_of(R"({"baseline": [{"id": "A01", "probe": "x"}, {"id": "A01", "probe": "x"}]})"), HasSubstr("an earlier entry"));
  EXPECT_THAT(error_of("{"), HasSubstr("line 1"));
  EXPECT_THAT(error_of("[]"), HasSubstr("root"));
}

}  // namespace
}  // namespace crosscheck::check
