// Whole fetches where a browser's profile departs from the standard.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "crosscheck/fetch/fetch.h"
#include "crosscheck/fetch/scripted_fetch_for_tests.h"

namespace crosscheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(FetchByProfile, FirefoxAndWebKitPreflightLaterHopsOfARequestThatNeededOne) {
  const ClientRequest request = request_to("http://b.test/", "PUT");
  const std::vector<NetworkResponse> answers = {grant("PUT"), redirect_to(303, "http://b.test/2")};
  EXPECT_EQ(ScriptedAgent().fetch(request, answers).sent.back(), "GET http://b.test/2 O:http://a.test");
  EXPECT_EQ(ScriptedAgent(chromium_profile()).fetch(request, answers).sent.back(), "GET http://b.test/2 O:http://a.test");
  EXPECT_EQ(ScriptedAgent(firefox_profile()).fetch(request, answers).sent.back(), "OPTIONS http://b.test/2 O:http://a.test ACRM:GET");
  EXPECT_EQ(ScriptedAgent(webkit_profile()).fetch(request, answers).sent.back(), "OPTIONS http://b.test/2 O:http://a.test ACRM:GET");
}

TEST(FetchByProfile, WebKitAsksForHeadersThatItDropped) {
  const ClientRequest request = request_to("http://b.test/", "GET", {{"Authorization", "x"}});
  const std::vector<NetworkResponse> answers = {grant("", "authorization"), redirect_to(302, "http://c.test/")};
  EXPECT_EQ(ScriptedAgent(webkit_profile()).fetch(request, answers).sent.back(),
            "OPTIONS http://c.test/ O:null ACRM:GET ACRH:authorization");
  EXPECT_EQ(ScriptedAgent(firefox_profile()).fetch(request, answers).sent.back(), "OPTIONS http://c.test/ O:http://a.test ACRM:GET");
}

TEST(FetchByProfile, FirefoxPreflightsWithThePagesOrigin) {
  const ClientRequest request = request_to("http://b.test/", "PUT");
  NetworkResponse for_null = grant("PUT");
  for_null.headers.set("Access-Control-Allow-Origin", "null");
  NetworkResponse for_page = grant("PUT");
  for_page.headers.set("Access-Control-Allow-Origin", "http://a.test");
  const NetworkResponse last = answer(200, {{"Access-Control-Allow-Origin", "null"}});
  const NetworkResponse redirect = redirect_to(307, "http://c.test/");
  EXPECT_EQ(ScriptedAgent().fetch(request, {grant("PUT"), redirect, for_null, last}).verdict, "cors 200");
  EXPECT_EQ(ScriptedAgent(firefox_profile()).fetch(request, {grant("PUT"), redirect, for_null, last}).verdict,
            "blocked allow-origin-malformed at preflight");
  EXPECT_EQ(ScriptedAgent(firefox_profile()).fetch(request, {grant("PUT"), redirect, for_page, last}).verdict, "cors 200");
  EXPECT_EQ(ScriptedAgent(firefox_profile()).fetch(request, {grant("PUT"), redirect_to(307, "http://a.test/"), for_null, last}).verdict,
            "cors 200");
}

TEST(FetchByProfile, WebKitBlocksAStreamOverHttp1BeforeAskingAndFirefoxSendsItAsText) {
  ClientRequest request = request_to("http://b.test/", "POST");
  request.body = ClientBody{std::nullopt, false};
  const auto webkit = ScriptedAgent(webkit_profile()).fetch(request, {});
  EXPECT_THAT(webkit.sent, IsEmpty());
  EXPECT_EQ(webkit.verdict, "blocked stream-over-http-1 at request");
  EXPECT_THAT(ScriptedAgent(firefox_profile()).fetch(request, {}).sent, ElementsAre("POST http://b.test/ O:http://a.test"));
}

}  // namespace
}  // namespace crosscheck
