#include "crosscheck/http/header_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck {
namespace {

using Views = std::vector<HeaderView>;
using Names = std::vector<std::string>;

TEST(HeaderList, IsEmptyAtFirst) {
  const HeaderList list;
  EXPECT_TRUE(list.empty());
  EXPECT_EQ(list.size(), 0u);
  EXPECT_FALSE(list.contains("A"));
}

TEST(HeaderList, KeepsRepeatsInOrder) {
  HeaderList list;
  list.append("A", "1");
  list.append("B", "2");
  list.append("A", "1");
  EXPECT_EQ(list, (HeaderList{{"A", "1"}, {"B", "2"}, {"A", "1"}}));
  EXPECT_EQ(list[2].value, "1");
}

TEST(HeaderListContains, FoldsAsciiLettersInNamesOnly) {
  const Views list = {{"Content-Type", "x"}, {"X-\xC4", "y"}, {"K", "z"}};
  EXPECT_TRUE(contains(list, "content-TYPE"));
  EXPECT_TRUE(contains(list, "x-\xC4"));
  EXPECT_FALSE(contains(list, "x-\xE4"));
  EXPECT_TRUE(contains(list, "k"));
  EXPECT_FALSE(contains(list, "\xE2\x84\xAA"));
  EXPECT_FALSE(contains(list, "Content"));
  EXPECT_FALSE(contains({}, ""));
  EXPECT_TRUE((HeaderList{{"A", ""}}).contains("a"));
}

TEST(HeaderListCount, CountsLinesNotValues) {
  const Views list = {{"A", "1, 2"}, {"b", ""}, {"a", ""}};
  EXPECT_EQ(count(list, "A"), 2u);
  EXPECT_EQ(count(list, "B"), 1u);
  EXPECT_EQ(count(list, "C"), 0u);
}

TEST(HeaderListGet, TellsAbsentFromEmpty) {
  EXPECT_EQ(get(Views{{"B", "x"}}, "A"), std::nullopt);
  EXPECT_EQ(get(Views{{"A", ""}}, "A"), "");
  EXPECT_EQ((HeaderList{{"A", ""}}).get("a"), "");
  EXPECT_EQ(HeaderList().get("a"), std::nullopt);
}

TEST(HeaderListGet, JoinsAllValuesWithCommaAndSpace) {
  EXPECT_EQ(get(Views{{"Access-Control-Allow-Origin", "*"}, {"access-control-allow-origin", "*"}}, "Access-Control-Allow-Origin"), "*, *");
  EXPECT_EQ(get(Views{{"A", ""}, {"X", "-"}, {"A", "*"}}, "A"), ", *");
  EXPECT_EQ(get(Views{{"A", ""}, {"A", ""}, {"A", ""}}, "A"), ", , ");
  EXPECT_EQ((HeaderList{{"A", "1"}, {"B", "2"}, {"a", "3"}}).get("A"), "1, 3");
}

TEST(HeaderListGet, FirstIsTheFirstLineAlone) {
  const HeaderList list{{"A", ""}, {"a", "2"}};
  EXPECT_EQ(list.first("a"), "");
  EXPECT_EQ(list.first("b"), std::nullopt);
}

TEST(CombinedValueIs, AgreesWithGetOnEveryCandidate) {
  const std::string_view values[] = {"", ",", ", ", "*", "*, *", ", *", " "};
  std::vector<Views> lists = {{}, {{"B", "*"}}};
  for (const std::string_view first : values) {
    lists.push_back({{"A", first}});
    for (const std::string_view second : values) {
      lists.push_back({{"A", first}, {"B", "*"}, {"a", second}});
      for (const std::string_view third : values) lists.push_back({{"A", first}, {"a", second}, {"A", third}});
    }
  }
  std::vector<std::string> candidates = {"x"};
  for (const Views& list : lists) {
    if (const std::optional<std::string> value = get(list, "A")) candidates.push_back(*value);
  }
  for (const Views& list : lists) {
    const std::optional<std::string> value = get(list, "A");
    for (const std::string& candidate : candidates) ASSERT_EQ(combined_value_is(list, "A", candidate), value == candidate) << candidate;
  }
}

TEST(CombinedValueIs, IsFalseForAnAbsentHeaderAndAnEmptyExpectation) {
  EXPECT_FALSE(combined_value_is(Views{}, "A", ""));
  EXPECT_TRUE(combined_value_is(Views{{"A", ""}}, "A", ""));
}

TEST(HeaderListAppend, TakesOverTheFirstSpelling) {
  HeaderList list{{"Accept", "1"}};
  list.append("ACCEPT", "2");
  EXPECT_EQ(list, (HeaderList{{"Accept", "1"}, {"Accept", "2"}}));
}

TEST(HeaderListAppend, CopesWithItsOwnBytes) {
  HeaderList list{{"A-name-too-long-for-the-string-itself", "A value too long for the string itself"}};
  for (int i = 0; i < 10; ++i) list.append(list[0].name, list[0].value);
  EXPECT_EQ(list.size(), 11u);
  for (const Header& header : list) EXPECT_EQ(header, list[0]);
}

TEST(HeaderListDelete, RemovesEveryMatch) {
  HeaderList list{{"Authorization", "1"}, {"X", "2"}, {"AUTHORIZATION", "3"}, {"authorization", "4"}};
  list.remove("authorization");
  EXPECT_EQ(list, (HeaderList{{"X", "2"}}));
  list.remove("absent");
  EXPECT_EQ(list.size(), 1u);
}

TEST(HeaderListDelete, CopesWithItsOwnBytes) {
  HeaderList list{{"A", "1"}, {"B", "2"}, {"A", "3"}, {"B", "4"}, {"C", "5"}};
  list.remove(list[0].name);
  EXPECT_EQ(list, (HeaderList{{"B", "2"}, {"B", "4"}, {"C", "5"}}));
}

TEST(HeaderListSet, OverwritesTheFirstAndDropsTheOthers) {
  HeaderList list{{"X", "0"}, {"Accept", "1"}, {"Y", "2"}, {"accept", "3"}, {"ACCEPT", "4"}};
  list.set("ACCEPT", "new");
  EXPECT_EQ(list, (HeaderList{{"X", "0"}, {"Accept", "new"}, {"Y", "2"}}));
}

TEST(HeaderListSet, AppendsWhereThereWasNone) {
  HeaderList list{{"X", "0"}};
  list.set("ACCEPT", "new");
  EXPECT_EQ(list, (HeaderList{{"X", "0"}, {"ACCEPT", "new"}}));
}

TEST(HeaderListSet, CopesWithItsOwnBytes) {
  HeaderList list{{"A", "1"}, {"A", "2"}, {"B", "3"}};
  list.set(list[1].name, list[1].value);
  EXPECT_EQ(list, (HeaderList{{"A", "2"}, {"B", "3"}}));
}

TEST(HeaderListCombine, JoinsToTheFirstMatch) {
  HeaderList list{{"X", "0"}, {"Accept", "1"}, {"accept", "2"}};
  list.combine("ACCEPT", "3");
  EXPECT_EQ(list, (HeaderList{{"X", "0"}, {"Accept", "1, 3"}, {"accept", "2"}}));
  list.combine("New", "4");
  EXPECT_EQ(list[3], (Header{"New", "4"}));
}

TEST(HeaderListCombine, MakesOneValueOf202BytesFromTwoOf100WhereAppendKeepsTwo) {
  const std::string value(100, 'a');
  HeaderList combined;
  combined.combine("Accept", value);
  combined.combine("Accept", value);
  ASSERT_EQ(combined.size(), 1u);
  EXPECT_EQ(combined[0].value.size(), 202u);
  HeaderList appended;
  appended.append("Accept", value);
  appended.append("Accept", value);
  EXPECT_EQ(appended.size(), 2u);
}

TEST(HeaderListCombine, CopesWithItsOwnBytes) {
  HeaderList list{{"A", "a value too long for the string itself"}};
  list.combine(list[0].name, list[0].value);
  EXPECT_EQ(list[0].value, "a value too long for the string itself, a value too long for the string itself");
}

TEST(HeaderListViews, PointIntoTheList) {
  const HeaderList list{{"A", "1"}, {"B", "2"}};
  const Views views = list.views();
  ASSERT_EQ(views.size(), 2u);
  EXPECT_EQ(views[1].name.data(), list[1].name.data());
  EXPECT_EQ(views[1].value.data(), list[1].value.data());
}

TEST(SortedLowercaseSet, LowersBeforeItSortsByByte) {
  const std::string_view names[] = {"X_a", "X-a", "x-B", "X-A", "~z", "!a"};
  EXPECT_EQ(convert_header_names_to_a_sorted_lowercase_set(names), (Names{"!a", "x-a", "x-b", "x_a", "~z"}));
}

TEST(SortedLowercaseSet, PutsBytesFrom80UpLast) {
  const std::string_view names[] = {"\xFF", "~", "\x80", "A"};
  EXPECT_EQ(convert_header_names_to_a_sorted_lowercase_set(names), (Names{"a", "~", "\x80", "\xFF"}));
}

TEST(SortedLowercaseSet, OfNothingIsEmpty) { EXPECT_EQ(convert_header_names_to_a_sorted_lowercase_set({}), Names()); }

TEST(SortedLowercaseSet, SortingTwiceIsSortingOnceAndOrderDoesNotMatter) {
  std::vector<std::string_view> names = {"A", "_", "a", "Z-", "b"};
  std::sort(names.begin(), names.end());
  const Names expected = {"_", "a", "b", "z-"};
  do {
    const Names once = convert_header_names_to_a_sorted_lowercase_set(names);
    ASSERT_EQ(once, expected);
    const std::vector<std::string_view> again(once.begin(), once.end());
    ASSERT_EQ(convert_header_names_to_a_sorted_lowercase_set(again), once);
  } while (std::next_permutation(names.begin(), names.end()));
}

TEST(SortAndCombine, JoinsValuesUnderSortedLowerCaseNames) {
  const Views list = {{"X-B", "1"}, {"A", "2"}, {"x-b", ""}, {"X_a", "3"}, {"X-B", "4"}};
  EXPECT_EQ(sort_and_combine(list), (std::vector<Header>{{"a", "2"}, {"x-b", "1, , 4"}, {"x_a", "3"}}));
}

TEST(SortAndCombine, KeepsEachSetCookieApartAndInOrder) {
  const Views list = {{"Set-Cookie", "b=1"}, {"Z", "1"},           {"A", "1"},          {"SET-COOKIE", "a=1"},
                      {"set-cookie", "b=1"}, {"Set-Cookie2", "x"}, {"set-cookie2", "y"}};
  EXPECT_EQ(sort_and_combine(list),
            (std::vector<Header>{
                {"a", "1"}, {"set-cookie", "b=1"}, {"set-cookie", "a=1"}, {"set-cookie", "b=1"}, {"set-cookie2", "x, y"}, {"z", "1"}}));
}

TEST(SortAndCombine, DoneTwiceIsDoneOnce) {
  const std::string_view names[] = {"A", "a", "Set-Cookie", "set-cookie", "B_", "b-"};
  for (const std::string_view first : names) {
    for (const std::string_view second : names) {
      for (const std::string_view third : names) {
        for (const std::string_view fourth : names) {
          const Views list = {{first, "1"}, {second, ""}, {third, "3, 4"}, {fourth, "5"}};
          const std::vector<Header> once = sort_and_combine(list);
          const HeaderList sorted(once);
          ASSERT_EQ(sort_and_combine(sorted.views()), once);
          // Each value is what `get` says, and nothing is lost.
          for (const Header& header : once) {
            if (header.name != "set-cookie") {
              ASSERT_EQ(get(list, header.name), header.value);
            }
          }
          ASSERT_EQ(get(list, "set-cookie"), sorted.get("set-cookie"));
        }
      }
    }
  }
}

}  // namespace
}  // namespace crosscheck
