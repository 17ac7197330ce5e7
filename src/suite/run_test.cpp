#include "suite/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>

#include "suite/report.h"
#include "suite/suite_for_tests.h"

namespace crosscheck::suite {
namespace {

using testing::HasSubstr;

VectorFile many(std::size_t count) {
  std::vector<Json> vectors;
  for (std::size_t i = 0; i < count; ++i)
    vectors.push_back(vector_json(std::to_string(i), {{"input", {{"method", "M" + std::to_string(i)}}}}));
  return file_of(vectors);
}

TEST(RunSuite, SeveralThreadsWriteTheSameLogAsOne) {
  SmallRun one(many(300));
  one.plan.targets = {"builtin:engine"};
  one.plan.jobs = 1;
  SmallRun several(many(300));
  several.plan.targets = {"builtin:engine"};
  several.plan.jobs = 4;
  std::atomic<std::size_t> told = 0;
  Stop stop;
  const Result<RunLog, TargetError> log = run_suite(several.plan, stop, [&](const Progress&) { ++told; });
  ASSERT_TRUE(log.has_value());
  const RunLog expected = one.run();
  ASSERT_EQ(log->lines.size(), expected.lines.size());
  for (std::size_t i = 0; i < expected.lines.size(); ++i) {
    EXPECT_EQ(log->lines[i].vector, expected.lines[i].vector);
    EXPECT_EQ(log->lines[i].outcome, Outcome::pass);
    EXPECT_EQ(log->lines[i].rule, "MTH-2");
  }
  EXPECT_EQ(log->footer.counts, expected.footer.counts);
  EXPECT_EQ(told, 300U);
}

TEST(RunSuite, SeveralCopiesOfACommandShareTheVectors) {
  SmallRun run(many(100));
  run.plan.targets = {"exec:exec python3 -B conformance/liars/liar.py honest"};
  run.plan.jobs = 3;
  const RunLog log = run.run();
  EXPECT_EQ(log.footer.counts.at("liar").at("must").at("pass"), 100U);
}

TEST(RunSuite, AFailureHasTheQuestionTheAnswerAndTheTrace) {
  SmallRun run(file_of({vector_json("one", {{"expect", {{"safelisted", true}}}})}));
  run.plan.targets = {"builtin:engine"};
  const RunLog log = run.run();
  const LogLine& line = log.lines.at(0);
  EXPECT_EQ(line.outcome, Outcome::fail);
  EXPECT_EQ(line.direction, Direction::strict);
  EXPECT_EQ(line.question->at("kind"), "safelisted-method");
  EXPECT_EQ(line.answer->at("output").at("safelisted"), false);
  EXPECT_EQ(line.trace->back().at("rule"), "MTH-2");
  EXPECT_THAT(line.spec, HasSubstr("#cors-safelisted-method"));
}

TEST(RunSuite, FailFastLeavesTheRestNotRun) {
  std::vector<Json> vectors = {vector_json("bad", {{"expect", {{"safelisted", true}}}})};
  for (int i = 0; i < 20; ++i) vectors.push_back(vector_json(std::to_string(i)));
  SmallRun run(file_of(vectors));
  run.plan.targets = {"builtin:engine"};
  run.plan.jobs = 1;
  run.plan.fail_fast = true;
  const RunLog log = run.run();
  EXPECT_EQ(log.lines.at(0).outcome, Outcome::fail);
  EXPECT_EQ(log.lines.at(20).outcome, Outcome::not_run);
  EXPECT_FALSE(log.footer.signal.has_value());
}

TEST(RunSuite, ASignalEndsARunThatHangs) {
  SmallRun run(many(3));
  run.plan.targets = {"exec:exec python3 -B conformance/liars/liar.py silence"};
  run.plan.options.start_timeout = std::chrono::hours(1);
  Stop stop;
  stop.request(SIGINT);
  const RunLog log = run.run(stop);
  EXPECT_EQ(log.footer.signal, SIGINT);
  EXPECT_EQ(log.lines.at(0).outcome, Outcome::not_run);
}

TEST(RunSuite, WhatIsNotClaimedIsSkipped) {
  SmallRun run(file_of({vector_json("one", {{"kind", "parse-range"}, {"input", {{"value", "x"}}}, {"expect", {{"range", "failure"}}}}),
                        vector_json("two")}));
  run.plan.targets = {"exec:exec python3 -B conformance/liars/liar.py honest"};
  const RunLog log = run.run();
  EXPECT_EQ(log.lines.at(0).outcome, Outcome::skip);
  EXPECT_EQ(log.lines.at(0).detail, "not claimed: kind:parse-range");
  EXPECT_EQ(log.lines.at(1).outcome, Outcome::pass);
}

TEST(RunSuite, NamesInALogAreUnique) {
  SmallRun run(many(1));
  run.plan.targets = {"builtin:engine", "builtin:engine"};
  const RunLog log = run.run();
  EXPECT_EQ(log.header.implementations.at(0).name, "crosscheck");
  EXPECT_EQ(log.header.implementations.at(1).name, "crosscheck (2)");
}

TEST(RunSuite, ItsLogReadsBack) {
  SmallRun run(many(2));
  run.plan.targets = {"builtin:engine"};
  const RunLog log = run.run();
  std::string text = to_json_line(log.header) + "\n";
  for (const LogLine& line : log.lines) text += to_json_line(line) + "\n";
  const Result<RunLog, LogError> read = read_run_log(text + to_json_line(log.footer) + "\n");
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(read->lines.size(), 2U);
}

}  // namespace
}  // namespace crosscheck::suite
