#include "crosscheck/base/ascii.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace crosscheck {
namespace {

std::string every_byte() {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  return bytes;
}

TEST(Ascii, ClassesHoldExactlyTheirBytes) {
  std::string digits;
  std::string upper;
  std::string lower;
  std::string alpha;
  std::string alphanumeric;
  std::string hex;
  for (char c : every_byte()) {
    if (is_ascii_digit(c)) digits.push_back(c);
    if (is_ascii_upper(c)) upper.push_back(c);
    if (is_ascii_lower(c)) lower.push_back(c);
    if (is_ascii_alpha(c)) alpha.push_back(c);
    if (is_ascii_alphanumeric(c)) alphanumeric.push_back(c);
    if (is_ascii_hex_digit(c)) hex.push_back(c);
  }
  EXPECT_EQ(digits, "0123456789");
  EXPECT_EQ(upper, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  EXPECT_EQ(lower, "abcdefghijklmnopqrstuvwxyz");
  EXPECT_EQ(alpha, upper + lower);
  EXPECT_EQ(alphanumeric, digits + upper + lower);
  EXPECT_EQ(hex, "0123456789ABCDEFabcdef");
}

TEST(Ascii, FoldingChangesLettersOnly) {
  for (char c : every_byte()) {
    EXPECT_EQ(to_ascii_lower(c) != c, is_ascii_upper(c));
    EXPECT_EQ(to_ascii_upper(c) != c, is_ascii_lower(c));
  }
  EXPECT_EQ(byte_lowercase("AZ[@\xC4\xE4-x"), "az[@\xC4\xE4-x");
  EXPECT_EQ(byte_uppercase("az{`\xC4\xE4-X"), "AZ{`\xC4\xE4-X");
  EXPECT_EQ(byte_lowercase(""), "");
}

TEST(Ascii, FoldingKeepsNulBytes) { EXPECT_EQ(byte_lowercase(std::string_view("A\0B", 3)), std::string("a\0b", 3)); }

TEST(Ascii, ComparisonIgnoresTheCaseOfLetters) {
  EXPECT_TRUE(equals_ignoring_ascii_case("", ""));
  EXPECT_TRUE(equals_ignoring_ascii_case("Content-Type", "cONTENT-tYPE"));
  EXPECT_FALSE(equals_ignoring_ascii_case("a", "ab"));
  EXPECT_FALSE(equals_ignoring_ascii_case("a", "b"));
}

TEST(Ascii, ComparisonFoldsNothingButLetters) {
  EXPECT_FALSE(equals_ignoring_ascii_case("\xC4", "\xE4"));       // A and a with diaeresis in Latin-1
  EXPECT_FALSE(equals_ignoring_ascii_case("\xE2\x84\xAA", "k"));  // KELVIN SIGN
  EXPECT_FALSE(equals_ignoring_ascii_case("@", "`"));
  EXPECT_FALSE(equals_ignoring_ascii_case("[", "{"));
  EXPECT_FALSE(equals_ignoring_ascii_case("-", "\r"));
}

// Long strings are compared by words, the last of which overlaps.
TEST(Ascii, ComparisonAgreesWithLowerCasingWhereverAByteStands) {
  const std::string bytes = every_byte();
  for (std::size_t size = 1; size <= 25; ++size) {
    const std::string name = std::string("X-Some-Header-Name_12345678").substr(0, size);
    for (std::size_t at = 0; at < size; ++at) {
      for (char byte : bytes) {
        std::string other = byte_uppercase(name);
        other[at] = byte;
        ASSERT_EQ(equals_ignoring_ascii_case(name, other), byte_lowercase(name) == byte_lowercase(other)) << other;
        ASSERT_EQ(equals_ignoring_ascii_case(other, name), byte_lowercase(name) == byte_lowercase(other)) << other;
      }
    }
  }
}

TEST(Ascii, ComparisonIsAConstantExpressionToo) {
  static_assert(equals_ignoring_ascii_case("Access-Control", "aCCESS-cONTROL"));
  static_assert(!equals_ignoring_ascii_case("Access-Control", "Access-Contro1"));
}

TEST(Ascii, OrderPassesOverCaseAndNothingElse) {
  const LessIgnoringAsciiCase less;
  EXPECT_FALSE(less("X-a", "x-A"));
  EXPECT_FALSE(less("x-A", "X-a"));
  EXPECT_TRUE(less("X-a", "x-B"));
  EXPECT_TRUE(less("x", "X-a"));
  EXPECT_TRUE(less("[", "a")) << "`[` stands between upper and lower case";
}

TEST(Ascii, ComparisonAgreesWithLowerCasingForEveryPairOfBytes) {
  const std::string bytes = every_byte();
  for (char a : bytes) {
    for (char b : bytes) {
      const std::string_view left(&a, 1);
      const std::string_view right(&b, 1);
      ASSERT_EQ(equals_ignoring_ascii_case(left, right), byte_lowercase(left) == byte_lowercase(right));
    }
  }
}

}  // namespace
}  // namespace crosscheck
