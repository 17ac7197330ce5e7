// Implementations that lie, and what their run logs have to say of them, for tests.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

#include "suite/suite_for_tests.h"

namespace crosscheck::suite {

// The command for a way of one of the programs in conformance/liars.
inline std::string liar(const std::string& program_and_way) { return "exec:exec python3 -B conformance/liars/" + program_and_way; }

// The log of a run in which a lying server or client is asked the vectors; a short time-out for those that hang.
inline RunLog log_of_liar(VectorFile vectors, const std::string& program_and_way) {
  SmallRun small(std::move(vectors));
  small.plan.targets = {liar(program_and_way)};
  small.plan.options.timeout = std::chrono::milliseconds(program_and_way.find("hang") == std::string::npos ? 20000 : 1500);
  small.plan.options.start_timeout = std::chrono::milliseconds(20000);
  return small.run();
}

inline std::size_t count(const RunLog& log, Outcome outcome) {
  std::size_t found = 0;
  for (const LogLine& line : log.lines) found += line.outcome == outcome ? 1 : 0;
  return found;
}

// For messages of tests.
inline std::string summary(const RunLog& log) {
  std::string all = log.header.implementations.front().refused.value_or("");
  for (const LogLine& line : log.lines)
    all += "\n" + line.vector + ": " + std::string(to_string(line.outcome)) + " " + line.detail + line.pointer +
           line.answer.value_or(Json()).dump();
  return all;
}

// Its one implementation was refused, with a sentence that holds `why`; nothing of it passes.
inline void expect_refused_liar(const RunLog& log, const std::string& why) {
  ASSERT_EQ(log.header.implementations.size(), 1U);
  ASSERT_TRUE(log.header.implementations.front().refused.has_value()) << "it is not found out" << summary(log);
  EXPECT_THAT(*log.header.implementations.front().refused, testing::HasSubstr(why));
  EXPECT_EQ(count(log, Outcome::not_run), log.lines.size()) << summary(log);
  EXPECT_THAT(log.lines.front().detail, testing::HasSubstr(why));
}

// All pass but the one at the place `poison`.
inline void expect_poisoned_at(const RunLog& log, std::size_t poison, Outcome outcome, const std::string& why) {
  EXPECT_FALSE(log.header.implementations.front().refused.has_value()) << summary(log);
  EXPECT_EQ(log.lines.at(poison).outcome, outcome) << summary(log);
  EXPECT_THAT(log.lines.at(poison).detail, testing::HasSubstr(why));
  EXPECT_EQ(count(log, Outcome::pass), log.lines.size() - 1) << summary(log);
}

}  // namespace crosscheck::suite
