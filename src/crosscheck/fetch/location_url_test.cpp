#include "crosscheck/fetch/location_url.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

// "none", "bad" or the URL; `lines` are the Location lines of an answer to http://b.test/dir/page.
std::string outcome(int status, std::vector<std::string> lines, std::optional<std::string> fragment = std::nullopt,
                    const Profile& profile = standard_profile()) {
  HeaderList headers;
  for (const std::string& line : lines) headers.append("Location", line);
  const Url base = parse_url("http://b.test/dir/page").value();
  const LocationUrl result = location_url(status, headers.views(), &base, fragment, profile);
  if (std::holds_alternative<NoLocation>(result)) return "none";
  if (std::holds_alternative<BadLocation>(result)) return "bad";
  return serialize_url(std::get<Url>(result));
}

TEST(LocationUrl, OnlyRedirectStatusesHaveOne) {
  for (int status : {300, 304, 305, 306, 200, 399}) EXPECT_EQ(outcome(status, {"/x"}), "none") << status;
  for (int status : {301, 302, 303, 307, 308}) EXPECT_EQ(outcome(status, {"/x"}), "http://b.test/x") << status;
}

TEST(LocationUrl, AMissingHeaderLeadsNowhere) { EXPECT_EQ(outcome(302, {}), "none"); }

TEST(LocationUrl, TwoLinesAreAFailureEvenWhenTheyAreEqual) {
  EXPECT_EQ(outcome(302, {"/x", "/y"}), "bad");
  EXPECT_EQ(outcome(302, {"/x", "/x"}), "bad");
}

TEST(LocationUrl, TellsSeveralLinesFromAValueThatDoesNotParse) {
  const auto has_several_lines = [](HeaderList headers) {
    const LocationUrl location = location_url(302, headers.views(), nullptr, std::nullopt);
    return std::get<BadLocation>(location).has_several_lines;
  };
  EXPECT_TRUE(has_several_lines({{"Location", "http://b.test/"}, {"location", "http://b.test/"}}));
  EXPECT_FALSE(has_several_lines({{"Location", "http://["}}));
}

TEST(LocationUrl, TheTraceTellsWhereAValueLeadsUnlessItSaysSoItself) {
  const auto told = [](std::string_view location, const std::optional<std::string>& fragment) {
    CollectingTrace sink;
    const Url base = *parse_url("http://b.test/1");
    location_url(302, HeaderList({{"Location", std::string(location)}}).views(), &base, fragment, standard_profile(), Trace(&sink));
    std::vector<Rule> rules;
    for (const TraceStep& step : sink.steps()) rules.push_back(step.rule);
    return rules;
  };
  using Rules = std::vector<Rule>;
  EXPECT_EQ(told("http://b.test/2", std::nullopt), Rules{});
  EXPECT_EQ(told("2", std::nullopt), Rules{Rule::LOC_3});
  EXPECT_EQ(told("http://b.test/2", "f"), Rules{Rule::LOC_4});
}

TEST(LocationUrl, IsParsedAgainstTheResponsesUrl) {
  EXPECT_EQ(outcome(302, {"x"}), "http://b.test/dir/x");
  EXPECT_EQ(outcome(302, {"//c.test"}), "http://c.test/");
  EXPECT_EQ(outcome(302, {"http://["}), "bad");
}

TEST(LocationUrl, AResponseWithoutAUrlNeedsAnAbsoluteOne) {
  const auto parses = [](std::string_view location) {
    const std::vector<HeaderView> headers{{"Location", location}};
    return std::holds_alternative<Url>(location_url(302, headers, nullptr, std::nullopt));
  };
  EXPECT_TRUE(parses("http://b.test/"));
  EXPECT_FALSE(parses("/x"));
}

TEST(LocationUrl, ValuesOutsideTheGrammarOfUriReferenceAreFollowed) {
  EXPECT_EQ(outcome(302, {"/?a b"}), "http://b.test/?a%20b");
  EXPECT_EQ(outcome(302, {"/?{a}"}), "http://b.test/?{a}");
  EXPECT_EQ(outcome(302, {"/?%zz"}), "http://b.test/?%zz");
}

TEST(LocationUrl, BytesBecomeCodePointsOneToOne) {
  EXPECT_EQ(outcome(302, {"/\xC3\xA9"}), "http://b.test/%C3%83%C2%A9");
  EXPECT_EQ(outcome(302, {"/\xC3\xA9"}, std::nullopt, chromium_profile()), "http://b.test/%C3%A9");
}

TEST(LocationUrl, AnEmptyValueIsTheSameUrl) {
  EXPECT_EQ(outcome(302, {""}), "http://b.test/dir/page");
  EXPECT_EQ(outcome(302, {""}, std::nullopt, chromium_profile()), "none");
  EXPECT_EQ(outcome(302, {""}, std::nullopt, webkit_profile()), "bad");
}

TEST(LocationUrl, InheritsTheRequestsFragmentUnlessItHasItsOwn) {
  EXPECT_EQ(outcome(302, {"/y"}, "f"), "http://b.test/y#f");
  EXPECT_EQ(outcome(302, {"/y#"}, "f"), "http://b.test/y#");
  EXPECT_EQ(outcome(302, {"/y#g"}, "f"), "http://b.test/y#g");
}

TEST(LocationUrl, BrowsersTreatRepeatedLinesEachInItsWay) {
  EXPECT_EQ(outcome(302, {"/x", "/x"}, std::nullopt, chromium_profile()), "http://b.test/x");
  EXPECT_EQ(outcome(302, {"/x", "/y"}, std::nullopt, firefox_profile()), "bad");
  EXPECT_EQ(outcome(302, {"/x", "/y"}, std::nullopt, webkit_profile()), "http://b.test/x,%20/y");
}

}  // namespace
}  // namespace crosscheck
