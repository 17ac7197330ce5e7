#include "crosscheck/fetch/response_filter.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

using Lines = std::vector<HeaderView>;
using Names = std::vector<std::string>;

constexpr std::string_view kExpose = "Access-Control-Expose-Headers";

Names cors_names(Lines headers, CredentialsMode mode = CredentialsMode::same_origin, const Profile& profile = standard_profile()) {
  return exposed_header_names(ResponseTainting::cors, mode, headers, profile);
}
// What a list exposes of x-a, x-b, * and set-cookie, beside Content-Type.
Names exposed_by(std::vector<std::string_view> lists, CredentialsMode mode = CredentialsMode::omit,
                 const Profile& profile = standard_profile()) {
  Lines headers{{"X-A", "1"}, {"X-B", "2"}, {"*", "3"}, {"Set-Cookie", "c=d"}, {"Content-Type", "text/plain"}};
  for (const std::string_view list : lists) headers.push_back({kExpose, list});
  Names names = cors_names(headers, mode, profile);
  std::erase(names, "access-control-expose-headers");
  return names;
}

const Names kNothing{"content-type"};
const Names kAll{"*", "content-type", "x-a", "x-b"};

TEST(ResponseFilter, BasicHidesSetCookieAlone) {
  const Lines headers{{"Set-Cookie", "a=b"}, {"set-cookie2", "a=b"}, {"Access-Control-Allow-Origin", "*"}, {"X-A", "1"}, {"X-A", "2"}};
  EXPECT_EQ(exposed_header_names(ResponseTainting::basic, CredentialsMode::include, headers),
            (Names{"access-control-allow-origin", "x-a"}));
  EXPECT_EQ(filtered_headers(ResponseTainting::basic, CredentialsMode::include, headers).size(), 3u);
}

TEST(ResponseFilter, OpaqueHidesEverything) {
  const Lines headers{{"Content-Type", "text/plain"}, {kExpose, "*"}};
  EXPECT_TRUE(filtered_headers(ResponseTainting::opaque, CredentialsMode::omit, headers).empty());
  EXPECT_EQ(exposed_header_names(ResponseTainting::opaque, CredentialsMode::omit, headers), Names{});
}

TEST(ResponseFilter, CorsExposesTheSevenSafelistedNames) {
  EXPECT_EQ(cors_names({{"Cache-Control", ""},
                        {"content-language", ""},
                        {"CONTENT-LENGTH", ""},
                        {"Content-Type", ""},
                        {"Expires", ""},
                        {"Last-Modified", ""},
                        {"Pragma", ""},
                        {"Content-Encoding", ""},
                        {"Date", ""},
                        {"ETag", ""},
                        {"Location", ""},
                        {"Vary", ""},
                        {"Server", ""},
                        {"Access-Control-Allow-Origin", "*"},
                        {"Set-Cookie", ""}}),
            (Names{"cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"}));
}

TEST(ResponseFilter, ListedNamesAreExposedInAnyCase) {
  EXPECT_EQ(exposed_by({"x-A"}), (Names{"content-type", "x-a"}));
  EXPECT_EQ(cors_names({{"x-foo", "1"}, {kExpose, "X-Foo"}}), Names{"x-foo"});
  EXPECT_EQ(exposed_by({"x-a, x-b, x-absent"}), (Names{"content-type", "x-a", "x-b"}));
  EXPECT_EQ(exposed_by({"x-a", "x-b"}), (Names{"content-type", "x-a", "x-b"})) << "lines add up";
  EXPECT_EQ(exposed_by({",x-b"}), (Names{"content-type", "x-b"}));
  EXPECT_EQ(exposed_by({"x-a\t,\tx-b"}), (Names{"content-type", "x-a", "x-b"}));
}

TEST(ResponseFilter, EveryLineOfAnExposedNameRemainsInOrder) {
  const Lines headers{{"X-A", "1"}, {"X-B", "2"}, {"x-a", "3"}, {kExpose, "x-a"}};
  const std::vector<HeaderView> left = filtered_headers(ResponseTainting::cors, CredentialsMode::omit, headers);
  ASSERT_EQ(left.size(), 2u);
  EXPECT_EQ(left[0].value, "1");
  EXPECT_EQ(left[1].value, "3");
}

TEST(ResponseFilter, ListedSetCookieStaysHidden) {
  EXPECT_EQ(exposed_by({"set-cookie, Set-Cookie2, x-a"}), (Names{"content-type", "x-a"}));
}

TEST(ResponseFilter, AccessControlHeadersAreHiddenUnlessListed) {
  const Lines headers{{"Access-Control-Allow-Origin", "*"}, {kExpose, "access-control-allow-origin"}};
  EXPECT_EQ(cors_names(headers), Names{"access-control-allow-origin"});
}

TEST(ResponseFilter, AbsentEmptyAndMalformedListsAreAlike) {
  EXPECT_EQ(exposed_by({}), kNothing);
  EXPECT_EQ(exposed_by({""}), kNothing);
  EXPECT_EQ(exposed_by({","}), kNothing);
  for (const std::string_view list : {"x-a x-b", "\"x-a\"", "x-a;x-b", "x-a:", "x-a, \xC3\xA9", "x-a\x0b", "x-a\x0c"}) {
    EXPECT_EQ(exposed_by({list}), kNothing) << list;
  }
}

TEST(ResponseFilter, OneMalformedLineLosesThemAll) {
  EXPECT_EQ(exposed_by({"x-a", "no no"}), kNothing);
  EXPECT_EQ(exposed_by({"x-a, no no"}), kNothing);
  EXPECT_EQ(exposed_by({"x-a", ""}), (Names{"content-type", "x-a"})) << "an empty line is not malformed";
}

TEST(ResponseFilter, WildcardExposesEverythingWithoutCredentials) {
  for (const CredentialsMode mode : {CredentialsMode::omit, CredentialsMode::same_origin}) {
    EXPECT_EQ(exposed_by({"*"}, mode), kAll);
    EXPECT_EQ(exposed_by({"x-a, *"}, mode), kAll);
    EXPECT_EQ(exposed_by({"x-a", "*"}, mode), kAll);
  }
  EXPECT_EQ(cors_names({{"Location", "/"}, {"WWW-Authenticate", "Basic"}, {"Access-Control-Allow-Origin", "*"}, {kExpose, "*"}}),
            (Names{"access-control-allow-origin", "access-control-expose-headers", "location", "www-authenticate"}));
}

TEST(ResponseFilter, WildcardIsALiteralNameWithCredentials) {
  EXPECT_EQ(exposed_by({"*"}, CredentialsMode::include), (Names{"*", "content-type"}));
  EXPECT_EQ(exposed_by({"*, x-a"}, CredentialsMode::include), (Names{"*", "content-type", "x-a"}));
}

TEST(ResponseFilter, WildcardInAMalformedListCountsInFirefoxAlone) {
  EXPECT_EQ(exposed_by({"*, b@d"}), kNothing);
  EXPECT_EQ(exposed_by({"*, b@d"}, CredentialsMode::omit, chromium_profile()), kNothing);
  EXPECT_EQ(exposed_by({"*, b@d"}, CredentialsMode::omit, firefox_profile()), kAll);
  EXPECT_EQ(exposed_by({"x-a", "*", "b@d"}, CredentialsMode::omit, firefox_profile()), kAll);
  EXPECT_EQ(exposed_by({"*, b@d"}, CredentialsMode::include, firefox_profile()), kNothing);
  EXPECT_EQ(exposed_by({"b@d, x-a"}, CredentialsMode::omit, firefox_profile()), kNothing);
}

TEST(ResponseFilter, TraceNamesWhatDecided) {
  const auto has = [](const Lines& headers, CredentialsMode mode, Rule rule) {
    CollectingTrace sink;
    filtered_headers(ResponseTainting::cors, mode, headers, standard_profile(), Trace(&sink));
    for (const TraceStep& step : sink.steps()) {
      if (step.rule == rule) return true;
    }
    return false;
  };
  EXPECT_TRUE(has({}, CredentialsMode::omit, Rule::FLT_3));
  EXPECT_TRUE(has({{kExpose, "*"}}, CredentialsMode::omit, Rule::FLT_4));
  EXPECT_TRUE(has({{kExpose, "*"}}, CredentialsMode::include, Rule::FLT_5));
  EXPECT_TRUE(has({{kExpose, "no no"}}, CredentialsMode::omit, Rule::MF_24));
  EXPECT_TRUE(has({{"x-a", ""}}, CredentialsMode::omit, Rule::FLT_2));
}

// Were the cost their product, this would not end within the test's time limit.
TEST(ResponseFilter, AHundredThousandListedNamesAndThousandsOfLinesAreNoProduct) {
  std::vector<std::string> names;
  for (int i = 0; i < 4095; ++i) names.push_back("x" + std::to_string(i));
  std::string list;
  while (list.size() < 1u << 20) list += "q,x1,";
  Lines headers{{kExpose, list}};
  for (const std::string& name : names) headers.push_back({name, "v"});
  EXPECT_EQ(cors_names(headers), Names{"x1"});
}

}  // namespace
}  // namespace crosscheck
