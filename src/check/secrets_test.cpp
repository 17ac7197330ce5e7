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
  const Secrets secrets({{"A", "abcdef"}, {"B", "abcdefghi"}});
  EXPECT_EQ(secrets.masked("abcdefghi abcdef"), "*** ***");
}

TEST(Secrets, WhatIsTooShortToBeFoundAgainIsMaskedInItsOwnLineAlone) {
  const Secrets secrets({{"X-Debug", "1"}, {"Authorization", "Basic x"}});
  EXPECT_EQ(secrets.masked("GET / HTTP/1.1\r\nX-Debug: 1\r\nAuthorization: Basic x\r\n\r\n"),
            "GET / HTTP/1.1\r\nX-Debug: ***\r\nAuthorization: ***\r\n\r\n");
}

TEST(Secrets, TheirPartsAreMaskedWhereAServerSendsThemBackAlone) {
  const Secrets cookies(std::vector<Header>{{"cookie", "a=1; session=SECRETTOKEN"}});
  EXPECT_EQ(cookies.masked("you are SECRETTOKEN of a=1"), "you are *** of a=1");
  // user:pass-word
  const Secrets basic(std::vector<Header>{{"Authorization", "Basic dXNlcjpwYXNzLXdvcmQ="}});
  EXPECT_EQ(basic.masked("dXNlcjpwYXNzLXdvcmQ= is user:pass-word, with pass-word"), "*** is ***, with ***");
}

TEST(Secrets, AMaskIsNotMaskedAgain) { EXPECT_EQ(Secrets(std::vector<Header>{{"A", "******"}}).masked("a******b"), "a***b"); }

}  // namespace
}  // namespace crosscheck::check
