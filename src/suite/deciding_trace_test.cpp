#include "suite/deciding_trace.h"

#include <gtest/gtest.h>

#include <string>

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

}  // namespace
}  // namespace crosscheck::suite
