#include "crosscheck/base/byte_set.h"

#include <gtest/gtest.h>

#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

TEST(ByteSet, HoldsWhatItWasGivenAndNothingElse) {
  constexpr std::string_view kGiven("a\0\xFF", 3);
  constexpr ByteSet kSet(kGiven);
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(static_cast<unsigned char>(byte));
    EXPECT_EQ(kSet.contains(c), kGiven.find(c) != std::string_view::npos) << byte;
  }
}

TEST(ByteSet, GrowsByAClassOfBytes) {
  constexpr ByteSet kSet = ByteSet("-").with(is_ascii_digit);
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(static_cast<unsigned char>(byte));
    EXPECT_EQ(kSet.contains(c), c == '-' || is_ascii_digit(c)) << byte;
  }
}

TEST(ByteSet, FindsItsFirstByteInAText) {
  constexpr ByteSet kSet("/?");
  EXPECT_EQ(kSet.find_in("a.test/x?y"), 6U);
  EXPECT_EQ(kSet.find_in("a.test/x?y", 7), 8U);
  EXPECT_EQ(kSet.find_in("a.test"), 6U);
  EXPECT_EQ(kSet.find_in("", 0), 0U);
}

}  // namespace
}  // namespace crosscheck
