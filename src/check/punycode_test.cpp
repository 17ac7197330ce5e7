#include "check/punycode.h"

#include <gtest/gtest.h>

namespace crosscheck::check {
namespace {

TEST(Punycode, IsReadAsTheLettersThatItStandsFor) {
  EXPECT_EQ(punycode_decoded("bcher-kva"), U"b\u00FCcher");
  EXPECT_EQ(punycode_decoded("mnchen-3ya"), U"m\u00FCnchen");
  // Without a letter of ASCII there is no hyphen; capitals are the same digits.
  EXPECT_EQ(punycode_decoded("p1ai"), U"\u0440\u0444");
  EXPECT_EQ(punycode_decoded("P1AI"), U"\u0440\u0444");
  EXPECT_EQ(punycode_decoded("ls8h"), U"\U0001F4A9");
}

TEST(Punycode, WhatIsNoneIsNothing) {
  for (const char* const text : {"a-!", "99999999999999", "a-9", "\xC3\xBC-kva"}) EXPECT_FALSE(punycode_decoded(text).has_value()) << text;
}

TEST(ReadableHost, HasTheLettersOfEachLabel) {
  EXPECT_EQ(readable_host("www.xn--bcher-kva.example"), "www.b\u00FCcher.example");
  EXPECT_EQ(readable_host("xn--p1ai"), "\u0440\u0444");
  EXPECT_EQ(readable_host("app.example"), "app.example");
  EXPECT_EQ(readable_host("xn--!.example"), "xn--!.example");
  EXPECT_EQ(readable_host(""), "");
}

}  // namespace
}  // namespace crosscheck::check
