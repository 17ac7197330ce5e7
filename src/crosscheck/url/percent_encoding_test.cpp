#include "crosscheck/url/percent_encoding.h"

#include <gtest/gtest.h>

#include "crosscheck/url/url.h"

namespace crosscheck {
namespace {

std::string printable_members(const PercentEncodeSet& set) {
  std::string members;
  for (char c = 0x20; c < 0x7F; ++c) {
    if (set.contains(c)) members += c;
  }
  return members;
}

TEST(PercentEncodeSets, HoldThePrintableCharactersOfTheStandard) {
  EXPECT_EQ(printable_members(kC0ControlPercentEncodeSet), "");
  EXPECT_EQ(printable_members(kFragmentPercentEncodeSet), " \"<>`");
  EXPECT_EQ(printable_members(kQueryPercentEncodeSet), " \"#<>");
  EXPECT_EQ(printable_members(kSpecialQueryPercentEncodeSet), " \"#'<>");
  EXPECT_EQ(printable_members(kPathPercentEncodeSet), " \"#<>?^`{}");
  EXPECT_EQ(printable_members(kUserinfoPercentEncodeSet), " \"#/:;<=>?@[\\]^`{|}");
}

TEST(PercentEncodeSets, HoldControlsAndAllThatIsNotAscii) {
  for (const char byte : {'\0', '\x1F', '\x7F', '\x80', '\xFF'}) EXPECT_TRUE(kC0ControlPercentEncodeSet.contains(byte));
}

TEST(Utf8PercentEncode, WritesUpperHexOfEachByte) {
  EXPECT_EQ(utf8_percent_encode("Say what\xE2\x80\xBD", kUserinfoPercentEncodeSet), "Say%20what%E2%80%BD");
  EXPECT_EQ(utf8_percent_encode("\x7F#", kQueryPercentEncodeSet), "%7F%23");
}

TEST(Utf8PercentEncode, TwiceIsOnce) {
  const std::string once = utf8_percent_encode("a b%zz\xC3\xBC^", kPathPercentEncodeSet);
  EXPECT_EQ(once, "a%20b%zz%C3%BC%5E");
  EXPECT_EQ(utf8_percent_encode(once, kPathPercentEncodeSet), once);
}

TEST(PercentDecode, LeavesAPercentSignWithoutTwoHexDigits) {
  EXPECT_EQ(percent_decode("%25%s%1G"), "%%s%1G");
  EXPECT_EQ(percent_decode("\xE2\x80\xBD%25%2E"), "\xE2\x80\xBD%.");
  EXPECT_EQ(percent_decode("%"), "%");
  EXPECT_EQ(percent_decode("%4"), "%4");
  EXPECT_EQ(percent_decode("%4a%4A%fF"), "JJ\xFF");
  EXPECT_EQ(percent_decode("%2541"), "%41");
  EXPECT_EQ(percent_decode("%00"), std::string(1, '\0'));
}

}  // namespace
}  // namespace crosscheck
