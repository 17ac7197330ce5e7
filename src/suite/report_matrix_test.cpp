#include "suite/report_matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suite/report.h"
#include "suite/report_asked.h"
#include "suite/report_for_tests.h"

namespace crosscheck::suite {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Column only_column(const RunLog& log) { return matrix_of(std::span(&log, 1)).columns.at(0); }
int exit_of(const RunLog& log) { return exit_code_of(std::span(&log, 1)); }

TEST(ReportMatrix, TheVerdictFollowsFromTheLines) {
  const RunLog holds = log_of({"x"}, {line_of("a/1", "x", Outcome::pass)}, 1);
  EXPECT_EQ(only_column(holds).standing(), Standing::holds);
  EXPECT_EQ(verdict_word(only_column(holds)), "conforms");
  EXPECT_EQ(exit_of(holds), 0);
  const RunLog fails = log_of({"x"}, {line_of("a/1", "x", Outcome::pass), failing_line("a/2", "x", Direction::permissive)}, 2);
  EXPECT_EQ(only_column(fails).standing(), Standing::fails);
  EXPECT_THAT(verdict_sentence(only_column(fails)), HasSubstr("1 of 2 `must` vectors that it was asked fails. 1 too permissive"));
  EXPECT_EQ(exit_of(fails), 1);
}

TEST(ReportMatrix, ARunThatAskedNothingIsVacuousAndNeverAPass) {
  const RunLog skipped = log_of({"x"}, {line_of("a/1", "x", Outcome::skip)}, 1);
  EXPECT_EQ(only_column(skipped).standing(), Standing::vacuous);
  EXPECT_THAT(verdict_sentence(only_column(skipped)), HasSubstr("nothing is known"));
  EXPECT_EQ(exit_of(skipped), 4);
  EXPECT_EQ(only_column(log_of({"x"}, {line_of("a/1", "x", Outcome::not_run)}, 1)).standing(), Standing::vacuous);
  EXPECT_EQ(exit_of(log_of({"x"}, {}, 0)), 4);
  EXPECT_EQ(exit_of(log_of({}, {}, 0)), 4);
}

TEST(ReportMatrix, WhatWasSelectedAndNeverAskedMakesARunIncomplete) {
  const RunLog cut = log_of({"x"}, {line_of("a/1", "x", Outcome::pass), line_of("a/2", "x", Outcome::not_run)}, 5);
  EXPECT_EQ(only_column(cut).standing(), Standing::incomplete);
  EXPECT_EQ(only_column(cut).missing, 4U);
  EXPECT_EQ(exit_of(cut), 4);
}

TEST(ReportMatrix, AKnownFailureIsNoFaultOfTheRunAndNoConformance) {
  const RunLog log = log_of({"x"}, {line_of("a/1", "x", Outcome::pass), line_of("a/2", "x", Outcome::expected_fail)}, 2);
  EXPECT_EQ(verdict_word(only_column(log)), "conforms but for known failures");
  EXPECT_EQ(verdict_sentence(only_column(log)), "1 of 2 `must` vectors that it was asked hold. 1 known to fail.");
  EXPECT_EQ(exit_of(log), 0);
}

TEST(ReportMatrix, AVectorFileThatCannotBeReadKeepsARunFromConforming) {
  RunLog log = log_of({"x"}, {line_of("a/1", "x", Outcome::pass)}, 1);
  log.header.unreadable = {"b.json: line 1, column 2: this is not JSON"};
  EXPECT_EQ(only_column(log).standing(), Standing::incomplete);
  EXPECT_EQ(verdict_sentence(only_column(log)),
            "Nothing fails so far, and not all was asked. 1 vector file cannot be read: b.json: line 1, column 2: this is not JSON.");
  EXPECT_EQ(exit_of(log), 2);
  for (const ReportFormat format : {ReportFormat::text, ReportFormat::json, ReportFormat::junit, ReportFormat::tap, ReportFormat::sarif,
                                    ReportFormat::markdown, ReportFormat::html}) {
    EXPECT_THAT(write_report(format, std::span(&log, 1), {}), HasSubstr("b.json")) << to_string(format);
  }
  log.lines.push_back(failing_line("a/2", "x", Direction::strict));
  EXPECT_THAT(verdict_sentence(only_column(log)), HasSubstr("1 vector file cannot be read"));
  EXPECT_EQ(exit_of(log), 1);
}

TEST(ReportMatrix, ARefusedImplementationEndsWithThreeAndAFailureWeighsMore) {
  RunLog refused = log_of({"x"}, {}, 1);
  refused.header.implementations[0].refused = "no greeting";
  EXPECT_EQ(only_column(refused).standing(), Standing::refused);
  EXPECT_THAT(verdict_sentence(only_column(refused)), HasSubstr("Nothing of it counts: no greeting"));
  EXPECT_EQ(exit_of(refused), 3);
  EXPECT_EQ(exit_of(mixed_log()), 1);
}

TEST(ReportMatrix, VectorsBelowMustAloneAreNoFaultOfTheRunAndNoConformance) {
  const RunLog log = log_of({"x"}, {line_of("a/1", "x", Outcome::pass, Level::may)}, 1);
  EXPECT_EQ(verdict_word(only_column(log)), "vacuous");
  EXPECT_EQ(exit_of(log), 0);
}

TEST(ReportMatrix, CountsAreSaidWithoutAPercentage) {
  const RunLog log = mixed_log();
  const Column column = only_column(log);
  EXPECT_EQ(level_sentence(column, Level::must), "must: 4 of 6 fail; 1 known to fail, 1 skipped");
  EXPECT_EQ(level_sentence(column, Level::should), "should: 1 of 1 non-strict");
  EXPECT_EQ(level_sentence(column, Level::lint), "");
}

TEST(ReportMatrix, PermissiveFailuresComeFirst) {
  const RunLog log = mixed_log();
  const ReportMatrix matrix = matrix_of(std::span(&log, 1));
  std::vector<std::string> order;
  for (const LogLine* line : differences_of(matrix, 0)) order.push_back(line->vector);
  EXPECT_THAT(order, ElementsAre("a/permissive", "a/strict", "b/hostile", "b/crash", "b/known", "a/should"));
}

TEST(ReportMatrix, LogsStandSideBySideByVectorAndRevision) {
  std::vector<RunLog> logs = {log_of({"x"}, {line_of("a/1", "x", Outcome::pass), line_of("b/1", "x", Outcome::pass)}, 2),
                              log_of({"x", "y"}, {line_of("a/2", "y", Outcome::pass), line_of("a/1", "x", Outcome::skip)}, 2)};
  logs[1].lines.push_back(line_of("a/1", "y", Outcome::pass));
  logs[1].lines.back().rev = 2;
  const ReportMatrix matrix = matrix_of(logs);
  ASSERT_EQ(matrix.columns.size(), 3U);
  EXPECT_EQ(matrix.columns[1].name, "x (2)");
  ASSERT_EQ(matrix.rows.size(), 4U);
  EXPECT_EQ(matrix.rows[0].about->vector, "a/1");
  EXPECT_NE(matrix.rows[0].cells[1], nullptr);
  EXPECT_EQ(matrix.rows[0].cells[2], nullptr);
  EXPECT_EQ(matrix.rows[1].about->vector, "a/2");
  EXPECT_EQ(matrix.rows[2].about->rev, 2U);
  EXPECT_EQ(matrix.rows[3].about->area, "b");
}

TEST(ReportAsked, AFetchIsToldAsPeopleWouldTellIt) {
  const Json question = Json::parse(
      R"({"kind":"fetch","input":{"fetches":[{"request":{"url":"https://b.test/","origin":"https://a.test","method":"PUT","headers":[["X","1"]]},)"
      R"("responses":[{"status":204,"headers":[["Vary","*"]]},{"network_error":true}]}]}})");
  EXPECT_EQ(asked_in_a_line(question), "PUT https://b.test/ from https://a.test [X: 1]; answers 204 [Vary: *], then a network error");
}

TEST(ReportAsked, QuestionsOfAnyShapeMakeALine) {
  for (const char* const text :
       {"null", "[]", "{}", R"({"kind":7})", R"({"kind":"fetch","input":[]})", R"({"kind":"fetch","input":{"fetches":[3,{}]}})",
        R"({"kind":"policy","input":{"request":{"headers":[[1]]}}})", R"({"kind":"policy","input":{"request":[]}})",
        R"({"kind":"preflight-check","input":{"request":1,"response":2}})"}) {
    EXPECT_FALSE(asked_in_a_line(Json::parse(text)).empty()) << text;
  }
}

TEST(ReportAsked, CommandsNameTheVectorAndTheTargetAsAShellReadsThem) {
  RunLog log = log_of({"x"}, {failing_line("a/1", "x", Direction::strict)}, 1);
  log.header.implementations[0].target = "exec:it's here";
  log.header.command = {"crosscheck", "run", "--vectors", "my dir"};
  EXPECT_THAT(commands_again(log.lines[0], only_column(log)),
              ElementsAre("crosscheck vectors explain a/1 --vectors 'my dir'",
                          "crosscheck run --only a/1 --vectors 'my dir' --adapter 'exec:it'\\''s here'"));
}

TEST(ReportAsked, ADeployedServerIsAskedAgainWithCurl) {
  RunLog log = log_of({"x"}, {failing_line("a/1", "x", Direction::strict)}, 1);
  log.header.implementations[0].target = "http://127.0.0.1:8080/";
  log.lines[0].kind = "policy";
  log.lines[0].question = Json::parse(
      R"({"kind":"policy","input":{"policy":{},"request":{"method":"OPTIONS","path":"/a","headers":[["Origin","null"],["X","a'\u0001"]]}}})");
  const std::vector<std::string> commands = commands_again(log.lines[0], only_column(log));
  ASSERT_EQ(commands.size(), 3U);
  EXPECT_EQ(commands[2], R"(curl -i -X OPTIONS -H 'Origin: null' -H $'X: a\'\x01' http://127.0.0.1:8080/a)");
}

}  // namespace
}  // namespace crosscheck::suite
