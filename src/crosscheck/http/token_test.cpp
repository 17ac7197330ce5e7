#include "crosscheck/http/token.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace crosscheck {
namespace {

TEST(Token, HoldsTheBytesOfRfc9110AndNoOthers) {
  std::string token_bytes;
  for (int byte = 0; byte < 256; ++byte) {
    if (is_token_byte(static_cast<char>(byte))) token_bytes.push_back(static_cast<char>(byte));
  }
  EXPECT_EQ(token_bytes, "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");
}

TEST(Token, IsOneByteOrMore) {
  EXPECT_FALSE(is_token(""));
  EXPECT_TRUE(is_token("*"));
  EXPECT_TRUE(is_token("'bb-8'"));
  EXPECT_FALSE(is_token("a b"));
  EXPECT_FALSE(is_token("a\xFF"));
  EXPECT_FALSE(is_token(std::string_view("a\0", 2)));
}

// Sixteen bytes are looked at together.
TEST(Token, EndsWhereverAnotherByteStands) {
  for (std::size_t size = 1; size <= 40; ++size) {
    const std::string name = std::string("X-Some_Header-Name-09azAZ-which-is-longer").substr(0, size);
    EXPECT_TRUE(is_token(name)) << name;
    EXPECT_EQ(token_length(name), size);
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string other = name;
        other[at] = static_cast<char>(static_cast<unsigned char>(byte));
        const bool is_part = is_token_byte(other[at]);
        ASSERT_EQ(is_token(other), is_part) << byte << " at " << at << " of " << size;
        ASSERT_EQ(token_length(other), is_part ? size : at) << byte << " at " << at << " of " << size;
      }
    }
  }
}

TEST(Token, IsAConstantExpression) {
  static_assert(is_token("Content-Type"));
  static_assert(!is_token("Content Type"));
  static_assert(!is_token_byte('\x80'));
}

}  // namespace
}  // namespace crosscheck
