#include "crosscheck/fetch/request_origin_header.h"

#include <gtest/gtest.h>

#include "crosscheck/fetch/redirect_taint.h"

namespace crosscheck {
namespace {

struct Asked {
  const char* origin = "http://a.test";
  const char* url = "http://b.test/";
  const char* method = "POST";
  Mode mode = Mode::no_cors;
  ResponseTainting tainting = ResponseTainting::opaque;
  ReferrerPolicy policy = ReferrerPolicy::strict_origin_when_cross_origin;
};

Request request_of(const Asked& asked) {
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
std::string header_of(const Request& request) { return request_origin_header(request, serialize_request_origin(request)).value_or(""); }
std::string header(const Asked& asked) { return header_of(request_of(asked)); }

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

TEST(RequestOriginHeader, TraceNamesTheStep) {
  const auto rules = [](const Asked& asked) {
    CollectingTrace sink;
    request_origin_header(request_of(asked), asked.origin, Trace(&sink));
    std::vector<Rule> found;
    for (const TraceStep& step : sink.steps()) found.push_back(step.rule);
    return found;
  };
  using Rules = std::vector<Rule>;
  EXPECT_EQ(rules({.tainting = ResponseTainting::cors}), Rules{Rule::ORH_2});
  EXPECT_EQ(rules({.method = "GET"}), Rules{Rule::ORH_3});
  EXPECT_EQ(rules({.mode = Mode::cors}), (Rules{Rule::ORH_4, Rule::ORH_9}));
  EXPECT_EQ(rules({.policy = ReferrerPolicy::no_referrer}), (Rules{Rule::ORH_5, Rule::ORH_9}));
  EXPECT_EQ(rules({.policy = ReferrerPolicy::strict_origin}), (Rules{Rule::ORH_6, Rule::ORH_9}));
  EXPECT_EQ(rules({.policy = ReferrerPolicy::same_origin}), (Rules{Rule::ORH_7, Rule::ORH_9}));
  EXPECT_EQ(rules({.policy = ReferrerPolicy::empty}), (Rules{Rule::ORH_8, Rule::ORH_9}));
}

}  // namespace
}  // namespace crosscheck
