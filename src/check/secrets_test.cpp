#include "check/secrets.h"

#include <vector>

#include <gtest/gtest.h>

namespace crosscheck::check {
namespace {

TEST(Secrets, AreMaskedWholeAndWithoutTheirScheme) {
  const Secrets secrets({{"Authorization", "Bearer abc123"}, {"Cookie", "s=1"}});
  EXPECT_EQ(secrets.masked("Authorization: Bearer abc123\r\nCookie: s=1\r\n"), "Authorization: ***\r\nCookie: ***\r\n");
  EXPECT_EQ(secrets.masked("token=abc123&again=abc123"), "token=***&again=***");
}

TEST(Secrets, WithoutAnyTheTextStaysAsItIs) {
  EXPECT_EQ(Secrets().masked("Bearer abc"), "Bearer abc");
  EXPECT_EQ(Secrets(std::vector<Header>{{"X-Empty", ""}}).masked("Bearer abc"), "Bearer abc");
}

TEST(Secrets, OneThatIsAPartOfAnotherLeavesNoRest) {
  const Secrets secrets({{"A", "abc"}, {"B", "abcdef"}});
  EXPECT_EQ(secrets.masked("abcdef abc"), "*** ***");
}

TEST(Secrets, AMaskIsNotMaskedAgain) { EXPECT_EQ(Secrets(std::vector<Header>{{"A", "*"}}).masked("a*b"), "a***b"); }

}  // namespace
}  // namespace crosscheck::check
