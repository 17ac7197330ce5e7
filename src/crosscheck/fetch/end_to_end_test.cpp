// The scenarios E2E-1 to E2E-35 of the requirements: requester http://a.test, mode cors, credentials same-origin, unless said otherwise.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crosscheck/fetch/scripted_fetch_for_tests.h"

namespace crosscheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Header kStar{"Access-Control-Allow-Origin", "*"};
const Header kForA{"Access-Control-Allow-Origin", "http://a.test"};
const Header kForNull{"Access-Control-Allow-Origin", "null"};
const Header kCredentials{"Access-Control-Allow-Credentials", "true"};

Header max_age(std::string seconds) { return {"Access-Control-Max-Age", std::move(seconds)}; }

ClientRequest with(ClientRequest request, CredentialsMode credentials) {
  request.credentials = credentials;
  return request;
}
ClientRequest with(ClientRequest request, RedirectMode redirect) {
  request.redirect = redirect;
  return request;
}
ClientRequest with(ClientRequest request, Mode mode) {
  request.mode = mode;
  return request;
}
ClientRequest with_upload_listener(ClientRequest request) {
  request.upload_listener = true;
  return request;
}

// E2E-1
TEST(EndToEnd, ASharedResponseIsReadable) {
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/"), {shared()});
  EXPECT_THAT(result.sent, ElementsAre("GET http://b.test/ O:http://a.test"));
  EXPECT_EQ(result.verdict, "cors 200");
}

// E2E-2
TEST(EndToEnd, SameOriginGetHasNoOrigin) {
  const auto result = ScriptedAgent().fetch(request_to("http://a.test/x"), {answer(200)});
  EXPECT_THAT(result.sent, ElementsAre("GET http://a.test/x +credentials"));
  EXPECT_EQ(result.verdict, "basic 200");
}

// E2E-3
TEST(EndToEnd, SameOriginPutHasItsOriginDespiteNoReferrer) {
  ClientRequest request = request_to("http://a.test/x", "PUT");
  request.referrer_policy = ReferrerPolicy::no_referrer;
  const auto result = ScriptedAgent().fetch(request, {answer(200)});
  EXPECT_THAT(result.sent, ElementsAre("PUT http://a.test/x O:http://a.test +credentials"));
  EXPECT_EQ(result.verdict, "basic 200");
}

// E2E-4
TEST(EndToEnd, PutIsPreflighted) {
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/", "PUT"),
                                            {answer(204, {kForA, {"Access-Control-Allow-Methods", "PUT"}}), answer(200, {kForA})});
  EXPECT_THAT(result.sent, ElementsAre("OPTIONS http://b.test/ O:http://a.test ACRM:PUT", "PUT http://b.test/ O:http://a.test"));
  EXPECT_EQ(result.verdict, "cors 200");
}

// E2E-5
TEST(EndToEnd, AFailedAnswerClearsThePreflightCache) {
  ScriptedAgent agent;
  const auto first = agent.fetch(request_to("http://b.test/", "PUT"), {grant("PUT"), answer(200)});
  EXPECT_EQ(first.verdict, "blocked allow-origin-missing at response");
  EXPECT_EQ(agent.cache().size(), 0u);
  const auto second = agent.fetch(request_to("http://b.test/", "PUT"), {});
  EXPECT_THAT(second.sent, ElementsAre("OPTIONS http://b.test/ O:http://a.test ACRM:PUT"));
}

// E2E-6
TEST(EndToEnd, ACachedWildcardCoversAnotherHeader) {
  ScriptedAgent agent;
  const auto first = agent.fetch(request_to("http://b.test/", "GET", {{"X-A", "1"}}), {grant("", "*"), shared()});
  EXPECT_THAT(first.sent, ElementsAre("OPTIONS http://b.test/ O:http://a.test ACRM:GET ACRH:x-a", "GET http://b.test/ O:http://a.test"));
  const auto second = agent.at("3").fetch(request_to("http://b.test/", "GET", {{"X-B", "1"}}), {shared()});
  EXPECT_THAT(second.sent, ElementsAre("GET http://b.test/ O:http://a.test"));
  EXPECT_EQ(second.verdict, "cors 200");
}

// E2E-7
TEST(EndToEnd, TheHeaderWildcardIsDeadWithCredentials) {
  const auto result = ScriptedAgent().fetch(with(request_to("http://b.test/", "GET", {{"X-A", "1"}}), CredentialsMode::include),
                                            {answer(204, {kForA, kCredentials, {"Access-Control-Allow-Headers", "*"}})});
  EXPECT_EQ(result.sent.size(), 1u);
  EXPECT_EQ(result.verdict, "blocked header-wildcard-with-credentials at preflight");
}

// E2E-8
TEST(EndToEnd, ASameOriginRedirectToAnotherOriginNeedsNoCorsHeaderItself) {
  const auto result = ScriptedAgent().fetch(request_to("http://a.test/"), {answer(302, {{"Location", "http://b.test/"}}), shared()});
  EXPECT_THAT(result.sent, ElementsAre("GET http://a.test/ +credentials", "GET http://b.test/ O:http://a.test"));
  EXPECT_EQ(result.verdict, "cors 200");
}

// E2E-9
TEST(EndToEnd, ARedirectBetweenOtherOriginsTaints) {
  const ClientRequest request = request_to("http://b.test/");
  const auto unshared = ScriptedAgent().fetch(request, {answer(302, {{"Location", "http://c.test/"}})});
  EXPECT_EQ(unshared.verdict, "blocked allow-origin-missing at redirect");
  const auto for_a = ScriptedAgent().fetch(request, {redirect_to(302, "http://c.test/"), answer(200, {kForA})});
  EXPECT_THAT(for_a.sent, ElementsAre("GET http://b.test/ O:http://a.test", "GET http://c.test/ O:null"));
  EXPECT_EQ(for_a.verdict, "blocked allow-origin-null-mismatch at response");
  EXPECT_EQ(ScriptedAgent().fetch(request, {redirect_to(302, "http://c.test/"), answer(200, {kForNull})}).verdict, "cors 200");
  EXPECT_EQ(ScriptedAgent().fetch(request, {redirect_to(302, "http://c.test/"), shared()}).verdict, "cors 200");
}

// E2E-10
TEST(EndToEnd, ComingHomeFromAnotherOriginIsACorsRequest) {
  const ClientRequest request = request_to("http://b.test/");
  const auto result = ScriptedAgent().fetch(request, {redirect_to(302, "http://a.test/"), answer(200, {kForNull})});
  EXPECT_THAT(result.sent, ElementsAre("GET http://b.test/ O:http://a.test", "GET http://a.test/ O:null"));
  EXPECT_EQ(result.verdict, "cors 200");
  EXPECT_EQ(ScriptedAgent().fetch(request, {redirect_to(302, "http://a.test/"), answer(200)}).verdict,
            "blocked allow-origin-missing at response");
}

// E2E-11
TEST(EndToEnd, EachHopDecidesItsPreflight) {
  const auto result =
      ScriptedAgent().fetch(request_to("http://a.test/", "PUT"), {answer(307, {{"Location", "http://b.test/"}}), grant("PUT"), shared()});
  EXPECT_THAT(result.sent, ElementsAre("PUT http://a.test/ O:http://a.test +credentials", "OPTIONS http://b.test/ O:http://a.test ACRM:PUT",
                                       "PUT http://b.test/ O:http://a.test"));
  EXPECT_EQ(result.verdict, "cors 200");
}

// E2E-12
TEST(EndToEnd, ATaintedHopPreflightsWithNull) {
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/", "PUT"),
                                            {grant("PUT"), redirect_to(307, "http://c.test/"), grant("PUT"), shared()});
  EXPECT_THAT(result.sent, ElementsAre("OPTIONS http://b.test/ O:http://a.test ACRM:PUT", "PUT http://b.test/ O:http://a.test",
                                       "OPTIONS http://c.test/ O:null ACRM:PUT", "PUT http://c.test/ O:null"));
  EXPECT_EQ(result.verdict, "cors 200");
}

// E2E-13
TEST(EndToEnd, A303BecomesGetAndStillAsksForItsHeader) {
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/", "PUT", {{"X-A", "1"}}),
                                            {grant("PUT", "x-a"), redirect_to(303, "http://c.test/"), grant("", "x-a"), shared()});
  EXPECT_THAT(result.sent, ElementsAre("OPTIONS http://b.test/ O:http://a.test ACRM:PUT ACRH:x-a", "PUT http://b.test/ O:http://a.test",
                                       "OPTIONS http://c.test/ O:null ACRM:GET ACRH:x-a", "GET http://c.test/ O:null"));
  EXPECT_EQ(result.verdict, "cors 200");
}

// E2E-14
TEST(EndToEnd, AuthorizationStaysWithItsOrigin) {
  ScriptedAgent agent;
  PreflightCache cache;
  const ClientRequest request = request_to("http://a.test/", "GET", {{"Authorization", "x"}});
  const auto result = agent.fetch(request, {answer(302, {{"Location", "http://b.test/"}}), shared()});
  EXPECT_THAT(result.sent, ElementsAre("GET http://a.test/ +credentials", "GET http://b.test/ O:http://a.test"));
  EXPECT_EQ(result.verdict, "cors 200");

  Fetch fetch(request, cache, Time());
  EXPECT_TRUE(std::get<Send>(fetch.next()).headers.contains("Authorization"));
  fetch.receive(answer(302, {{"Location", "http://b.test/"}}), Time());
  EXPECT_FALSE(std::get<Send>(fetch.next()).headers.contains("Authorization"));
}

// E2E-15
TEST(EndToEnd, WithoutAuthorizationTheNextHopNeedsNoPreflight) {
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/", "GET", {{"Authorization", "x"}}),
                                            {grant("", "authorization"), redirect_to(302, "http://c.test/"), shared()});
  EXPECT_THAT(result.sent, ElementsAre("OPTIONS http://b.test/ O:http://a.test ACRM:GET ACRH:authorization",
                                       "GET http://b.test/ O:http://a.test", "GET http://c.test/ O:null"));
  EXPECT_EQ(result.verdict, "cors 200");
}

// E2E-16
TEST(EndToEnd, NoCorsPostKeepsToTaintedOrigins) {
  ClientRequest request = with(request_to("http://b.test/", "POST"), Mode::no_cors);
  request.body = ClientBody{"text/plain", true};
  const auto result = ScriptedAgent().fetch(request, {answer(307, {{"Location", "http://c.test/"}}), answer(200)});
  EXPECT_THAT(result.sent, ElementsAre("POST http://b.test/ O:http://a.test", "POST http://c.test/ O:null"));
  EXPECT_EQ(result.verdict, "opaque 0");
}

// E2E-17
TEST(EndToEnd, NoCorsGetHasNoOriginAndNoCookiesAtHome) {
  const auto result = ScriptedAgent().fetch(with(request_to("http://b.test/"), Mode::no_cors),
                                            {answer(302, {{"Location", "http://a.test/"}}), answer(200)});
  EXPECT_THAT(result.sent, ElementsAre("GET http://b.test/", "GET http://a.test/"));
  EXPECT_EQ(result.verdict, "opaque 0");
}

// E2E-18
TEST(EndToEnd, NoCorsWithManualRedirectsSendsNothing) {
  const auto result = ScriptedAgent().fetch(with(with(request_to("http://b.test/"), Mode::no_cors), RedirectMode::manual), {answer(200)});
  EXPECT_THAT(result.sent, IsEmpty());
  EXPECT_EQ(result.verdict, "blocked no-cors-redirect-mode at request");
}

// E2E-19
TEST(EndToEnd, AManualRedirectMustPassTheCorsCheck) {
  const ClientRequest request = with(request_to("http://b.test/"), RedirectMode::manual);
  EXPECT_EQ(ScriptedAgent().fetch(request, {answer(302, {{"Location", "/x"}})}).verdict, "blocked allow-origin-missing at redirect");
  EXPECT_EQ(ScriptedAgent().fetch(request, {redirect_to(302, "/x")}).verdict, "opaqueredirect 0");
}

// E2E-20
TEST(EndToEnd, AnUploadListenerForcesAPreflightThatIsRemembered) {
  ScriptedAgent agent;
  const ClientRequest request = with_upload_listener(request_to("http://b.test/"));
  const auto first = agent.fetch(request, {shared(), shared()});
  EXPECT_THAT(first.sent, ElementsAre("OPTIONS http://b.test/ O:http://a.test ACRM:GET", "GET http://b.test/ O:http://a.test"));
  EXPECT_THAT(agent.at("4.9").fetch(request, {shared()}).sent, ElementsAre("GET http://b.test/ O:http://a.test"));
  EXPECT_EQ(agent.at("5").fetch(request, {}).sent.front(), "OPTIONS http://b.test/ O:http://a.test ACRM:GET");
}

// E2E-21
TEST(EndToEnd, AnOpaqueRequesterIsNull) {
  ClientRequest request = request_to("http://own.test/");
  request.origin = Origin::opaque();
  const auto result = ScriptedAgent().fetch(request, {answer(200, {kForNull})});
  EXPECT_THAT(result.sent, ElementsAre("GET http://own.test/ O:null"));
  EXPECT_EQ(result.verdict, "cors 200");
}

// E2E-22
TEST(EndToEnd, AStreamIsSentOnceAndNotOverHttp1) {
  ClientRequest request = request_to("https://b.test/", "POST");
  request.body = ClientBody{std::nullopt, false};
  const auto http2 = ScriptedAgent().fetch(request, {shared(), redirect_to(307, "https://c.test/")});
  EXPECT_EQ(http2.sent.size(), 2u);
  EXPECT_EQ(http2.verdict, "blocked redirect-stream-body at redirect");
  request.url = "http://b.test/";
  const auto http1 = ScriptedAgent().fetch(request, {shared()});
  EXPECT_THAT(http1.sent, ElementsAre("OPTIONS http://b.test/ O:http://a.test ACRM:POST"));
  EXPECT_EQ(http1.verdict, "blocked stream-over-http-1 at request");
}

// E2E-23
TEST(EndToEnd, A401IsHandedOn) {
  const auto result =
      ScriptedAgent().fetch(with(request_to("http://b.test/"), CredentialsMode::include), {answer(401, {kForA, kCredentials})});
  EXPECT_EQ(result.sent.size(), 1u);
  EXPECT_EQ(result.verdict, "cors 401");
}

// E2E-24
TEST(EndToEnd, TwentyRedirectsAreFollowedAndNoMore) {
  const std::vector<NetworkResponse> answers(21, answer(302, {{"Location", "/next"}}));
  const auto result = ScriptedAgent().fetch(request_to("http://a.test/"), answers);
  EXPECT_EQ(result.sent.size(), 21u);
  EXPECT_EQ(result.verdict, "blocked too-many-redirects at redirect");
  std::vector<NetworkResponse> twenty(20, answer(302, {{"Location", "/next"}}));
  twenty.push_back(answer(200));
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://a.test/"), twenty).verdict, "basic 200");
}

// E2E-25
TEST(EndToEnd, AScriptsOwnConditionalRequestGetsThe304) {
  const ClientRequest request = request_to("http://b.test/", "GET", {{"If-None-Match", "\"x\""}});
  const auto result = ScriptedAgent().fetch(request, {grant("", "if-none-match"), answer(304, {kForA})});
  EXPECT_EQ(result.sent.front(), "OPTIONS http://b.test/ O:http://a.test ACRM:GET ACRH:if-none-match");
  EXPECT_EQ(result.verdict, "cors 304");
  EXPECT_EQ(ScriptedAgent().fetch(request, {grant("", "if-none-match"), answer(304)}).verdict, "blocked allow-origin-missing at response");
}

// E2E-26
TEST(EndToEnd, APreflightIsNotRedirected) {
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/", "PUT"),
                                            {answer(301, {kStar, {"Access-Control-Allow-Methods", "PUT"}, {"Location", "/x"}})});
  EXPECT_EQ(result.sent.size(), 1u);
  EXPECT_EQ(result.verdict, "blocked preflight-redirect at preflight");
}

// E2E-27
TEST(EndToEnd, AnEntryWithoutCredentialsDoesNotServeInclude) {
  ScriptedAgent agent;
  const ClientRequest put = request_to("http://b.test/", "PUT");
  const auto put_for_all = answer(204, {kForA, kCredentials, {"Access-Control-Allow-Methods", "PUT"}, max_age("600")});
  agent.fetch(with(put, CredentialsMode::omit), {put_for_all, shared()});
  EXPECT_EQ(agent.fetch(with(put, CredentialsMode::include), {}).sent.front(), "OPTIONS http://b.test/ O:http://a.test ACRM:PUT");
}

// E2E-28
TEST(EndToEnd, AnEntryWithCredentialsServesOmit) {
  ScriptedAgent agent;
  const ClientRequest put = request_to("http://b.test/", "PUT");
  const auto put_for_all = answer(204, {kForA, kCredentials, {"Access-Control-Allow-Methods", "PUT"}, max_age("600")});
  agent.fetch(with(put, CredentialsMode::include), {put_for_all, answer(200, {kForA, kCredentials})});
  EXPECT_THAT(agent.fetch(with(put, CredentialsMode::omit), {shared()}).sent, ElementsAre("PUT http://b.test/ O:http://a.test"));
}

// E2E-29
TEST(EndToEnd, SafelistedRequestsAreNeverPreflighted) {
  for (const char* method : {"HEAD", "GET", "POST"}) {
    const auto result = ScriptedAgent().fetch(
        request_to("http://b.test/", method,
                   {{"Accept", "text/html"}, {"Accept-Language", "en"}, {"Content-Language", "en"}, {"Range", "bytes=0-"}}),
        {shared()});
    EXPECT_THAT(result.sent, ElementsAre(std::string(method) + " http://b.test/ O:http://a.test"));
    EXPECT_EQ(result.verdict, "cors 200");
  }
}

// E2E-30
TEST(EndToEnd, ABadPortIsNeverAsked) {
  const auto result = ScriptedAgent().fetch(request_to("http://b.test:25/"), {shared()});
  EXPECT_THAT(result.sent, IsEmpty());
  EXPECT_EQ(result.verdict, "blocked bad-port at request");
}

// E2E-31
TEST(EndToEnd, AForcedPreflightGrantsNoMethodThatItDoesNotName) {
  const auto result = ScriptedAgent().fetch(with_upload_listener(request_to("http://b.test/", "PUT")), {shared()});
  EXPECT_THAT(result.sent, ElementsAre("OPTIONS http://b.test/ O:http://a.test ACRM:PUT"));
  EXPECT_EQ(result.verdict, "blocked method-not-allowed at preflight");
}

// E2E-32
TEST(EndToEnd, ARedirectToNowhereDependsOnTheRedirectMode) {
  const ClientRequest request = request_to("http://b.test/");
  const NetworkResponse nowhere = answer(302, {kStar});
  EXPECT_EQ(ScriptedAgent().fetch(request, {nowhere}).verdict, "cors 302");
  EXPECT_EQ(ScriptedAgent().fetch(with(request, RedirectMode::manual), {nowhere}).verdict, "opaqueredirect 0");
  EXPECT_EQ(ScriptedAgent().fetch(with(request, RedirectMode::error), {nowhere}).verdict, "blocked redirect-mode-error at redirect");
}

// E2E-33
TEST(EndToEnd, ClearingAfterARedirectLeavesTheFirstUrlAlone) {
  ScriptedAgent agent;
  const NetworkResponse put_for_long = answer(204, {kStar, {"Access-Control-Allow-Methods", "PUT"}, max_age("600")});
  const ClientRequest put = request_to("http://b.test/1", "PUT");
  EXPECT_EQ(agent.fetch(put, {put_for_long, shared()}).verdict, "cors 200");
  const auto second = agent.fetch(put, {redirect_to(307, "http://b.test/2"), put_for_long, answer(200)});
  EXPECT_EQ(second.verdict, "blocked allow-origin-missing at response");
  EXPECT_THAT(agent.fetch(put, {}).sent, ElementsAre("PUT http://b.test/1 O:http://a.test"));
  EXPECT_EQ(agent.fetch(request_to("http://b.test/2", "PUT"), {}).sent.front(), "OPTIONS http://b.test/2 O:http://a.test ACRM:PUT");
}

// E2E-34
TEST(EndToEnd, ARefreshedEntryLivesFromItsRefreshing) {
  ScriptedAgent agent;
  const ClientRequest put = request_to("http://b.test/", "PUT");
  const Header five = max_age("5");
  agent.at("0").fetch(put, {answer(204, {kStar, {"Access-Control-Allow-Methods", "PUT"}, five}), shared()});
  agent.at("3").fetch(
      request_to("http://b.test/", "PUT", {{"X-A", "1"}}),
      {answer(204, {kStar, {"Access-Control-Allow-Methods", "PUT"}, {"Access-Control-Allow-Headers", "x-a"}, five}), shared()});
  EXPECT_THAT(agent.at("6").fetch(put, {shared()}).sent, ElementsAre("PUT http://b.test/ O:http://a.test"));
}

// E2E-35
TEST(EndToEnd, AFailureWithoutPreflightClearsNothing) {
  ScriptedAgent agent;
  const ClientRequest put = request_to("http://b.test/", "PUT");
  agent.fetch(put, {answer(204, {kStar, {"Access-Control-Allow-Methods", "PUT"}, max_age("600")}), shared()});
  EXPECT_EQ(agent.fetch(request_to("http://b.test/"), {answer(200)}).verdict, "blocked allow-origin-missing at response");
  EXPECT_THAT(agent.fetch(put, {shared()}).sent, ElementsAre("PUT http://b.test/ O:http://a.test"));
}

// API-12: what each sort of body brings along decides whether it is preflighted.
TEST(EndToEnd, FormBodiesAndTextAreSentAtOnceAndJsonIsNot) {
  const auto first_line = [](std::optional<std::string> type) {
    ClientRequest request = request_to("http://b.test/", "POST");
    request.body = ClientBody{std::move(type), true};
    return ScriptedAgent().fetch(request, {}).sent.front();
  };
  const std::string sent = "POST http://b.test/ O:http://a.test";
  EXPECT_EQ(first_line("text/plain;charset=UTF-8"), sent);                         // a string
  EXPECT_EQ(first_line("application/x-www-form-urlencoded;charset=UTF-8"), sent);  // URLSearchParams
  EXPECT_EQ(first_line("multipart/form-data; boundary=----x"), sent);              // FormData
  EXPECT_EQ(first_line(std::nullopt), sent);                                       // an untyped Blob, a BufferSource
  EXPECT_EQ(first_line("application/json"), "OPTIONS http://b.test/ O:http://a.test ACRM:POST ACRH:content-type");  // a typed Blob
}

// REQ-3: EventSource leaves the unsafe-request flag unset, so that its Last-Event-ID asks for no preflight.
TEST(EndToEnd, LastEventIdOfAnEventSourceIsSentAtOnce) {
  ClientRequest request = request_to("http://b.test/", "GET", {{"Last-Event-ID", "1"}});
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).sent.front(), "OPTIONS http://b.test/ O:http://a.test ACRM:GET ACRH:last-event-id");
  request.client = Client::raw;
  EXPECT_EQ(ScriptedAgent().fetch(request, {}).sent.front(), "GET http://b.test/ O:http://a.test");
}

}  // namespace
}  // namespace crosscheck
