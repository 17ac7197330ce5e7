#include "crosscheck/fetch/header_classes.h"

#include <gtest/gtest.h>

#include <string>

#include "crosscheck/base/allocation_counter.h"
#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

std::string deciding_rule(std::string_view name, std::string_view value) {
  CollectingTrace steps;
  const bool forbidden = is_forbidden_request_header(name, value, Trace(&steps));
  EXPECT_EQ(is_forbidden_request_header(name, value), forbidden) << "a trace changes nothing";
  EXPECT_EQ(steps.steps().back().outcome, forbidden ? Outcome::yes : Outcome::no);
  return std::string(rule_info(steps.steps().back().rule).id);
}

TEST(ForbiddenRequestHeader, NamesOfTheUserAgentAreForbiddenInAnyCase) {
  for (const std::string_view name : {"Accept-Charset",
                                      "Accept-Encoding",
                                      "Access-Control-Request-Headers",
                                      "Access-Control-Request-Method",
                                      "Connection",
                                      "Content-Length",
                                      "Cookie",
                                      "Cookie2",
                                      "Date",
                                      "DNT",
                                      "Expect",
                                      "Host",
                                      "Keep-Alive",
                                      "Origin",
                                      "Referer",
                                      "Set-Cookie",
                                      "TE",
                                      "Trailer",
                                      "Transfer-Encoding",
                                      "Upgrade",
                                      "Via"}) {
    EXPECT_TRUE(is_forbidden_request_header(name, "")) << name;
    EXPECT_TRUE(is_forbidden_request_header(byte_lowercase(name), "x")) << name;
    EXPECT_TRUE(is_forbidden_request_header(byte_uppercase(name), "x")) << name;
    EXPECT_FALSE(is_forbidden_request_header(std::string(name) + "x", "")) << name;
    EXPECT_EQ(deciding_rule(name, ""), "FRH-1");
  }
}

TEST(ForbiddenRequestHeader, OrdinaryNamesAreNot) {
  for (const std::string_view name : {"User-Agent", "Accept", "Authorization", "Range", "Access-Control-Request-Private-Network",
                                      "Access-Control-Allow-Origin", "X-A", "Content-Type", ""}) {
    EXPECT_FALSE(is_forbidden_request_header(name, "x")) << name;
    EXPECT_EQ(deciding_rule(name, "x"), "FRH-4");
  }
}

TEST(ForbiddenRequestHeader, PrefixesOfProxyAndSecAre) {
  for (const std::string_view name : {"Sec-", "sec-fetch-mode", "SEC-X", "Proxy-Authorization", "proxy-"}) {
    EXPECT_TRUE(is_forbidden_request_header(name, "")) << name;
    EXPECT_EQ(deciding_rule(name, ""), "FRH-2");
  }
  for (const std::string_view name : {"Sec", "Security", "Proxy", "x-sec-", "s"})
    EXPECT_FALSE(is_forbidden_request_header(name, "")) << name;
}

TEST(ForbiddenRequestHeader, MethodOverridesAreWhereTheValueHoldsAForbiddenMethod) {
  for (const std::string_view name : {"X-HTTP-Method", "x-http-method-override", "X-METHOD-OVERRIDE"}) {
    for (const std::string_view value : {"get, TRACE", " trace ", "TRACE", "track", "Connect", ",trace", "\"a,b\", trace"}) {
      EXPECT_TRUE(is_forbidden_request_header(name, value)) << value;
      EXPECT_EQ(deciding_rule(name, value), "FRH-3");
    }
    for (const std::string_view value : {"\"TRACE\"", "TRACE;x", "PUT", "", "TRACES", "\"a, trace\""}) {
      EXPECT_FALSE(is_forbidden_request_header(name, value)) << value;
      EXPECT_EQ(deciding_rule(name, value), "FRH-4");
    }
  }
  EXPECT_FALSE(is_forbidden_request_header("X-HTTP-Methods", "TRACE"));
}

TEST(ForbiddenRequestHeader, AllocatesNothingForOrdinaryNames) {
  EXPECT_EQ(allocations_in([] { is_forbidden_request_header("X-Custom-Header-With-A-Long-Name", "value"); }), 0u);
  EXPECT_EQ(allocations_in([] { is_forbidden_request_header("Access-Control-Request-Headers", "value"); }), 0u);
}

TEST(ForbiddenResponseHeaderName, AreSetCookieAndSetCookie2) {
  EXPECT_TRUE(is_forbidden_response_header_name("Set-Cookie"));
  EXPECT_TRUE(is_forbidden_response_header_name("set-cookie2"));
  EXPECT_FALSE(is_forbidden_response_header_name("Cookie"));
  EXPECT_FALSE(is_forbidden_response_header_name("set-cookie3"));
}

TEST(CorsNonWildcardRequestHeaderName, IsAuthorizationAlone) {
  EXPECT_TRUE(is_cors_non_wildcard_request_header_name("Authorization"));
  EXPECT_TRUE(is_cors_non_wildcard_request_header_name("AUTHORIZATION"));
  EXPECT_FALSE(is_cors_non_wildcard_request_header_name("Cookie"));
  EXPECT_FALSE(is_cors_non_wildcard_request_header_name("Proxy-Authorization"));
}

TEST(RequestBodyHeaderName, AreFour) {
  for (const std::string_view name : {"Content-Encoding", "content-language", "Content-Location", "CONTENT-TYPE"}) {
    EXPECT_TRUE(is_request_body_header_name(name)) << name;
  }
  EXPECT_FALSE(is_request_body_header_name("Content-Length"));
}

TEST(PrivilegedNoCorsRequestHeaderName, IsRange) {
  EXPECT_TRUE(is_privileged_no_cors_request_header_name("range"));
  EXPECT_FALSE(is_privileged_no_cors_request_header_name("Accept"));
}

TEST(CorsSafelistedResponseHeaderName, AreSeven) {
  for (const std::string_view name :
       {"Cache-Control", "Content-Language", "Content-Length", "Content-Type", "Expires", "Last-Modified", "Pragma", "PRAGMA"}) {
    EXPECT_TRUE(is_cors_safelisted_response_header_name(name)) << name;
  }
  for (const std::string_view name : {"Content-Encoding", "Date", "ETag", "Location", "Vary", "Server", "Set-Cookie"}) {
    EXPECT_FALSE(is_cors_safelisted_response_header_name(name)) << name;
  }
}

}  // namespace
}  // namespace crosscheck
