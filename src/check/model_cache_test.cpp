#include "check/model_cache.h"

#include <string>

#include <gtest/gtest.h>

namespace crosscheck::check {
namespace {

Probe asked(std::string_view origin) { return actual_probe({PropertyId::P109}, "a request", "/", origin); }

Observation kept(int status, std::vector<Header> headers) {
  Observation seen;
  seen.asked = true;
  seen.status = status;
  seen.headers = std::move(headers);
  return seen;
}

TEST(ModelCache, WithoutVaryAnAnswerIsForEverybody) {
  EXPECT_TRUE(answers_too(asked("https://a.test"), kept(200, {}), asked("https://b.test")));
  EXPECT_TRUE(answers_too(asked(""), kept(200, {}), asked("https://b.test")));
}

TEST(ModelCache, VaryTellsOriginsApartAlsoWhereThereIsNone) {
  const Observation seen = kept(200, {{"vary", "Accept-Encoding, origin"}});
  EXPECT_FALSE(answers_too(asked("https://a.test"), seen, asked("https://b.test")));
  EXPECT_FALSE(answers_too(asked(""), seen, asked("https://b.test")));
  EXPECT_TRUE(answers_too(asked("https://a.test"), seen, asked("https://a.test")));
}

TEST(ModelCache, AStarIsForNobodyAndSeveralLinesAreOneList) {
  EXPECT_FALSE(answers_too(asked("https://a.test"), kept(200, {{"Vary", "*"}}), asked("https://a.test")));
  EXPECT_FALSE(answers_too(asked("https://a.test"), kept(200, {{"Vary", "Accept"}, {"Vary", "Origin"}}), asked("https://b.test")));
}

TEST(ModelCache, OtherPathsAndMethodsAreOtherEntries) {
  Probe other = asked("https://a.test");
  other.target = "/other";
  EXPECT_FALSE(answers_too(asked("https://a.test"), kept(200, {}), other));
}

TEST(ModelCache, KeepsWhatNothingForbids) {
  EXPECT_TRUE(may_be_kept(kept(200, {})));
  EXPECT_TRUE(may_be_kept(kept(302, {{"Cache-Control", "max-age=60"}})));
  EXPECT_TRUE(may_be_kept(kept(200, {{"Cache-Control", "max-age=0, s-maxage=\"60\""}})));
  EXPECT_TRUE(may_be_kept(kept(200, {{"Date", "Sun, 22 Nov 2026 10:00:00 GMT"}, {"Expires", "Mon, 23 Nov 2026 10:00:00 GMT"}})));
  EXPECT_FALSE(may_be_kept(kept(200, {{"Cache-Control", "private, max-age=60"}})));
  EXPECT_FALSE(may_be_kept(kept(200, {{"Cache-Control", "No-Store"}})));
  EXPECT_FALSE(may_be_kept(kept(500, {})));
  EXPECT_FALSE(may_be_kept(kept(302, {})));
}

TEST(ModelCache, WhatTheServerIsAskedAboutAgainHandsNobodyAWrongAnswer) {
  for (const char* const control :
       {"no-cache", "max-age=0", "public, max-age=0, must-revalidate", "max-age=60, s-maxage=0", "max-age=soon"})
    EXPECT_FALSE(may_be_kept(kept(200, {{"Cache-Control", control}}))) << control;
  EXPECT_FALSE(may_be_kept(kept(200, {{"Expires", "0"}})));
  EXPECT_FALSE(may_be_kept(kept(200, {{"Date", "Sun, 22 Nov 2026 10:00:00 GMT"}, {"Expires", "Sun, 22 Nov 2026 10:00:00 GMT"}})));
}

TEST(ModelCache, AnAnswerToWhoeverIsSignedInIsForNobodyElseUnlessItSaysSo) {
  Observation seen = kept(200, {});
  seen.request = "GET / HTTP/1.1\r\nHost: a.test\r\nauthorization: ***\r\n\r\n";
  EXPECT_FALSE(may_be_kept(seen));
  seen.headers = {{"Cache-Control", "public"}};
  EXPECT_TRUE(may_be_kept(seen));
}

}  // namespace
}  // namespace crosscheck::check
