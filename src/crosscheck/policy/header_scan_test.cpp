#include "crosscheck/policy/header_scan.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/base/ascii.h"

namespace crosscheck::policy {
namespace {

// Every byte in every place of the name, against the plain comparison.
template <std::size_t kSize>
void expect_plain_comparison(const FoldedName<kSize>& folded, const std::string& lower_case) {
  EXPECT_TRUE(folded.is(lower_case));
  EXPECT_TRUE(folded.is(byte_uppercase(lower_case)));
  EXPECT_FALSE(folded.is(lower_case + "x"));
  EXPECT_FALSE(folded.is(lower_case.substr(1)));
  EXPECT_FALSE(folded.is(""));
  for (std::size_t place = 0; place < lower_case.size(); ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string name = lower_case;
      name[place] = static_cast<char>(byte);
      EXPECT_EQ(folded.is(name), equals_ignoring_ascii_case(name, lower_case)) << name;
    }
  }
}

TEST(FoldedName, ComparesAsThePlainComparisonDoes) {
  expect_plain_comparison(kOrigin, "origin");
  expect_plain_comparison(kRequestMethod, "access-control-request-method");
  expect_plain_comparison(kRequestHeaders, "access-control-request-headers");
}

TEST(FindOrigin, CountsTheLinesAndKeepsTheFirst) {
  const std::vector<HeaderView> headers{{"Accept", "*/*"}, {"oRIGIN", "https://a.test"}, {"Cookie", "a=b"}, {"Origin", "https://b.test"}, {"X-Origin", "https://c.test"}};
  const FoundLines found = find_origin(headers);
  ASSERT_EQ(found.count, 2U);
  EXPECT_EQ(*found.first, "https://a.test");
  EXPECT_EQ(find_origin({}).count, 0U);
}

}  // namespace
}  // namespace crosscheck::policy
