#include "check/response_rules.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/check_for_tests.h"
#include "check/declared_policy.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;
using testing::ElementsAre;
using testing::IsEmpty;

// What the rules find in one answer: "P042 several-lines".
std::vector<std::string> found_in(std::string_view json, const Probe& probe, int status, std::vector<Header> headers) {
  static const Target kHere = parse_target("http://127.0.0.1:8080/").value();
  const policy::Policy policy = policy_from(json);
  const DeclaredPolicy declared(policy);
  Observation seen;
  seen.asked = true;
  seen.status = status;
  seen.headers = std::move(headers);
  Ledger ledger(kHere, PropertySet::all());
  const Wanted wanted = wanted_of(policy, probe);
  judge_response({probe, seen, wanted, declared.at("/"), allows_origin(policy, "/", "null")}, ledger);
  std::vector<std::string> found;
  for (const Finding& finding : ledger.findings().all()) found.push_back(std::string(property(finding.property).code) + " " + finding.key);
  return found;
}

constexpr std::string_view kPlain = R"({"origins": ["https://app.example"], "expose_headers": ["x-a"], "max_age": 600})";
constexpr std::string_view kWithCredentials = R"({"origins": ["https://app.example"], "credentials": true})";
const Header kOrigin{"Access-Control-Allow-Origin", "https://app.example"};
const Header kExposed{"Access-Control-Expose-Headers", "X-A"};
const Header kMaxAge{"Access-Control-Max-Age", "600"};

Probe nobody() { return actual_probe({P101}, "nobody", "/", ""); }
Probe preflight() { return preflight_probe({P002}, "a preflight", "/", "https://app.example", "GET"); }

TEST(ResponseRules, FindNothingInRightAnswers) {
  EXPECT_THAT(found_in(kPlain, from_allowed(), 200, {kOrigin, kExposed, {"Vary", "Origin"}}), IsEmpty());
  EXPECT_THAT(found_in(kPlain, from_stranger(), 403, {{"Vary", "Origin"}}), IsEmpty());
  EXPECT_THAT(found_in(kPlain, from_stranger(), 200, {kOrigin, kExposed}), IsEmpty());
  EXPECT_THAT(found_in(kPlain, preflight(), 204, {kOrigin, kMaxAge}), IsEmpty());
  EXPECT_THAT(found_in(kPlain, nobody(), 200, {}), IsEmpty());
}

TEST(ResponseRules, SeveralOriginsAreFound) {
  EXPECT_THAT(found_in(kPlain, from_allowed(), 200, {kOrigin, kOrigin}), ElementsAre("P042 several-lines"));
  EXPECT_THAT(found_in(kPlain, from_allowed(), 200, {{"Access-Control-Allow-Origin", "https://app.example, *"}}),
              ElementsAre("P042 several-values"));
  EXPECT_THAT(found_in(kPlain, nobody(), 200, {{"Access-Control-Allow-Origin", "https://a.test, https://b.test"}}),
              ElementsAre("P042 several-values", "P052 several-origins"));
}

TEST(ResponseRules, WhatIsNoOriginIsFound) {
  for (const char* const value : {"https://app.example/", "https://*.example", "app.example", "https://app.example https://b.test", ""})
    EXPECT_THAT(found_in(kPlain, from_allowed(), 200, {{"Access-Control-Allow-Origin", value}}), ElementsAre("P043 malformed")) << value;
}

TEST(ResponseRules, NullAsARefusalIsFoundUnlessNullIsAllowed) {
  EXPECT_THAT(found_in(kPlain, from_stranger(), 200, {{"Access-Control-Allow-Origin", "null"}}), ElementsAre("P051 null-as-a-refusal"));
  EXPECT_THAT(found_in(R"({"origins": [], "null_origin": true})", from_stranger(), 200, {{"Access-Control-Allow-Origin", "null"}}),
              IsEmpty());
}

TEST(ResponseRules, CredentialsAreLookedAtByTheirBytes) {
  EXPECT_THAT(found_in(kWithCredentials, from_allowed(), 200, {kOrigin, {"Access-Control-Allow-Credentials", "True"}}),
              ElementsAre("P045 not-true"));
  EXPECT_THAT(found_in(kWithCredentials, from_allowed(), 200, {kOrigin, {"Access-Control-Allow-Credentials", "false"}}), IsEmpty());
  EXPECT_THAT(
      found_in(kWithCredentials, from_allowed(), 200, {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Credentials", "true"}}),
      ElementsAre("P044 wildcard-with-credentials"));
  EXPECT_THAT(found_in(kWithCredentials, from_stranger(), 200, {{"Access-Control-Allow-Credentials", "true"}}),
              ElementsAre("P047 credentials-without-origin"));
}

TEST(PreflightRules, TheMaximalAgeIsThatOfThePolicy) {
  EXPECT_THAT(found_in(kPlain, preflight(), 204, {kOrigin}), ElementsAre("P084 missing"));
  EXPECT_THAT(found_in(kPlain, preflight(), 204, {kOrigin, {"Access-Control-Max-Age", "601"}}), ElementsAre("P084 other-number"));
  EXPECT_THAT(found_in(kPlain, preflight(), 204, {kOrigin, {"Access-Control-Max-Age", "600.0"}}), ElementsAre("P084 no-number"));
  EXPECT_THAT(found_in(kWithCredentials, preflight(), 204, {kOrigin, kMaxAge}), ElementsAre("P084 undeclared"));
}

TEST(PreflightRules, OfAPreflightThatFailsTheAgeIsNoMatter) {
  EXPECT_THAT(found_in(kPlain, preflight(), 302, {{"Location", "/elsewhere"}}), IsEmpty());
  EXPECT_THAT(found_in(kPlain, preflight(), 204, {}), IsEmpty());
}

TEST(PreflightRules, WhatDoesNotBelongThereIsFound) {
  EXPECT_THAT(found_in(kPlain, preflight(), 204, {kOrigin, kMaxAge, {"Access-Control-Allow-Methods", "GET, TRACE"}}),
              ElementsAre("P083 trace"));
  EXPECT_THAT(found_in(kPlain, preflight(), 204, {kOrigin, kMaxAge, {"Access-Control-Allow-Private-Network", "true"}}),
              ElementsAre("P091 sent"));
  const Probe refused = preflight_probe({P005}, "a preflight", "/", "https://evil.test", "GET");
  EXPECT_THAT(found_in(kPlain, refused, 204, {{"Access-Control-Allow-Methods", "GET"}}), ElementsAre("P089 rest-of-a-permission"));
}

TEST(ActualRules, WhatIsExposedIsWhatThePolicyNames) {
  EXPECT_THAT(found_in(kPlain, from_allowed(), 200, {kOrigin}), ElementsAre("P093 x-a"));
  EXPECT_THAT(found_in(kPlain, from_allowed(), 200, {kOrigin, {"Access-Control-Expose-Headers", "x-a, X-B"}}), ElementsAre("P095 x-b"));
  EXPECT_THAT(found_in(kPlain, from_allowed(), 200, {kOrigin, {"Access-Control-Expose-Headers", "*"}}), ElementsAre("P095 any"));
  const Header credentials{"Access-Control-Allow-Credentials", "true"};
  EXPECT_THAT(found_in(R"({"origins": ["https://app.example"], "credentials": true, "expose_headers": ["x-a"]})", from_allowed(), 200,
                       {kOrigin, credentials, {"Access-Control-Expose-Headers", "*"}}),
              ElementsAre("P094 wildcard", "P093 x-a"));
}

TEST(ActualRules, WhatEveryScriptReadsAnywayMayBeNamedOrLeftOut) {
  EXPECT_THAT(found_in(kPlain, from_allowed(), 200, {kOrigin, {"Access-Control-Expose-Headers", "X-A, Content-Length, Content-Type"}}),
              IsEmpty());
  EXPECT_THAT(found_in(R"({"origins": ["https://app.example"], "expose_headers": ["content-type"]})", from_allowed(), 200, {kOrigin}),
              IsEmpty());
  EXPECT_THAT(found_in(R"({"origins": ["https://app.example"], "expose_headers": "*"})", from_allowed(), 200,
                       {kOrigin, {"Access-Control-Expose-Headers", "*, Set-Cookie"}}),
              IsEmpty());
  EXPECT_THAT(found_in(kPlain, from_allowed(), 200, {kOrigin, {"Access-Control-Expose-Headers", "x-a, Set-Cookie"}}),
              ElementsAre("P095 set-cookie"));
}

TEST(ActualRules, AStarInVaryIsFound) {
  EXPECT_THAT(found_in(kPlain, from_allowed(), 200, {kOrigin, kExposed, {"Vary", "*"}}), ElementsAre("P107 star"));
}

}  // namespace
}  // namespace crosscheck::check
