#include "crosscheck/base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace crosscheck {
namespace {

TEST(Result, HoldsAValue) {
  const Result<std::string, FailedStep> result(std::string("value"));
  EXPECT_TRUE(result.has_value());
  EXPECT_TRUE(static_cast<bool>(result));
  EXPECT_EQ(result.value(), "value");
  EXPECT_EQ(*result, "value");
  EXPECT_EQ(result->size(), 5u);
}

TEST(Result, HoldsAnErrorInstead) {
  const Result<std::string, FailedStep> result(FailedStep{7});
  EXPECT_FALSE(result.has_value());
  EXPECT_FALSE(static_cast<bool>(result));
  EXPECT_EQ(result.error(), FailedStep{7});
  EXPECT_NE(result.error(), FailedStep{8});
}

TEST(Result, GivesAwayAValueThatOnlyMoves) {
  Result<std::unique_ptr<int>, FailedStep> result(std::make_unique<int>(4));
  const std::unique_ptr<int> taken = std::move(result).value();
  EXPECT_EQ(*taken, 4);
}

TEST(Result, LetsTheValueBeChanged) {
  Result<std::string, FailedStep> result(std::string("a"));
  result.value() += "b";
  EXPECT_EQ(*result, "ab");
}

}  // namespace
}  // namespace crosscheck
