#include "crosscheck/fetch/tao_check.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

using Lines = std::vector<HeaderView>;

const Url kAUrl = *parse_url("http://a.test/");
const Url kBUrl = *parse_url("http://b.test/");

struct Asked {
  std::string_view serialized = "http://a.test";
  Mode mode = Mode::cors;
  const Url& url = kBUrl;
  ResponseTainting tainting = ResponseTainting::cors;
  bool failed = false;
};

bool check(const Lines& headers, const Asked& asked = {}, Trace trace = {}) {
  const Origin a = *parse_serialized_origin("http://a.test");
  return tao_check({a, asked.serialized, asked.mode, asked.url, asked.tainting, asked.failed}, headers, trace);
}
Lines tao(std::string_view value) { return {{"timing-allow-origin", value}}; }

TEST(TaoCheck, FailureIsSticky) {
  EXPECT_FALSE(check(tao("*"), {.failed = true}));
  EXPECT_FALSE(check({}, {.url = kAUrl, .tainting = ResponseTainting::basic, .failed = true}));
}

TEST(TaoCheck, WildcardAnywhereInTheListSucceeds) {
  EXPECT_TRUE(check(tao("*")));
  EXPECT_TRUE(check(tao("http://c.test, *")));
  EXPECT_TRUE(check({{"Timing-Allow-Origin", "http://c.test"}, {"Timing-Allow-Origin", "*"}}));
  EXPECT_FALSE(check(tao("\"*\"")));
  EXPECT_FALSE(check(tao("**")));
}

TEST(TaoCheck, AQuoteSwallowsTheCommaBetweenLines) { EXPECT_FALSE(check({{"Timing-Allow-Origin", "\"x"}, {"Timing-Allow-Origin", "*"}})); }

TEST(TaoCheck, OriginIsComparedAsAString) {
  EXPECT_TRUE(check(tao("http://c.test,http://a.test")));
  EXPECT_FALSE(check(tao("http://A.test")));
  EXPECT_FALSE(check(tao("http://a.test/")));
  EXPECT_FALSE(check(tao("null")));
}

TEST(TaoCheck, TaintedRequestMatchesNull) {
  EXPECT_TRUE(check(tao("null"), {.serialized = "null"}));
  EXPECT_FALSE(check(tao("http://a.test"), {.serialized = "null"}));
}

TEST(TaoCheck, NoHeaderListsNothing) {
  EXPECT_FALSE(check({}));
  EXPECT_FALSE(check(tao("")));
}

TEST(TaoCheck, NestedNavigationToAnotherOriginFails) {
  EXPECT_FALSE(check({}, {.mode = Mode::navigate, .tainting = ResponseTainting::basic}));
  EXPECT_TRUE(check({}, {.mode = Mode::navigate, .url = kAUrl, .tainting = ResponseTainting::basic}));
  EXPECT_TRUE(check(tao("http://a.test"), {.mode = Mode::navigate, .tainting = ResponseTainting::basic}));
}

TEST(TaoCheck, SameOriginNeedsNoHeader) { EXPECT_TRUE(check({}, {.url = kAUrl, .tainting = ResponseTainting::basic})); }

TEST(TaoCheck, SharingByCorsIsNotSharingOfTiming) {
  EXPECT_FALSE(check({{"Access-Control-Allow-Origin", "*"}}));
  EXPECT_FALSE(check({}, {.mode = Mode::no_cors, .tainting = ResponseTainting::opaque}));
}

TEST(TaoCheck, TraceEndsWithTheStepThatDecided) {
  const auto last = [](const Lines& headers, const Asked& asked = {}) {
    CollectingTrace sink;
    const bool success = check(headers, asked, Trace(&sink));
    EXPECT_EQ(sink.steps().back().outcome, success ? Outcome::success : Outcome::failure);
    return sink.steps().back().rule;
  };
  EXPECT_EQ(last(tao("*"), {.failed = true}), Rule::TAO_1);
  EXPECT_EQ(last(tao("*")), Rule::TAO_2);
  EXPECT_EQ(last(tao("http://a.test")), Rule::TAO_3);
  EXPECT_EQ(last({}, {.mode = Mode::navigate, .tainting = ResponseTainting::basic}), Rule::TAO_4);
  EXPECT_EQ(last({}), Rule::TAO_5);
  EXPECT_EQ(last({}, {.tainting = ResponseTainting::basic}), Rule::TAO_5);
}

TEST(NavigationTimingAllowValues, AreTheSplitValuesOrNone) {
  EXPECT_EQ(navigation_timing_allow_values(tao("http://a.test, *")), (std::vector<std::string>{"http://a.test", "*"}));
  EXPECT_EQ(navigation_timing_allow_values({}), std::vector<std::string>{});
}

TEST(NavigationTaoCheck, EveryRedirectHasToLetTheDestinationKnow) {
  const Origin a = *parse_serialized_origin("http://a.test");
  EXPECT_TRUE(navigation_tao_check(a, {}));
  EXPECT_TRUE(navigation_tao_check(a, {{"*"}, {"http://b.test", "http://a.test"}}));
  EXPECT_FALSE(navigation_tao_check(a, {{"*"}, {}}));
  EXPECT_FALSE(navigation_tao_check(a, {{"http://b.test"}, {"*"}}));
}

}  // namespace
}  // namespace crosscheck
