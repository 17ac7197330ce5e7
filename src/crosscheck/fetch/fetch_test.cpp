#include "crosscheck/fetch/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crosscheck/fetch/scripted_fetch_for_tests.h"

namespace crosscheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

ClientRequest raw_to(std::string url, Mode mode, std::string method = "GET") {
  ClientRequest request = request_to(std::move(url), std::move(method));
  request.client = Client::raw;
  request.mode = mode;
  return request;
}

// --- main fetch

TEST(MainFetch, UnsafeRequestsToTheOwnOriginAreNotPreflighted) {
  const auto result = ScriptedAgent().fetch(request_to("http://a.test/", "DELETE", {{"X-A", "1"}}), {answer(200)});
  EXPECT_THAT(result.sent, ElementsAre("DELETE http://a.test/ O:http://a.test +credentials"));
}

TEST(MainFetch, ComingHomeAfterAnotherOriginIsNotSameOriginAnyMore) {
  ClientRequest request = request_to("http://a.test/");
  request.credentials = CredentialsMode::same_origin;
  const auto result =
      ScriptedAgent().fetch(request, {answer(302, {{"Location", "http://b.test/"}}), redirect_to(302, "http://a.test/"), shared()});
  EXPECT_THAT(result.sent,
              ElementsAre("GET http://a.test/ +credentials", "GET http://b.test/ O:http://a.test", "GET http://a.test/ O:null"));
  EXPECT_EQ(result.verdict, "cors 200");
}

TEST(MainFetch, ADataUrlAnswersItselfInEveryMode) {
  for (Mode mode : {Mode::cors, Mode::no_cors, Mode::same_origin}) {
    ClientRequest request = request_to("data:,x");
    request.mode = mode;
    const auto result = ScriptedAgent().fetch(request, {});
    EXPECT_THAT(result.sent, IsEmpty());
    EXPECT_EQ(result.verdict, "basic 200");
    EXPECT_EQ(result.response.headers, (std::vector<Header>{{"content-type", "text/plain;charset=US-ASCII"}}));
  }
}

TEST(MainFetch, ADataUrlThatIsNoneIsANetworkError) {
  EXPECT_EQ(ScriptedAgent().fetch(request_to("data:x"), {}).verdict, "blocked scheme-unsupported at request");
}

TEST(MainFetch, AboutBlankIsOpaqueOrNothing) {
  ClientRequest request = request_to("about:blank");
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).verdict, "blocked scheme-not-http at request");
  request.mode = Mode::same_origin;
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).verdict, "blocked mode-same-origin-cross-origin-url at request");
  request.mode = Mode::no_cors;
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).verdict, "opaque 0");
  EXPECT_EQ(ScriptedAgent().fetch(raw_to("about:blank", Mode::navigate), {}).verdict, "basic 200");
}

TEST(MainFetch, OtherSchemesAreRefusedByMode) {
  for (const char* url : {"file:///x", "ftp://b.test/", "chrome-extension://abc/x", "blob:http://b.test/x"}) {
    EXPECT_EQ(ScriptedAgent().fetch(request_to(url), {}).verdict, "blocked scheme-not-http at request") << url;
    ClientRequest request = request_to(url);
    request.mode = Mode::no_cors;
    EXPECT_EQ(ScriptedAgent().fetch(request, {}).verdict, "blocked scheme-unsupported at request") << url;
  }
}

TEST(MainFetch, SameOriginModeRefusesOtherOriginsAndRedirectsToThem) {
  ClientRequest request = request_to("http://b.test/");
  request.mode = Mode::same_origin;
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).verdict, "blocked mode-same-origin-cross-origin-url at request");
  request.url = "http://a.test/";
  const auto result = ScriptedAgent().fetch(request, {answer(302, {{"Location", "http://b.test/"}})});
  EXPECT_THAT(result.sent, ElementsAre("GET http://a.test/ +credentials"));
  EXPECT_EQ(result.verdict, "blocked mode-same-origin-cross-origin-url at request");
}

TEST(MainFetch, NavigationsAndSocketsPassCorsBy) {
  for (Mode mode : {Mode::navigate, Mode::websocket, Mode::webtransport}) {
    const auto result = ScriptedAgent().fetch(raw_to("http://b.test/", mode), {answer(200)});
    EXPECT_EQ(result.verdict, "basic 200");
    EXPECT_EQ(result.sent.front(),
              mode == Mode::navigate ? "GET http://b.test/ +credentials" : "GET http://b.test/ O:http://a.test +credentials");
  }
}

TEST(MainFetch, ARequestWithoutTheUnsafeRequestFlagIsNeverPreflightedForItsMethod) {
  ClientRequest request = raw_to("http://b.test/", Mode::cors, "PUT");
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).sent.front(), "PUT http://b.test/ O:http://a.test");
  request.unsafe_request = true;
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).sent.front(), "OPTIONS http://b.test/ O:http://a.test ACRM:PUT");
}

TEST(MainFetch, TheTraceSaysWhyThereIsOrIsNoPreflight) {
  const auto told = [](const ClientRequest& request, Rule rule) {
    CollectingTrace trace;
    ScriptedAgent().fetch(request, {}, no_hooks(), &trace);
    for (const TraceStep& step : trace.steps()) {
      if (step.rule == rule) return step.text;
    }
    return std::string();
  };
  ClientRequest request = raw_to("http://b.test/", Mode::cors, "PUT");
  EXPECT_EQ(told(request, Rule::MF_20), "No preflight is needed: whoever made the request did not set the unsafe-request flag.");
  request.upload_listener = true;
  EXPECT_EQ(told(request, Rule::MF_19), "A preflight is needed: it is asked for whatever the request.");
  request.unsafe_request = true;
  EXPECT_EQ(told(request, Rule::MF_19), "A preflight is needed: the method is `PUT`.");
  EXPECT_EQ(told(request_to("http://b.test/"), Rule::MF_20), "No preflight is needed: method and headers are safelisted.");
}

TEST(MainFetch, ABadPortIsFoundOnEveryHop) {
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/"), {redirect_to(302, "http://b.test:6667/")});
  EXPECT_EQ(result.verdict, "blocked bad-port at request");
}

TEST(MainFetch, NoCorsMayHandleRedirectsItselfAtHome) {
  ClientRequest request = request_to("http://a.test/");
  request.mode = Mode::no_cors;
  request.redirect = RedirectMode::manual;
  EXPECT_EQ(ScriptedAgent().fetch(request, {answer(200)}).verdict, "basic 200");
}

TEST(MainFetch, RepeatedHeadersNeedAPreflightWhereTheApiJoinsThem) {
  ClientRequest request = request_to("http://b.test/", "GET", {{"Accept", std::string(100, 'a')}, {"Accept", std::string(100, 'a')}});
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).sent.front(), "GET http://b.test/ O:http://a.test");
  request.client = Client::xhr;
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).sent.front(), "OPTIONS http://b.test/ O:http://a.test ACRM:GET ACRH:accept");
}

TEST(MainFetch, TheAcceptThatIsAddedCountsTowardsTheLimit) {
  std::vector<Header> headers(7, Header{"Content-Language", std::string(128, 'a')});
  headers.push_back({"Accept-Language", std::string(125, 'a')});
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/", "GET", headers), {}).sent.front(), "GET http://b.test/ O:http://a.test");
  headers.back().value += "a";
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/", "GET", headers), {}).sent.front(),
            "OPTIONS http://b.test/ O:http://a.test ACRM:GET ACRH:accept,accept-language,content-language");
}

// --- HTTP fetch

TEST(HttpFetch, EveryStatusIsPutToTheCorsCheck) {
  for (int status : {200, 204, 304, 404, 500, 999}) {
    EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/"), {answer(status)}).verdict, "blocked allow-origin-missing at response");
    EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/"), {answer(status, {{"Access-Control-Allow-Origin", "*"}})}).verdict,
              "cors " + std::to_string(status));
  }
}

TEST(HttpFetch, AMaxAgeOfZeroStillLetsTheRequestThroughOnce) {
  ScriptedAgent agent;
  NetworkResponse preflight = grant("PUT");
  preflight.headers.append("Access-Control-Max-Age", "0");
  EXPECT_EQ(agent.fetch(request_to("http://b.test/", "PUT"), {preflight, shared()}).verdict, "cors 200");
  EXPECT_EQ(agent.fetch(request_to("http://b.test/", "PUT"), {}).sent.front(), "OPTIONS http://b.test/ O:http://a.test ACRM:PUT");
}

TEST(HttpFetch, CorpIsAskedOfOpaqueResponsesOnEveryHop) {
  ClientRequest request = request_to("http://b.test/");
  const Header corp{"Cross-Origin-Resource-Policy", "same-origin"};
  EXPECT_EQ(ScriptedAgent().fetch(request, {answer(200, {corp, {"Access-Control-Allow-Origin", "*"}})}).verdict, "cors 200");
  request.mode = Mode::no_cors;
  EXPECT_EQ(ScriptedAgent().fetch(request, {answer(200, {corp})}).verdict, "blocked corp-blocked at response");
  EXPECT_EQ(ScriptedAgent().fetch(request, {answer(302, {corp, {"Location", "http://a.test/"}})}).verdict,
            "blocked corp-blocked at redirect");
  EXPECT_EQ(ScriptedAgent().fetch(request, {answer(302, {{"Location", "http://a.test/"}}), answer(200, {corp})}).verdict, "opaque 0");
}

TEST(HttpFetch, RedirectModeErrorRefusesAnyRedirectStatusAfterTheCorsCheck) {
  ClientRequest request = request_to("http://b.test/");
  request.redirect = RedirectMode::error;
  EXPECT_EQ(ScriptedAgent().fetch(request, {answer(302)}).verdict, "blocked allow-origin-missing at redirect");
  EXPECT_EQ(ScriptedAgent().fetch(request, {redirect_to(302, "/x")}).verdict, "blocked redirect-mode-error at redirect");
  EXPECT_EQ(ScriptedAgent(chromium_profile()).fetch(request, {answer(302, {{"Access-Control-Allow-Origin", "*"}})}).verdict, "cors 302");
}

TEST(HttpFetch, ARedirectThatDropsContentTypeNeedsNoPreflightForIt) {
  const ClientRequest request = request_to("http://b.test/", "POST", {{"Content-Type", "application/json"}});
  const auto result = ScriptedAgent().fetch(request, {grant("", "content-type"), redirect_to(302, "http://c.test/"), shared()});
  EXPECT_EQ(result.sent.back(), "GET http://c.test/ O:null");
  EXPECT_EQ(result.verdict, "cors 200");
}

TEST(HttpFetch, OnlyTheFinalResponseExposesHeaders) {
  NetworkResponse redirect = redirect_to(302, "http://b.test/x");
  redirect.headers.append("Access-Control-Expose-Headers", "x-a");
  NetworkResponse last = shared();
  last.headers.append("X-A", "1");
  EXPECT_THAT(ScriptedAgent().fetch(request_to("http://b.test/"), {redirect, last}).response.headers, IsEmpty());
}

TEST(HttpFetch, AManualNavigationRedirectIsHandedOutAsItIs) {
  ClientRequest request = raw_to("http://b.test/", Mode::navigate);
  request.redirect = RedirectMode::manual;
  EXPECT_EQ(ScriptedAgent().fetch(request, {answer(302, {{"Location", "/x"}})}).verdict, "basic 302");
}

TEST(HttpFetch, TheTimingAllowFailedFlagIsSticky) {
  const Header tao{"Timing-Allow-Origin", "*"};
  const ClientRequest request = request_to("http://b.test/");
  NetworkResponse redirect = redirect_to(302, "http://b.test/x");
  NetworkResponse last = shared();
  last.headers.append(tao.name, tao.value);
  EXPECT_FALSE(ScriptedAgent().fetch(request, {redirect, last}).timing_allow_passed);
  redirect.headers.append(tao.name, tao.value);
  EXPECT_TRUE(ScriptedAgent().fetch(request, {redirect, last}).timing_allow_passed);
}

// --- HTTP-network-or-cache fetch

TEST(HttpNetworkOrCacheFetch, CredentialsFollowModeAndTainting) {
  ClientRequest request = request_to("http://a.test/");
  const auto goes_along = [&](const std::string& url, CredentialsMode mode) {
    request.url = url;
    request.credentials = mode;
    return ScriptedAgent().fetch(request, {}).sent.front().ends_with("+credentials");
  };
  EXPECT_FALSE(goes_along("http://a.test/", CredentialsMode::omit));
  EXPECT_TRUE(goes_along("http://a.test/", CredentialsMode::same_origin));
  EXPECT_TRUE(goes_along("http://a.test/", CredentialsMode::include));
  EXPECT_FALSE(goes_along("http://b.test/", CredentialsMode::omit));
  EXPECT_FALSE(goes_along("http://b.test/", CredentialsMode::same_origin));
  EXPECT_TRUE(goes_along("http://b.test/", CredentialsMode::include));
}

TEST(HttpNetworkOrCacheFetch, ACredentiallessEmbedderKeepsCredentialsFromNoCorsRequestsElsewhere) {
  ClientRequest request = request_to("http://b.test/");
  request.credentials = CredentialsMode::include;
  request.embedder_policy = EmbedderPolicy::credentialless;
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).sent.front(), "GET http://b.test/ O:http://a.test +credentials");
  request.mode = Mode::no_cors;
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).sent.front(), "GET http://b.test/");
  request.url = "http://a.test/";
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).sent.front(), "GET http://a.test/ +credentials");
}

TEST(HttpNetworkOrCacheFetch, ProxyAuthenticationIsANetworkError) {
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/"), {answer(407, {{"Access-Control-Allow-Origin", "*"}})}).verdict,
            "blocked proxy-authentication-required at response");
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/", "PUT"), {answer(407)}).verdict,
            "blocked proxy-authentication-required at preflight");
}

TEST(HttpNetworkOrCacheFetch, A421IsAskedOnceMore) {
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/"), {answer(421), shared()});
  EXPECT_THAT(result.sent, ElementsAre("GET http://b.test/ O:http://a.test", "GET http://b.test/ O:http://a.test"));
  EXPECT_EQ(result.verdict, "cors 200");
  const auto twice = ScriptedAgent().fetch(request_to("http://b.test/", "PUT"), {answer(421), answer(421)});
  EXPECT_EQ(twice.sent.size(), 2u);
  EXPECT_EQ(twice.verdict, "blocked allow-origin-missing at preflight");
}

TEST(HttpNetworkOrCacheFetch, A421ToAStreamIsHandedOn) {
  ClientRequest request = request_to("https://b.test/", "POST");
  request.body = ClientBody{std::nullopt, false};
  const auto result = ScriptedAgent().fetch(request, {shared(), answer(421, {{"Access-Control-Allow-Origin", "*"}})});
  EXPECT_EQ(result.sent.size(), 2u);
  EXPECT_EQ(result.verdict, "cors 421");
}

TEST(HttpNetworkOrCacheFetch, TheNetworkLayersHeadersDoNotLeakIntoTheNextHop) {
  PreflightCache cache;
  Fetch fetch(request_to("http://b.test/", "POST", {{"X-A", "1"}}), cache, Time());
  fetch.receive(grant("", "x-a"), Time());
  EXPECT_EQ(std::get<Send>(fetch.next()).headers, (HeaderList{{"X-A", "1"}, {"Origin", "http://a.test"}}));
  fetch.receive(redirect_to(307, "http://b.test/2"), Time());
  const Send& preflight = std::get<Send>(fetch.next());
  EXPECT_EQ(preflight.headers, (HeaderList{{"Accept", "*/*"},
                                           {"Access-Control-Request-Method", "POST"},
                                           {"Access-Control-Request-Headers", "x-a"},
                                           {"Origin", "http://a.test"}}));
}

TEST(HttpNetworkOrCacheFetch, AnAnswerMayBeGoneOnceItWasReceived) {
  PreflightCache cache;
  Fetch fetch(request_to("http://b.test/"), cache, Time());
  {
    const std::string name = "Access-Control-Allow-Origin";
    const std::string type = "text/plain;charset=utf-8";
    const std::vector<HeaderView> lines{{name, "*"}, {"Content-Type", type}};
    fetch.receive(NetworkResponseView{false, 203, lines}, Time());
  }
  const FilteredResponse& response = std::get<Allowed>(fetch.next()).response;
  EXPECT_EQ(response.status, 203);
  EXPECT_THAT(response.headers, ElementsAre(Header{"content-type", "text/plain;charset=utf-8"}));
}

TEST(HttpNetworkOrCacheFetch, UserinfoAndFragmentStayOutOfTheRequest) {
  const auto result = ScriptedAgent().fetch(raw_to("http://u:p@a.test/x?y#z", Mode::same_origin), {answer(200)});
  EXPECT_THAT(result.sent, ElementsAre("GET http://a.test/x?y +credentials"));
  EXPECT_EQ(result.response.url, "http://u:p@a.test/x?y");
}

TEST(HttpNetworkOrCacheFetch, AScriptsAuthorizationIsSentWithoutCredentials) {
  ClientRequest request = request_to("http://a.test/", "GET", {{"Authorization", "x"}});
  request.credentials = CredentialsMode::omit;
  PreflightCache cache;
  const Fetch fetch(request, cache, Time());
  EXPECT_EQ(std::get<Send>(fetch.next()).headers.get("Authorization"), "x");
  EXPECT_FALSE(std::get<Send>(fetch.next()).credentials);
}

// --- CORS-preflight fetch and its cache, as a fetch sees them

TEST(CorsPreflightFetch, ANetworkErrorIsToldApartByWhereItHappened) {
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/", "PUT"), {NetworkResponse::error()}).verdict,
            "blocked network-error at preflight");
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/"), {NetworkResponse::error()}).verdict, "blocked network-error at response");
}

TEST(CorsPreflightFetch, ThePreflightIsCheckedWithTheRequestsOwnCredentialsMode) {
  ClientRequest request = request_to("http://b.test/", "PUT");
  request.credentials = CredentialsMode::include;
  const auto result = ScriptedAgent().fetch(request, {grant("PUT")});
  EXPECT_THAT(result.sent, ElementsAre("OPTIONS http://b.test/ O:http://a.test ACRM:PUT"));
  EXPECT_EQ(result.verdict, "blocked allow-origin-wildcard-with-credentials at preflight");
}

TEST(PreflightCacheOfAFetch, TheWildcardLearnedWithCredentialsGrantsNothingWithCredentials) {
  ScriptedAgent agent;
  ClientRequest request = request_to("http://b.test/", "PUT");
  request.credentials = CredentialsMode::include;
  const NetworkResponse preflight = answer(204, {{"Access-Control-Allow-Origin", "http://a.test"},
                                                 {"Access-Control-Allow-Credentials", "true"},
                                                 {"Access-Control-Allow-Methods", "PUT, *"},
                                                 {"Access-Control-Max-Age", "600"}});
  EXPECT_EQ(agent.fetch(request, {preflight, preflight}).verdict, "cors 204");
  request.method = "PATCH";
  EXPECT_EQ(agent.fetch(request, {}).sent.front(), "OPTIONS http://b.test/ O:http://a.test ACRM:PATCH");
}

TEST(PreflightCacheOfAFetch, PartitionsDoNotShareEntries) {
  ScriptedAgent agent;
  ClientRequest request = request_to("http://b.test/", "PUT");
  agent.fetch(request, {grant("PUT"), shared()});
  request.network_partition_key = "other";
  EXPECT_EQ(agent.fetch(request, {}).sent.front(), "OPTIONS http://b.test/ O:http://a.test ACRM:PUT");
}

TEST(PreflightCacheOfAFetch, AnyNetworkErrorBehindAPreflightClears) {
  const ClientRequest request = request_to("http://b.test/", "PUT");
  for (const NetworkResponse& last : {NetworkResponse::error(), answer(200), redirect_to(302, "ftp://b.test/"), shared()}) {
    ScriptedAgent agent;
    const bool allowed = agent.fetch(request, {grant("PUT"), last}).verdict == "cors 200";
    EXPECT_EQ(agent.cache().size(), allowed ? 1u : 0u);
  }
}

TEST(PreflightCacheOfAFetch, AnEarlierHopClearsForTheUrlThatWasReached) {
  ScriptedAgent agent;
  ClientRequest sandboxed = request_to("http://c.test/", "PUT");
  sandboxed.origin = Origin::opaque();
  agent.fetch(sandboxed, {grant("PUT"), shared()});
  agent.fetch(request_to("http://b.test/", "PUT"), {grant("PUT"), redirect_to(303, "http://c.test/"), answer(200)});
  EXPECT_EQ(agent.fetch(sandboxed, {}).sent.front(), "OPTIONS http://c.test/ O:null ACRM:PUT") << "the key is null and the last URL";
  EXPECT_EQ(agent.fetch(request_to("http://b.test/", "PUT"), {}).sent.front(), "PUT http://b.test/ O:http://a.test");
}

// --- the machine

TEST(Fetch, IsBlockedFromTheStartWhereTheApiThrows) {
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://"), {}).verdict, "blocked url-invalid at construct");
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/", "TRACE"), {}).verdict, "blocked method-forbidden at construct");
}

TEST(Fetch, TheLastStepOfATraceExplainsABlock) {
  CollectingTrace trace;
  ScriptedAgent().fetch(request_to("http://b.test/", "PUT"), {grant("DELETE")}, no_hooks(), &trace);
  ASSERT_FALSE(trace.steps().empty());
  EXPECT_EQ(trace.steps().back().rule, Rule::PRE_14);
  EXPECT_EQ(trace.steps().back().outcome, Outcome::blocked);
}

}  // namespace
}  // namespace crosscheck
