#include "crosscheck/policy/regex_set.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/base/allocation_counter.h"

namespace crosscheck::policy {
namespace {

TEST(OriginRegex, MatchesTheWholeOriginOrNothing) {
  const OriginRegex regex = OriginRegex::compile("https://ab.*ba\\.test");
  ASSERT_TRUE(regex.ok());
  EXPECT_TRUE(regex.matches("https://abba.test"));
  EXPECT_TRUE(regex.matches("https://ab-x-ba.test"));
  EXPECT_FALSE(regex.matches("https://aba.test"));
  EXPECT_FALSE(regex.matches("https://abba.test/"));
  EXPECT_FALSE(regex.matches("xhttps://abba.test"));
}

TEST(OriginRegex, IsNotAskedAboutNullOrAboutBytesThatNoOriginHas) {
  const OriginRegex any = OriginRegex::compile("(?s).*");
  EXPECT_TRUE(any.matches("https://a.test"));
  for (const std::string& text : {std::string("null"), std::string("https://a\r\nb"), std::string("https://a\0b", 11),
                                  std::string("https://a b"), std::string("https://\xC3\xBC")}) {
    EXPECT_FALSE(any.matches(text)) << text;
  }
}

TEST(OriginRegex, WhatRe2CannotCompileSaysWhy) {
  for (const char* expression : {"https://(a)\\1", "https://(?=a)", "(", "a{1001}", "((((((a{100}){100}){100}){100})))", "\xFF"}) {
    const OriginRegex regex = OriginRegex::compile(expression);
    EXPECT_FALSE(regex.ok()) << expression;
    EXPECT_FALSE(regex.error().empty()) << expression;
  }
}

TEST(RegexSet, TheFirstExpressionThatMatchesIsFoundAmongAny) {
  for (const int size : {1, 2, 3, 7, 200}) {
    std::vector<OriginRegex> regexes;
    for (int i = 0; i < size; ++i) regexes.push_back(OriginRegex::compile("https://pr-[0-9]+--app" + std::to_string(i) + "(x|y)?\\.test"));
    regexes.push_back(OriginRegex::compile("https://pr-1--app.*"));
    const RegexSet set(regexes);
    for (int i = 0; i < size; ++i) EXPECT_EQ(set.find("https://pr-77--app" + std::to_string(i) + "y.test"), static_cast<std::uint32_t>(i));
    EXPECT_EQ(set.find("https://pr-1--app0.test"), 0U);
    EXPECT_EQ(set.find("https://pr-1--app0.test.evil"), static_cast<std::uint32_t>(size));
    EXPECT_EQ(set.find("https://pr-2--app"), RegexSet::kAbsent);
    EXPECT_EQ(set.find("null"), RegexSet::kAbsent);
  }
  EXPECT_EQ(RegexSet().find("https://a.test"), RegexSet::kAbsent);
}

// Every byte in every place, with the rest of the example or another behind it.
TEST(RegexSet, AfterTheWarmUpAnOriginThatLeavesAnExamplesWayAllocatesNothing) {
  const std::vector<std::string> expressions{"https://pr-[0-9]+--app\\.example\\.net", "https://[a-z0-9-]+\\.preview\\.test",
                                             "(?i)http://localhost(:\\d+)?"};
  const std::vector<std::string> examples{"https://pr-7--app.example.net", "https://evil--app.example.net", "https://a-1.preview.test",
                                          "https://preview.test",          "http://localhost:3000",         "http://localhost.evil.test"};
  std::vector<OriginRegex> regexes;
  for (const std::string& expression : expressions) regexes.push_back(OriginRegex::compile(expression));
  const RegexSet set(regexes);
  RegexBudget budget;
  set.warm_up(examples, budget);
  for (const std::string& example : examples) {
    for (std::size_t place = 0; place <= example.size(); ++place) {
      for (char byte = '!'; byte <= '~'; ++byte) {
        std::string origin = example;
        origin.replace(place, 1, 1, byte);
        ASSERT_EQ(allocations_in([&] { (void)set.find(origin); }), 0U) << origin;
        origin.resize(place + 1);
        ASSERT_EQ(allocations_in([&] { (void)set.find(origin); }), 0U) << origin;
      }
    }
  }
  for (const char* origin :
       {"https://pr-12345--app.example.net", "https://evil.test", "http://127.0.0.1:80", "https://zz-09.preview.test", "app://one"}) {
    EXPECT_EQ(allocations_in([&] { (void)set.find(origin); }), 0U) << origin;
  }
}

TEST(RegexSet, TheWarmUpEndsHoweverLongAndManyTheExamplesAre) {
  const RegexSet set({OriginRegex::compile("https://[a-z]+\\.test"), OriginRegex::compile("https://[0-9]+\\.test")});
  std::vector<std::string> examples(3000, "https://a.test");
  examples.push_back("https://" + std::string(1 << 20, 'a') + ".test");
  RegexBudget budget;
  set.warm_up(examples, budget);
  EXPECT_EQ(set.find(examples.front()), 0U);
  RegexSet().warm_up(examples, budget);
}

// As many steps for an example as bytes times instructions, where no two examples lead to the same states.
TEST(RegexSet, TheExamplesOfALargeSetArePaidForToo) {
  std::vector<OriginRegex> regexes;
  std::vector<std::string> examples;
  for (int i = 0; i < 100; ++i) {
    regexes.push_back(OriginRegex::compile("[ab]*a[ab]{100}c" + std::to_string(i)));
    examples.emplace_back(300, static_cast<char>('a' + i % 2));
  }
  const RegexSet set(regexes);
  RegexBudget budget;
  set.warm_up(examples, budget);
  EXPECT_LT(budget.warm_up_bytes, 301U * 101);
  const std::size_t left = budget.warm_up_bytes;
  set.warm_up(examples, budget);
  EXPECT_EQ(budget.warm_up_bytes, left);
}

TEST(RegexSet, TheWarmUpsOfADocumentShareOneBudgetAndALargerSetTakesMoreOfIt) {
  const std::vector<std::string> examples{"https://a.test"};
  RegexBudget small;
  RegexSet({OriginRegex::compile("https://[a-z]+\\.test")}).warm_up(examples, small);
  const std::size_t once = RegexBudget().warm_up_bytes - small.warm_up_bytes;
  EXPECT_GT(once, 0U);
  RegexBudget large;
  RegexSet({OriginRegex::compile("https://[a-z]{1,1000}\\.test")}).warm_up(examples, large);
  EXPECT_GT(RegexBudget().warm_up_bytes - large.warm_up_bytes, once);
  for (int i = 0; i < 1000; ++i) RegexSet({OriginRegex::compile("https://[a-z]+\\.test")}).warm_up(examples, small);
  EXPECT_LT(small.warm_up_bytes, once);
}

TEST(OriginRegex, AnExpressionIsWorthItsInstructionsOrItsBytes) {
  RegexBudget budget;
  const OriginRegex letters = OriginRegex::compile_within(budget, "\\pL");
  EXPECT_TRUE(letters.ok());
  EXPECT_GT(letters.instructions(), 1000U);
  EXPECT_EQ(budget.instructions, RegexBudget::kMostInstructions - letters.instructions());
  budget = RegexBudget();
  const std::string written_at_length = "[" + std::string(1000, 'a') + "]";
  EXPECT_TRUE(OriginRegex::compile_within(budget, written_at_length).ok());
  EXPECT_EQ(budget.instructions, RegexBudget::kMostInstructions - written_at_length.size());
}

TEST(OriginRegex, WhatIsTooLargeIsRefusedAndLeavesNothingForWhatFollows) {
  // More than is left; more than RE2 takes; not even read.
  for (const std::string& large :
       {std::string("https://a(\\pL{60}|)"), std::string("https://a(\\pL{300}|)"), std::string(RegexBudget::kMostInstructions + 1, 'a')}) {
    RegexBudget budget;
    const OriginRegex regex = OriginRegex::compile_within(budget, large);
    EXPECT_FALSE(regex.ok());
    EXPECT_NE(regex.error().find("too large"), std::string::npos) << regex.error();
    EXPECT_FALSE(regex.matches("https://a"));
    EXPECT_EQ(budget.instructions, 0U);
    EXPECT_FALSE(OriginRegex::compile_within(budget, "a").ok());
  }
}

TEST(OriginRegex, WithoutAnExpressionMatchesNothing) {
  EXPECT_FALSE(OriginRegex().ok());
  EXPECT_FALSE(OriginRegex().matches("https://a.test"));
}

}  // namespace
}  // namespace crosscheck::policy
