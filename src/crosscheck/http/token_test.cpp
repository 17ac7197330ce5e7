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

TEST(Token, IsAConstantExpression) {
  static_assert(is_token("Content-Type"));
  static_assert(!is_token("Content Type"));
  static_assert(!is_token_byte('\x80'));
}

}  // namespace
}  // namespace crosscheck
