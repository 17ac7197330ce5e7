#include "crosscheck/fetch/redirect_taint.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace crosscheck {
namespace {

constexpr const char* A = "http://a.test/";
constexpr const char* A2 = "http://sub.a.test/";
constexpr const char* B = "http://b.test/";
constexpr const char* C = "http://c.test/";

Request request_through(Origin origin, std::initializer_list<const char*> urls) {
  Request request;
  request.origin = std::move(origin);
  for (const char* url : urls) request.url_list.push_back(*parse_url(url));
  return request;
}

Origin a() { return *parse_serialized_origin("http://a.test"); }

RedirectTaint taint(std::initializer_list<const char*> urls) { return redirect_taint(request_through(a(), urls)); }

TEST(RedirectTaint, SingleUrlIsNeverTainted) {
  EXPECT_EQ(taint({A}), RedirectTaint::same_origin);
  EXPECT_EQ(taint({B}), RedirectTaint::same_origin);
}

TEST(RedirectTaint, StartingAtHomeOrStayingPutIsFine) {
  EXPECT_EQ(taint({A, B}), RedirectTaint::same_origin);
  EXPECT_EQ(taint({A, A, B, B}), RedirectTaint::same_origin);
  EXPECT_EQ(taint({B, B}), RedirectTaint::same_origin);
}

TEST(RedirectTaint, LeavingAForeignSiteIsCrossSite) {
  EXPECT_EQ(taint({A, B, A}), RedirectTaint::cross_site);
  EXPECT_EQ(taint({B, A}), RedirectTaint::cross_site);
  EXPECT_EQ(taint({B, C}), RedirectTaint::cross_site);
}

TEST(RedirectTaint, LeavingAForeignOriginOfTheOwnSiteIsSameSite) {
  EXPECT_EQ(taint({A, A2, A}), RedirectTaint::same_site);
  EXPECT_EQ(taint({A2, A}), RedirectTaint::same_site);
  EXPECT_EQ(taint({A2, B}), RedirectTaint::same_site) << "the requester is same site with the URL before";
}

TEST(RedirectTaint, CrossSiteWinsOverAnEarlierSameSite) {
  EXPECT_EQ(taint({A, A2, B, A}), RedirectTaint::cross_site);
  EXPECT_EQ(taint({A, A2, A, A}), RedirectTaint::same_site) << "and same-site is not forgotten";
}

TEST(RedirectTaint, EachHopIsComparedWithTheOneBefore) { EXPECT_EQ(taint({A, B, B, B}), RedirectTaint::same_origin); }

TEST(RedirectTaint, OpaqueRequesterIsNeverAtHome) {
  const Origin opaque = Origin::opaque();
  EXPECT_EQ(redirect_taint(request_through(opaque, {A, "http://a.test/2"})), RedirectTaint::same_origin);
  EXPECT_EQ(redirect_taint(request_through(opaque, {A, B})), RedirectTaint::cross_site);
  EXPECT_EQ(serialize_request_origin(request_through(opaque, {A, "http://a.test/2"})), "null");
}

TEST(RedirectTaint, BlobUrlHasTheOriginThatMadeIt) {
  const Request request = request_through(a(), {"blob:http://a.test/1", B});
  EXPECT_EQ(redirect_taint(request), RedirectTaint::same_origin);
  EXPECT_EQ(redirect_taint(request,
                           [](const Url& url) -> std::optional<Origin> {
                             if (url.scheme != "blob") return std::nullopt;
                             return Origin::opaque();
                           }),
            RedirectTaint::cross_site);
}

TEST(SerializeRequestOrigin, IsTheOriginAsLongAsNothingTaints) {
  EXPECT_EQ(serialize_request_origin(request_through(a(), {A, B})), "http://a.test");
  EXPECT_EQ(serialize_request_origin(request_through(Origin::opaque(), {B})), "null");
}

TEST(SerializeRequestOrigin, IsNullForEitherTaint) {
  EXPECT_EQ(serialize_request_origin(request_through(a(), {B, C})), "null");
  EXPECT_EQ(serialize_request_origin(request_through(a(), {A2, A})), "null");
}

Rule told_of_taint(const Request& request) {
  CollectingTrace sink;
  redirect_taint(request, nullptr, Trace(&sink));
  return sink.steps().back().rule;
}

TEST(RedirectTaint, TraceEndsWithTheStepThatDecided) {
  EXPECT_EQ(told_of_taint(request_through(a(), {B})), Rule::TNT_1);
  EXPECT_EQ(told_of_taint(request_through(a(), {B, "http://b.test/2"})), Rule::TNT_2);
  EXPECT_EQ(told_of_taint(request_through(a(), {B, C})), Rule::TNT_3);
  EXPECT_EQ(told_of_taint(request_through(a(), {A2, A})), Rule::TNT_4);
  EXPECT_EQ(told_of_taint(request_through(a(), {A, B})), Rule::TNT_5);
  EXPECT_EQ(told_of_taint(request_through(Origin::opaque(), {A, B})), Rule::TNT_6);
}

TEST(SerializeRequestOrigin, TraceSaysWhyItIsNull) {
  CollectingTrace sink;
  serialize_request_origin(request_through(a(), {B, C}), nullptr, Trace(&sink));
  EXPECT_EQ(sink.take().back().rule, Rule::SRO_1);
  serialize_request_origin(request_through(Origin::opaque(), {B}), nullptr, Trace(&sink));
  EXPECT_EQ(sink.take().back().rule, Rule::SRO_2);
  serialize_request_origin(request_through(a(), {A, B}), nullptr, Trace(&sink));
  EXPECT_TRUE(sink.steps().empty());
}

}  // namespace
}  // namespace crosscheck
