#include "crosscheck/base/nearest.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace crosscheck {
namespace {

TEST(Nearest, FindsWhatASlipCameFrom) {
  constexpr std::array<std::string_view, 4> kKeys = {"origin", "url", "headers", "credentials"};
  EXPECT_EQ(nearest("Orign", kKeys), "origin");
  EXPECT_EQ(nearest("ulr", kKeys), "url");
  EXPECT_EQ(nearest("header", kKeys), "headers");
  EXPECT_EQ(nearest("credentialls", kKeys), "credentials");
}

TEST(Nearest, TakesCaseAndHyphensForNoSlip) {
  constexpr std::array<std::string_view, 3> kKeys = {"max_age", "path", "policy"};
  EXPECT_EQ(nearest("MAX-AGE", kKeys), "max_age");
  EXPECT_EQ(nearest("maxAge", kKeys), "max_age");
  EXPECT_EQ(nearest("poilcy", kKeys), "policy");
}

TEST(Nearest, IsSilentWhereNothingIsNear) {
  constexpr std::array<std::string_view, 2> kKeys = {"url", "headers"};
  EXPECT_EQ(nearest("body", kKeys), "");
  EXPECT_EQ(nearest("", kKeys), "");
  EXPECT_EQ(nearest(std::string(1000, 'u'), kKeys), "");
}

}  // namespace
}  // namespace crosscheck
