#include "crosscheck/http/header.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace crosscheck {
namespace {

std::string bytes_where(bool (*is_of_class)(char)) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) {
    if (is_of_class(static_cast<char>(byte))) bytes.push_back(static_cast<char>(byte));
  }
  return bytes;
}

TEST(HttpWhitespace, ClassesHoldNeitherVerticalTabNorFormFeed) {
  EXPECT_EQ(bytes_where(is_http_tab_or_space), "\t ");
  EXPECT_EQ(bytes_where(is_http_newline_byte), "\n\r");
  EXPECT_EQ(bytes_where(is_http_whitespace), "\t\n\r ");
}

TEST(HttpWhitespace, TrimmingTakesOnlyItsClassAndOnlyTheEnds) {
  EXPECT_EQ(trim_http_tab_or_space(" \t a \t b\t "), "a \t b");
  EXPECT_EQ(trim_http_tab_or_space("\r\n x \n"), "\r\n x \n");
  EXPECT_EQ(trim_http_whitespace("\r\n \tx y\t \r\n"), "x y");
  EXPECT_EQ(trim_http_whitespace("\x0C x \x0B"), "\x0C x \x0B");
  EXPECT_EQ(trim_http_whitespace("\xA0x\x85"), "\xA0x\x85");
  EXPECT_EQ(trim_http_whitespace(" \t\r\n"), "");
  EXPECT_EQ(trim_http_whitespace(""), "");
  EXPECT_EQ(trim_trailing_http_whitespace(" x \r\n"), " x");
}

TEST(HeaderName, IsAToken) {
  for (const std::string_view name : {"*", "~z", "!a", "x_a", "Content-Type"}) EXPECT_TRUE(is_header_name(name)) << name;
  for (const std::string_view name : {"", "a b", "a:", "\xC3\xA9", "\xE9", " a", "a\r\n"}) EXPECT_FALSE(is_header_name(name)) << name;
}

TEST(HeaderValue, MayHoldAnyByteInsideButNulAndNewlines) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string value = std::string("a") + static_cast<char>(byte) + "b";
    EXPECT_EQ(is_header_value(value), byte != 0x00 && byte != 0x0A && byte != 0x0D) << byte;
  }
}

TEST(HeaderValue, NeitherBeginsNorEndsWithTabOrSpace) {
  EXPECT_TRUE(is_header_value(""));
  EXPECT_TRUE(is_header_value("a \t b"));
  EXPECT_FALSE(is_header_value(" a"));
  EXPECT_FALSE(is_header_value("a "));
  EXPECT_FALSE(is_header_value("\ta"));
  EXPECT_FALSE(is_header_value("a\t"));
  EXPECT_FALSE(is_header_value(" "));
  EXPECT_TRUE(
      is_header_value("\x0B"
                      "a\x0C"));
}

TEST(HeaderValue, NewlinesAndNulAreNowhereAllowed) {
  EXPECT_FALSE(is_header_value("\na"));
  EXPECT_FALSE(is_header_value("a\r"));
  EXPECT_FALSE(is_header_value(std::string_view("\0", 1)));
}

TEST(NormalizeHeaderValue, StripsFourBytesFromBothEnds) {
  EXPECT_EQ(normalize_header_value("\r\n x \n"), "x");
  EXPECT_EQ(normalize_header_value("\x0B"
                                   "x"),
            "\x0B"
            "x");
  EXPECT_EQ(normalize_header_value("\t\t"), "");
  EXPECT_TRUE(is_header_value(normalize_header_value("\r\n x \n")));
}

TEST(NormalizeHeaderValue, LeavesNewlinesInsideWhichThenFail) {
  EXPECT_EQ(normalize_header_value(" a\r\nb "), "a\r\nb");
  EXPECT_FALSE(is_header_value(normalize_header_value(" a\r\nb ")));
}

}  // namespace
}  // namespace crosscheck
