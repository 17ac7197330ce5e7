#include "crosscheck/http/extract_header_values.h"

#include <gtest/gtest.h>

#include <string_view>
#include <variant>
#include <vector>

#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

using Views = std::vector<HeaderView>;
using Values = std::vector<std::string_view>;

constexpr std::string_view kName = "Access-Control-Expose-Headers";

ExtractedValues extract(HeaderGrammar grammar, const std::vector<std::string_view>& lines) {
  Views list = {{"Other", "\"not looked at\""}};
  for (const std::string_view line : lines) list.push_back(HeaderView{kName, line});
  return extract_header_list_values(kName, grammar, list);
}

ExtractedValues tokens(const std::vector<std::string_view>& lines) { return extract(HeaderGrammar::token_list, lines); }

ExtractedValues values(Values expected) { return expected; }

const ExtractedValues kDoesNotParse = Malformed{Malformed::Why::does_not_parse};
const ExtractedValues kMoreThanOneLine = Malformed{Malformed::Why::more_than_one_line};

TEST(ExtractHeaderListValues, AbsentIsNotAnEmptyList) {
  EXPECT_EQ(tokens({}), ExtractedValues(Absent{}));
  EXPECT_EQ(tokens({""}), values({}));
  EXPECT_EQ(extract(HeaderGrammar::delta_seconds, {}), ExtractedValues(Absent{}));
}

TEST(ExtractHeaderListValues, TakesValuesOfAllLinesInOrder) {
  EXPECT_EQ(tokens({"a, b", "", "c,,A"}), values({"a", "b", "c", "A"}));
  EXPECT_EQ(tokens({"bb-8", ""}), values({"bb-8"}));
}

TEST(ExtractHeaderListValues, OneBadLineLosesAll) {
  EXPECT_EQ(tokens({"bb-8", "no no"}), kDoesNotParse);
  EXPECT_EQ(tokens({"no no", "bb-8"}), kDoesNotParse);
  EXPECT_EQ(tokens({"bb-8\x0C"}), kDoesNotParse);
}

TEST(ExtractHeaderListValues, ParsesLineByLineSoThatNoQuoteSpansTwo) { EXPECT_EQ(tokens({"\"a", "b\""}), kDoesNotParse); }

TEST(ExtractHeaderListValues, NamesAreComparedWithoutCase) {
  const Views list = {{"access-control-allow-methods", "PUT"}, {"ACCESS-CONTROL-ALLOW-METHODS", "PATCH"}};
  EXPECT_EQ(extract_header_list_values("Access-Control-Allow-Methods", HeaderGrammar::token_list, list), values({"PUT", "PATCH"}));
}

TEST(ExtractHeaderListValues, KeepsTheCaseOfValues) { EXPECT_EQ(tokens({"pUt,PUT"}), values({"pUt", "PUT"})); }

TEST(ExtractHeaderListValues, TokenListsAreReadAsARecipientDoes) {
  EXPECT_EQ(tokens({",bb-8"}), values({"bb-8"}));
  EXPECT_EQ(tokens({","}), values({}));
  EXPECT_EQ(tokens({"a\t,\tb"}), values({"a", "b"}));
  EXPECT_EQ(tokens({"'bb-8'"}), values({"'bb-8'"}));
  for (const std::string_view line : {"GET POST", "\"x\"", "a;b", "x:", "\xC3\xA9", "bb-8\x0B"})
    EXPECT_EQ(tokens({line}), kDoesNotParse) << line;
}

TEST(ExtractHeaderListValues, DeltaSecondsAreDigitsOnOneLine) {
  const auto seconds = [](const std::vector<std::string_view>& lines) { return extract(HeaderGrammar::delta_seconds, lines); };
  EXPECT_EQ(seconds({"60"}), values({"60"}));
  EXPECT_EQ(seconds({"007"}), values({"007"}));
  EXPECT_EQ(seconds({"99999999999999999999"}), values({"99999999999999999999"}));
  for (const std::string_view line : {"-1", "+5", "5.0", "5, 5", "0x5", "", "5 5"}) EXPECT_EQ(seconds({line}), kDoesNotParse) << line;
  EXPECT_EQ(seconds({"60", "60"}), kMoreThanOneLine);
  EXPECT_EQ(seconds({"60", ""}), kMoreThanOneLine);
}

TEST(ExtractHeaderListValues, RequestMethodIsOneMethodOnOneLine) {
  const auto method = [](const std::vector<std::string_view>& lines) { return extract(HeaderGrammar::token, lines); };
  EXPECT_EQ(method({"PUT"}), values({"PUT"}));
  EXPECT_EQ(method({"*"}), values({"*"}));
  EXPECT_EQ(method({"PUT", "POST"}), kMoreThanOneLine);
  EXPECT_EQ(method({"PUT, POST"}), kDoesNotParse);
  EXPECT_EQ(method({""}), kDoesNotParse);
}

TEST(ExtractHeaderListValues, RequestHeadersAreOneNameOrMore) {
  const auto names = [](const std::vector<std::string_view>& lines) { return extract(HeaderGrammar::token_list_of_at_least_one, lines); };
  EXPECT_EQ(names({"a,b"}), values({"a", "b"}));
  EXPECT_EQ(names({"a, B ,,a,"}), values({"a", "B", "a"}));
  EXPECT_EQ(names({"a", "b"}), values({"a", "b"}));
  EXPECT_EQ(names({""}), kDoesNotParse);
  EXPECT_EQ(names({","}), kDoesNotParse);
  EXPECT_EQ(names({"a", ""}), kDoesNotParse);
}

TEST(ListHeader, AgreesWithExtractionWithoutAllocating) {
  const std::string_view lines[] = {"", ",", "a", "A, b", "a,,a", "no no", " a", "\"", "*"};
  std::vector<Views> lists = {{}, {{"Other", "a"}}};
  for (const std::string_view first : lines) {
    lists.push_back({{"Name", first}});
    for (const std::string_view second : lines) lists.push_back({{"name", first}, {"Other", "zz"}, {"NAME", second}});
  }
  for (const Views& list : lists) {
    const ExtractedValues extracted = extract_header_list_values("Name", HeaderGrammar::token_list, list);
    const ListHeader state = list_header_state("Name", list);
    ASSERT_EQ(state == ListHeader::absent, std::holds_alternative<Absent>(extracted));
    ASSERT_EQ(state == ListHeader::malformed, std::holds_alternative<Malformed>(extracted));
    if (state != ListHeader::present) continue;
    const Values& found = std::get<Values>(extracted);
    for (const std::string_view element : {"a", "A", "b", "B", "*", "zz", ""}) {
      bool same = false;
      bool same_but_for_case = false;
      for (const std::string_view value : found) {
        same = same || value == element;
        same_but_for_case = same_but_for_case || equals_ignoring_ascii_case(value, element);
      }
      ASSERT_EQ(list_header_contains("Name", list, element), same) << element;
      ASSERT_EQ(list_header_contains_ignoring_case("Name", list, element), same_but_for_case) << element;
    }
  }
}

TEST(ListHeader, HoldsNothingWhereItIsAbsent) {
  EXPECT_FALSE(list_header_contains("Name", {}, "a"));
  EXPECT_FALSE(list_header_contains_ignoring_case("Name", {}, "a"));
}

}  // namespace
}  // namespace crosscheck
