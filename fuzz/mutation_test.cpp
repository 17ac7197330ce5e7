#include "fuzz/mutation.h"

#include <set>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "fuzz/guarded.h"
#include "fuzz/input.h"

namespace crosscheck::fuzz {
namespace {

constexpr std::string_view kText =
    "kind cors-check\norigin https://a.test\ncredentials include\nheader Access-Control-Allow-Origin: https://a.test, *\nheader Vary: "
    "Origin\n";
constexpr std::string_view kJson =
    R"({"kind":"cors-check","input":{"origin":"https://a.test","headers":[["A","1"],["B","2"]]},"trace":false})";

std::string add_a_byte(std::string_view bytes, std::size_t limit) {
  std::string longer = std::string(bytes) + '\n';
  return longer.substr(0, limit);
}

// How many different texts come of one text, mutated with so many seeds.
template <class Mutate>
std::size_t different_ones(const Mutate& mutate, std::string_view text) {
  std::set<std::string> found;
  for (unsigned seed = 0; seed < 2000; ++seed) {
    Dice dice(seed);
    found.insert(mutate(text, dice, add_a_byte));
  }
  return found.size();
}

TEST(TextMutation, MutatesLinesInManyWaysAndTakesEveryText) {
  EXPECT_GT(different_ones(mutate_text, kText), 500u);
  for (const std::string_view text : {"", "\n", "\n\n\n", "header", "header :", "header a", " ", "\\", "header \\x3a: \\"}) {
    EXPECT_GT(different_ones(mutate_text, text), 1u);
  }
}

TEST(TextMutation, KeepsWhatALineSaysInMostMutants) {
  std::size_t with_kind = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    Dice dice(seed);
    const std::string text = mutate_text(kText, dice, add_a_byte);
    if (Input(text).find("origin")) ++with_kind;
  }
  EXPECT_GT(with_kind, 700u);
}

TEST(TextMutation, CrossingPutsLinesOfTheOneAmongThoseOfTheOther) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    Dice dice(seed);
    EXPECT_NE(cross_texts(kText, "method PUT\n", dice).find("method PUT\n"), std::string::npos);
  }
  Dice dice(1);
  EXPECT_EQ(cross_texts("", "", dice), "");
}

TEST(JsonMutation, MutatesValuesInManyWaysAndTakesEveryText) {
  EXPECT_GT(different_ones(mutate_json, kJson), 200u);
  for (const std::string_view text : {"", "{", "]", "\"", "\"\\", "{\"a\"", "{\"a\":", "[,]", ":", "[[[[", "1,2"}) {
    EXPECT_GE(different_ones(mutate_json, text), 1u);
  }
}

TEST(JsonMutation, CrossingTakesAValueOfTheOther) {
  std::size_t taken = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    Dice dice(seed);
    if (cross_jsons(kJson, "[12345]", dice).find("12345") != std::string::npos) ++taken;
  }
  EXPECT_EQ(taken, 200u);
}

TEST(Input, ReadsLinesEscapesAndHeaders) {
  const Input input("kind cors-check\n\n# a remark\nheader A\\x3aB: 1\\n2\nheader C:3\nflag\nmethod a\\\\b\\xzz");
  ASSERT_EQ(input.size(), 6u);
  EXPECT_EQ(input.find("kind"), "cors-check");
  const Line* const header = input.begin() + 2;
  EXPECT_EQ(header->value, "A:B");
  EXPECT_EQ(header->rest, "1\n2");
  EXPECT_EQ((header + 1)->rest, "3");
  EXPECT_EQ(input.find("flag"), "");
  EXPECT_EQ(input.find("method"), "a\\b\\xzz");
  EXPECT_EQ(input.find("none"), std::nullopt);
}

TEST(Input, TakesEveryByteAndEveryNumberOfLines) {
  EXPECT_EQ(Input("").size(), 0u);
  EXPECT_EQ(Input(std::string(10'000, '\n')).size(), 0u);
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "header a:b\n";
  EXPECT_EQ(Input(lines).size(), Input::kMostLines);
}

TEST(Guarded, PiecesAreCopiesThatDoNotTouch) {
  Guarded guarded(6, 3);
  const std::string_view one = guarded.copy("abc");
  const std::string_view two = guarded.copy("");
  const std::string_view three = guarded.copy("def");
  EXPECT_EQ(one, "abc");
  EXPECT_EQ(two, "");
  EXPECT_EQ(three, "def");
  EXPECT_GE(three.data() - one.data(), 11);
}

}  // namespace
}  // namespace crosscheck::fuzz
