#include "suite/policy_on_the_wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suite/suite_for_tests.h"
#include "suite/wire_for_tests.h"

namespace crosscheck::suite {
namespace {

using testing::HasSubstr;

Vector policy_vector(const Json& policy, const Json& request, const Json& expect, const char* level = "must") {
  return vector_of({{"kind", "policy"}, {"level", level}, {"input", {{"policy", policy}, {"request", request}}}, {"expect", expect}});
}

Json get_from(const char* origin) { return {{"method", "GET"}, {"headers", lines({{"Origin", origin}})}}; }
Json preflight_from(const char* origin, const char* method) {
  return {{"method", "OPTIONS"}, {"headers", lines({{"Origin", origin}, {"Access-Control-Request-Method", method}})}};
}
Json response(int status, const Json& headers) { return {{"output", {{"status", status}, {"headers", headers}}}}; }

Judgement judged(const Vector& vector, const Json& answer) {
  Evaluator engine;
  return judge_on_the_wire(vector, answer, {{"policy"}, {}}, "standard", engine);
}

const Json kPolicy = {{"origins", {"https://a.test", "https://b.test"}}, {"methods", {"PUT"}}};
const Json kAllowed = {{"request_type", "cors"},
                       {"allowed", true},
                       {"status", nullptr},
                       {"headers", lines({{"Access-Control-Allow-Origin", "https://a.test"}, {"Vary", "Origin"}})},
                       {"decided_by", "/origins/0"}};

TEST(PolicyOnTheWire, AnySpellingWithTheSameEffectPasses) {
  const Vector vector = policy_vector(kPolicy, get_from("https://a.test"), kAllowed);
  EXPECT_EQ(judged(vector, response(404, lines({{"access-control-allow-origin", "https://a.test"}}))).outcome, Outcome::pass);
  EXPECT_EQ(judged(vector, response(200, lines({{"Access-Control-Allow-Origin", "*"}}))).outcome, Outcome::pass);
}

TEST(PolicyOnTheWire, ARefusalOfWhatIsAllowedIsStrict) {
  const Judgement judgement = judged(policy_vector(kPolicy, get_from("https://a.test"), kAllowed), response(200, Json::array()));
  EXPECT_EQ(judgement.outcome, Outcome::fail);
  EXPECT_EQ(judgement.direction, Direction::strict);
  EXPECT_EQ(judgement.pointer, "/effective/readable");
}

TEST(PolicyOnTheWire, AStrangerThatIsLetInIsPermissive) {
  const Vector vector = policy_vector(kPolicy, get_from("https://evil.test"), {{"allowed", false}});
  const Judgement judgement = judged(vector, response(200, lines({{"Access-Control-Allow-Origin", "https://evil.test"}})));
  EXPECT_EQ(judgement.outcome, Outcome::fail);
  EXPECT_EQ(judgement.direction, Direction::permissive);
  // The origin of somebody else lets nobody in.
  EXPECT_EQ(judged(vector, response(200, lines({{"Access-Control-Allow-Origin", "https://a.test"}}))).outcome, Outcome::pass);
}

TEST(PolicyOnTheWire, TheEffectThatTheVectorNamesCountsBeforeTheEngines) {
  Json expect = kAllowed;
  expect["effective"] = {{"readable", false}};
  EXPECT_EQ(judged(policy_vector(kPolicy, get_from("https://a.test"), expect), response(200, Json::array())).outcome, Outcome::pass);
}

TEST(PolicyOnTheWire, VaryCountsOnAnActualRequestAndIsToldOnAPreflight) {
  Json expect = kAllowed;
  expect["vary"] = {"Origin"};
  const Json headers = lines({{"Access-Control-Allow-Origin", "https://a.test"}, {"Access-Control-Allow-Methods", "PUT"}});
  EXPECT_EQ(judged(policy_vector(kPolicy, get_from("https://a.test"), expect), response(200, headers)).outcome, Outcome::fail);
  const Judgement judgement = judged(policy_vector(kPolicy, preflight_from("https://a.test", "PUT"), expect), response(204, headers));
  EXPECT_EQ(judgement.outcome, Outcome::non_strict);
  EXPECT_THAT(judgement.detail, HasSubstr("no cache keeps the answer to a preflight"));
}

TEST(PolicyOnTheWire, AHeaderThatMustBeAbsentIsFoundBehindAMissingVary) {
  Json expect = kAllowed;
  expect["vary"] = {"Origin"};
  expect["absent"] = {"X-A"};
  const Json headers = lines({{"Access-Control-Allow-Origin", "https://a.test"}, {"Access-Control-Allow-Methods", "PUT"}, {"X-A", "1"}});
  const Judgement judgement = judged(policy_vector(kPolicy, preflight_from("https://a.test", "PUT"), expect), response(204, headers));
  EXPECT_EQ(judgement.outcome, Outcome::fail);
  EXPECT_EQ(judgement.direction, Direction::permissive);
}

TEST(PolicyOnTheWire, ThePreflightsStatusCountsByItsEffect) {
  const Vector vector = policy_vector(kPolicy, preflight_from("https://a.test", "PUT"), {{"allowed", true}, {"status", 204}});
  const Json headers = lines({{"Access-Control-Allow-Origin", "https://a.test"}, {"Access-Control-Allow-Methods", "PUT"}});
  EXPECT_EQ(judged(vector, response(200, headers)).outcome, Outcome::pass);
  EXPECT_EQ(judged(vector, response(301, headers)).direction, Direction::strict);
}

TEST(PolicyOnTheWire, AValidPolicyThatIsRefusedIsRejectedInItsWords) {
  const Json answer = {{"output", {{"rejected", "no tuesdays"}}}};
  const Judgement judgement = judged(policy_vector(kPolicy, get_from("https://a.test"), kAllowed), answer);
  EXPECT_EQ(judgement.outcome, Outcome::rejected);
  EXPECT_THAT(judgement.detail, HasSubstr("no tuesdays"));
}

TEST(PolicyOnTheWire, APolicyThatMustBeRefusedPassesThenAndIsLetThroughElse) {
  const Vector vector = policy_vector({{"origins", "*"}, {"credentials", true}}, get_from("https://a.test"),
                                      {{"error", {{"code", "bad-input"}, {"at", "/input/policy/origins"}}}});
  EXPECT_EQ(judged(vector, {{"output", {{"rejected", "dangerous"}}}}).outcome, Outcome::pass);
  const Judgement served = judged(vector, response(200, Json::array()));
  EXPECT_EQ(served.outcome, Outcome::fail);
  EXPECT_EQ(served.direction, Direction::permissive);
  EXPECT_EQ(judged(vector, {{"skip", "no"}}).outcome, Outcome::error);
}

TEST(PolicyOnTheWire, LinesThatNoBrowserRepeatsAreNonStrict) {
  Json request = preflight_from("https://a.test", "PUT");
  request["headers"].push_back(Json::array({"access-control-request-method", "PATCH"}));
  const Json headers = lines({{"Access-Control-Allow-Origin", "https://a.test"}, {"Access-Control-Allow-Methods", "PUT"}});
  EXPECT_EQ(judged(policy_vector(kPolicy, request, {{"allowed", false}}), response(204, headers)).outcome, Outcome::non_strict);
  EXPECT_EQ(judged(policy_vector(kPolicy, request, {{"effective", {{"preflight", false}}}}), response(204, headers)).outcome,
            Outcome::fail);
}

}  // namespace
}  // namespace crosscheck::suite
