#include "wire/request_reader.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "wire/pieces_for_tests.h"

namespace crosscheck::wire {
namespace {

ReceivedRequest request_of(std::string_view bytes) {
  RequestReader reader = read_in_every_way<RequestReader>(bytes, false, kSmallLimits);
  EXPECT_TRUE(reader.is_whole()) << bytes << (reader.failure() ? reader.failure()->what : "");
  return reader.is_whole() ? std::move(reader).take() : ReceivedRequest{};
}

ReadFailure refusal_of(std::string_view bytes) {
  const RequestReader reader = read_in_every_way<RequestReader>(bytes, false, kSmallLimits);
  EXPECT_TRUE(reader.failure().has_value()) << bytes;
  return reader.failure().value_or(ReadFailure{});
}

TEST(RequestReader, AnyMethodTargetAndHeaderIsReadAsItCame) {
  const std::string_view bytes = "CHICKEN /a|b?\xFF HTTP/1.1\r\nOrigin: https%3A//a.test\r\nX-Empty:\r\norigin:\tb \r\n\r\n";
  const ReceivedRequest request = request_of(bytes);
  EXPECT_EQ(request.method, "CHICKEN");
  EXPECT_EQ(request.target, "/a|b?\xFF");
  EXPECT_EQ(request.headers, (std::vector<Header>{{"Origin", "https%3A//a.test"}, {"X-Empty", ""}, {"origin", "b"}}));
  EXPECT_EQ(request.bytes, bytes);
  EXPECT_EQ(request_of("patch * HTTP/1.0\n\n").method, "patch");
}

TEST(RequestReader, BodiesByLengthAndByChunksAreRead) {
  EXPECT_EQ(request_of("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc").body, "abc");
  EXPECT_EQ(request_of("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n").body, "abc");
  EXPECT_EQ(request_of("POST / HTTP/1.1\r\n\r\n").body, "");
}

TEST(RequestReader, EmptyLinesBeforeTheRequestLineArePassedOver) {
  const ReceivedRequest request = request_of("\r\n\n\r\nGET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.bytes, "\r\n\n\r\nGET / HTTP/1.1\r\n\r\n");
}

TEST(RequestReader, WhatIsNoRequestLineIsMalformed) {
  using namespace std::string_view_literals;
  for (const std::string_view bytes :
       {" GET / HTTP/1.1\r\n"sv, "GET\r\n"sv, "GET \r\n"sv, "GET /\r\n"sv, "GET  HTTP/1.1\r\n"sv, "GET /  HTTP/1.1\r\n"sv,
        "GET / a HTTP/1.1\r\n"sv, "GET / HTTP/1.1 \r\n"sv, "GET / HTTP/2.0\r\n"sv, "GET / HTTP/1.10\r\n"sv, "GET / http/1.1\r\n"sv,
        "GET /\0 HTTP/1.1\r\n"sv, "GET /\r HTTP/1.1\r\n"sv, "G\xFF"sv, "\x16\x03\x01"sv, "\rx HTTP/1.1\r\n"sv, "PRI * HTTP/2.0\r\n"sv,
        "GET\t/ HTTP/1.1\r\n"sv, "(GET"sv}) {
    EXPECT_EQ(refusal_of(bytes).fault, ReadFault::malformed) << bytes;
  }
}

TEST(RequestReader, FieldsThatTwoReadersCouldReadDifferentlyAreMalformed) {
  using namespace std::string_view_literals;
  for (const std::string_view line : {"A : 1"sv, "A"sv, ": 1"sv, " A: 1"sv, "A: 1\r\n 2"sv, "A\xFF: 1"sv, "A: 1\r2"sv, "A: \0"sv, "\r"sv}) {
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\n" + std::string(line) + "\r\n").fault, ReadFault::malformed) << line;
  }
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n").fault, ReadFault::malformed);
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n").fault, ReadFault::malformed);
}

TEST(RequestReader, WhatIsAboveTheLimitsIsTooLarge) {
  EXPECT_EQ(refusal_of("GET /" + std::string(300, 'x')).fault, ReadFault::headers_too_large);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nA: " + std::string(300, 'x')).fault, ReadFault::headers_too_large);
  EXPECT_EQ(refusal_of(std::string(300, '\n')).fault, ReadFault::headers_too_large);
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nContent-Length: 65\r\n\r\n").fault, ReadFault::body_too_large);
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n41\r\n").fault, ReadFault::body_too_large);
}

// Quadratic work would not end within the test's time.
TEST(RequestReader, TimeIsLinearInWhatComesByteByByte) {
  constexpr std::size_t kMany = 512 * 1024;
  for (const std::string& bytes : {std::string(kMany, 'x'), "GET " + std::string(kMany, '/'),
                                   "GET / HTTP/1.1\r\nA: " + std::string(kMany, 'x'), std::string(kMany, '\n')}) {
    RequestReader reader(ReadLimits{2 * kMany, 1});
    for (const char& byte : bytes) reader.feed(std::string_view(&byte, 1));
    EXPECT_FALSE(reader.is_done());
  }
}

}  // namespace
}  // namespace crosscheck::wire
