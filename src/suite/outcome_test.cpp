#include "suite/outcome.h"

#include <gtest/gtest.h>

namespace crosscheck::suite {
namespace {

constexpr unsigned kOutcomes = static_cast<unsigned>(Outcome::not_run) + 1;

TEST(Outcome, EveryWordIsReadBackAsItWasWritten) {
  for (unsigned number = 0; number < kOutcomes; ++number) {
    const auto outcome = static_cast<Outcome>(number);
    EXPECT_EQ(outcome_from(to_string(outcome)), outcome);
  }
  for (unsigned number = 0; number <= static_cast<unsigned>(Level::lint); ++number) {
    EXPECT_EQ(level_from(to_string(static_cast<Level>(number))), static_cast<Level>(number));
  }
  for (unsigned number = 0; number <= static_cast<unsigned>(Direction::other); ++number) {
    EXPECT_EQ(direction_from(to_string(static_cast<Direction>(number))), static_cast<Direction>(number));
  }
}

TEST(Outcome, WordsAreTheEnumeratorsWithHyphens) {
  EXPECT_EQ(to_string(Outcome::non_strict), "non-strict");
  EXPECT_EQ(to_string(Outcome::expected_fail), "expected-fail");
  EXPECT_EQ(to_string(Outcome::unexpected_pass), "unexpected-pass");
  EXPECT_EQ(to_string(Outcome::not_run), "not-run");
  EXPECT_EQ(to_string(Level::lint), "lint");
  EXPECT_EQ(to_string(Direction::permissive), "permissive");
}

TEST(Outcome, OtherWordsAreNone) {
  EXPECT_EQ(outcome_from("passed"), std::nullopt);
  EXPECT_EQ(outcome_from("non_strict"), std::nullopt);
  EXPECT_EQ(level_from("MUST"), std::nullopt);
  EXPECT_EQ(direction_from(""), std::nullopt);
}

TEST(Outcome, OnlyABrokenMustIsBad) {
  for (const Outcome outcome : {Outcome::fail, Outcome::timeout, Outcome::crash, Outcome::error}) {
    EXPECT_TRUE(is_bad(outcome, Level::must)) << to_string(outcome);
    EXPECT_FALSE(is_bad(outcome, Level::should)) << to_string(outcome);
    EXPECT_FALSE(is_bad(outcome, Level::lint)) << to_string(outcome);
  }
  for (const Outcome outcome :
       {Outcome::pass, Outcome::non_strict, Outcome::info, Outcome::skip, Outcome::rejected, Outcome::expected_fail, Outcome::not_run}) {
    EXPECT_FALSE(is_bad(outcome, Level::must)) << to_string(outcome);
  }
}

TEST(Outcome, AnExpectedFailureThatPassesIsBadAtEveryLevel) {
  EXPECT_TRUE(is_bad(Outcome::unexpected_pass, Level::must));
  EXPECT_TRUE(is_bad(Outcome::unexpected_pass, Level::should));
}

}  // namespace
}  // namespace crosscheck::suite
