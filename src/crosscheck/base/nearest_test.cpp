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

TEST(Nearest, TakesTheOnlyOneThatIsPartOfTheWord) {
  constexpr std::array<std::string_view, 4> kKeys = {"methods", "request_headers", "expose_headers", "path"};
  EXPECT_EQ(nearest("allow-methods", kKeys), "methods");
  EXPECT_EQ(nearest("Methods_Allowed", kKeys), "methods");
  EXPECT_EQ(nearest("expose", kKeys), "expose_headers");
  EXPECT_EQ(nearest("headers", kKeys), "") << "which of the two cannot be told";
  EXPECT_EQ(nearest("allowmethods", kKeys), "") << "not words of their own";
  EXPECT_EQ(nearest("_", kKeys), "");
}

TEST(Nearest, IsSilentWhereNothingIsNear) {
  constexpr std::array<std::string_view, 2> kKeys = {"url", "headers"};
  EXPECT_EQ(nearest("body", kKeys), "");
  EXPECT_EQ(nearest("", kKeys), "");
  EXPECT_EQ(nearest(std::string(1000, 'u'), kKeys), "");
}

}  // namespace
}  // namespace crosscheck
