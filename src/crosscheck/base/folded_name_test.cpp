#include "crosscheck/base/folded_name.h"

#include <string>

#include <gtest/gtest.h>

namespace crosscheck {
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
  expect_plain_comparison(FoldedName<4>("vary"), "vary");
  expect_plain_comparison(FoldedName<6>("origin"), "origin");
  expect_plain_comparison(FoldedName<8>("a/b-c;d0"), "a/b-c;d0");
  expect_plain_comparison(FoldedName<10>("text/plain"), "text/plain");
  expect_plain_comparison(FoldedName<29>("access-control-request-method"), "access-control-request-method");
  expect_plain_comparison(FoldedName<32>("access-control-allow-credentials"), "access-control-allow-credentials");
}

}  // namespace
}  // namespace crosscheck
