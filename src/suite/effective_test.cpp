#include "suite/effective.h"

#include <gtest/gtest.h>

namespace crosscheck::suite {
namespace {

Json input_of(const char* method, const Json& headers) { return {{"request", {{"method", method}, {"path", "/"}, {"headers", headers}}}}; }
Json effective(const Json& input, const Json& headers, const Json& status = nullptr) {
  return effective_permission(input, {{"status", status}, {"headers", headers}});
}

const char* const kOrigin = "https://a.test";

Json preflight_input() {
  return input_of(
      "OPTIONS",
      Json::array({{"Origin", kOrigin}, {"Access-Control-Request-Method", "PUT"}, {"Access-Control-Request-Headers", "x-a,x-b"}}));
}

TEST(EffectivePermission, OfAPreflightIsThatOfTheUserAgent) {
  const Json wildcards =
      Json::array({{"access-control-allow-origin", "*"}, {"access-control-allow-methods", "*"}, {"access-control-allow-headers", "*"}});
  Json found = effective(preflight_input(), wildcards, 204);
  EXPECT_EQ(found.at("preflight"), true);
  EXPECT_EQ(found.at("preflight_with_credentials"), false);
  EXPECT_EQ(found.at("readable"), nullptr);
  EXPECT_EQ(effective(preflight_input(), wildcards, 403).at("preflight"), false);

  const Json listed = Json::array({{"Access-Control-Allow-Origin", kOrigin},
                                   {"Access-Control-Allow-Credentials", "true"},
                                   {"Access-Control-Allow-Methods", "PUT"},
                                   {"Access-Control-Allow-Headers", "X-B, X-A"}});
  found = effective(preflight_input(), listed, 200);
  EXPECT_EQ(found.at("preflight"), true);
  EXPECT_EQ(found.at("preflight_with_credentials"), true);
}

TEST(EffectivePermission, APreflightThatLacksANameFails) {
  const Json headers =
      Json::array({{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "PUT"}, {"Access-Control-Allow-Headers", "x-a"}});
  EXPECT_EQ(effective(preflight_input(), headers, 204).at("preflight"), false);
}

TEST(EffectivePermission, OfARequestIsWhatAScriptCanRead) {
  const Json input = input_of("GET", Json::array({{"origin", kOrigin}}));
  Json found = effective(input, Json::array({{"Access-Control-Allow-Origin", " *\t"},
                                             {"Access-Control-Expose-Headers", "X-B"},
                                             {"access-control-expose-headers", "x-a"}}));
  EXPECT_EQ(found.at("preflight"), nullptr);
  EXPECT_EQ(found.at("readable"), true);
  EXPECT_EQ(found.at("readable_with_credentials"), false);
  EXPECT_EQ(found.at("exposed"), Json({"x-a", "x-b"}));
  found = effective(input, Json::array({{"Access-Control-Allow-Origin", "https://b.test"}, {"Access-Control-Expose-Headers", "x-a"}}));
  EXPECT_EQ(found.at("readable"), false);
  EXPECT_EQ(found.at("exposed"), nullptr);
}

TEST(EffectivePermission, ExposingAnythingIsAWildcardWithoutCredentials) {
  const Json input = input_of("GET", Json::array({{"Origin", kOrigin}}));
  EXPECT_EQ(
      effective(input, Json::array({{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Expose-Headers", "x-a, *"}})).at("exposed"),
      Json({"*"}));
}

TEST(EffectivePermission, WithoutAnOriginNobodyAsks) {
  const Json found = effective(input_of("GET", Json::array()), Json::array({{"Access-Control-Allow-Origin", "*"}}));
  for (const auto& [key, value] : found.items()) EXPECT_EQ(value, nullptr) << key;
}

TEST(EffectivePermission, WhatIsNoAnswerPermitsNothing) {
  EXPECT_EQ(effective_permission(preflight_input(), "no object").at("preflight"), false);
  EXPECT_EQ(effective_permission(preflight_input(), {{"headers", {1, Json::array({"a"})}}}).at("preflight"), false);
}

}  // namespace
}  // namespace crosscheck::suite
