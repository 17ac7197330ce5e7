#include "crosscheck/fetch/cors_preflight.h"

#include <gtest/gtest.h>

#include "crosscheck/fetch/redirect_taint.h"

namespace crosscheck {
namespace {

using Lines = std::vector<HeaderView>;
using Names = std::vector<std::string>;

constexpr std::string_view kAllowOriginName = "Access-Control-Allow-Origin";
constexpr std::string_view kAllowMethods = "Access-Control-Allow-Methods";
constexpr std::string_view kAllowHeaders = "Access-Control-Allow-Headers";
constexpr std::string_view kMaxAge = "Access-Control-Max-Age";

// A request of http://a.test to http://b.test/, and what a preflight for it is answered.
struct AskedPreflight {
  std::string method = "PUT";
  CredentialsMode credentials = CredentialsMode::omit;
  Names unsafe_names{};  // the request has headers of these names
  bool use_cors_preflight = false;
  int status = 204;
  Lines lines{};  // beside ACAO http://a.test and ACAC true
  const Profile* profile = &standard_profile();
};

Request preflighted(const AskedPreflight& asked) {
  Request request;
  request.method = asked.method;
  request.url_list = {*parse_url("http://b.test/x?y")};
  request.origin = *parse_serialized_origin("http://a.test");
  request.mode = Mode::cors;
  request.response_tainting = ResponseTainting::cors;
  request.credentials_mode = asked.credentials;
  request.use_cors_preflight = asked.use_cors_preflight;
  for (const std::string& name : asked.unsafe_names) request.header_list.append(name, "1");
  return request;
}

Result<PreflightGrant, Reason> judged(const AskedPreflight& asked, Trace trace = {}) {
  Lines headers{{kAllowOriginName, "http://a.test"}, {"Access-Control-Allow-Credentials", "true"}};
  headers.insert(headers.end(), asked.lines.begin(), asked.lines.end());
  return judge_cors_preflight_response(preflighted(asked), asked.unsafe_names, "http://a.test", asked.status, headers, *asked.profile,
                                       trace);
}

// "ok" or the reason's code.
std::string verdict(const AskedPreflight& asked) {
  const Result<PreflightGrant, Reason> result = judged(asked);
  return result ? "ok" : std::string(to_string(result.error()));
}
std::uint64_t max_age(std::vector<std::string_view> values, const Profile& profile = standard_profile()) {
  AskedPreflight asked{.method = "GET", .profile = &profile};
  for (const std::string_view value : values) asked.lines.push_back({kMaxAge, value});
  return judged(asked)->max_age;
}
bool is_cacheable(std::vector<std::string_view> values, const Profile& profile) {
  AskedPreflight asked{.method = "GET", .profile = &profile};
  for (const std::string_view value : values) asked.lines.push_back({kMaxAge, value});
  return judged(asked)->cacheable;
}

const Lines kListsPut{{kAllowMethods, "PUT"}};
constexpr CredentialsMode kInclude = CredentialsMode::include;

TEST(CorsPreflightRequest, IsAnOptionsRequestWithoutCredentialsOrBody) {
  Request request = preflighted({.method = "PUT", .credentials = kInclude});
  request.body = Body{};
  request.redirect_mode = RedirectMode::manual;
  request.referrer_policy = ReferrerPolicy::no_referrer;
  request.network_partition_key = "p";
  request.header_list = HeaderList{{"Authorization", "x"}, {"Accept", "text/plain"}};
  const Request preflight = make_cors_preflight_request(request, {"authorization"});
  EXPECT_EQ(preflight.method, "OPTIONS");
  EXPECT_EQ(preflight.mode, Mode::cors);
  EXPECT_EQ(preflight.response_tainting, ResponseTainting::cors);
  EXPECT_EQ(preflight.credentials_mode, CredentialsMode::same_origin);
  EXPECT_EQ(preflight.redirect_mode, RedirectMode::follow);
  EXPECT_FALSE(preflight.body.has_value());
  EXPECT_EQ(preflight.referrer_policy, ReferrerPolicy::no_referrer);
  EXPECT_EQ(preflight.network_partition_key, "p");
  EXPECT_EQ(preflight.header_list,
            (HeaderList{{"Accept", "*/*"}, {"Access-Control-Request-Method", "PUT"}, {"Access-Control-Request-Headers", "authorization"}}));
}

TEST(CorsPreflightRequest, GoesWhereTheRequestIsToGoAndIsAsTainted) {
  Request request = preflighted({});
  request.url_list.push_back(*parse_url("http://c.test/"));
  const Request preflight = make_cors_preflight_request(request, {});
  EXPECT_EQ(preflight.url_list, request.url_list);
  EXPECT_EQ(serialize_request_origin(preflight), "null");
}

TEST(CorsPreflightRequest, NamesTheMethodAsItStands) {
  EXPECT_EQ(make_cors_preflight_request(preflighted({.method = "patch"}), {}).header_list.get("Access-Control-Request-Method"), "patch");
  EXPECT_EQ(make_cors_preflight_request(preflighted({.method = "GET"}), {}).header_list.get("Access-Control-Request-Method"), "GET");
}

TEST(CorsPreflightRequest, JoinsNamesByCommasWithoutSpaces) {
  EXPECT_EQ(make_cors_preflight_request(preflighted({}), {"x-a", "x-b"}).header_list.get("Access-Control-Request-Headers"), "x-a,x-b");
  EXPECT_FALSE(make_cors_preflight_request(preflighted({}), {}).header_list.contains("Access-Control-Request-Headers"));
}

TEST(CorsPreflight, AnyOkStatusPasses) {
  for (const int status : {200, 204, 299}) EXPECT_EQ(verdict({.status = status, .lines = kListsPut}), "ok") << status;
}

TEST(CorsPreflight, RedirectsAndErrorsFailEvenWithPerfectHeaders) {
  for (const int status : {301, 302, 303, 307, 308})
    EXPECT_EQ(verdict({.status = status, .lines = kListsPut}), "preflight-redirect") << status;
  for (const int status : {300, 304, 400, 401, 404, 407, 500, 199, 0, 999}) {
    EXPECT_EQ(verdict({.status = status, .lines = kListsPut}), "preflight-status-not-ok") << status;
  }
}

TEST(CorsPreflight, CorsCheckStandsBeforeTheStatus) {
  const Request request = preflighted({});
  const auto reason = [&](int status, const Lines& lines) {
    return to_string(judge_cors_preflight_response(request, {}, "http://a.test", status, lines).error());
  };
  EXPECT_EQ(reason(404, {}), "allow-origin-missing");
  EXPECT_EQ(reason(301, {{kAllowOriginName, "http://c.test"}}), "allow-origin-mismatch");
  EXPECT_EQ(reason(404, {{kAllowOriginName, "*"}}), "preflight-status-not-ok");
}

TEST(CorsPreflight, CorsCheckHasTheCredentialsModeOfTheRequest) {
  const Request request = preflighted({.credentials = kInclude});
  const auto reason = [&](const Lines& lines) {
    return to_string(judge_cors_preflight_response(request, {}, "http://a.test", 200, lines).error());
  };
  EXPECT_EQ(reason({{kAllowOriginName, "*"}, {kAllowMethods, "PUT"}}), "allow-origin-wildcard-with-credentials");
  EXPECT_EQ(reason({{kAllowOriginName, "http://a.test"}, {kAllowMethods, "PUT"}}), "allow-credentials-missing");
}

TEST(CorsPreflight, NoOriginLeavesTheCorsCheckOut) {
  EXPECT_TRUE(judge_cors_preflight_response(preflighted({}), {}, std::nullopt, 200, kListsPut));
}

TEST(CorsPreflight, MalformedListsFailEvenWhereNothingNeedsThem) {
  EXPECT_EQ(verdict({.method = "GET", .lines = {{kAllowMethods, "GET POST"}}}), "allow-methods-unparsable");
  EXPECT_EQ(verdict({.method = "GET", .lines = {{kAllowHeaders, "x a"}}}), "allow-headers-unparsable");
  EXPECT_EQ(verdict({.lines = {{kAllowMethods, "PUT"}, {kAllowMethods, "\"x\""}}}), "allow-methods-unparsable");
  EXPECT_EQ(verdict({.lines = {{kAllowHeaders, "['x']"}, {kAllowMethods, "PUT;"}}}), "allow-methods-unparsable") << "methods come first";
}

TEST(CorsPreflight, OtherHeadersAreIgnored) {
  EXPECT_EQ(verdict({.lines = {{kAllowMethods, "PUT"}, {"Access-Control-Expose-Headers", "no no"}}}), "ok");
}

TEST(CorsPreflight, MethodHasToBeListedByteForByte) {
  EXPECT_EQ(verdict({.lines = kListsPut}), "ok");
  EXPECT_EQ(verdict({.lines = {{kAllowMethods, "GET,,\tPUT"}}}), "ok");
  EXPECT_EQ(verdict({.lines = {{kAllowMethods, "GET"}, {kAllowMethods, "PUT"}}}), "ok");
  EXPECT_EQ(verdict({.lines = {{kAllowMethods, "put"}}}), "method-case-mismatch");
  EXPECT_EQ(verdict({.method = "patch", .lines = {{kAllowMethods, "PATCH"}}}), "method-case-mismatch");
  EXPECT_EQ(verdict({.lines = {{kAllowMethods, "DELETE"}}}), "method-not-allowed");
  EXPECT_EQ(verdict({.lines = {{kAllowMethods, ""}}}), "method-not-allowed");
  EXPECT_EQ(verdict({}), "method-not-allowed");
}

TEST(CorsPreflight, SafelistedMethodsNeedNoListing) {
  EXPECT_EQ(verdict({.method = "POST", .lines = kListsPut}), "ok");
  EXPECT_EQ(verdict({.method = "GET", .lines = {{kAllowMethods, "get"}}}), "ok");
  EXPECT_EQ(verdict({.method = "HEAD"}), "ok");
}

TEST(CorsPreflight, MethodWildcardCountsWithoutCredentials) {
  const Lines star{{kAllowMethods, "*"}};
  EXPECT_EQ(verdict({.lines = star}), "ok");
  EXPECT_EQ(verdict({.credentials = CredentialsMode::same_origin, .lines = star}), "ok");
  EXPECT_EQ(verdict({.credentials = kInclude, .lines = star}), "method-wildcard-with-credentials");
  EXPECT_EQ(verdict({.credentials = kInclude, .lines = {{kAllowMethods, "*, put"}}}), "method-wildcard-with-credentials");
  EXPECT_EQ(verdict({.credentials = kInclude, .lines = {{kAllowMethods, "put"}}}), "method-case-mismatch");
  EXPECT_EQ(verdict({.method = "*", .credentials = kInclude, .lines = star}), "ok") << "literally";
  EXPECT_EQ(verdict({.method = "POST", .credentials = kInclude, .lines = star}), "ok");
}

TEST(CorsPreflight, ForcedPreflightGrantsNoMethodThatNobodyNamed) {
  // AMB-35
  EXPECT_EQ(verdict({.use_cors_preflight = true}), "method-not-allowed");
  EXPECT_EQ(verdict({.credentials = kInclude, .use_cors_preflight = true}), "method-not-allowed");
  EXPECT_EQ(verdict({.use_cors_preflight = true, .lines = {{kAllowMethods, ""}}}), "method-not-allowed");
  EXPECT_EQ(verdict({.method = "GET", .use_cors_preflight = true}), "ok");
}

TEST(CorsPreflight, ForcedPreflightRemembersItsMethodWhereNoneWasNamed) {
  EXPECT_EQ(judged({.method = "GET", .use_cors_preflight = true})->methods, Names{"GET"});
  EXPECT_EQ(judged({.method = "GET", .use_cors_preflight = true, .lines = {{kAllowMethods, ""}}})->methods, Names{});
  EXPECT_EQ(judged({.method = "GET"})->methods, std::nullopt);
}

TEST(CorsPreflight, AuthorizationHasToBeListed) {
  const Names authorization{"authorization"};
  const Lines star{{kAllowMethods, "PUT"}, {kAllowHeaders, "*"}};
  for (const CredentialsMode mode : {CredentialsMode::omit, CredentialsMode::same_origin, kInclude}) {
    EXPECT_EQ(verdict({.credentials = mode, .unsafe_names = authorization, .lines = star}), "authorization-not-covered-by-wildcard");
    EXPECT_EQ(verdict({.credentials = mode, .unsafe_names = authorization, .lines = kListsPut}), "header-not-allowed");
    const Lines by_name{{kAllowMethods, "PUT"}, {kAllowHeaders, "*, AUTHORIZATION"}};
    EXPECT_EQ(verdict({.credentials = mode, .unsafe_names = authorization, .lines = by_name}), "ok");
  }
}

TEST(CorsPreflight, AuthorizationIsCoveredByTheWildcardInBrowsers) {
  for (const Profile* profile : {&chromium_profile(), &firefox_profile(), &webkit_profile()}) {
    const Lines star{{kAllowMethods, "PUT"}, {kAllowHeaders, "*"}};
    EXPECT_EQ(verdict({.unsafe_names = {"authorization"}, .lines = star, .profile = profile}), "ok");
    EXPECT_EQ(verdict({.credentials = kInclude, .unsafe_names = {"authorization"}, .lines = star, .profile = profile}),
              "authorization-not-covered-by-wildcard");
    EXPECT_EQ(verdict({.unsafe_names = {"authorization"}, .lines = kListsPut, .profile = profile}), "header-not-allowed");
  }
}

TEST(CorsPreflight, UnsafeNamesHaveToBeListedInAnyCase) {
  const auto with = [](std::string_view list, Names names, CredentialsMode mode = CredentialsMode::omit) {
    return verdict({.credentials = mode, .unsafe_names = std::move(names), .lines = {{kAllowMethods, "PUT"}, {kAllowHeaders, list}}});
  };
  EXPECT_EQ(with("X-A", {"x-a"}), "ok");
  EXPECT_EQ(with("x-b,X-A , ,x-c", {"x-a", "x-b", "x-c"}), "ok");
  EXPECT_EQ(with("x-a", {"x-a", "x-b"}), "header-not-allowed");
  EXPECT_EQ(with("", {"x-a"}), "header-not-allowed");
  EXPECT_EQ(with("x-aa, x-", {"x-a"}), "header-not-allowed");
  EXPECT_EQ(with("*", {"x-a", "x-b"}), "ok");
  EXPECT_EQ(with("*", {"x-a"}, kInclude), "header-wildcard-with-credentials");
  EXPECT_EQ(with("*, X-A", {"x-a"}, kInclude), "ok");
  EXPECT_EQ(with("*", {"*"}, kInclude), "ok") << "literally";
  EXPECT_EQ(with("X-A", {"x-a"}, kInclude), "ok");
  EXPECT_EQ(verdict({.unsafe_names = {"x-a"}, .lines = kListsPut}), "header-not-allowed");
}

TEST(CorsPreflight, MethodsStandBeforeHeaders) {
  EXPECT_EQ(verdict({.unsafe_names = {"x-a"}}), "method-not-allowed");
  EXPECT_EQ(verdict({.unsafe_names = {"authorization", "x-a"}, .lines = {{kAllowMethods, "PUT"}, {kAllowHeaders, "*"}}}),
            "authorization-not-covered-by-wildcard");
}

TEST(CorsPreflight, GrantHoldsTheListsAsTheyWereReceived) {
  const Result<PreflightGrant, Reason> grant =
      judged({.lines = {{kAllowMethods, "PUT, *, PUT"}, {kAllowHeaders, ",X-A"}, {kAllowHeaders, "x-a"}}});
  EXPECT_EQ(grant->methods, (Names{"PUT", "*", "PUT"}));
  EXPECT_EQ(grant->header_names, (Names{"X-A", "x-a"}));
  EXPECT_EQ(judged({.lines = kListsPut})->header_names, std::nullopt);
  EXPECT_EQ(judged({.lines = {{kAllowMethods, "PUT"}, {kAllowHeaders, ","}}})->header_names, Names{});
}

TEST(CorsPreflight, MaxAgeIsFiveSecondsUnlessItIsANumber) {
  EXPECT_EQ(max_age({}), 5u);
  for (const std::string_view value : {"-1", "abc", "", "+5", "5.0", "5, 5", "0x5", "5 5"}) EXPECT_EQ(max_age({value}), 5u) << value;
  EXPECT_EQ(max_age({"60", "60"}), 5u);
  EXPECT_EQ(max_age({"0"}), 0u);
  EXPECT_EQ(max_age({"007"}), 7u);
  EXPECT_EQ(max_age({"86400000"}), 86400000u);
  EXPECT_EQ(max_age({"99999999999999999999"}), 2147483648u);
}

TEST(CorsPreflight, MaxAgeIsLimitedByBrowsers) {
  EXPECT_EQ(max_age({"100000"}, chromium_profile()), 7200u);
  EXPECT_EQ(max_age({"100000"}, firefox_profile()), 86400u);
  EXPECT_EQ(max_age({"100000"}, webkit_profile()), 600u);
  EXPECT_EQ(max_age({"600"}, webkit_profile()), 600u);
}

TEST(CorsPreflight, SignedMaxAgeMeansSomethingInChromiumAndWebKit) {
  for (const Profile* profile : {&chromium_profile(), &webkit_profile()}) {
    EXPECT_EQ(max_age({"-1"}, *profile), 0u);
    EXPECT_EQ(max_age({"+600"}, *profile), 600u);
    for (const std::string_view value : {"abc", "-", "+", "0.5", "0, 0", "- 1", ""}) EXPECT_EQ(max_age({value}, *profile), 5u) << value;
    EXPECT_EQ(max_age({"-1", "-1"}, *profile), 5u);
  }
}

TEST(CorsPreflight, FirefoxDoesNotCacheWithAMalformedMaxAge) {
  for (const std::string_view value : {"abc", "0.5", "0, 0", "-1", "+600"}) EXPECT_FALSE(is_cacheable({value}, firefox_profile())) << value;
  EXPECT_FALSE(is_cacheable({"5", "5"}, firefox_profile()));
  EXPECT_TRUE(is_cacheable({}, firefox_profile()));
  EXPECT_TRUE(is_cacheable({""}, firefox_profile()));
  EXPECT_TRUE(is_cacheable({"0"}, firefox_profile()));
  EXPECT_TRUE(is_cacheable({"abc"}, standard_profile()));
}

TEST(CorsPreflight, TraceEndsWithTheStepThatDecided) {
  const auto last = [](const AskedPreflight& asked) {
    CollectingTrace sink;
    const bool ok = judged(asked, Trace(&sink)).has_value();
    EXPECT_EQ(sink.steps().back().outcome == Outcome::failure || sink.steps().back().outcome == Outcome::no, !ok);
    return sink.steps().back().rule;
  };
  EXPECT_EQ(last({.status = 404}), Rule::STA_2);
  EXPECT_EQ(last({.status = 302}), Rule::PRE_8);
  EXPECT_EQ(last({.lines = {{kAllowMethods, "a b"}}}), Rule::PRE_11);
  EXPECT_EQ(last({.lines = {{kAllowHeaders, "a b"}}}), Rule::PRE_11);
  EXPECT_EQ(last({}), Rule::PRE_14);
  EXPECT_EQ(last({.unsafe_names = {"authorization"}, .lines = kListsPut}), Rule::PRE_15);
  EXPECT_EQ(last({.unsafe_names = {"x-a"}, .lines = kListsPut}), Rule::PRE_16);
  EXPECT_EQ(last({.unsafe_names = {"x-a"}, .lines = {{kAllowMethods, "PUT"}, {kAllowHeaders, "x-a"}}}), Rule::PRE_16);
  EXPECT_EQ(last({.lines = kListsPut}), Rule::PRE_14);
  EXPECT_EQ(last({.lines = {{kAllowMethods, "GET"}, {kAllowMethods, "PUT"}}}), Rule::PRE_10);
  EXPECT_EQ(last({.lines = {{kAllowMethods, "PUT"}, {kMaxAge, "9"}}}), Rule::PRE_17);
  EXPECT_EQ(last({.lines = {{kAllowMethods, "PUT"}, {kMaxAge, "0"}}}), Rule::PRE_23);
}

// Were the cost their product, this would not end within the test's time limit.
TEST(CorsPreflight, AHundredThousandListedNamesAndThousandsOfNeededOnesAreNoProduct) {
  Names needed;
  for (int i = 1000; i < 5096; ++i) needed.push_back("x-needed-" + std::to_string(i));
  std::string list;
  while (list.size() < 1u << 20) list += "q,x-needed-x,";
  for (const std::string& name : needed) list += "," + name;
  EXPECT_EQ(verdict({.unsafe_names = needed, .lines = {{kAllowMethods, "PUT"}, {kAllowHeaders, list}}}), "ok");
}

}  // namespace
}  // namespace crosscheck
