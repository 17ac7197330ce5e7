#include "crosscheck/http/quoted_string.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace crosscheck {
namespace {

struct Collected {
  std::string slice;
  std::string value;
  friend bool operator==(const Collected&, const Collected&) = default;
};

Collected collect(std::string_view input, std::size_t position = 0) {
  const std::size_t end = end_of_http_quoted_string(input, position);
  const std::string_view slice = input.substr(position, end - position);
  return Collected{std::string(slice), http_quoted_string_value(slice)};
}

TEST(HttpQuotedString, EndsBehindItsClosingQuote) {
  EXPECT_EQ(collect(R"("Hello" World)"), (Collected{R"("Hello")", "Hello"}));
  EXPECT_EQ(end_of_http_quoted_string(R"("Hello" World)", 0), 7u);
  EXPECT_EQ(collect(R"("")"), (Collected{R"("")", ""}));
  EXPECT_EQ(collect(R"(ab"c"d)", 2), (Collected{R"("c")", "c"}));
}

TEST(HttpQuotedString, TakesTheNextCodePointAlongWithABackslash) {
  EXPECT_EQ(collect(R"("Hello \\ World\"")"), (Collected{R"("Hello \\ World\"")", R"(Hello \ World")"}));
  EXPECT_EQ(end_of_http_quoted_string(R"("Hello \\ World\"")", 0), 18u);
  EXPECT_EQ(collect(R"("\a\"b"c)"), (Collected{R"("\a\"b")", R"(a"b)"}));
}

TEST(HttpQuotedString, RunsToTheEndWhereItIsNeverClosed) {
  EXPECT_EQ(collect(R"("a)"), (Collected{R"("a)", "a"}));
  EXPECT_EQ(collect(R"(")"), (Collected{R"(")", ""}));
  EXPECT_EQ(collect(R"("a\")"), (Collected{R"("a\")", R"(a")"}));
}

TEST(HttpQuotedString, KeepsALoneBackslashAtTheEnd) {
  EXPECT_EQ(collect(R"("\)"), (Collected{R"("\)", R"(\)"}));
  EXPECT_EQ(end_of_http_quoted_string(R"("\)", 0), 2u);
  EXPECT_EQ(collect(R"("a\\\)"), (Collected{R"("a\\\)", R"(a\\)"}));
}

}  // namespace
}  // namespace crosscheck
