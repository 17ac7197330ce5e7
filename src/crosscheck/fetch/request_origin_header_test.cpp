#include "crosscheck/fetch/request_origin_header.h"

#include <gtest/gtest.h>

#include "crosscheck/fetch/redirect_taint.h"

namespace crosscheck {
namespace {

struct SentRequest {
  const char* origin = "http://a.test";
  const char* url = "http://b.test/";
  const char* method = "POST";
  Mode mode = Mode::no_cors;
  ResponseTainting tainting = ResponseTainting::opaque;
  ReferrerPolicy policy = ReferrerPolicy::strict_origin_when_cross_origin;
};

Request request_of(const SentRequest& asked) {
  Request request;
  request.origin = *parse_serialized_origin(asked.origin);
  request.url_list = {*parse_url(asked.url)};
  request.method = asked.method;
  request.mode = asked.mode;
  request.response_tainting = asked.tainting;
  request.referrer_policy = asked.policy;
  return request;
}

// "" where there is none.
std::string header_of(const Request& request) {
  return std::string(request_origin_header(request, serialize_request_origin(request)).value_or(""));
}
std::string header(const SentRequest& asked) { return header_of(request_of(asked)); }

TEST(RequestOriginHeader, CorsRequestsAreNamedWhateverMethodAndReferrerPolicy) {
  for (const char* method : {"GET", "HEAD", "POST", "PUT"}) {
    for (const ReferrerPolicy policy : {ReferrerPolicy::no_referrer, ReferrerPolicy::same_origin, ReferrerPolicy::empty}) {
      EXPECT_EQ(header({.method = method, .mode = Mode::cors, .tainting = ResponseTainting::cors, .policy = policy}), "http://a.test");
    }
  }
}

TEST(RequestOriginHeader, SocketsAreNamed) {
  EXPECT_EQ(header({.method = "GET", .mode = Mode::websocket, .tainting = ResponseTainting::basic, .policy = ReferrerPolicy::no_referrer}),
            "http://a.test");
  EXPECT_EQ(header({.method = "GET", .mode = Mode::webtransport, .tainting = ResponseTainting::basic}), "http://a.test");
}

TEST(RequestOriginHeader, TaintedCorsRequestIsNull) {
  Request request = request_of({.method = "GET", .mode = Mode::cors, .tainting = ResponseTainting::cors});
  request.url_list.push_back(*parse_url("http://c.test/"));
  EXPECT_EQ(header_of(request), "null");
}

TEST(RequestOriginHeader, GetAndHeadBearNoneOtherwise) {
  for (const char* method : {"GET", "HEAD"}) {
    EXPECT_EQ(header({.url = "http://a.test/", .method = method, .mode = Mode::cors, .tainting = ResponseTainting::basic}), "");
    EXPECT_EQ(header({.method = method}), "");
  }
  EXPECT_EQ(header({.method = "get"}), "http://a.test") << "methods are compared byte for byte";
}

TEST(RequestOriginHeader, ReferrerPolicyHasNoSayInModeCors) {
  EXPECT_EQ(
      header({.url = "http://a.test/", .mode = Mode::cors, .tainting = ResponseTainting::basic, .policy = ReferrerPolicy::no_referrer}),
      "http://a.test");
}

TEST(RequestOriginHeader, NoReferrerHidesTheOrigin) {
  EXPECT_EQ(
      header({.url = "http://a.test/", .mode = Mode::navigate, .tainting = ResponseTainting::basic, .policy = ReferrerPolicy::no_referrer}),
      "null");
  EXPECT_EQ(header({.policy = ReferrerPolicy::no_referrer}), "null");
}

TEST(RequestOriginHeader, DowngradeHidesTheOrigin) {
  for (const ReferrerPolicy policy :
       {ReferrerPolicy::no_referrer_when_downgrade, ReferrerPolicy::strict_origin, ReferrerPolicy::strict_origin_when_cross_origin}) {
    EXPECT_EQ(header({.origin = "https://a.test", .mode = Mode::navigate, .tainting = ResponseTainting::basic, .policy = policy}), "null");
    EXPECT_EQ(header({.origin = "https://a.test", .url = "https://b.test/", .policy = policy}), "https://a.test");
    EXPECT_EQ(header({.origin = "http://a.test", .policy = policy}), "http://a.test");
    EXPECT_EQ(header({.origin = "null", .policy = policy}), "null");
  }
}

TEST(RequestOriginHeader, SameOriginPolicyHidesTheOriginFromOthers) {
  EXPECT_EQ(header({.policy = ReferrerPolicy::same_origin}), "null");
  EXPECT_EQ(header({.url = "http://a.test/x",
                    .mode = Mode::same_origin,
                    .tainting = ResponseTainting::basic,
                    .policy = ReferrerPolicy::same_origin}),
            "http://a.test");
}

TEST(RequestOriginHeader, SameOriginPolicyLooksAtTheTrueOrigin) {
  // A page whose serialization is null, at home: the policy has nothing to hide, and what is appended is what was serialized.
  const Request request = request_of({.url = "http://a.test/", .policy = ReferrerPolicy::same_origin});
  EXPECT_EQ(request_origin_header(request, "something else"), "something else");
}

TEST(RequestOriginHeader, OtherPoliciesLeaveItAlone) {
  for (const ReferrerPolicy policy :
       {ReferrerPolicy::unsafe_url, ReferrerPolicy::origin, ReferrerPolicy::origin_when_cross_origin, ReferrerPolicy::empty}) {
    EXPECT_EQ(header({.origin = "https://a.test", .policy = policy}), "https://a.test");
  }
}

TEST(RequestOriginHeader, RedirectedNoCorsPostIsNull) {
  Request request = request_of({.url = "http://a.test/"});
  request.url_list.push_back(*parse_url("http://b.test/"));
  request.url_list.push_back(*parse_url("http://c.test/"));
  EXPECT_EQ(header_of(request), "null");
  request.method = "GET";
  EXPECT_EQ(header_of(request), "");
}

using Rules = std::vector<Rule>;

Rules told_of(const Request& request) {
  CollectingTrace sink;
  request_origin_header(request, serialize_request_origin(request), Trace(&sink));
  Rules rules;
  for (const TraceStep& step : sink.steps()) rules.push_back(step.rule);
  return rules;
}
Rules rules_told(const SentRequest& asked) { return told_of(request_of(asked)); }

TEST(RequestOriginHeader, TraceNamesTheRowThatMadeTheValue) {
  EXPECT_EQ(rules_told({.tainting = ResponseTainting::cors}), Rules{Rule::ORH_2});
  EXPECT_EQ(rules_told({.policy = ReferrerPolicy::no_referrer}), Rules{Rule::ORH_5});
  EXPECT_EQ(rules_told({.origin = "https://a.test", .policy = ReferrerPolicy::strict_origin}), Rules{Rule::ORH_6});
  EXPECT_EQ(rules_told({.origin = "https://a.test", .url = "https://b.test/", .policy = ReferrerPolicy::strict_origin}),
            Rules{Rule::ORH_6});
  EXPECT_EQ(rules_told({.policy = ReferrerPolicy::strict_origin}), Rules{Rule::ORH_9}) << "from http there is no downgrade";
  EXPECT_EQ(rules_told({.policy = ReferrerPolicy::same_origin}), Rules{Rule::ORH_7});
  EXPECT_EQ(rules_told({.policy = ReferrerPolicy::unsafe_url}), Rules{Rule::ORH_8});
  EXPECT_EQ(rules_told({.policy = ReferrerPolicy::empty}), (Rules{Rule::ORH_8, Rule::MF_6}));
}

TEST(RequestOriginHeader, TraceTellsOfTheReferrerPolicyInModeCorsWhereItWouldHide) {
  const SentRequest own = {.url = "http://a.test/", .mode = Mode::cors, .tainting = ResponseTainting::basic};
  EXPECT_EQ(rules_told(own), Rules{Rule::ORH_9});
  SentRequest hidden = own;
  hidden.policy = ReferrerPolicy::no_referrer;
  EXPECT_EQ(rules_told(hidden), Rules{Rule::ORH_4});
}

TEST(RequestOriginHeader, TraceTellsOfAMissingOriginToOtherOriginsAlone) {
  EXPECT_EQ(rules_told({.method = "GET"}), Rules{Rule::ORH_3});
  EXPECT_EQ(rules_told({.url = "http://a.test/", .method = "GET", .mode = Mode::cors, .tainting = ResponseTainting::basic}), Rules{});
}

TEST(RequestOriginHeader, TraceTellsBehindTheValueWhatRedirectsDidToIt) {
  Request request = request_of({.method = "GET", .mode = Mode::cors, .tainting = ResponseTainting::cors});
  request.url_list.push_back(*parse_url("http://b.test/2"));
  EXPECT_EQ(told_of(request), Rules{Rule::ORH_2}) << "no redirect between origins";
  request.url_list.push_back(*parse_url("http://c.test/"));
  EXPECT_EQ(told_of(request), (Rules{Rule::ORH_2, Rule::SRO_1, Rule::TNT_1, Rule::TNT_3}));
  request.url_list = {*parse_url("http://a.test/"), *parse_url("http://b.test/")};
  EXPECT_EQ(told_of(request), (Rules{Rule::ORH_2, Rule::TNT_1, Rule::TNT_5}));
  request.origin = Origin::opaque();
  EXPECT_EQ(told_of(request), (Rules{Rule::ORH_2, Rule::SRO_2}));
}

}  // namespace
}  // namespace crosscheck
