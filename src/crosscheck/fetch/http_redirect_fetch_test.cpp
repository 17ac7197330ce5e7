#include "crosscheck/fetch/http_redirect_fetch.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

Request request_at(std::string_view url, std::string method = "GET") {
  Request request;
  request.method = std::move(method);
  request.url_list = {parse_url(url).value()};
  request.origin = *parse_serialized_origin("http://a.test");
  request.mode = Mode::cors;
  return request;
}

std::optional<Reason> follow(Request& request, std::string_view location, int status = 302, HeaderList headers = {},
                             const Profile& profile = standard_profile()) {
  const std::optional<RedirectRefusal> refusal =
      http_redirect_fetch(request, parse_url(location).value(), status, headers.views(), nullptr, profile);
  return refusal ? std::optional(refusal->reason) : std::nullopt;
}

TEST(HttpRedirectFetch, LeavesHttpInNoMode) {
  for (Mode mode : {Mode::cors, Mode::no_cors, Mode::same_origin, Mode::navigate}) {
    for (const char* target : {"data:,x", "blob:http://a.test/x", "about:blank", "ftp://b.test/", "ws://b.test/"}) {
      Request request = request_at("http://a.test/");
      request.mode = mode;
      EXPECT_EQ(follow(request, target), Reason::redirect_to_non_http) << target;
      EXPECT_EQ(request.url_list.size(), 1u);
    }
  }
}

TEST(HttpRedirectFetch, CountsToTwenty) {
  Request request = request_at("http://a.test/");
  for (unsigned i = 1; i <= 20; ++i) {
    EXPECT_EQ(follow(request, "http://a.test/x"), std::nullopt);
    EXPECT_EQ(request.redirect_count, i);
  }
  EXPECT_EQ(follow(request, "http://a.test/x"), Reason::too_many_redirects);
}

TEST(HttpRedirectFetch, CredentialsInTheTargetMustNotReachAnotherOrigin) {
  Request request = request_at("http://a.test/");
  EXPECT_EQ(follow(request, "http://u:p@b.test/"), Reason::redirect_url_has_credentials);
  EXPECT_EQ(follow(request, "http://u:p@a.test/"), std::nullopt);
  EXPECT_EQ(follow(request, "http://@b.test/"), std::nullopt);
}

TEST(HttpRedirectFetch, CredentialsInTheTargetDoNotComeHomeFromAnotherOrigin) {
  Request request = request_at("http://b.test/");
  request.response_tainting = ResponseTainting::cors;
  EXPECT_EQ(follow(request, "http://u:p@a.test/"), Reason::redirect_url_has_credentials);
}

TEST(HttpRedirectFetch, NoCorsFollowsCredentialsAnywhereButInChromium) {
  Request request = request_at("http://b.test/");
  request.mode = Mode::no_cors;
  request.response_tainting = ResponseTainting::opaque;
  EXPECT_EQ(follow(request, "http://u:p@a.test/", 302, {}, chromium_profile()), Reason::redirect_url_has_credentials);
  EXPECT_EQ(follow(request, "http://u:p@a.test/"), std::nullopt);
}

TEST(HttpRedirectFetch, AStreamIsNotSentTwice) {
  for (int status : {301, 302, 307, 308}) {
    Request request = request_at("http://b.test/", "POST");
    request.body = Body{true};
    EXPECT_EQ(follow(request, "http://b.test/x", status), Reason::redirect_stream_body) << status;
  }
  Request request = request_at("http://b.test/", "POST");
  request.body = Body{true};
  EXPECT_EQ(follow(request, "http://b.test/x", 303), std::nullopt);
  EXPECT_FALSE(request.body);
}

struct MethodCase {
  int status;
  const char* before;
  const char* after;
};

TEST(HttpRedirectFetch, RewritesTheMethodByStatus) {
  // clang-format off
  for (const MethodCase& c : {MethodCase{301, "POST", "GET"}, {301, "PUT", "PUT"},
                              {302, "POST", "GET"}, {302, "DELETE", "DELETE"}, {302, "PATCH", "PATCH"}, {302, "QUERY", "QUERY"},
                              {303, "POST", "GET"}, {303, "PUT", "GET"}, {303, "HEAD", "HEAD"}, {303, "GET", "GET"},
                              {307, "POST", "POST"}, {308, "PUT", "PUT"}}) {
    // clang-format on
    Request request = request_at("http://b.test/", c.before);
    EXPECT_EQ(follow(request, "http://b.test/x", c.status), std::nullopt);
    EXPECT_EQ(request.method, c.after) << c.status << " " << c.before;
  }
}

TEST(HttpRedirectFetch, BodyHeadersGoWithTheBodyAndOthersStay) {
  Request request = request_at("http://b.test/", "POST");
  request.body = Body{};
  for (const char* name : {"content-type", "Content-Language", "Content-Encoding", "Content-Location", "X-A"})
    request.header_list.append(name, "v");
  EXPECT_EQ(follow(request, "http://b.test/x", 303), std::nullopt);
  EXPECT_EQ(request.header_list, (HeaderList{{"X-A", "v"}}));
  EXPECT_FALSE(request.body);
}

TEST(HttpRedirectFetch, AuthorizationIsLostAtTheFirstOtherOriginForGood) {
  Request request = request_at("http://a.test/");
  request.header_list.append("authorization", "x");
  EXPECT_EQ(follow(request, "http://a.test/2"), std::nullopt);
  EXPECT_TRUE(request.header_list.contains("Authorization"));
  EXPECT_EQ(follow(request, "http://a.test:8080/"), std::nullopt);
  EXPECT_FALSE(request.header_list.contains("Authorization"));
  EXPECT_EQ(follow(request, "http://a.test/"), std::nullopt);
  EXPECT_FALSE(request.header_list.contains("Authorization"));
}

TEST(HttpRedirectFetch, TheTargetBecomesTheCurrentUrl) {
  Request request = request_at("http://a.test/");
  EXPECT_EQ(follow(request, "http://b.test/#f"), std::nullopt);
  EXPECT_EQ(serialize_url(request.current_url()), "http://b.test/#f");
  EXPECT_EQ(serialize_url(request.url()), "http://a.test/");
}

TEST(HttpRedirectFetch, TheLastKnownReferrerPolicyOfTheResponseApplies) {
  Request request = request_at("http://a.test/");
  EXPECT_EQ(follow(request, "http://b.test/", 302, HeaderList{{"Referrer-Policy", "origin, no-referrer, whatever"}}), std::nullopt);
  EXPECT_EQ(request.referrer_policy, ReferrerPolicy::no_referrer);
  EXPECT_EQ(follow(request, "http://b.test/", 302, HeaderList{{"Referrer-Policy", ""}}), std::nullopt);
  EXPECT_EQ(request.referrer_policy, ReferrerPolicy::no_referrer);
}

}  // namespace
}  // namespace crosscheck
