#include "suite/deciding_trace.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::suite {
namespace {

std::string last_rule(const Json& output, std::string_view at) {
  const Json* const trace = deciding_trace(output, at);
  return trace == nullptr ? "none" : trace->back().at("rule").get<std::string>();
}

Json traced(const std::string& rule) { return {{"trace", {{{"rule", "FIRST-1"}}, {{"rule", rule}}}}}; }

TEST(DecidingTrace, ThatOfTheOutputIsTakenWhereThereAreNoFetches) {
  EXPECT_EQ(last_rule(traced("CHK-2"), "/result"), "CHK-2");
  EXPECT_EQ(last_rule(traced("CHK-2"), "/fetches/0/verdict"), "CHK-2");
}

TEST(DecidingTrace, ThatOfTheFetchIsTakenIntoWhichThePointerPoints) {
  const Json output = {{"fetches", Json::array({traced("A-1"), traced("A-2"), traced("A-3")})}};
  EXPECT_EQ(last_rule(output, "/fetches/0/verdict"), "A-1");
  EXPECT_EQ(last_rule(output, "/fetches/1"), "A-2");
}

TEST(DecidingTrace, ThatOfTheLastFetchIsTakenWhereThePointerPointsIntoNone) {
  const Json output = {{"fetches", Json::array({traced("A-1"), traced("A-2")})}};
  for (const std::string_view at : {"", "/fetches", "/fetches/", "/fetches/x", "/fetches/9", "/fetches/99999999999999999999", "/cache"})
    EXPECT_EQ(last_rule(output, at), "A-2") << at;
}

TEST(DecidingTrace, NoneIsTakenWhereThereIsNone) {
  EXPECT_EQ(last_rule({{"result", "success"}}, ""), "none");
  EXPECT_EQ(last_rule({{"trace", Json::array()}}, ""), "none");
  EXPECT_EQ(last_rule({{"fetches", Json::array()}}, "/fetches/0"), "none");
  EXPECT_EQ(last_rule({{"fetches", Json::array({{{"verdict", "allowed"}}})}}, "/fetches/0"), "none");
}

// What decided in a fetch with that reason (empty: none) and those steps, each "RULE outcome".
std::string decided(const std::string& reason, const std::vector<std::string>& steps) {
  Json fetch = {{"verdict", reason.empty() ? "allowed" : "blocked"}, {"reason", reason.empty() ? Json() : Json(reason)}};
  for (const std::string& step : steps) {
    const std::size_t space = step.find(' ');
    fetch["trace"].push_back({{"rule", step.substr(0, space)}, {"outcome", step.substr(space + 1)}});
  }
  const Json output = {{"fetches", Json::array({fetch})}};
  const Json* const step = deciding_step(output, "/fetches/0/verdict");
  return step == nullptr ? "none" : step->at("rule").get<std::string>() + " " + step->at("outcome").get<std::string>();
}

TEST(DecidingStep, FactsThatFollowARefusalDoNotDecide) {
  EXPECT_EQ(decided("header-not-allowed", {"PRE-9 success", "PRE-16 failure", "PRE-16 blocked", "API-12 yes"}), "PRE-16 blocked");
  EXPECT_EQ(decided("header-invalid", {"API-1 failure", "HDR-1 no"}), "API-1 failure");
}

TEST(DecidingStep, TheEndDecidesWhereNothingIsRefused) {
  EXPECT_EQ(decided("", {"CHK-4 success", "TAO-1 failure", "REQ-11 no"}), "REQ-11 no");
}

TEST(DecidingStep, TheEndDecidesWhereNoStepWentWrong) { EXPECT_EQ(decided("made-up", {"CHK-4 success", "REQ-11 no"}), "REQ-11 no"); }

TEST(DecidingStep, AnswerRefusesWithAnyOfItsWords) {
  const Json trace = {{{"rule", "A-1"}, {"outcome", "failure"}}, {{"rule", "A-2"}, {"outcome", "no"}}};
  const auto rule_of = [&trace](Json output) {
    output["trace"] = trace;
    return deciding_step(output, "")->at("rule").get<std::string>();
  };
  EXPECT_EQ(rule_of({{"result", "blocked"}}), "A-1");
  EXPECT_EQ(rule_of({{"values", "failure"}}), "A-1");
  EXPECT_EQ(rule_of({{"allowed", false}, {"reason", "origin-not-allowed"}}), "A-1");
  EXPECT_EQ(rule_of({{"result", "success"}, {"reason", nullptr}}), "A-2");
  EXPECT_EQ(rule_of({{"safelisted", false}}), "A-2");
}

TEST(DecidingStep, NoneIsTakenWhereThereIsNoTrace) {
  EXPECT_EQ(deciding_step({{"result", "failure"}}, ""), nullptr);
  EXPECT_EQ(decided("header-not-allowed", {}), "none");
}

}  // namespace
}  // namespace crosscheck::suite
