#include "wire/response_reader.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "wire/pieces_for_tests.h"

namespace crosscheck::wire {
namespace {

// The response of bytes after which the peer keeps the connection open.
WireResponse response_of(std::string_view bytes, bool answers_head = false) {
  ResponseReader reader = read_in_every_way<ResponseReader>(bytes, false, kSmallLimits, answers_head);
  EXPECT_TRUE(reader.is_whole()) << bytes << (reader.failure() ? reader.failure()->what : "");
  return reader.is_whole() ? std::move(reader).take() : WireResponse{};
}

WireResponse read_to_the_end(std::string_view bytes) {
  ResponseReader reader = read_in_every_way<ResponseReader>(bytes, true, kSmallLimits, false);
  EXPECT_TRUE(reader.is_whole()) << bytes << (reader.failure() ? reader.failure()->what : "");
  return reader.is_whole() ? std::move(reader).take() : WireResponse{};
}

// The fault of bytes that cannot become a response.
ReadFailure fault_of(std::string_view bytes, bool ends = false) {
  const ResponseReader reader = read_in_every_way<ResponseReader>(bytes, ends, kSmallLimits, false);
  EXPECT_TRUE(reader.failure().has_value()) << bytes;
  return reader.failure().value_or(ReadFailure{});
}

bool waits_after(std::string_view bytes) { return !read_in_every_way<ResponseReader>(bytes, false, kSmallLimits, false).is_done(); }

TEST(ResponseReader, HeadersKeepOrderRepeatsCaseAndBytes) {
  const WireResponse response = response_of(
      "HTTP/1.1 200 Very Well\r\nX-b: 1\r\nx-B:\t 2 \t\r\nAccess-Control-Allow-Origin: a%20, b\xFF\x01\r\nX-Empty:\r\nContent-Length: "
      "2\r\n\r\nok");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.reason, "Very Well");
  const std::vector<Header> expected = {
      {"X-b", "1"}, {"x-B", "2"}, {"Access-Control-Allow-Origin", "a%20, b\xFF\x01"}, {"X-Empty", ""}, {"Content-Length", "2"}};
  EXPECT_EQ(response.headers, expected);
  EXPECT_EQ(response.body, "ok");
  EXPECT_TRUE(response.keeps_open);
}

TEST(ResponseReader, BytesAreExactAndStopWhereTheResponseDoes) {
  const std::string_view response = "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx";
  ResponseReader reader;
  EXPECT_EQ(reader.feed(std::string(response) + "HTTP/1.1 500"), response.size());
  EXPECT_EQ(std::move(reader).take().bytes, response);
}

TEST(ResponseReader, NulAndLoneCrStayInAValue) {
  using namespace std::string_view_literals;
  const WireResponse response = response_of("HTTP/1.1 204 No\r\nX: a\0b\rc\r\n\r\n"sv);
  EXPECT_EQ(response.headers.at(0).value, "a\0b\rc"sv);
}

TEST(ResponseReader, SpaceBeforeTheColonStaysInTheName) {
  EXPECT_EQ(response_of("HTTP/1.1 204 No\r\nX-A : 1\r\n\r\n").headers.at(0), (Header{"X-A ", "1"}));
}

TEST(ResponseReader, BareLfEndsLines) {
  const WireResponse response = response_of("HTTP/1.1 200 OK\nA: 1\nContent-Length: 1\n\nx");
  EXPECT_EQ(response.headers.at(0), (Header{"A", "1"}));
  EXPECT_EQ(response.body, "x");
}

TEST(ResponseReader, FoldedLinesAreJoinedByOneSpace) {
  const WireResponse response = response_of("HTTP/1.1 204 No\r\nA: 1 \r\n \t 2\r\n\t\r\n 3:4\r\nB:\r\n 5\r\n\r\n");
  const std::vector<Header> expected = {{"A", "1 2 3:4"}, {"B", "5"}};
  EXPECT_EQ(response.headers, expected);
  EXPECT_TRUE(response.ignored_lines.empty());
}

TEST(ResponseReader, LinesThatAreNoFieldAreIgnoredAndTold) {
  const WireResponse response = response_of("HTTP/1.1 204 No\r\n early: 1\r\nA: 1\r\nnonsense\r\n more\r\n: 2\r\nB: 3\r\n\r\n");
  const std::vector<Header> expected = {{"A", "1"}, {"B", "3"}};
  const std::vector<std::string> ignored = {" early: 1", "nonsense", " more", ": 2"};
  EXPECT_EQ(response.headers, expected);
  EXPECT_EQ(response.ignored_lines, ignored);
}

TEST(ResponseReader, ReasonMayBeMissing) {
  EXPECT_EQ(response_of("HTTP/1.1 204\r\n\r\n").reason, "");
  EXPECT_EQ(response_of("HTTP/1.1 204 \r\n\r\n").reason, "");
  EXPECT_EQ(response_of("HTTP/1.1 204  a\xFF \r\n\r\n").reason, " a\xFF ");
}

TEST(ResponseReader, WhatIsNoHttpFailsBeforeItsLineEnds) {
  using namespace std::string_view_literals;
  for (const std::string_view bytes :
       {"SSH-2.0-Open"sv, "\r\n"sv, "\n"sv, " HTTP/1.1 200 OK\r\n"sv, "http/1.1 200 OK\r\n"sv, "HTTP/2"sv, "HTTP/0.9 200"sv, "HTTP/1.x"sv,
        "HTTP/1.12"sv, "HTTP/1.1  200"sv, "HTTP/1.1 2x"sv, "HTTP/1.1 20\r\n"sv, "HTTP/1.1 200x\r\n"sv, "HTTP/1.1 2000\r\n"sv,
        "HTTP/1.1 099 No\r\n"sv, "HTTP/1.1\r\n"sv, "HTTP/1.1 -20"sv, "<html>"sv}) {
    EXPECT_EQ(fault_of(bytes).fault, ReadFault::malformed) << bytes;
  }
  EXPECT_NE(fault_of("\x15\x03\x01\x00\x02\x02\x46"sv).what.find("TLS"), std::string::npos);
  EXPECT_NE(fault_of("\0\0\x12\x04\0\0"sv).what.find("HTTP/2"), std::string::npos);
  EXPECT_TRUE(waits_after("HTTP/1.1 20"));
}

TEST(ResponseReader, InterimResponsesStandInTheBytesAlone) {
  const std::string_view bytes =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 204 No\r\nA: 1\r\n\r\n";
  const WireResponse response = response_of(bytes);
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.headers, (std::vector<Header>{{"A", "1"}}));
  EXPECT_EQ(response.bytes, bytes);
}

TEST(ResponseReader, InterimResponsesWithoutEndAreTooLarge) {
  std::string bytes;
  while (bytes.size() <= kSmallLimits.header_bytes) bytes += "HTTP/1.1 100 Continue\r\n\r\n";
  EXPECT_EQ(fault_of(bytes).fault, ReadFault::headers_too_large);
}

TEST(ResponseReader, SwitchingProtocolsIsTheLastResponse) {
  const WireResponse response = response_of("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
  EXPECT_EQ(response.status, 101);
  EXPECT_FALSE(response.keeps_open);
}

TEST(ResponseReader, NoBodyFollowsHead204And304WhateverTheHeadersSay) {
  EXPECT_EQ(response_of("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", true).body, "");
  EXPECT_EQ(response_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", true).body, "");
  EXPECT_EQ(response_of("HTTP/1.1 204 No\r\nContent-Length: x\r\n\r\n").body, "");
  EXPECT_TRUE(response_of("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n").keeps_open);
  EXPECT_TRUE(response_of("HTTP/1.1 200 OK\r\n\r\n", true).keeps_open);
}

TEST(ResponseReader, BodyWithoutALengthLastsUntilTheEnd) {
  const WireResponse response = read_to_the_end("HTTP/1.1 200 OK\r\nA: 1\r\n\r\nall of\r\n\r\nthis");
  EXPECT_EQ(response.body, "all of\r\n\r\nthis");
  EXPECT_FALSE(response.keeps_open);
  EXPECT_TRUE(waits_after("HTTP/1.1 200 OK\r\n\r\nall"));
  EXPECT_EQ(read_to_the_end("HTTP/1.1 200 OK\r\n\r\n").body, "");
}

TEST(ResponseReader, ResponseThatEndsEarlyIsCutShort) {
  for (const std::string_view bytes :
       {"", "HT", "HTTP/1.1 200 OK\r\nA: 1\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfour", "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: 1\r\n"}) {
    EXPECT_EQ(fault_of(bytes, true).fault, ReadFault::cut_short) << bytes;
  }
  EXPECT_EQ(fault_of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfour", true).what, "ended after 4 of 5 bytes of its body");
}

TEST(ResponseReader, HeadersUpToTheLimitAreReadAndOneByteMoreIsTooLarge) {
  const std::string begin = "HTTP/1.1 204 No\r\nA: ";
  const std::string fits = begin + std::string(kSmallLimits.header_bytes - begin.size() - 4, 'x') + "\r\n\r\n";
  EXPECT_EQ(response_of(fits).status, 204);
  EXPECT_EQ(fault_of(begin + "x" + fits.substr(begin.size())).fault, ReadFault::headers_too_large);
  EXPECT_EQ(fault_of("HTTP/1.1 204 " + std::string(300, 'x')).fault, ReadFault::headers_too_large);
}

TEST(ResponseReader, BodyUpToTheLimitIsReadAndOneByteMoreIsTooLarge) {
  const std::string body(kSmallLimits.body_bytes, 'x');
  EXPECT_EQ(response_of("HTTP/1.1 200 OK\r\nContent-Length: 64\r\n\r\n" + body).body, body);
  EXPECT_EQ(read_to_the_end("HTTP/1.1 200 OK\r\n\r\n" + body).body, body);
  EXPECT_EQ(fault_of("HTTP/1.1 200 OK\r\nContent-Length: 65\r\n\r\n").fault, ReadFault::body_too_large);
  EXPECT_EQ(fault_of("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n").fault, ReadFault::body_too_large);
  EXPECT_EQ(fault_of("HTTP/1.1 200 OK\r\n\r\n" + body + "x").fault, ReadFault::body_too_large);
}

TEST(ResponseReader, ConnectionHeaderAndVersionDecideWhetherItStaysOpen) {
  EXPECT_FALSE(response_of("HTTP/1.1 204 No\r\nConnection: x, CLOSE\r\n\r\n").keeps_open);
  EXPECT_TRUE(response_of("HTTP/1.1 204 No\r\nConnection: closed\r\n\r\n").keeps_open);
  EXPECT_FALSE(response_of("HTTP/1.0 204 No\r\n\r\n").keeps_open);
  EXPECT_TRUE(response_of("HTTP/1.0 204 No\r\nConnection: Keep-Alive\r\n\r\n").keeps_open);
  EXPECT_FALSE(response_of("HTTP/1.1 204 No\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n").keeps_open);
}

// Quadratic work would not end within the test's time.
TEST(ResponseReader, TimeIsLinearInWhatComesByteByByte) {
  constexpr std::size_t kMany = 512 * 1024;
  const ReadLimits limits{4 * kMany, 4 * kMany};
  std::string folds;
  while (folds.size() < kMany) folds += " x\r\n";
  std::string chunks;
  while (chunks.size() < kMany) chunks += "1\r\nx\r\n";
  for (const std::string& bytes : {"HTTP/1.1 200 " + std::string(kMany, 'x'), "HTTP/1.1 200 OK\r\nA: " + std::string(kMany, ' '),
                                   "HTTP/1.1 200 OK\r\nA: 1\r\n" + folds, "HTTP/1.1 200 OK\r\n" + std::string(kMany, '\r'),
                                   "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks}) {
    ResponseReader reader(limits);
    for (const char& byte : bytes) reader.feed(std::string_view(&byte, 1));
    EXPECT_FALSE(reader.is_done());
    EXPECT_EQ(reader.bytes().size(), bytes.size());
  }
}

}  // namespace
}  // namespace crosscheck::wire
