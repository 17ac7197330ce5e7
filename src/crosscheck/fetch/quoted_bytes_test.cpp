#include "crosscheck/fetch/quoted_bytes.h"

#include <gtest/gtest.h>

#include <vector>

namespace crosscheck {
namespace {

TEST(QuotedBytes, StandBetweenBackquotes) {
  EXPECT_EQ(quoted("text/plain"), "`text/plain`");
  EXPECT_EQ(quoted(""), "``");
}

TEST(QuotedBytes, AreValidUtf8WhateverTheBytes) { EXPECT_EQ(quoted("\xE9"), "`\u00E9`"); }

TEST(QuotedBytes, ControlCharactersAreWrittenAsHexadecimal) {
  EXPECT_EQ(quoted(std::string_view("a\0\x1B[\x7F\x9B", 6)), R"(`a\x00\x1B[\x7F\x9B`)");
}

TEST(QuotedBytes, AreCutAfter64) {
  const std::string_view bytes = "0123456789012345678901234567890123456789012345678901234567890123456789";
  EXPECT_EQ(quoted(bytes.substr(0, 64)), "`" + std::string(bytes.substr(0, 64)) + "`");
  EXPECT_EQ(quoted(bytes.substr(0, 65)), "`" + std::string(bytes.substr(0, 64)) + "\u2026`");
}

TEST(ShownHeader, IsItsCombinedValueOrAbsent) {
  const std::vector<HeaderView> headers{{"vary", "Origin"}, {"X-A", "1"}, {"Vary", "Accept"}};
  EXPECT_EQ(shown("Vary", headers), "Vary is `Origin, Accept`");
  EXPECT_EQ(shown("X-B", headers), "X-B is absent");
}

TEST(QuotedBytes, AByteHasTwoHexadecimalDigits) {
  EXPECT_EQ(hexadecimal('"'), "0x22");
  EXPECT_EQ(hexadecimal('\0'), "0x00");
  EXPECT_EQ(hexadecimal('\xFF'), "0xFF");
}

}  // namespace
}  // namespace crosscheck
