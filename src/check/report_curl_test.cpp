#include "check/report_curl.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace crosscheck::check {
namespace {

constexpr std::string_view kBase = "http://127.0.0.1:8080";

TEST(CurlLine, SendsWhatWasSentAndNothingThatCurlSendsItself) {
  EXPECT_EQ(
      curl_line(
          "GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: crosscheck\r\nAccept: */*\r\nOrigin: https://app.example\r\n\r\n",
          kBase),
      "curl -i -H 'Origin: https://app.example' 'http://127.0.0.1:8080/a?b=c'");
  EXPECT_EQ(curl_line("OPTIONS / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAccess-Control-Request-Method: PUT\r\n\r\n", kBase),
            "curl -i -X OPTIONS -H 'Access-Control-Request-Method: PUT' http://127.0.0.1:8080/");
}

TEST(CurlLine, HeadTakesItsOwnOptionAndAnotherHostIsKept) {
  EXPECT_EQ(curl_line("HEAD / HTTP/1.1\r\nHost: evil.test\r\n\r\n", kBase), "curl -I -H 'Host: evil.test' http://127.0.0.1:8080/");
}

TEST(CurlLine, AnEmptyValueAndARepeatedHeaderAreSentAsTheyWere) {
  EXPECT_EQ(curl_line("GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nOrigin:\r\nOrigin: https://a.test\r\n\r\n", kBase),
            "curl -i -H 'Origin;' -H 'Origin: https://a.test' http://127.0.0.1:8080/");
}

TEST(CurlLine, AShellReadsEveryByteAsItIs) {
  EXPECT_EQ(curl_line("GET /it's HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nOrigin: $(id)`x`\xFF'\r\n\r\n", kBase),
            R"(curl -i -H $'Origin: $(id)`x`\xff\'' 'http://127.0.0.1:8080/it'\''s')");
}

TEST(CurlLine, PathsThatCurlWouldTidyAreKept) {
  EXPECT_EQ(curl_line("GET /a/../b HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n", kBase), "curl -i --path-as-is http://127.0.0.1:8080/a/../b");
}

TEST(CurlLine, OverTlsItStaysWithTheProtocolThatWasSpoken) {
  EXPECT_EQ(curl_line("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", "https://a.test"), "curl --http1.1 -i https://a.test/");
}

TEST(CurlLine, SaysSoWhereCurlCannotSendIt) {
  const std::string long_origin = "GET / HTTP/1.1\r\nOrigin: " + std::string(10'000, 'a') + "\r\n\r\n";
  EXPECT_TRUE(curl_line(long_origin, kBase).starts_with("curl cannot send these bytes"));
  EXPECT_TRUE(curl_words("GET / HTTP/1.1\r\nX: a\nb\r\n\r\n", kBase).empty());
  EXPECT_TRUE(curl_words("nonsense", kBase).empty());
  EXPECT_TRUE(curl_words("", kBase).empty());
}

TEST(BrokenCommand, KeepsOptionsWithTheirValuesAndQuotedSpacesTogether) {
  const std::string line = "curl -i -H 'Origin: https://app.example' -H 'Access-Control-Request-Headers: a' http://127.0.0.1:8080/";
  const std::vector<std::string> lines = broken_command(line, 50);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0], "curl -i -H 'Origin: https://app.example' \\");
  EXPECT_EQ(lines[1], "  -H 'Access-Control-Request-Headers: a' \\");
  EXPECT_EQ(lines[2], "  http://127.0.0.1:8080/");
}

TEST(BrokenCommand, ALineThatFitsStaysWhole) {
  EXPECT_EQ(broken_command("curl -i http://a.test/", 80), std::vector<std::string>{"curl -i http://a.test/"});
  EXPECT_EQ(broken_command(R"(curl -H 'it'\''s one word' u)", 80), std::vector<std::string>{R"(curl -H 'it'\''s one word' u)"});
}

}  // namespace
}  // namespace crosscheck::check
