#include "crosscheck/fetch/safelisted_range.h"

#include <gtest/gtest.h>

#include <string>

namespace crosscheck {
namespace {

std::string first_step(std::string_view value) {
  CollectingTrace steps;
  is_safelisted_range(value, standard_profile(), Trace(&steps));
  return std::string(rule_info(steps.steps().front().rule).id) + ": " + steps.steps().front().text;
}

TEST(SafelistedRange, TheTraceBeginsWithTheRowThatFailed) {
  EXPECT_EQ(first_step("Bytes=0-1").substr(0, 6), "RNG-1:");
  EXPECT_EQ(first_step("bytes").substr(0, 6), "RNG-3:");
  EXPECT_EQ(first_step("bytes= 0-").substr(0, 6), "RNG-4:");
  EXPECT_EQ(first_step("bytes=0").substr(0, 6), "RNG-5:");
  EXPECT_EQ(first_step("bytes=").substr(0, 6), "RNG-5:");
  EXPECT_EQ(first_step("bytes=0-1,3-4").substr(0, 6), "RNG-6:");
  EXPECT_EQ(first_step("bytes=-").substr(0, 6), "RNG-7:");
  EXPECT_EQ(first_step("bytes=2-1").substr(0, 6), "RNG-8:");
}

TEST(SafelistedRange, TheTraceTellsTheRange) {
  EXPECT_EQ(first_step("bytes=00-01"), "RNG-9: The value is a range with the start `0` and the end `1`.");
  EXPECT_EQ(first_step("bytes=-500"), "RNG-9: The value is a range with the start no number and the end `500`.");
}

TEST(SafelistedRange, TheLongestValueFitsTheLenientReading) {
  const std::string value = "BYTES=" + std::string(121, '0') + "-";
  ASSERT_EQ(value.size(), 128u);
  EXPECT_TRUE(is_safelisted_range(value, webkit_profile()));
  EXPECT_FALSE(is_safelisted_range(value, standard_profile()));
}

}  // namespace
}  // namespace crosscheck
