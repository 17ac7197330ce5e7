#include "crosscheck/fetch/hooks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "crosscheck/fetch/scripted_fetch_for_tests.h"

namespace crosscheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TestHooks : public Hooks {
 public:
  bool upgrade = false;
  bool offline = false;
  std::optional<Reason> request_block, response_block;
  std::optional<NetworkResponse> override_answer;
  std::optional<NetworkResponse> scheme_answer;
  // Answers the first request alone, as redirects that come from the network are not shown to it.
  std::optional<ServiceWorkerResponse> worker;

  bool upgrades_to_https(const Request&) const override { return upgrade; }
  bool is_offline() const override { return offline; }
  std::optional<Reason> blocks_request(const Request&) const override { return request_block; }
  std::optional<Reason> blocks_response(const Request&, const NetworkResponseView&) const override { return response_block; }
  std::optional<NetworkResponse> override_fetch(const Request&) const override { return override_answer; }
  std::optional<NetworkResponse> scheme_fetch(const Request&) const override { return scheme_answer; }
  std::optional<ServiceWorkerResponse> service_worker(const Request& request) const override {
    return request.redirect_count == 0 ? worker : std::nullopt;
  }
};

TEST(FetchHooks, AnUpgradeInPlaceMakesTheOwnOriginAnother) {
  TestHooks hooks;
  hooks.upgrade = true;
  const auto result = ScriptedAgent().fetch(request_to("http://a.test/x"), {shared()}, hooks);
  EXPECT_THAT(result.sent, ElementsAre("GET https://a.test/x O:http://a.test"));
  EXPECT_EQ(result.verdict, "cors 200");
  EXPECT_FALSE(result.response.redirected);
}

TEST(FetchHooks, MixedContentAndTheLikeBlockBeforeAnythingIsSent) {
  TestHooks hooks;
  hooks.request_block = Reason::network_error;
  EXPECT_THAT(ScriptedAgent().fetch(request_to("http://b.test/"), {}, hooks).sent, IsEmpty());
  TestHooks later;
  later.response_block = Reason::network_error;
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/"), {shared()}, later).verdict, "blocked network-error at response");
}

TEST(FetchHooks, OfflineIsANetworkErrorWithoutARequest) {
  TestHooks hooks;
  hooks.offline = true;
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/", "PUT"), {}, hooks);
  EXPECT_THAT(result.sent, IsEmpty());
  EXPECT_EQ(result.verdict, "blocked network-error at preflight");
}

TEST(FetchHooks, AnOverrideBypassesPreflightAndCorsCheck) {
  TestHooks hooks;
  hooks.override_answer = answer(200, {{"Content-Type", "text/plain"}});
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/", "PUT"), {}, hooks);
  EXPECT_THAT(result.sent, IsEmpty());
  EXPECT_EQ(result.verdict, "cors 200");
}

TEST(FetchHooks, AServiceWorkersAnswerBypassesPreflightAndCorsCheckButNotItsType) {
  TestHooks hooks;
  hooks.worker.emplace();
  hooks.worker->response = answer(200, {{"X-A", "1"}});
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/", "PUT"), {}, hooks).verdict, "cors 200");
  hooks.worker->type = ResponseType::opaque;
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://b.test/"), {}, hooks).verdict, "blocked network-error at response");
  ClientRequest no_cors = request_to("http://b.test/");
  no_cors.mode = Mode::no_cors;
  EXPECT_EQ(ScriptedAgent().fetch(no_cors, {}, hooks).verdict, "opaque 0");
}

TEST(FetchHooks, ARangeAnswerThatNobodyAskedForIsRefusedWhenOpaque) {
  TestHooks hooks;
  hooks.worker.emplace();
  hooks.worker->range_requested = true;
  ClientRequest request = request_to("http://b.test/");
  request.mode = Mode::no_cors;
  for (int status : {206, 416}) {
    hooks.worker->response = answer(status);
    EXPECT_EQ(ScriptedAgent().fetch(request, {}, hooks).verdict, "blocked opaque-range at response");
  }
  hooks.worker->response = answer(200);
  EXPECT_EQ(ScriptedAgent().fetch(request, {}, hooks).verdict, "opaque 0");
}

Hooks::ServiceWorkerResponse worker_answer(ResponseType type, NetworkResponse response, const char* url = nullptr) {
  Hooks::ServiceWorkerResponse worker;
  worker.type = type;
  worker.response = std::move(response);
  if (url != nullptr) worker.url = *parse_url(url);
  return worker;
}

TEST(ServiceWorkerHook, AnAnswerHasToFitTheRequest) {
  struct Case {
    Mode mode;
    RedirectMode redirect;
    ResponseType type;
    bool several_urls;
    bool refused;
  };
  for (const Case& c : {Case{Mode::cors, RedirectMode::follow, ResponseType::error, false, true},
                        Case{Mode::same_origin, RedirectMode::follow, ResponseType::cors, false, true},
                        Case{Mode::same_origin, RedirectMode::follow, ResponseType::basic, false, false},
                        Case{Mode::cors, RedirectMode::follow, ResponseType::opaque, false, true},
                        Case{Mode::no_cors, RedirectMode::follow, ResponseType::opaque, false, false},
                        Case{Mode::cors, RedirectMode::follow, ResponseType::opaqueredirect, false, true},
                        Case{Mode::cors, RedirectMode::error, ResponseType::basic, true, true},
                        Case{Mode::cors, RedirectMode::manual, ResponseType::basic, true, true},
                        Case{Mode::cors, RedirectMode::follow, ResponseType::basic, true, false}}) {
    TestHooks hooks;
    hooks.worker = worker_answer(c.type, answer(200), "http://a.test/x");
    hooks.worker->has_several_urls = c.several_urls;
    ClientRequest request = request_to("http://a.test/");
    request.mode = c.mode;
    request.redirect = c.redirect;
    const std::string verdict = ScriptedAgent().fetch(request, {}, hooks).verdict;
    EXPECT_EQ(verdict == "blocked network-error at response", c.refused) << to_string(c.mode) << " " << to_string(c.type) << " " << verdict;
  }
}

TEST(ServiceWorkerHook, AFilteredAnswerKeepsItsFilterAndItsUrl) {
  TestHooks hooks;
  hooks.worker = worker_answer(ResponseType::basic, answer(200, {{"X-A", "1"}}), "http://a.test/from-cache#f");
  hooks.worker->has_several_urls = true;
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/"), {}, hooks);
  EXPECT_EQ(result.verdict, "basic 200");
  EXPECT_EQ(result.response.headers, (std::vector<Header>{{"x-a", "1"}}));
  EXPECT_EQ(result.response.url, "http://a.test/from-cache");
  EXPECT_TRUE(result.response.redirected);
}

TEST(ServiceWorkerHook, ASyntheticAnswerIsFilteredByTheTaintingAndHasTheRequestsUrl) {
  TestHooks hooks;
  hooks.worker = worker_answer(ResponseType::default_, answer(200, {{"X-A", "1"}, {"Content-Type", "a/b"}}));
  const auto result = ScriptedAgent().fetch(request_to("http://b.test/x"), {}, hooks);
  EXPECT_EQ(result.verdict, "cors 200");
  EXPECT_EQ(result.response.headers, (std::vector<Header>{{"content-type", "a/b"}}));
  EXPECT_EQ(result.response.url, "http://b.test/x");
}

TEST(ServiceWorkerHook, ARedirectIsParsedAgainstTheAnswersOwnUrl) {
  TestHooks hooks;
  hooks.worker = worker_answer(ResponseType::default_, answer(302, {{"Location", "y"}}), "http://a.test/dir/x");
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://a.test/"), {}, hooks).sent.front(), "GET http://a.test/dir/y +credentials");
  hooks.worker->url.reset();
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://a.test/"), {}, hooks).verdict, "blocked redirect-bad-location at redirect");
  hooks.worker->response = answer(302, {{"Location", "http://a.test/z"}});
  EXPECT_EQ(ScriptedAgent().fetch(request_to("http://a.test/"), {}, hooks).sent.front(), "GET http://a.test/z +credentials");
}

TEST(ServiceWorkerHook, AnOpaqueAnswerIsPutToCorpWithTheCredentialsOfItsOwnRequest) {
  TestHooks hooks;
  hooks.worker = worker_answer(ResponseType::opaque, answer(200), "http://b.test/");
  ClientRequest request = request_to("http://a.test/");
  request.mode = Mode::no_cors;
  request.embedder_policy = EmbedderPolicy::credentialless;
  EXPECT_EQ(ScriptedAgent().fetch(request, {}, hooks).verdict, "blocked corp-blocked at response");
  hooks.worker->request_includes_credentials = false;
  EXPECT_EQ(ScriptedAgent().fetch(request, {}, hooks).verdict, "opaque 0");
}

TEST(ServiceWorkerHook, TheRangeRuleGoesByTheAnswersTypeNotByTheTainting) {
  TestHooks hooks;
  hooks.worker = worker_answer(ResponseType::opaque, answer(206), "http://b.test/");
  hooks.worker->range_requested = true;
  ClientRequest request = request_to("http://a.test/");
  request.mode = Mode::no_cors;
  EXPECT_EQ(ScriptedAgent().fetch(request, {}, hooks).verdict, "blocked opaque-range at response");
  hooks.worker->type = ResponseType::cors;
  request.url = "http://b.test/";
  EXPECT_EQ(ScriptedAgent().fetch(request, {}, hooks).verdict, "cors 206");
}

TEST(SchemeFetchHook, ABlobIsReadWithGetAlone) {
  TestHooks hooks;
  hooks.scheme_answer = answer(200, {{"Content-Type", "a/b"}});
  EXPECT_EQ(ScriptedAgent().fetch(request_to("blob:http://a.test/1"), {}, hooks).verdict, "basic 200");
  EXPECT_EQ(ScriptedAgent().fetch(request_to("blob:http://a.test/1", "POST"), {}, hooks).verdict, "blocked scheme-unsupported at request");
}

}  // namespace
}  // namespace crosscheck
