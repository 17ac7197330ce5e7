#include "suite/selection.h"

#include <gtest/gtest.h>

#include "suite/suite_for_tests.h"

namespace crosscheck::suite {
namespace {

bool selects(const char* selector, const Json& members = Json::object()) {
  const Result<Selector, SelectorError> parsed = Selector::parse(selector);
  EXPECT_TRUE(parsed.has_value()) << parsed.error().message;
  return parsed && parsed->matches(vector_of(members));
}

TEST(Selection, ByIdAndPattern) {
  EXPECT_TRUE(selects("m/one"));
  EXPECT_FALSE(selects("m/on"));
  EXPECT_TRUE(selects("m/*"));
  EXPECT_TRUE(selects("*o*e"));
  EXPECT_FALSE(selects("*x*"));
}

TEST(Selection, ByWord) {
  const Json members = {{"tags", {"t"}}, {"needs", {"redirects"}}};
  for (const char* selector : {"area:m", "kind:safelisted-method", "kind:safelisted-*", "level:must", "tag:t", "flag:Method*",
                               "covers:MTH-2", "needs:redirects", "role:library"})
    EXPECT_TRUE(selects(selector, members)) << selector;
  for (const char* selector :
       {"area:n", "kind:fetch", "level:may", "tag:u", "flag:X", "covers:MTH-1", "needs:xhr", "role:server", "role:client"})
    EXPECT_FALSE(selects(selector, members)) << selector;
}

TEST(Selection, AWordThatIsNoneIsRefused) {
  for (const char* selector : {"", "cover:MTH-2", "level:shall", "role:proxy", "tag:"})
    EXPECT_FALSE(Selector::parse(selector).has_value()) << selector;
}

TEST(MatchesPattern, StarsStandForAnything) {
  EXPECT_TRUE(matches_pattern("", "*"));
  EXPECT_TRUE(matches_pattern("abc", "a*c"));
  EXPECT_TRUE(matches_pattern("abcbc", "a*bc"));
  EXPECT_FALSE(matches_pattern("abcb", "a*bc"));
  EXPECT_FALSE(matches_pattern(std::string(5000, 'a'), "*a*a*a*a*a*a*a*b"));
}

TEST(Shards, AreReadAndPartTheIds) {
  EXPECT_FALSE(parse_shard("0/2").has_value());
  EXPECT_FALSE(parse_shard("3/2").has_value());
  EXPECT_FALSE(parse_shard("1").has_value());
  EXPECT_FALSE(parse_shard("1/2/3").has_value());
  std::size_t in_first = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = "m/" + std::to_string(i);
    const bool first = is_in(Shard{1, 2}, id);
    EXPECT_NE(first, is_in(Shard{2, 2}, id));
    in_first += first ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(in_first), 500, 100);
}

}  // namespace
}  // namespace crosscheck::suite
