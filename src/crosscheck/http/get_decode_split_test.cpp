#include "crosscheck/http/get_decode_split.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck {
namespace {

using Views = std::vector<HeaderView>;
using Strings = std::vector<std::string>;

Strings split(std::string_view value) {
  const std::vector<std::string_view> pieces = get_decode_and_split_value(value);
  return Strings(pieces.begin(), pieces.end());
}

TEST(GetDecodeAndSplit, AbsentGivesNothing) {
  EXPECT_EQ(get_decode_and_split(Views{{"B", "sniff"}}, "A"), std::nullopt);
  EXPECT_EQ(get_decode_and_split(Views{{"A", ""}, {"B", "sniff"}}, "A"), Strings{""});
}

TEST(GetDecodeAndSplit, TreatsSeparateLinesLikeOne) {
  EXPECT_EQ(get_decode_and_split(Views{{"A", "nosniff,"}}, "A"), (Strings{"nosniff", ""}));
  EXPECT_EQ(get_decode_and_split(Views{{"A", "nosniff"}, {"B", "sniff"}, {"a", ""}}, "A"), (Strings{"nosniff", ""}));
  EXPECT_EQ(get_decode_and_split(Views{{"A", R"(x/x;test="hi",y/y)"}}, "A"), (Strings{R"(x/x;test="hi")", "y/y"}));
  EXPECT_EQ(get_decode_and_split(Views{{"A", R"(x/x;test="hi")"}, {"C", "**bingo**"}, {"A", "y/y"}}, "A"),
            (Strings{R"(x/x;test="hi")", "y/y"}));
  EXPECT_EQ(get_decode_and_split(Views{{"A", "x / x"}, {"A", ","}, {"A", "1"}}, "A"), (Strings{"x / x", "", "", "1"}));
  EXPECT_EQ(get_decode_and_split(Views{{"A", R"("1,2")"}, {"D", "4"}, {"A", "3"}}, "A"), (Strings{R"("1,2")", "3"}));
}

TEST(GetDecodeAndSplit, AQuoteSwallowsTheCommaBetweenLines) {
  EXPECT_EQ(get_decode_and_split(Views{{"A", "text/html;\""}, {"A", "x/x"}}, "A"), Strings{"text/html;\", x/x"});
  EXPECT_EQ(get_decode_and_split(Views{{"A", "text/html;\", x/x"}}, "A"), Strings{"text/html;\", x/x"});
}

TEST(GetDecodeAndSplitValue, KeepsEmptyItemsAndTrimsTabsAndSpaces) {
  EXPECT_EQ(split(""), Strings{""});
  EXPECT_EQ(split(","), (Strings{"", ""}));
  EXPECT_EQ(split("nosniff,"), (Strings{"nosniff", ""}));
  EXPECT_EQ(split("x / x,,,1"), (Strings{"x / x", "", "", "1"}));
  EXPECT_EQ(split(" \ta\t , \t "), (Strings{"a", ""}));
  EXPECT_EQ(split("\ra\n"), Strings{"\ra\n"});
}

TEST(GetDecodeAndSplitValue, KeepsQuotesAndBackslashes) {
  EXPECT_EQ(split(R"("a\",b")"), Strings{R"("a\",b")"});
  EXPECT_EQ(split(R"(a"b,c"d, e)"), (Strings{R"(a"b,c"d)", "e"}));
  EXPECT_EQ(split(R"("1,2", 3)"), (Strings{R"("1,2")", "3"}));
  EXPECT_EQ(split(R"("a,b""c,d",e)"), (Strings{R"("a,b""c,d")", "e"}));
  EXPECT_EQ(split(R"(a\,b)"), (Strings{R"(a\)", "b"}));
}

TEST(GetDecodeAndSplitValue, UnclosedQuotesRunToTheEnd) {
  EXPECT_EQ(split(R"("a)"), Strings{R"("a)"});
  EXPECT_EQ(split(R"("\)"), Strings{R"("\)"});
  EXPECT_EQ(split(R"(1,"a,b)"), (Strings{"1", R"("a,b)"}));
  EXPECT_EQ(split("\"a "), Strings{"\"a"});
}

TEST(GetDecodeAndSplitValue, LeavesBytesFrom80UpAsTheyAre) { EXPECT_EQ(split("\xC3\xA9,\xFF"), (Strings{"\xC3\xA9", "\xFF"})); }

}  // namespace
}  // namespace crosscheck
