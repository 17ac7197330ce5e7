#include "crosscheck/url/utf8.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

TEST(Utf8, WellFormedTextStaysAsItIs) {
  for (const std::string_view text : {"", "abc", "f\xC3\xBC", "\xE2\x98\x95", "\xF0\x9F\x92\xA9",
                                      "\xEF\xBB\xBF"
                                      "a",
                                      "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(utf8_decode_without_bom(text), text);
  }
}

TEST(Utf8, EachMaximalPartOfABrokenSequenceBecomesOneReplacementCharacter) {
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(utf8_decode_without_bom("a\xFF"
                                    "b"),
            "a" + r + "b");
  EXPECT_EQ(utf8_decode_without_bom("\x80"), r);
  EXPECT_EQ(utf8_decode_without_bom("\xE2\x98"), r);
  EXPECT_EQ(utf8_decode_without_bom("\xE2\x98"
                                    "a"),
            r + "a");
  EXPECT_EQ(utf8_decode_without_bom("\xF0\x9F\x92\xC3\xBC"), r + "\xC3\xBC");
}

TEST(Utf8, OverlongFormsSurrogatesAndValuesAboveTheLastAreBroken) {
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(utf8_decode_without_bom("\xC0\xAF"), r + r);
  EXPECT_EQ(utf8_decode_without_bom("\xE0\x80\xAF"), r + r + r);
  EXPECT_EQ(utf8_decode_without_bom("\xED\xA0\x80"), r + r + r);
  EXPECT_EQ(utf8_decode_without_bom("\xF4\x90\x80\x80"), r + r + r + r);
}

TEST(Utf8, AsciiEndsAt7F) {
  EXPECT_TRUE(is_ascii_string(""));
  EXPECT_TRUE(is_ascii_string(std::string_view("\0\x7F", 2)));
  EXPECT_FALSE(is_ascii_string("\xC2\x80"));
}

}  // namespace
}  // namespace crosscheck
