#include "crosscheck/policy/policy.h"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/policy/policy_for_tests.h"

namespace crosscheck::policy {
namespace {

using Lines = std::vector<std::string>;

SinglePolicy app_policy() {
  SinglePolicy policy = policy_with({std::string(kApp), "https://*.example.com", "http://localhost:*"});
  policy.methods = list({"PUT", "DELETE"});
  policy.request_headers = list({"Content-Type", "authorization"});
  policy.expose_headers = list({"x-request-id"});
  policy.max_age = 600;
  return policy;
}

Decision decide(const Policy& policy, std::string_view method, const std::vector<HeaderView>& headers) {
  return policy.decide(method, "/", headers);
}

// ---- Step 1: the type ----

TEST(Policy, APreflightIsOptionsWithOriginAndARequestedMethod) {
  const Policy policy = compiled(app_policy());
  EXPECT_EQ(decide(policy, "OPTIONS", preflight(kApp, "PUT")).request_type(), RequestType::preflight);
  EXPECT_EQ(decide(policy, "OPTIONS", {{"Origin", kApp}}).request_type(), RequestType::cors);
  EXPECT_EQ(decide(policy, "OPTIONS", {{"Access-Control-Request-Method", "PUT"}}).request_type(), RequestType::other);
  EXPECT_EQ(decide(policy, "GET", preflight(kApp, "PUT")).request_type(), RequestType::cors);
  EXPECT_EQ(decide(policy, "options", preflight(kApp, "PUT")).request_type(), RequestType::cors);
  EXPECT_EQ(decide(policy, "OPTIONS", {{"ORIGIN", kApp}, {"access-control-REQUEST-method", ""}}).request_type(), RequestType::preflight);
  EXPECT_EQ(decide(policy, "GET", {{"X-Origin", kApp}, {"Referer", kApp}}).request_type(), RequestType::other);
}

TEST(Policy, NobodyAskedWhereThereIsNoOrigin) {
  const Policy policy = compiled(app_policy());
  const Decision decision = decide(policy, "GET", {{"Host", "api.example"}});
  EXPECT_EQ(decision.allowed(), std::nullopt);
  EXPECT_EQ(decision.reason(), std::nullopt);
  EXPECT_EQ(decision.status(), std::nullopt);
  EXPECT_EQ(decision.decided_by(), std::nullopt);
  EXPECT_EQ(lines_of(decision), Lines{"Vary: Origin"});
}

// ---- Step 2: the origin ----

TEST(Policy, AnAllowedOriginIsEchoedAndItsEntryNamed) {
  const Policy policy = compiled(app_policy());
  const Decision decision = decide(policy, "GET", {{"Origin", "https://a.b.example.com"}});
  EXPECT_EQ(decision.allowed(), true);
  EXPECT_EQ(decision.reason(), std::nullopt);
  EXPECT_EQ(decision.status(), std::nullopt);
  EXPECT_EQ(pointer_of(decision), "/origins/1");
  EXPECT_EQ(lines_of(decision),
            (Lines{"Access-Control-Allow-Origin: https://a.b.example.com", "Access-Control-Expose-Headers: x-request-id", "Vary: Origin"}));
  EXPECT_EQ(pointer_of(decide(policy, "GET", {{"Origin", kApp}})), "/origins/0");
  EXPECT_EQ(pointer_of(decide(policy, "GET", {{"Origin", "http://localhost:3000"}})), "/origins/2");
}

TEST(Policy, ARefusedOriginGetsVaryAloneAndItsReason) {
  const Policy policy = compiled(app_policy());
  struct Case {
    std::string_view origin;
    Reason reason;
  };
  for (const Case& refused :
       {Case{"https://evil.test", Reason::origin_not_allowed}, Case{"https://example.com", Reason::origin_not_allowed},
        Case{"null", Reason::null_origin_not_allowed}, Case{"NULL", Reason::origin_malformed}, Case{"", Reason::origin_malformed},
        Case{"https://app.example/", Reason::origin_malformed}, Case{"https://APP.example", Reason::origin_malformed},
        Case{"https://app.example https://app.example", Reason::origin_malformed},
        Case{"https://app.example:443", Reason::origin_malformed}, Case{"*", Reason::origin_malformed},
        Case{"https://u@app.example", Reason::origin_malformed}}) {
    const Decision decision = decide(policy, "GET", {{"Origin", refused.origin}});
    EXPECT_EQ(decision.allowed(), false) << refused.origin;
    EXPECT_EQ(decision.reason(), refused.reason) << refused.origin;
    EXPECT_EQ(decision.status(), std::nullopt);
    EXPECT_EQ(decision.decided_by(), std::nullopt);
    EXPECT_EQ(lines_of(decision), Lines{"Vary: Origin"});
  }
}

TEST(Policy, TwoLinesOfOriginAreMalformedUnlessThereIsNothingToAsk) {
  const std::vector<HeaderView> twice{{"Origin", kApp}, {"origin", kApp}};
  const Policy policy = compiled(app_policy());
  const Decision decision = decide(policy, "GET", twice);
  EXPECT_EQ(decision.reason(), Reason::origin_malformed);
  EXPECT_EQ(lines_of(decision), Lines{"Vary: Origin"});
  EXPECT_EQ(decide(compiled(policy_for_anybody()), "GET", twice).allowed(), true);
}

TEST(Policy, AnyOriginWithoutCredentialsIsAStarForEverybodyAndVariesOnNothing) {
  SinglePolicy document = policy_for_anybody();
  document.expose_headers = list({"x-a"});
  const Policy policy = compiled(document);
  const Lines star_lines{"Access-Control-Allow-Origin: *", "Access-Control-Expose-Headers: x-a"};
  for (const std::string_view origin : {"https://a.test", "null", "no origin at all"}) {
    const Decision decision = decide(policy, "GET", {{"Origin", origin}});
    EXPECT_EQ(decision.allowed(), true);
    EXPECT_EQ(pointer_of(decision), "/origins");
    EXPECT_EQ(lines_of(decision), star_lines);
  }
  const Decision other = decide(policy, "GET", {});
  EXPECT_EQ(other.allowed(), std::nullopt);
  EXPECT_EQ(other.decided_by(), std::nullopt);
  EXPECT_EQ(lines_of(other), star_lines);
  EXPECT_EQ(pointer_of(decide(compiled(policy_with({"*"})), "GET", {{"Origin", kApp}})), "/origins/0");
}

TEST(Policy, AnyOriginWithCredentialsEchoesEverySerializedOriginButNull) {
  SinglePolicy document = policy_for_anybody();
  document.credentials = true;
  document.acknowledge = {"any-origin-with-credentials"};
  const Policy policy = compiled(document);
  const Decision decision = decide(policy, "GET", {{"Origin", "https://a.test"}});
  EXPECT_EQ(lines_of(decision),
            (Lines{"Access-Control-Allow-Origin: https://a.test", "Access-Control-Allow-Credentials: true", "Vary: Origin"}));
  EXPECT_EQ(pointer_of(decision), "/origins");
  EXPECT_EQ(decide(policy, "GET", {{"Origin", "null"}}).reason(), Reason::null_origin_not_allowed);
  EXPECT_EQ(decide(policy, "GET", {{"Origin", "https://a.test/"}}).reason(), Reason::origin_malformed);
  EXPECT_EQ(lines_of(decide(policy, "GET", {})), Lines{"Vary: Origin"});
}

TEST(Policy, TheNullOriginIsAllowedByItsOwnKeyAlone) {
  SinglePolicy document = policy_with({std::string(kApp)});
  document.null_origin = true;
  document.origin_patterns = {{"https://[a-z]+\\.one\\.example", {{"https://a.one.example"}}, {{"https://one.example"}}}};
  const Policy policy = compiled(document);
  const Decision decision = decide(policy, "GET", {{"Origin", "null"}});
  EXPECT_EQ(pointer_of(decision), "/null_origin");
  EXPECT_EQ(lines_of(decision), (Lines{"Access-Control-Allow-Origin: null", "Vary: Origin"}));
  EXPECT_EQ(pointer_of(decide(policy, "GET", {{"Origin", "https://q.one.example"}})), "/origin_patterns/0");
  EXPECT_EQ(decide(policy, "GET", {{"Origin", "https://q1.one.example"}}).reason(), Reason::origin_not_allowed);
}

// ---- Step 3: what a preflight asks for ----

TEST(Policy, AnAllowedPreflightListsEverything) {
  const Policy policy = compiled(app_policy());
  const Decision decision = decide(policy, "OPTIONS", preflight(kApp, "PUT", "authorization,content-type"));
  EXPECT_EQ(decision.allowed(), true);
  EXPECT_EQ(decision.status(), 204);
  EXPECT_EQ(pointer_of(decision), "/origins/0");
  EXPECT_EQ(lines_of(decision), (Lines{"Access-Control-Allow-Origin: https://app.example", "Access-Control-Allow-Methods: PUT, DELETE",
                                       "Access-Control-Allow-Headers: content-type, authorization", "Access-Control-Max-Age: 600",
                                       "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"}));
}

TEST(Policy, GetHeadAndPostNeedNoEntryAndMethodsAreComparedByteForByte) {
  const Policy policy = compiled(app_policy());
  for (const std::string_view method : {"GET", "HEAD", "POST", "PUT", "DELETE"})
    EXPECT_EQ(decide(policy, "OPTIONS", preflight(kApp, method)).allowed(), true) << method;
  for (const std::string_view method : {"PATCH", "put", "get", "PUTT", "PU", "T, D", "*", "OPTIONS"}) {
    const Decision decision = decide(policy, "OPTIONS", preflight(kApp, method));
    EXPECT_EQ(decision.allowed(), false) << method;
    EXPECT_EQ(decision.reason(), method == "T, D" ? Reason::requested_method_malformed : Reason::requested_method_not_allowed) << method;
    EXPECT_EQ(decision.status(), 403);
    EXPECT_EQ(lines_of(decision), Lines{"Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"});
  }
}

TEST(Policy, ARequestedMethodIsOneLineAndOneToken) {
  const Policy policy = compiled(app_policy());
  EXPECT_EQ(decide(policy, "OPTIONS", preflight(kApp, "")).reason(), Reason::requested_method_malformed);
  EXPECT_EQ(decide(policy, "OPTIONS", preflight(kApp, "PUT\r\nX: y")).reason(), Reason::requested_method_malformed);
  std::vector<HeaderView> twice = preflight(kApp, "PUT");
  twice.push_back({"Access-Control-Request-Method", "PUT"});
  EXPECT_EQ(decide(policy, "OPTIONS", twice).reason(), Reason::requested_method_malformed);
}

TEST(Policy, TheOriginIsJudgedBeforeTheMethodAndTheMethodBeforeTheNames) {
  const Policy policy = compiled(app_policy());
  EXPECT_EQ(decide(policy, "OPTIONS", preflight("https://evil.test", "", "x y")).reason(), Reason::origin_not_allowed);
  EXPECT_EQ(decide(policy, "OPTIONS", preflight(kApp, "PATCH", "x y")).reason(), Reason::requested_method_not_allowed);
  EXPECT_EQ(decide(policy, "OPTIONS", preflight(kApp, "PUT", "x y")).reason(), Reason::requested_headers_malformed);
  EXPECT_EQ(decide(policy, "OPTIONS", preflight(kApp, "PUT", "x-y")).reason(), Reason::requested_header_not_allowed);
  EXPECT_EQ(decide(policy, "OPTIONS", preflight(kApp, "PUT", std::string(500, 'x'))).reason(), Reason::requested_headers_excessive);
}

TEST(Policy, NamesOfAllLinesAreJudged) {
  const Policy policy = compiled(app_policy());
  std::vector<HeaderView> headers = preflight(kApp, "PUT", "content-type");
  headers.push_back({"ACCESS-CONTROL-REQUEST-HEADERS", "AUTHORIZATION"});
  EXPECT_EQ(decide(policy, "OPTIONS", headers).allowed(), true);
  headers.push_back({"Access-Control-Request-Headers", "x-hidden"});
  EXPECT_EQ(decide(policy, "OPTIONS", headers).reason(), Reason::requested_header_not_allowed);
}

TEST(Policy, AnyHeaderDoesNotMeanAuthorizationUnlessItIsListedBesideIt) {
  SinglePolicy document = policy_for_anybody();
  document.request_headers = star();
  document.methods = star();
  const Policy policy = compiled(document);
  EXPECT_EQ(lines_of(decide(policy, "OPTIONS", preflight(kApp, "PATCH", "x-a"))),
            (Lines{"Access-Control-Allow-Origin: *", "Access-Control-Allow-Methods: *", "Access-Control-Allow-Headers: *",
                   "Vary: Access-Control-Request-Method, Access-Control-Request-Headers"}));
  EXPECT_EQ(decide(policy, "OPTIONS", preflight(kApp, "PATCH", "x-a,authorization")).reason(), Reason::requested_header_not_allowed);
  document.request_headers = list({"*", "Authorization"});
  const Policy listing = compiled(document);
  EXPECT_EQ(lines_of(decide(listing, "OPTIONS", preflight(kApp, "PATCH", "x-a,authorization")))[2],
            "Access-Control-Allow-Headers: *, authorization");
}

// ---- Step 4: under credentials `*` is answered by naming what was asked for ----

SinglePolicy echoing_policy() {
  SinglePolicy document = policy_with({std::string(kApp)});
  document.credentials = true;
  document.methods = star();
  document.request_headers = star();
  document.max_age = 0;
  return document;
}

TEST(Policy, UnderCredentialsAnyIsAnsweredAsAskedInItsOrderAndSpelling) {
  const Policy policy = compiled(echoing_policy());
  std::vector<HeaderView> headers = preflight(kApp, "Patch", "X-B ,\tx-a,,");
  headers.push_back({"Accept", "*/*"});
  headers.push_back({"Access-Control-Request-Headers", "Authorization,X-B"});
  const Decision decision = decide(policy, "OPTIONS", headers);
  EXPECT_EQ(decision.allowed(), true);
  EXPECT_EQ(lines_of(decision),
            (Lines{"Access-Control-Allow-Origin: https://app.example", "Access-Control-Allow-Credentials: true",
                   "Access-Control-Allow-Methods: Patch", "Access-Control-Allow-Headers: X-B, x-a, Authorization, X-B",
                   "Access-Control-Max-Age: 0", "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"}));
}

TEST(Policy, UnderCredentialsNothingIsNamedWhereNothingWasAskedFor) {
  const Policy policy = compiled(echoing_policy());
  for (const std::string_view names : {"", ",", " , "}) {
    const Decision decision = decide(policy, "OPTIONS", preflight(kApp, "PUT", names));
    EXPECT_EQ(decision.allowed(), true);
    EXPECT_EQ(lines_of(decision)[3], "Access-Control-Max-Age: 0") << names;
    EXPECT_EQ(block_of(decision).find("Allow-Headers"), std::string::npos);
  }
  EXPECT_EQ(lines_of(decide(policy, "OPTIONS", preflight(kApp, "PUT"))).size(), 5U);
}

TEST(Policy, WhatWasNotATokenIsNeverEchoed) {
  const Policy policy = compiled(echoing_policy());
  EXPECT_EQ(decide(policy, "OPTIONS", preflight(kApp, "PUT", "x-a\r\nSet-Cookie: a=b")).reason(), Reason::requested_headers_malformed);
  EXPECT_EQ(decide(policy, "OPTIONS", preflight(kApp, "P UT", "x-a")).reason(), Reason::requested_method_malformed);
  EXPECT_EQ(lines_of(decide(policy, "OPTIONS", preflight(kApp, "P UT", "x-a"))).size(), 1U);
}

// ---- Step 6: statuses, and diagnostic answers ----

TEST(Policy, ADiagnosticPolicyAnswersARefusedPreflightWithWhatItWouldAllow) {
  SinglePolicy document = app_policy();
  document.rejected_preflight = RejectedPreflight::diagnostic;
  document.preflight_status = 200;
  document.credentials = true;
  const Policy policy = compiled(document);
  const Decision method = decide(policy, "OPTIONS", preflight(kApp, "PATCH"));
  EXPECT_EQ(method.allowed(), false);
  EXPECT_EQ(method.reason(), Reason::requested_method_not_allowed);
  EXPECT_EQ(method.status(), 200);
  EXPECT_EQ(method.decided_by(), std::nullopt);
  EXPECT_EQ(lines_of(method),
            (Lines{"Access-Control-Allow-Origin: https://app.example", "Access-Control-Allow-Credentials: true",
                   "Access-Control-Allow-Methods: PUT, DELETE", "Access-Control-Allow-Headers: content-type, authorization",
                   "Access-Control-Max-Age: 600", "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"}));
  EXPECT_EQ(lines_of(decide(policy, "OPTIONS", preflight(kApp, "PUT", "x-c"))), lines_of(method));
  const Decision origin = decide(policy, "OPTIONS", preflight("https://evil.test", "PATCH"));
  EXPECT_EQ(origin.status(), 200);
  EXPECT_EQ(lines_of(origin), Lines{"Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"});
}

TEST(Policy, ADiagnosticAnswerNamesNothingThatWouldHaveBeenEchoed) {
  SinglePolicy document = echoing_policy();
  document.rejected_preflight = RejectedPreflight::diagnostic;
  const Policy policy = compiled(document);
  const Decision decision = decide(policy, "OPTIONS", preflight(kApp, "P UT", "x-a"));
  EXPECT_EQ(lines_of(decision),
            (Lines{"Access-Control-Allow-Origin: https://app.example", "Access-Control-Allow-Credentials: true",
                   "Access-Control-Max-Age: 0", "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"}));
}

TEST(Policy, AnActualRequestIsNeverFilteredByItsMethod) {
  EXPECT_EQ(decide(compiled(app_policy()), "TRACE", {{"Origin", kApp}}).allowed(), true);
}

// ---- Routes ----

Document routes() {
  SinglePolicy app = policy_with({std::string(kApp)});
  return Routes{{"/public/*", policy_for_anybody()}, {"/internal/*", std::nullopt}, {"/exact", std::nullopt}, {"/api*", app}};
}

TEST(Policy, TheFirstRouteThatHasThePathDecidesAlone) {
  const Policy policy = compiled(routes());
  const std::vector<HeaderView> headers{{"Origin", kApp}};
  EXPECT_EQ(pointer_of(policy.decide("GET", "/public/", headers)), "/routes/0/policy/origins");
  EXPECT_EQ(pointer_of(policy.decide("GET", "/api", headers)), "/routes/3/policy/origins/0");
  EXPECT_EQ(pointer_of(policy.decide("GET", "/api/x?y", headers)), "/routes/3/policy/origins/0");
}

TEST(Policy, ARouteThatIsOffAnswersWithoutAnyHeader) {
  const Policy policy = compiled(routes());
  const std::vector<HeaderView> asked = preflight(kApp, "PUT");
  for (const std::string_view path : {"/internal/x", "/exact"}) {
    const Decision decision = policy.decide("OPTIONS", path, asked);
    EXPECT_EQ(decision.allowed(), false);
    EXPECT_EQ(decision.reason(), Reason::cors_off);
    EXPECT_EQ(decision.status(), 403);
    EXPECT_EQ(pointer_of(decision), path == "/exact" ? "/routes/2/policy" : "/routes/1/policy");
    EXPECT_TRUE(decision.headers().empty());
    EXPECT_EQ(block_of(decision), "");
  }
  const std::vector<HeaderView> actual{{"Origin", kApp}};
  EXPECT_EQ(policy.decide("GET", "/exact", actual).status(), std::nullopt);
  EXPECT_EQ(policy.decide("GET", "/exact", actual).reason(), Reason::cors_off);
  EXPECT_EQ(policy.decide("GET", "/exact", HeaderListView{}).allowed(), std::nullopt);
}

TEST(Policy, APathThatNoRouteHasIsOffAndNothingDecided) {
  const Policy policy = compiled(routes());
  const std::vector<HeaderView> asked = preflight(kApp, "PUT");
  for (const std::string_view path : {"/", "/public", "/exact/", "", "/Public/"}) {
    const Decision decision = policy.decide("OPTIONS", path, asked);
    EXPECT_EQ(decision.reason(), Reason::cors_off) << path;
    EXPECT_EQ(decision.status(), 403);
    EXPECT_EQ(decision.decided_by(), std::nullopt);
  }
}

// ---- The other forms ----

TEST(Policy, LocatedHeadersAreDecidedAsTheListThatTheyCameFrom) {
  const std::array<std::string_view, 1> origin{kApp};
  const std::array<std::string_view, 1> method{"PUT"};
  const std::array<std::string_view, 2> names{"content-type", "authorization"};
  for (const SinglePolicy& document : {app_policy(), echoing_policy()}) {
    const Policy policy = compiled(document);
    const Decision located = policy.decide("OPTIONS", "/", LocatedHeaders{origin, method, names});
    const std::vector<HeaderView> headers{{"origin", kApp},
                                          {"access-control-request-method", "PUT"},
                                          {"access-control-request-headers", names[0]},
                                          {"access-control-request-headers", names[1]}};
    EXPECT_EQ(lines_of(located), lines_of(decide(policy, "OPTIONS", headers)));
    EXPECT_EQ(policy.decide("GET", "/", LocatedHeaders{origin, {}, {}}).request_type(), RequestType::cors);
    EXPECT_EQ(policy.decide("OPTIONS", "/", LocatedHeaders{origin, {}, {}}).request_type(), RequestType::cors);
    EXPECT_EQ(policy.decide("GET", "/", LocatedHeaders{}).request_type(), RequestType::other);
  }
}

TEST(Policy, TheBlockIsTheHeadersAsBytesAndIsNeverWrittenBeyondTheBuffer) {
  const std::vector<HeaderView> asked = preflight(kApp, "PUT", "content-type");
  for (const SinglePolicy& document : {app_policy(), echoing_policy(), policy_for_anybody()}) {
    const Policy policy = compiled(document);
    for (const char* method : {"OPTIONS", "GET"}) {
      const Decision decision = policy.decide(method, "/", asked);
      std::string expected;
      for (const std::string& line : lines_of(decision)) expected += line + "\r\n";
      EXPECT_EQ(block_of(decision), expected);
      for (std::size_t room = 0; room < expected.size() + 40; ++room) {
        std::string buffer(room + 8, '#');
        EXPECT_EQ(decision.write_block(std::span(buffer.data(), room)), expected.size());
        EXPECT_EQ(buffer.substr(room), "########");
        if (room < expected.size()) continue;
        EXPECT_EQ(buffer.substr(0, expected.size()), expected);
      }
    }
  }
}

TEST(Policy, HeadersCanBeHadAsAList) {
  const Policy policy = compiled(app_policy());
  const std::vector<HeaderView> headers{{"Origin", kApp}};
  EXPECT_EQ(policy.decide("GET", "/", headers).header_list().get("vary"), "Origin");
}

}  // namespace
}  // namespace crosscheck::policy
