#include "suite/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suite/suite_for_tests.h"

namespace crosscheck::suite {
namespace {

using testing::HasSubstr;

Claims all_claims() { return {{"safelisted-method", "cors-check", "policy"}, {"reasons"}}; }
Judgement judged(const Json& members, const char* answer, const Claims& claims = all_claims(), std::string_view profile = "standard") {
  return judge(vector_of(members), Json::parse(answer), claims, profile);
}

constexpr const char* kYes = R"({"output":{"safelisted":true}})";
constexpr const char* kNo = R"({"output":{"safelisted":false}})";

TEST(Judge, WhatIsExpectedPasses) { EXPECT_EQ(judged(Json::object(), kNo).outcome, Outcome::pass); }

TEST(Judge, TheLevelSaysHowMuchADifferenceCounts) {
  EXPECT_EQ(judged({{"level", "must"}}, kYes).outcome, Outcome::fail);
  EXPECT_EQ(judged({{"level", "should"}}, kYes).outcome, Outcome::non_strict);
  for (const char* level : {"may", "info", "lint"}) EXPECT_EQ(judged({{"level", level}}, kYes).outcome, Outcome::info);
}

TEST(Judge, ADifferenceHasItsPlaceAndDirection) {
  const Judgement judgement = judged(Json::object(), kYes);
  EXPECT_EQ(judgement.pointer, "/safelisted");
  EXPECT_EQ(judgement.expected, Json(false));
  EXPECT_EQ(judgement.got, Json(true));
  EXPECT_EQ(judgement.direction, Direction::permissive);
}

TEST(Judge, AlternativesAreAccepted) {
  const auto with = [](const char* grade) {
    return Json{{"alternatives",
                 Json::array({{{"grade", grade}, {"expect", {{"safelisted", true}}}, {"why", "For a test"}, {"pinned_by", {"m/x"}}}})}};
  };
  EXPECT_EQ(judged(with("equal"), kYes).outcome, Outcome::pass);
  EXPECT_EQ(judged(with("tolerated"), kYes).outcome, Outcome::non_strict);
  EXPECT_THAT(judged(with("tolerated"), kYes).detail, HasSubstr("For a test"));
}

TEST(Judge, AProfileHasItsOwnExpectation) {
  const Json members = {{"profiles", {{"firefox", {{"expect", {{"safelisted", true}}}, {"deviation", "Seen somewhere"}}}}}};
  EXPECT_EQ(judged(members, kYes, all_claims(), "firefox").outcome, Outcome::pass);
  EXPECT_EQ(judged(members, kNo, all_claims(), "firefox").outcome, Outcome::fail);
  EXPECT_EQ(judged(members, kNo, all_claims(), "webkit").outcome, Outcome::pass);
}

TEST(Judge, AnErrorInPlaceOfAnAnswerIsNoFailureOfTheRule) {
  const Judgement judgement = judged(Json::object(), R"({"error":{"code":"internal","at":"","detail":"Oops."}})");
  EXPECT_EQ(judgement.outcome, Outcome::error);
  EXPECT_THAT(judgement.detail, HasSubstr("internal"));
}

TEST(Judge, AnExpectedErrorIsComparedByCodeAndPlace) {
  const Json members = {{"expect", {{"error", {{"code", "bad-input"}, {"at", "/input/method"}}}}}};
  EXPECT_EQ(judged(members, R"({"error":{"code":"bad-input","at":"/input/method","detail":"x"}})").outcome, Outcome::pass);
  EXPECT_EQ(judged(members, R"({"error":{"code":"bad-input","at":"/input","detail":"x"}})").outcome, Outcome::fail);
  EXPECT_EQ(judged(members, kYes).outcome, Outcome::fail);
}

TEST(Judge, ASkipOfWhatWasClaimedIsAnError) {
  EXPECT_EQ(judged(Json::object(), R"({"skip":"kind:safelisted-method"})").outcome, Outcome::error);
}

TEST(Judge, ReasonsAreComparedOnlyWithWhoClaimsThem) {
  const Json members = {{"kind", "cors-check"}, {"expect", {{"result", "failure"}, {"reason", "allow-origin-missing"}}}};
  constexpr const char* kOther = R"({"output":{"result":"failure","reason":"other"}})";
  EXPECT_EQ(judged(members, kOther).outcome, Outcome::fail);
  EXPECT_EQ(judged(members, kOther, {{"cors-check"}, {}}).outcome, Outcome::pass);
}

TEST(Judge, WhoDoesNotClaimAKindOrACapabilityIsNotAsked) {
  const Vector vector = vector_of({{"needs", {"redirects"}}});
  EXPECT_EQ(reason_not_to_ask(vector, {{"cors-check"}, {"redirects"}}), "kind:safelisted-method");
  EXPECT_EQ(reason_not_to_ask(vector, {{"safelisted-method"}, {}}), "capability:redirects");
  EXPECT_EQ(reason_not_to_ask(vector, {{"safelisted-method"}, {"redirects"}}), std::nullopt);
}

Json policy_vector(const Json& expect) {
  return {{"kind", "policy"},
          {"input",
           {{"policy", {{"origins", {"https://a.test"}}}},
            {"request", {{"method", "GET"}, {"path", "/"}, {"headers", Json::array({{"Origin", "https://a.test"}})}}}}},
          {"expect", expect}};
}

TEST(JudgeOfPolicies, NamesInVaryMayBeSpeltInAnyWay) {
  const Json members = policy_vector({{"vary", {"Origin"}}});
  EXPECT_EQ(judged(members, R"({"output":{"headers":[["vary","Accept , origin"]]}})").outcome, Outcome::pass);
  EXPECT_EQ(judged(members, R"({"output":{"headers":[["Vary","*"]]}})").outcome, Outcome::pass);
  EXPECT_EQ(judged(members, R"({"output":{"headers":[["Vary","Accept"]]}})").outcome, Outcome::fail);
}

TEST(JudgeOfPolicies, AHeaderThatMustBeAbsentIsPermissive) {
  const Json members = policy_vector({{"absent", {"Access-Control-Allow-Credentials"}}});
  EXPECT_EQ(judged(members, R"({"output":{"headers":[]}})").outcome, Outcome::pass);
  const Judgement sent = judged(members, R"({"output":{"headers":[["access-control-allow-credentials","false"]]}})");
  EXPECT_EQ(sent.outcome, Outcome::fail);
  EXPECT_EQ(sent.direction, Direction::permissive);
}

TEST(JudgeOfPolicies, EffectivePermissionIsWorkedOutFromTheHeaders) {
  const Json members = policy_vector({{"effective", {{"readable", true}, {"readable_with_credentials", false}, {"exposed", {"x-a"}}}}});
  EXPECT_EQ(
      judged(members, R"({"output":{"headers":[["Access-Control-Allow-Origin","*"],["Access-Control-Expose-Headers","X-A"]]}})").outcome,
      Outcome::pass);
  const Judgement too_much = judged(
      members,
      R"({"output":{"headers":[["Access-Control-Allow-Origin","https://a.test"],["Access-Control-Allow-Credentials","true"],["Access-Control-Expose-Headers","x-a"]]}})");
  EXPECT_EQ(too_much.pointer, "/effective/readable_with_credentials");
  EXPECT_EQ(too_much.direction, Direction::permissive);
}

TEST(JudgeOfPolicies, RefusingAPolicyIsAnAnswerOfItsOwn) {
  EXPECT_EQ(judged(policy_vector({{"allowed", true}}), R"({"output":{"rejected":"unsafe"}})").outcome, Outcome::rejected);
}

}  // namespace
}  // namespace crosscheck::suite
