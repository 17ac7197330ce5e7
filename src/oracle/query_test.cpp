#include "oracle/query.h"

#include <gtest/gtest.h>

#include <string>

namespace crosscheck::oracle {
namespace {

std::string parsed(std::string_view query) {
  const Result<std::vector<Parameter>, QueryError> parameters = parse_query(query, {"area", "tag", "level"});
  if (!parameters) return "error: " + parameters.error().message;
  std::string text;
  for (const Parameter& parameter : *parameters) text += "[" + parameter.name + "|" + parameter.value + "]";
  return text;
}

TEST(PercentDecoded, DigitsOfBothCasesAreAByte) {
  EXPECT_EQ(percent_decoded("a%2Fb%2fc"), "a/b/c");
  EXPECT_EQ(percent_decoded("%C3%A4%00"), std::string("\xC3\xA4\0", 3));
  EXPECT_EQ(percent_decoded("a+b"), "a+b");
  EXPECT_EQ(percent_decoded("%2525"), "%25");
}

TEST(PercentDecoded, PercentWithoutItsDigitsIsRefused) {
  for (const std::string_view text : {"%", "%2", "a%zz", "%-1", "%+1", "% 1", "%1g"}) EXPECT_FALSE(percent_decoded(text)) << text;
}

TEST(Query, PairsAreDecodedAsFormsAre) {
  EXPECT_EQ(parsed(""), "");
  EXPECT_EQ(parsed("area=cors-check&tag=a%26b+c"), "[area|cors-check][tag|a&b c]");
  EXPECT_EQ(parsed("&%61rea=x=y&"), "[area|x=y]");
}

TEST(Query, UnknownNameIsRefusedWithThoseThatThereAre) {
  EXPECT_EQ(parsed("areas=x"), "error: There is no parameter \"areas\"; did you mean \"area\"? There are area, tag, level.");
  EXPECT_EQ(parsed("q=x"), "error: There is no parameter \"q\". There are area, tag, level.");
  EXPECT_EQ(parsed("=x"), "error: There is no parameter \"\". There are area, tag, level.");
  const auto none = parse_query("x=1", {});
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().message, "There is no parameter \"x\"; this address takes none.");
}

TEST(Query, NameTwiceOrWithoutAValueIsRefused) {
  EXPECT_EQ(parsed("tag=a&tag=b"), "error: The parameter tag comes twice; it can come once.");
  EXPECT_EQ(parsed("tag="), "error: The parameter tag has no value; leave it out, or give it one.");
  EXPECT_EQ(parsed("tag"), "error: The parameter tag has no value; leave it out, or give it one.");
}

TEST(Query, PercentWithoutItsDigitsIsRefused) {
  EXPECT_EQ(parsed("tag=%4"), "error: In \"tag=%4\" a % stands without two hexadecimal digits; a % itself is written %25.");
}

}  // namespace
}  // namespace crosscheck::oracle
