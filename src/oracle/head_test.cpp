#include "oracle/head.h"

#include <string>

#include <gtest/gtest.h>

namespace crosscheck::oracle {
namespace {

constexpr std::size_t kLines = 5;

Result<Head, HeadFault> parse(const std::string& lines) { return parse_head(lines + "\r\n", kLines); }
int status_of(const std::string& lines) {
  const Result<Head, HeadFault> head = parse(lines);
  return head ? 200 : head.error().status;
}

TEST(Head, TargetIsPathAndQuery) {
  const Result<Head, HeadFault> head = parse("GET /v1/vectors?area=a%20b?c HTTP/1.1\r\nHost: a\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->request.method, "GET");
  EXPECT_EQ(head->request.path, "/v1/vectors");
  EXPECT_EQ(head->request.query, "area=a%20b?c");
  EXPECT_TRUE(head->keeps_alive);
  EXPECT_EQ(head->framing, Framing::none);
}

TEST(Head, TargetMayBeAUrlWhoseHostStandsInPlaceOfTheHeader) {
  struct Case {
    std::string target;
    std::string host;
    std::string path;
    std::string query;
  };
  for (const Case& one : {Case{"http://b:8765/v1/reasons?x=//y", "b:8765", "/v1/reasons", "x=//y"}, Case{"HTTP://[::1]/", "[::1]", "/", ""},
                          Case{"http://b", "b", "/", ""}, Case{"http://b?x@y", "b", "/", "x@y"}, Case{"http://b//c@d", "b", "//c@d", ""}}) {
    const Result<Head, HeadFault> head = parse("GET " + one.target + " HTTP/1.1\r\nX-A: 1\r\nHOST: a\r\n");
    ASSERT_TRUE(head) << one.target;
    EXPECT_EQ(*find_header(head->request.headers, "Host"), one.host);
    EXPECT_EQ(head->request.path, one.path);
    EXPECT_EQ(head->request.query, one.query);
  }
  EXPECT_EQ(status_of("GET http://a/ HTTP/1.1\r\n"), 400);
}

TEST(Head, ValuesKeepTheirBytes) {
  const Result<Head, HeadFault> head = parse("GET / HTTP/1.1\r\nHost: a\r\nOrigin: \t https%3A//a.test\xFF \r\nX-Empty:\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->request.headers[1].value, "https%3A//a.test\xFF");
  EXPECT_EQ(head->request.headers[2].value, "");
}

TEST(Head, MethodsAreAnyTokens) {
  EXPECT_EQ(parse("CHICKEN / HTTP/1.1\r\nHost: a\r\n")->request.method, "CHICKEN");
  EXPECT_EQ(status_of("GE[T / HTTP/1.1\r\nHost: a\r\n"), 400);
}

TEST(Head, FirstLinesThatAreMalformedAreRefused) {
  for (const char* const line : {"GET /",
                                 "GET  HTTP/1.1",
                                 "GET a HTTP/1.1",
                                 "GET https://a/ HTTP/1.1",
                                 "GET http:/a HTTP/1.1",
                                 "GET http:// HTTP/1.1",
                                 "GET http:///a HTTP/1.1",
                                 "GET http://?a HTTP/1.1",
                                 "GET http://u@a/ HTTP/1.1",
                                 "GET http://u:p@a/ HTTP/1.1",
                                 "GET http://a#b HTTP/1.1",
                                 "GET http://a/ b HTTP/1.1",
                                 "GET a:80 HTTP/1.1",
                                 "GET * HTTP/1.1",
                                 "GET / HTTP/2.0",
                                 "GET /\x80 HTTP/1.1",
                                 "GET /a b HTTP/1.1",
                                 " GET / HTTP/1.1",
                                 "GET / http/1.1",
                                 ""})
    EXPECT_EQ(status_of(std::string(line) + "\r\nHost: a\r\n"), 400) << line;
}

TEST(Head, HeaderLinesThatAreMalformedAreRefused) {
  for (const std::string line : {"X-A : 1", "no colon", " folded", "\tfolded", ": empty", "X-\xFF: 1", "X-A: \x01", "X-A: a\rb"})
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\n" + line + "\r\n"), 400) << line;
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\nX-B: 2\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nX-A: 1" + std::string(1, '\0') + "2\r\n"), 400);
}

TEST(Head, HostStandsExactlyOnce) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n"), 400);
}

TEST(Head, MoreLinesThanTheLimitAreRefused) {
  std::string lines = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (std::size_t i = 1; i < kLines; ++i) lines += "X-A: 1\r\n";
  EXPECT_EQ(status_of(lines), 200);
  EXPECT_EQ(status_of(lines + "X-A: 1\r\n"), 431);
}

TEST(Head, BodyIsFramedByOneLengthOrByChunks) {
  const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(parse(post + "Content-Length: 12\r\n")->length, 12U);
  EXPECT_EQ(parse(post + "Content-Length: 12\r\n")->framing, Framing::length);
  EXPECT_EQ(parse(post + "Transfer-Encoding: Chunked\r\n")->framing, Framing::chunked);
  for (const char* const lines :
       {"Content-Length: 3\r\nContent-Length: 5\r\n", "Content-Length: 3\r\nContent-Length: 3\r\n", "Content-Length: -2\r\n",
        "Content-Length: +2\r\n", "Content-Length: 2, 2\r\n", "Content-Length:\r\n", "Content-Length: 99999999999999999999\r\n",
        "Content-Length: 0x10\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: identity\r\n"})
    EXPECT_EQ(status_of(post + lines), 400) << lines;
  EXPECT_EQ(status_of("POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n"), 400);
}

TEST(Head, ConnectionIsKeptAsTheClientAsks) {
  EXPECT_FALSE(parse("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n")->keeps_alive);
  EXPECT_FALSE(parse("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, close\r\n")->keeps_alive);
  EXPECT_FALSE(parse("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnection: keep-alive\r\n")->keeps_alive);
  EXPECT_FALSE(parse("GET / HTTP/1.0\r\nHost: a\r\n")->keeps_alive);
  EXPECT_TRUE(parse("GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n")->keeps_alive);
}

TEST(Head, OnlyContinueCanBeExpected) {
  EXPECT_TRUE(parse("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\n")->expects_continue);
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\n"), 417);
}

TEST(Head, EndIsFoundWhereverThePiecesAreCut) {
  const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string bytes = head + "POST";
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    const std::size_t early = end_of_head(bytes.substr(0, cut), 0);
    EXPECT_EQ(early, cut < head.size() ? std::string::npos : head.size()) << cut;
    if (cut < head.size()) {
      EXPECT_EQ(end_of_head(bytes, cut), head.size()) << cut;
    }
  }
}

TEST(Head, EmptyLineWithoutCarriageReturnEndsAHeadThatIsRefused) {
  const std::string bytes = "GET / HTTP/1.1\nHost: a\n\n";
  EXPECT_EQ(end_of_head(bytes, 0), bytes.size());
  EXPECT_FALSE(parse_head(bytes, kLines));
}

}  // namespace
}  // namespace crosscheck::oracle
