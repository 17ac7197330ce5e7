#include "suite/policy_request.h"

#include <gtest/gtest.h>

#include "suite/wire_for_tests.h"

namespace crosscheck::suite {
namespace {

const wire::Location kLocation = {{"127.0.0.1", 4000, false}, "127.0.0.1:4000", "/"};

Json asked(Json request) { return {{"policy", {{"origins", {"https://a.test"}}}}, {"request", std::move(request)}}; }

std::string bytes_of(const Json& request, const wire::Location& location = kLocation) {
  const Result<RequestBytes, NotCarried> made = policy_request_bytes(asked(request), location);
  EXPECT_TRUE(made.has_value()) << made.error().why;
  return made ? made->bytes : std::string();
}

std::string why_not(const Json& request) {
  const Result<RequestBytes, NotCarried> made = policy_request_bytes(asked(request), kLocation);
  return made ? std::string() : made.error().why;
}

TEST(PolicyRequest, HeadersStandAsTheyAreBehindAHost) {
  EXPECT_EQ(bytes_of({{"method", "GET"}, {"headers", lines({{"Origin", " https://a.test"}, {"oRIGIN", ""}})}}),
            "GET / HTTP/1.1\r\nHost: 127.0.0.1:4000\r\nOrigin:  https://a.test\r\noRIGIN: \r\n\r\n");
}

TEST(PolicyRequest, AHostOfTheVectorStandsAlone) {
  EXPECT_EQ(bytes_of({{"method", "GET"}, {"headers", lines({{"hOST", "evil.test"}})}}), "GET / HTTP/1.1\r\nhOST: evil.test\r\n\r\n");
}

TEST(PolicyRequest, BytesAboveAsciiAreSentAsSingleBytes) {
  EXPECT_EQ(bytes_of({{"method", "GET"}, {"headers", lines({{"Origin", "\u00ff"}})}}),
            "GET / HTTP/1.1\r\nHost: 127.0.0.1:4000\r\nOrigin: \xff\r\n\r\n");
}

TEST(PolicyRequest, ItsPathStandsBehindThatOfTheServer) {
  const wire::Location below = {{"127.0.0.1", 4000, false}, "127.0.0.1:4000", "/app/"};
  EXPECT_EQ(bytes_of({{"method", "GET"}, {"path", "/%61pi/x"}}, below), "GET /app/%61pi/x HTTP/1.1\r\nHost: 127.0.0.1:4000\r\n\r\n");
  EXPECT_EQ(bytes_of({{"method", "GET"}}, below), "GET /app/ HTTP/1.1\r\nHost: 127.0.0.1:4000\r\n\r\n");
}

TEST(PolicyRequest, AMethodThatMayHaveABodySaysThatItHasNone) {
  EXPECT_EQ(bytes_of({{"method", "POST"}}), "POST / HTTP/1.1\r\nHost: 127.0.0.1:4000\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(bytes_of({{"method", "OPTIONS"}}), "OPTIONS / HTTP/1.1\r\nHost: 127.0.0.1:4000\r\n\r\n");
}

TEST(PolicyRequest, WhatHttpCannotCarryIsNotCarried) {
  EXPECT_EQ(why_not({{"method", "GET"}, {"headers", lines({{"Origin", "a\nb"}})}}),
            "HTTP cannot carry NUL, CR or LF in a value, as they stand in that of Origin");
  EXPECT_NE(why_not({{"method", "GET"}, {"headers", lines({{"Origin", std::string("a\0b", 3)}})}}), "");
  EXPECT_EQ(why_not({{"headers", Json::array()}}), "a request without a method cannot be sent");
  EXPECT_EQ(why_not({{"method", "GET"}, {"path", "/a b"}}), "its path cannot stand in a request line");
  EXPECT_EQ(why_not({{"method", "POST"}, {"headers", lines({{"Content-Length", "5"}})}}),
            "its Content-Length would frame a body, and it has none");
}

TEST(PolicyRequest, MethodsThatEveryServerTakesAreTold) {
  EXPECT_TRUE(policy_request_bytes(asked({{"method", "PATCH"}}), kLocation)->is_common);
  EXPECT_FALSE(policy_request_bytes(asked({{"method", "options"}}), kLocation)->is_common);
  EXPECT_TRUE(policy_request_bytes(asked({{"method", "HEAD"}}), kLocation)->is_head);
}

}  // namespace
}  // namespace crosscheck::suite
