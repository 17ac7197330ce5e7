#include "check/report_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "check/report_for_tests.h"
#include "suite/json_text.h"

namespace crosscheck::check {
namespace {

using suite::Json;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(FindingsExit, OneForAMustOrShouldThatNobodyKnowsOf) {
  EXPECT_EQ(exit_code_of(report_for_tests()), 1);
  EXPECT_EQ(exit_code_of(good_report()), 0);
  FindingsReport only_should = good_report();
  only_should.findings = {finding_for_tests("P039", Level::should, Direction::other)};
  EXPECT_EQ(exit_code_of(only_should), 1);
}

TEST(FindingsExit, AConventionFailsNothing) {
  FindingsReport report = good_report();
  report.findings = {finding_for_tests("P100", Level::info, Direction::other)};
  EXPECT_EQ(exit_code_of(report), 0);
}

TEST(FindingsExit, AKnownFindingFailsNothingAndOneThatIsGoneDoes) {
  FindingsReport report = good_report();
  report.findings = {finding_for_tests("P007", Level::must, Direction::permissive)};
  report.findings[0].known = KnownFinding{"P007", report.findings[0].probe, "", ""};
  EXPECT_EQ(exit_code_of(report), 0);
  report.gone = {{"P004", "/ permissive stranger", "", ""}};
  EXPECT_EQ(exit_code_of(report), 1);
}

TEST(FindingsExit, FourWhereNothingIsProved) {
  FindingsReport vacuous = good_report();
  vacuous.vacuous = "Every OPTIONS was answered 404.";
  EXPECT_EQ(exit_code_of(vacuous), 4);
  FindingsReport untested = good_report();
  for (ReportedProperty& property : untested.properties) property.state = PropertyState::not_run;
  EXPECT_EQ(exit_code_of(untested), 4);
  vacuous.kind = ReportKind::audit;  // that nobody is let in is what an audit is to find out
  EXPECT_EQ(exit_code_of(vacuous), 0);
}

TEST(FindingsExit, ThreeWhereAServerWasLostAndFourWhereNotEverythingWasAsked) {
  FindingsReport report = good_report();
  report.incomplete = "The time was over: 4 of 10 probes were sent.";
  EXPECT_EQ(exit_code_of(report), 4);
  report.findings = {finding_for_tests("P007", Level::must, Direction::permissive)};
  EXPECT_EQ(exit_code_of(report), 1) << "what was found stays found";
  report.lost = true;
  EXPECT_EQ(exit_code_of(report), 3);
}

constexpr std::array kFormats = {ReportFormat::text,  ReportFormat::json,     ReportFormat::junit, ReportFormat::tap,
                                 ReportFormat::sarif, ReportFormat::markdown, ReportFormat::html};

TEST(FindingsReport, ThatItProvesNothingIsSaidBeforeAnyResultInEveryFormat) {
  for (const ReportKind kind : {ReportKind::check, ReportKind::audit}) {
    FindingsReport report = good_report();
    report.kind = kind;
    report.vacuous = "No CORS header ever came.";
    report.findings = {finding_for_tests("P007", Level::must, Direction::permissive)};
    for (const ReportFormat format : kFormats) {
      if (format == ReportFormat::sarif) continue;  // JSON whose keys have no order: below
      const std::string text = write_report(format, report);
      const std::size_t said = text.find("No CORS header ever came.");
      EXPECT_LT(said, text.find("P007")) << suite::to_string(format);
      EXPECT_LT(said, text.find("P004")) << suite::to_string(format);
    }
    const Json invocation = Json::parse(write_report(ReportFormat::sarif, report))["runs"][0]["invocations"][0];
    EXPECT_EQ(invocation["toolExecutionNotifications"][0]["message"]["text"], "This proves nothing. No CORS header ever came.");
  }
}

TEST(FindingsReport, OneOfNothingSaysThatItProvesNothing) {
  FindingsReport report = good_report();
  for (ReportedProperty& property : report.properties) property.state = PropertyState::not_run;
  for (const ReportFormat format : kFormats) {
    EXPECT_THAT(write_report(format, report), HasSubstr("Nothing was tested.")) << suite::to_string(format);
  }
}

TEST(FindingsReport, ARunThatWasCutOffLooksLikeAPassInNoFormat) {
  for (const bool lost : {false, true}) {
    FindingsReport report = good_report();
    report.lost = lost;
    report.incomplete = "4 of 10 probes were sent.";
    EXPECT_THAT(write_report(ReportFormat::text, report), HasSubstr(lost ? ": stopped answering\n" : ": not everything was asked\n"));
    const std::string junit = write_report(ReportFormat::junit, report);
    EXPECT_THAT(junit, HasSubstr("errors=\"1\""));
    EXPECT_THAT(junit, HasSubstr("name=\"everything was asked\">\n      <error message=\"4 of 10 probes were sent.\"/>"));
    EXPECT_THAT(write_report(ReportFormat::tap, report), HasSubstr("\nnot ok 1 - everything was asked\n"));
    const Json invocation = Json::parse(write_report(ReportFormat::sarif, report))["runs"][0]["invocations"][0];
    EXPECT_EQ(invocation["executionSuccessful"], false);
    EXPECT_EQ(invocation["exitCode"], lost ? 3 : 4);
    for (const ReportFormat format : {ReportFormat::markdown, ReportFormat::html}) {
      EXPECT_THAT(write_report(format, report), Not(HasSubstr("\u2713"))) << suite::to_string(format);
    }
  }
}

// Whether a terminal or a reader's eye would be led astray: C0, DEL, C1, marks of direction, separators of lines.
void expect_inert(const std::string& text, std::string_view where) {
  EXPECT_EQ(std::count_if(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20 && c != '\n') || c == 0x7F; }), 0) << where;
  for (const char* const bad : {"\xC2\x9B", "\xE2\x80\xAE", "\xD8\x9C", "\xE2\x80\xA8", "\xFF"})
    EXPECT_EQ(text.find(bad), text.npos) << where;
}

TEST(FindingsReport, NothingThatAServerSentActsOnATerminalInAnyFormat) {
  for (const ReportFormat format : kFormats) {
    expect_inert(write_report(format, hostile_report()), suite::to_string(format));
  }
  // That it would be seen.
  EXPECT_NONFATAL_FAILURE(expect_inert("\x1B", "planted"), "planted");
  EXPECT_NONFATAL_FAILURE(expect_inert("\xD8\x9C", "planted"), "planted");
}

TEST(FindingsWords, KnownOnesStandBehindThoseThatNobodyKnows) {
  FindingsReport report = report_for_tests();
  report.findings[1].known = KnownFinding{"P007", "", "we are on it", "https://tracker.test/1"};
  const auto findings = findings_in_order(report);
  EXPECT_EQ(findings[0]->property, "P039");
  EXPECT_EQ(known_sentence(*findings[1]), "known: we are on it (https://tracker.test/1)");
  EXPECT_EQ(severity_sentence(report, Level::must), "must: 1 finding (1 known); 2 of 3 properties tested, 1 not testable");
}

}  // namespace
}  // namespace crosscheck::check
