// Servers that lie, each with the report that it must get. They are ways of conformance/liars/server_liar.py.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "suite/liars_for_tests.h"
#include "suite/wire_for_tests.h"

namespace crosscheck::suite {
namespace {

using testing::HasSubstr;

constexpr std::size_t kVectors = 9;
constexpr std::size_t kPoison = 4;  // the place of the vector whose origin some liars wait for

Json policy_vector(const std::string& id, const std::string& allowed, const std::string& origin, const std::string& method) {
  Json headers = lines({{"Origin", origin}});
  if (method == "OPTIONS") headers.push_back(Json::array({"Access-Control-Request-Method", "PUT"}));
  const Json input = {{"policy", {{"origins", Json::array({allowed})}, {"methods", Json::array({"PUT"})}}},
                      {"request", {{"method", method}, {"headers", headers}}}};
  return vector_json(id, {{"kind", "policy"}, {"input", input}, {"expect", {{"allowed", allowed == origin}}}});
}

// Three policies, mixed; a stranger, a friend and a preflight under each.
VectorFile nine_vectors() {
  std::vector<Json> vectors;
  for (const std::string origin : {"https://a.test", "https://poison.test", "https://c.test"}) {
    const std::string number = std::to_string(vectors.size());
    vectors.push_back(policy_vector("stranger-" + number, origin, "https://evil.test", "GET"));
    vectors.push_back(policy_vector("friend-" + number, origin, origin, "GET"));
    vectors.push_back(
        policy_vector("preflight-" + number, origin, origin == "https://poison.test" ? "https://evil.test" : origin, "OPTIONS"));
  }
  return file_of(vectors);
}

RunLog log_of(const std::string& way) { return log_of_liar(nine_vectors(), "server_liar.py " + way); }
void expect_refused(const std::string& way, const std::string& why) { expect_refused_liar(log_of(way), why); }
void expect_poisoned(const std::string& way, Outcome outcome, const std::string& why) {
  expect_poisoned_at(log_of(way), kPoison, outcome, why);
}

TEST(ServerLiars, AnHonestOnePassesAndTheBytesAreInTheLog) {
  const RunLog log = log_of("honest");
  ASSERT_EQ(count(log, Outcome::pass), kVectors) << summary(log);
  const std::vector<std::string>& wire = log.lines.at(1).wire;
  ASSERT_EQ(wire.size(), 2U);
  EXPECT_THAT(wire[0], HasSubstr("GET / HTTP/1.1\r\nHost: 127.0.0.1:"));
  EXPECT_THAT(wire[0], HasSubstr("\r\nOrigin: https://a.test\r\n"));
  EXPECT_THAT(wire[1], HasSubstr("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(wire[1], HasSubstr("Access-Control-Allow-Origin: https://a.test\r\n"));
}

TEST(ServerLiars, AConnectionThatIsClosedBetweenTwoRequestsIsMadeAnew) {
  EXPECT_EQ(count(log_of("honest-without-keeping-open"), Outcome::pass), kVectors);
}

TEST(ServerLiars, AlwaysAllowing) { expect_refused("always-allow", "it fails a control question"); }
TEST(ServerLiars, AlwaysRefusing) { expect_refused("always-refuse", "it fails a control question"); }
TEST(ServerLiars, ServingItsFirstPolicyForEver) { expect_refused("keeps-its-first-policy", "it fails a control question"); }
TEST(ServerLiars, RejectingEverything) { expect_refused("rejects-everything", R"({"rejected":"no"})"); }
TEST(ServerLiars, AUrlOnAnotherMachine) { expect_refused("not-on-this-machine", "only this machine is asked"); }
TEST(ServerLiars, AUrlWhereNobodyListens) { expect_refused("nobody-listens", "it fails the control questions: "); }
TEST(ServerLiars, BothAUrlAndARejection) { expect_refused("url-and-rejected", "which has to be {\"url\": …} or"); }
TEST(ServerLiars, SpeakingNoHttp) { expect_refused("garbage", "it fails the control questions: "); }
TEST(ServerLiars, NeverAnswering) { expect_refused("hang", "it fails the control questions: "); }

TEST(ServerLiars, DyingOfOneRequestFailsThatOne) { expect_poisoned("honest-then-die", Outcome::crash, "it ended with exit code 3"); }
TEST(ServerLiars, HangingOnOneRequestFailsThatOne) { expect_poisoned("honest-then-hang", Outcome::timeout, ""); }
TEST(ServerLiars, ClosingInPlaceOfOneAnswerFailsThatOne) { expect_poisoned("honest-then-close", Outcome::crash, ""); }
TEST(ServerLiars, ResettingInPlaceOfOneAnswerFailsThatOne) { expect_poisoned("honest-then-reset", Outcome::crash, ""); }
TEST(ServerLiars, GarbageInPlaceOfOneAnswerFailsThatOne) { expect_poisoned("honest-then-garbage", Outcome::error, ""); }

TEST(ServerLiars, APolicyThatItRejectsIsRejectedForAllItsRequests) {
  const RunLog log = log_of("honest-then-rejects");
  EXPECT_EQ(count(log, Outcome::rejected), 3U) << summary(log);
  EXPECT_EQ(count(log, Outcome::pass), kVectors - 3);
  EXPECT_THAT(log.lines.at(kPoison).detail, HasSubstr("not this one"));
}

TEST(ServerLiars, WhatHttpCannotCarryAndWhatIsNotPolicyIsSkipped) {
  const Json cut = policy_vector("line-feed", "https://a.test", "https://a.test\n", "GET");
  const RunLog log = log_of_liar(file_of({cut, vector_json("method"), policy_vector("friend", "https://a.test", "https://a.test", "GET")}),
                                 "server_liar.py honest");
  EXPECT_EQ(log.lines.at(0).outcome, Outcome::skip) << summary(log);
  EXPECT_THAT(log.lines.at(0).detail, HasSubstr("not sent: HTTP cannot carry"));
  EXPECT_EQ(log.lines.at(1).detail, "not claimed: kind:safelisted-method");
  EXPECT_EQ(log.lines.at(2).outcome, Outcome::pass);
}

}  // namespace
}  // namespace crosscheck::suite
