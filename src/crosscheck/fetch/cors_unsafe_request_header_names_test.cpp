#include "crosscheck/fetch/safelisted_request_header.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

using Names = std::vector<std::string>;

Names unsafe_names(const std::vector<HeaderView>& headers, const Profile& profile = standard_profile()) {
  return cors_unsafe_request_header_names(headers, profile);
}

std::string last_rule_of_names(const std::vector<HeaderView>& headers) {
  CollectingTrace steps;
  EXPECT_EQ(cors_unsafe_request_header_names(headers, standard_profile(), Trace(&steps)), unsafe_names(headers));
  return steps.steps().empty() ? "" : std::string(rule_info(steps.steps().back().rule).id);
}

TEST(CorsUnsafeRequestHeaderNames, AnEmptyListHasNone) {
  EXPECT_EQ(unsafe_names({}), Names{});
  EXPECT_EQ(last_rule_of_names({}), "UNN-1");
}

TEST(CorsUnsafeRequestHeaderNames, EachLineIsJudgedAlone) {
  EXPECT_EQ(unsafe_names({{"Content-Type", "application/json"}, {"Content-Type", "text/plain"}}), Names{"content-type"});
  EXPECT_EQ(unsafe_names({{"Content-Type", "text/plain"}, {"Content-Type", "text/plain"}}), Names{});
  EXPECT_EQ(unsafe_names({{"Range", "bytes=0-1"}, {"Range", "bytes=0-1"}}), Names{});
  const std::string hundred(100, 'a');
  EXPECT_EQ(unsafe_names({{"Accept", hundred}, {"Accept", hundred}}), Names{});
}

TEST(CorsUnsafeRequestHeaderNames, AreLowerCaseSortedAndWithoutRepeats) {
  EXPECT_EQ(unsafe_names({{"X_a", "1"}, {"X-a", "1"}, {"x-B", "1"}, {"X-A", "1"}, {"~z", "1"}, {"!a", "1"}}),
            (Names{"!a", "x-a", "x-b", "x_a", "~z"}));
  EXPECT_EQ(last_rule_of_names({{"X-B", "1"}, {"x-a", "1"}}), "UNN-5");
}

TEST(CorsUnsafeRequestHeaderNames, ValuesOf1024BytesTogetherAreTheMost) {
  const std::string longest(128, 'a');
  std::vector<HeaderView> headers(8, HeaderView{"Accept", longest});
  EXPECT_EQ(unsafe_names(headers), Names{});
  EXPECT_EQ(last_rule_of_names(headers), "UNN-3");
  headers.push_back({"Content-Language", ""});
  EXPECT_EQ(unsafe_names(headers), Names{});
  headers.back().value = "a";
  EXPECT_EQ(unsafe_names(headers), (Names{"accept", "content-language"}));
}

TEST(CorsUnsafeRequestHeaderNames, UnsafeHeadersAndNamesDoNotCount) {
  const std::string longest(128, 'a');
  std::vector<HeaderView> headers(8, HeaderView{"Accept", longest});
  const std::string name(2000, 'x');
  headers.push_back({name, longest});
  EXPECT_EQ(unsafe_names(headers), Names{name});
}

TEST(CorsUnsafeRequestHeaderNames, TheTraceEndsWithWhatDecided) {
  EXPECT_EQ(last_rule_of_names({{"x-a", "1"}}), "UNN-2");
  EXPECT_EQ(last_rule_of_names({{"x-a", "1"}, {"accept", "*/*"}}), "UNN-5");
  EXPECT_EQ(last_rule_of_names({{"accept", "*/*"}}), "UNN-3");
  const std::string longest(128, 'a');
  EXPECT_EQ(last_rule_of_names(std::vector<HeaderView>(9, HeaderView{"accept", longest})), "UNN-5") << "nine lines collapse into one name";
  std::vector<std::string> values(8, longest);
  std::vector<HeaderView> spread = {{"accept", longest}, {"accept-language", longest}, {"content-language", longest}};
  EXPECT_EQ(last_rule_of_names(spread), "UNN-3");
}

TEST(CorsUnsafeRequestHeaderNames, AgreeWithASlowReferenceOnASmallWorld) {
  const std::string longest(128, 'a');
  const std::vector<HeaderView> lines = {{"accept", longest}, {"Accept", "\""}, {"content-language", longest},
                                         {"X-B", "1"},        {"x-a", longest}, {"content-type", "text/plain"}};
  std::vector<HeaderView> headers;
  const auto reference = [&] {
    std::set<std::string> names;
    std::set<std::string> rest;
    std::size_t size = 0;
    for (const HeaderView& header : headers) {
      if (is_cors_safelisted_request_header(header.name, header.value)) {
        rest.insert(byte_lowercase(header.name));
        size += header.value.size();
      } else {
        names.insert(byte_lowercase(header.name));
      }
    }
    if (size > 1024) names.insert(rest.begin(), rest.end());
    return Names(names.begin(), names.end());
  };
  // Four lines of the world after none to eight long ones.
  for (std::size_t long_lines = 0; long_lines <= 8; ++long_lines) {
    for (std::size_t code = 0; code < 6 * 6 * 6 * 6; ++code) {
      headers.assign(long_lines, HeaderView{"accept-language", longest});
      for (std::size_t rest = code, i = 0; i < 4; ++i, rest /= 6) headers.push_back(lines[rest % 6]);
      ASSERT_EQ(unsafe_names(headers), reference());
    }
  }
}

TEST(CorsUnsafeRequestHeaderNames, ChromiumAndWebkitJudgeLinesOfOneNameTogether) {
  const std::string half(64, 'a');
  for (const Profile* profile : {&chromium_profile(), &webkit_profile()}) {
    EXPECT_EQ(unsafe_names({{"Content-Type", "text/plain"}, {"content-type", "text/plain"}}, *profile), Names{"content-type"});
    EXPECT_EQ(unsafe_names({{"Accept", half}, {"Accept", half}}, *profile), Names{"accept"});
    EXPECT_EQ(unsafe_names({{"Accept", half}, {"Accept-Language", half}}, *profile), Names{});
  }
  EXPECT_EQ(unsafe_names({{"Accept", half}, {"Accept", half}}, firefox_profile()), Names{});
}

TEST(CorsUnsafeRequestHeaderNames, FirefoxHasNoLimitOverAllValues) {
  const std::string longest(128, 'a');
  const std::vector<HeaderView> headers(9, HeaderView{"Accept", longest});
  EXPECT_EQ(unsafe_names(headers, firefox_profile()), Names{});
  EXPECT_EQ(unsafe_names(headers), Names{"accept"});
}

}  // namespace
}  // namespace crosscheck
