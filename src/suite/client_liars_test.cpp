// Clients that lie, each with the report that it must get. They are ways of conformance/liars/client_liar.py.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "question/evaluate.h"
#include "suite/liars_for_tests.h"
#include "suite/wire_for_tests.h"

namespace crosscheck::suite {
namespace {

using testing::HasSubstr;

constexpr std::size_t kPoison = 2;  // the place of the vector whose URL some liars wait for

Json fetch_vector(const std::string& id, const Json& request, const Json& responses) {
  Json asked = {{"origin", "http://a.test"}};
  asked.update(request);
  const Json input = {{"fetches", Json::array({Json{{"request", asked}, {"responses", responses}}})}};
  Evaluator engine;
  const Json answer = Json::parse(engine.evaluate(Json{{"kind", "fetch"}, {"input", input}}.dump()).json);
  return vector_json(id, {{"kind", "fetch"}, {"input", input}, {"expect", answer.at("output")}});
}

VectorFile four_vectors() {
  const Json all = {{"status", 200}, {"headers", lines({{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "PUT"}})}};
  const Json none = {{"status", 200}};
  return file_of({fetch_vector("allowed", {{"url", "http://b.test/x?y"}}, Json::array({all})),
                  fetch_vector("blocked", {{"url", "http://b.test/"}}, Json::array({none})),
                  fetch_vector("poison", {{"url", "http://b.test/poison"}}, Json::array({all})),
                  fetch_vector("preflight", {{"url", "http://b.test/"}, {"method", "PUT"}}, Json::array({all, all}))});
}

RunLog log_of(const std::string& way) { return log_of_liar(four_vectors(), "client_liar.py " + way); }
void expect_refused(const std::string& way, const std::string& why) { expect_refused_liar(log_of(way), why); }
void expect_poisoned(const std::string& way, Outcome outcome, const std::string& why) {
  expect_poisoned_at(log_of(way), kPoison, outcome, why);
}

TEST(ClientLiars, AnHonestOnePassesAndTheBytesAreInTheLog) {
  const RunLog log = log_of("honest");
  ASSERT_EQ(count(log, Outcome::pass), 4U) << summary(log);
  const std::vector<std::string>& wire = log.lines.at(3).wire;
  ASSERT_EQ(wire.size(), 4U);
  EXPECT_THAT(wire[0], HasSubstr("OPTIONS / HTTP/1.1\r\n"));
  EXPECT_THAT(wire[1], HasSubstr("HTTP/1.1 200 "));
  EXPECT_THAT(wire[2], HasSubstr("PUT / HTTP/1.1\r\n"));
}

TEST(ClientLiars, ClaimingToBeAllowedWithoutAsking) { expect_refused("claims-allowed", "it fails a control question"); }
TEST(ClientLiars, ClaimingToBeBlockedWithoutAsking) { expect_refused("claims-blocked", "it fails a control question"); }
TEST(ClientLiars, AllowingWhateverComes) { expect_refused("fetches-and-always-allows", "it fails a control question"); }

TEST(ClientLiars, FetchingWithoutAPreflightIsTooPermissive) {
  const RunLog log = log_of("without-preflights");
  EXPECT_EQ(log.lines.at(3).outcome, Outcome::fail) << summary(log);
  EXPECT_EQ(log.lines.at(3).direction, Direction::permissive);
  EXPECT_EQ(count(log, Outcome::pass), 3U);
}

TEST(ClientLiars, CookiesThatAreNotDueAreTooPermissive) {
  const RunLog log = log_of("with-cookies");
  EXPECT_EQ(log.lines.at(0).outcome, Outcome::fail) << summary(log);
  EXPECT_EQ(log.lines.at(0).direction, Direction::permissive);
  EXPECT_THAT(log.lines.at(0).pointer, HasSubstr("/sent/0/credentials"));
}

TEST(ClientLiars, DyingOfOneQuestionFailsThatOne) { expect_poisoned("honest-then-die", Outcome::crash, "it ended with exit code 3"); }
TEST(ClientLiars, HangingOnOneQuestionFailsThatOne) { expect_poisoned("honest-then-hang", Outcome::timeout, "no answer within"); }
TEST(ClientLiars, WhatIsNoHttpIsAnError) { expect_poisoned("honest-then-speaks-no-http", Outcome::error, "no HTTP/1.1 request"); }
TEST(ClientLiars, AnAnswerWithoutTheFetchFailsThatOne) {
  expect_poisoned("honest-then-nothing", Outcome::error, "an answer to each of the question's 1 fetches");
}

}  // namespace
}  // namespace crosscheck::suite
