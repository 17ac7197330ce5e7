#include "crosscheck/http/list_grammar.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck {
namespace {

using Elements = std::optional<std::vector<std::string>>;

Elements elements(std::string_view line) {
  std::vector<std::string> found;
  if (!for_each_list_element(line, [&](std::string_view element) { found.emplace_back(element); })) return std::nullopt;
  return found;
}

Elements list(std::vector<std::string> found) { return found; }

TEST(ListGrammar, ReadsTokensBetweenCommas) {
  EXPECT_EQ(elements("a"), list({"a"}));
  EXPECT_EQ(elements("a,b"), list({"a", "b"}));
  EXPECT_EQ(elements("a, b ,c"), list({"a", "b", "c"}));
  EXPECT_EQ(elements("a\t,\tb"), list({"a", "b"}));
  EXPECT_EQ(elements("*"), list({"*"}));
  EXPECT_EQ(elements("'bb-8'"), list({"'bb-8'"}));
}

TEST(ListGrammar, PassesOverEmptyElements) {
  EXPECT_EQ(elements(""), list({}));
  EXPECT_EQ(elements(","), list({}));
  EXPECT_EQ(elements(",bb-8"), list({"bb-8"}));
  EXPECT_EQ(elements("bb-8,"), list({"bb-8"}));
  EXPECT_EQ(elements(", , \t,a,,b, ,"), list({"a", "b"}));
}

TEST(ListGrammar, RefusesWhatIsNotATokenInAnElement) {
  for (const std::string_view line :
       {"GET POST", "\"x\"", "a;b", "x:", "\xC3\xA9", "\xE9", "bb-8\x0B", "bb-8\x0C", "a\r", "a,b c", "a,\n,b", "a/b", "a=b"}) {
    EXPECT_EQ(elements(line), std::nullopt) << line;
  }
  EXPECT_EQ(elements(std::string_view("a\0", 2)), std::nullopt);
}

TEST(ListGrammar, AllowsWhitespaceBesideACommaOnly) {
  EXPECT_EQ(elements(" ,a"), list({"a"}));
  EXPECT_EQ(elements("a, "), list({"a"}));
  EXPECT_EQ(elements(" "), std::nullopt);
  EXPECT_EQ(elements(" a"), std::nullopt);
  EXPECT_EQ(elements("a "), std::nullopt);
  EXPECT_EQ(elements(" a,b"), std::nullopt);
  EXPECT_EQ(elements("a,b\t"), std::nullopt);
}

// The grammar in other words: between commas stands a token or nothing, and whitespace at those of its ends that touch a comma.
Elements slow_reference(const std::string& line) {
  std::vector<std::string> pieces(1);
  for (const char c : line) {
    if (c == ',') {
      pieces.emplace_back();
    } else {
      pieces.back().push_back(c);
    }
  }
  std::vector<std::string> found;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::string piece = pieces[i];
    if (i > 0) piece.erase(0, piece.find_first_not_of("\t "));
    if (i + 1 < pieces.size()) piece.erase(piece.find_last_not_of("\t ") + 1);
    if (piece.empty()) continue;
    if (piece.find_first_not_of('a') != std::string::npos) return std::nullopt;
    found.push_back(piece);
  }
  return found;
}

TEST(ListGrammar, AgreesWithASlowReferenceOnEveryShortLine) {
  const std::string alphabet = "a, \t\"\x0B";
  std::vector<std::string> lines = {""};
  std::size_t begin = 0;
  for (int length = 1; length <= 6; ++length) {
    const std::size_t end = lines.size();
    for (std::size_t i = begin; i < end; ++i) {
      for (const char c : alphabet) lines.push_back(lines[i] + c);
    }
    begin = end;
  }
  ASSERT_EQ(lines.size(), 1u + 6 + 36 + 216 + 1296 + 7776 + 46656);
  std::size_t lists = 0;
  for (const std::string& line : lines) {
    const Elements expected = slow_reference(line);
    ASSERT_EQ(elements(line), expected) << line;
    ASSERT_EQ(is_list(line), expected.has_value()) << line;
    if (expected.has_value()) ++lists;
  }
  // Neither nearly all nor nearly none, or the world would show little.
  EXPECT_GT(lists, 1000u);
  EXPECT_LT(lists, 40000u);
}

}  // namespace
}  // namespace crosscheck
