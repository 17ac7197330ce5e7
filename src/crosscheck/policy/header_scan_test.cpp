#include "crosscheck/policy/header_scan.h"

#include <vector>

#include <gtest/gtest.h>

namespace crosscheck::policy {
namespace {

TEST(FindOrigin, CountsTheLinesAndKeepsTheFirst) {
  const std::vector<HeaderView> headers{
      {"Accept", "*/*"}, {"oRIGIN", "https://a.test"}, {"Cookie", "a=b"}, {"Origin", "https://b.test"}, {"X-Origin", "https://c.test"}};
  const FoundLines found = find_origin(headers);
  ASSERT_EQ(found.count, 2U);
  EXPECT_EQ(*found.first, "https://a.test");
  EXPECT_EQ(find_origin({}).count, 0U);
}

}  // namespace
}  // namespace crosscheck::policy
