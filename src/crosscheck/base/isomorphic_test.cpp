#include "crosscheck/base/isomorphic.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace crosscheck {
namespace {

TEST(Isomorphic, BytesBecomeTheCodePointsOfTheirNumbers) {
  EXPECT_EQ(isomorphic_decode_to_utf8(""), "");
  EXPECT_EQ(isomorphic_decode_to_utf8("a\x7F"), "a\x7F");
  EXPECT_EQ(isomorphic_decode_to_utf8("\x80\xBF\xC0\xFF"), "\xC2\x80\xC2\xBF\xC3\x80\xC3\xBF");
  EXPECT_EQ(isomorphic_decode_to_utf8(std::string_view("\0x", 2)), std::string("\0x", 2));
}

TEST(Isomorphic, EncodingUndoesDecodingForEveryPairOfBytes) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string bytes{static_cast<char>(first), static_cast<char>(second)};
      ASSERT_EQ(isomorphic_encode_utf8(isomorphic_decode_to_utf8(bytes)), bytes);
    }
  }
}

TEST(Isomorphic, CodePointsAboveFFAreNoBytes) {
  EXPECT_EQ(isomorphic_encode_utf8("\xC4\x80"), std::nullopt);          // U+0100
  EXPECT_EQ(isomorphic_encode_utf8("\xE2\x84\xAA"), std::nullopt);      // U+212A
  EXPECT_EQ(isomorphic_encode_utf8("\xF0\x9F\x98\x80"), std::nullopt);  // U+1F600
  EXPECT_EQ(isomorphic_encode_utf8("a\xC3\xBF\xC4\x80"), std::nullopt);
}

TEST(Isomorphic, InvalidUtf8IsRefused) {
  EXPECT_EQ(isomorphic_encode_utf8("\x80"), std::nullopt);      // a continuation without a lead
  EXPECT_EQ(isomorphic_encode_utf8("\xC0\x80"), std::nullopt);  // too long a form of U+0000
  EXPECT_EQ(isomorphic_encode_utf8("\xC1\xBF"), std::nullopt);  // too long a form of U+007F
  EXPECT_EQ(isomorphic_encode_utf8("\xC3"), std::nullopt);      // ends in the middle
  EXPECT_EQ(isomorphic_encode_utf8("\xC3x"), std::nullopt);
  EXPECT_EQ(isomorphic_encode_utf8("\xC3\xC3"), std::nullopt);
  EXPECT_EQ(isomorphic_encode_utf8("\xED\xA0\x80"), std::nullopt);  // a surrogate
  EXPECT_EQ(isomorphic_encode_utf8("\xFF"), std::nullopt);
}

}  // namespace
}  // namespace crosscheck
