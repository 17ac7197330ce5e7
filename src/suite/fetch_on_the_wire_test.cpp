#include "suite/fetch_on_the_wire.h"

#include <gtest/gtest.h>

#include "suite/suite_for_tests.h"
#include "suite/wire_for_tests.h"

namespace crosscheck::suite {
namespace {

Json sent(const char* purpose, const char* method, const Json& headers, bool credentials) {
  return {{"purpose", purpose}, {"method", method}, {"url", "http://b.test/"}, {"headers", headers}, {"credentials", credentials}};
}

Json answer_of(const char* verdict, const Json& requests) {
  return {{"fetches", Json::array({Json{{"verdict", verdict}, {"response", nullptr}, {"sent", requests}}})}};
}

Judgement judged(const Json& expect, const Json& output) {
  const Vector vector = vector_of({{"kind", "fetch"}, {"input", {{"fetches", Json::array()}}}, {"expect", expect}});
  return judge_by_the_origins(vector, {{"output", output}}, {{"fetch"}, {}}, "standard");
}

const Json kPreflight = sent("preflight", "OPTIONS", lines({{"origin", "http://a.test"}}), false);
const Json kActual = sent("actual", "PUT", lines({{"origin", "http://a.test"}}), false);

TEST(FetchOnTheWire, NamesAreComparedInAnyCaseAndOrderAndLinesJoined) {
  const Json as_written = sent("actual", "PUT", lines({{"X-B", "1"}, {"Origin", "http://a.test"}, {"x-b", "2"}}), false);
  EXPECT_EQ(as_seen(as_written).at("headers"), Json::parse(R"([["origin","http://a.test"],["x-b","1, 2"]])"));
  EXPECT_EQ(judged(answer_of("blocked", Json::array({as_written})), answer_of("blocked", Json::array({as_seen(as_written)}))).outcome,
            Outcome::pass);
}

TEST(FetchOnTheWire, WhereTheEngineWaitsTheClientIsBlocked) {
  EXPECT_EQ(judged(answer_of("pending", Json::array({kPreflight})), answer_of("blocked", Json::array({kPreflight}))).outcome,
            Outcome::pass);
  EXPECT_EQ(judged(answer_of("pending", Json::array({kPreflight})), answer_of("allowed", Json::array({kPreflight}))).direction,
            Direction::permissive);
}

TEST(FetchOnTheWire, AMissingPreflightIsPermissive) {
  const Judgement judgement =
      judged(answer_of("allowed", Json::array({kPreflight, kActual})), answer_of("allowed", Json::array({kActual})));
  EXPECT_EQ(judgement.outcome, Outcome::fail);
  EXPECT_EQ(judgement.direction, Direction::permissive);
  EXPECT_EQ(judged(answer_of("allowed", Json::array({kActual})), answer_of("allowed", Json::array({kPreflight, kActual}))).direction,
            Direction::strict);
}

TEST(FetchOnTheWire, AHeaderMoreOrLessIsADifference) {
  const Json more = sent("actual", "PUT", lines({{"origin", "http://a.test"}, {"x-a", "1"}}), false);
  EXPECT_EQ(judged(answer_of("allowed", Json::array({kActual})), answer_of("allowed", Json::array({more}))).outcome, Outcome::fail);
  EXPECT_EQ(judged(answer_of("allowed", Json::array({more})), answer_of("allowed", Json::array({kActual}))).outcome, Outcome::fail);
}

TEST(FetchOnTheWire, CredentialsCountWhereTheyWereSeenAndNotDue) {
  const Json with = sent("actual", "PUT", lines({{"origin", "http://a.test"}}), true);
  EXPECT_EQ(judged(answer_of("allowed", Json::array({with})), answer_of("allowed", Json::array({kActual}))).outcome, Outcome::pass);
  EXPECT_EQ(judged(answer_of("allowed", Json::array({kActual})), answer_of("allowed", Json::array({with}))).direction,
            Direction::permissive);
}

TEST(FetchOnTheWire, NeitherReasonNorPlaceIsAskedFor) {
  Json expect = answer_of("blocked", Json::array({kActual}));
  expect["fetches"][0]["reason"] = "allow-origin-missing";
  expect["fetches"][0]["at"] = "response";
  expect["fetches"][0]["used"] = 1;
  EXPECT_EQ(judged(expect, answer_of("blocked", Json::array({kActual}))).outcome, Outcome::pass);
}

}  // namespace
}  // namespace crosscheck::suite
