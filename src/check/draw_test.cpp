#include "check/draw.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosscheck::check {
namespace {

std::vector<int> numbers(int count) {
  std::vector<int> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

TEST(Draw, ASampleIsSomeOfTheValuesInTheirOrder) {
  Draw draw(1);
  const std::vector<int> some = draw.sample(numbers(100), 10);
  ASSERT_EQ(some.size(), 10U);
  EXPECT_TRUE(std::is_sorted(some.begin(), some.end()));
  EXPECT_EQ(std::set<int>(some.begin(), some.end()).size(), 10U);
  EXPECT_EQ(draw.sample(numbers(5), 10), numbers(5));
  EXPECT_THAT(draw.sample(numbers(5), 0), testing::IsEmpty());
}

TEST(Draw, ASampleIsTakenFromAllPartsOfTheListAndTheSameUnderEverySeed) {
  EXPECT_EQ(Draw(1).sample(numbers(100), 4), (std::vector<int>{0, 25, 50, 75}));
  EXPECT_EQ(Draw(1).sample(numbers(7), 3), Draw(2).sample(numbers(7), 3));
}

TEST(Draw, TheSameSeedDrawsTheSame) {
  EXPECT_EQ(Draw(7).word(12), Draw(7).word(12));
  EXPECT_NE(Draw(7).word(12), Draw(8).word(12));
}

}  // namespace
}  // namespace crosscheck::check
