#include "check/report_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosscheck::check {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;

TEST(ShownBytes, EveryByteThatIsNotPrintableAsciiHasItsNumber) { EXPECT_EQ(shown_bytes("a\\ \xFF\r\x1B"), "a\\x5c \\xff\\x0d\\x1b"); }

TEST(HeadLines, OfALongHeadThoseThatCorsReads) {
  std::string head = "HTTP/1.1 200 OK\r\n";
  for (int number = 0; number < 40; ++number) head += "X-" + std::to_string(number) + ": y\r\n";
  head += "Access-Control-Allow-Origin: *\r\nVary: Origin\r\n\r\nbody: no header";
  EXPECT_THAT(head_lines(head, 60),
              ElementsAre("HTTP/1.1 200 OK", "Access-Control-Allow-Origin: *", "Vary: Origin", "\u2026 and 40 more lines"));
}

TEST(HeadLines, TwoMegabytesOfThemAreCut) {
  const std::string head = "HTTP/1.1 200 OK\r\nVary: " + std::string(2'000'000, 'a') + "\r\n\r\n";
  const std::vector<std::string> lines = head_lines(head, 60);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_LT(lines[1].size(), 70U);
}

TEST(HeadSize, PassesOverInterimResponses) {
  const std::string_view interim = "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\nbody";
  EXPECT_EQ(head_size(interim), interim.size() - 4);
  EXPECT_EQ(head_size("HTTP/1.1 200 OK\r\nno end"), 23U);
}

TEST(ShownMessage, KeepsLinesAndSaysWhatIsLeftOut) {
  EXPECT_EQ(shown_message("GET / HTTP/1.1\r\nA: b\r\n\r\n"), "GET / HTTP/1.1\nA: b\n\n");
  EXPECT_THAT(shown_message(std::string(5000, 'a'), 100), EndsWith("\n\u2026 and 4900 more bytes"));
}

}  // namespace
}  // namespace crosscheck::check
