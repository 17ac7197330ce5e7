#include "crosscheck/url/plain_origin.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

// Where it reads an origin, the parser of URLs reads the same one.
void expect_no_difference(const std::string& serialized) {
  const std::optional<Origin> plain = parse_plain_origin(serialized);
  EXPECT_EQ(is_plain_origin(serialized), plain.has_value()) << serialized;
  if (!plain) return;
  const std::optional<Origin> parsed = parse_serialized_origin(serialized);
  ASSERT_TRUE(parsed) << serialized;
  EXPECT_EQ(plain->serialized(), serialized);
  EXPECT_TRUE(same_origin(*plain, *parsed)) << serialized;
  EXPECT_EQ(plain->host(), parsed->host()) << serialized;
}

// All strings of at most `most` of the parts.
void for_all(const std::vector<std::string>& parts, int most, const std::string& begun, void (*visit)(const std::string&)) {
  visit(begun);
  if (most == 0) return;
  for (const std::string& part : parts) for_all(parts, most - 1, begun + part, visit);
}

TEST(PlainOrigin, OrdinaryOriginsAreRead) {
  for (const char* const serialized : {"https://app.example", "http://localhost:3000", "https://a", "https://1a.b-c.example:8443",
                                       "http://a.test:443", "http://a:65535"}) {
    ASSERT_TRUE(parse_plain_origin(serialized)) << serialized;
    expect_no_difference(serialized);
  }
}

TEST(PlainOrigin, WhatNeedsACloserLookIsLeftToTheParser) {
  for (const char* const serialized : {"",
                                       "null",
                                       "https://",
                                       "https://a/",
                                       "https://a:",
                                       "https://a:443",
                                       "http://a:80",
                                       "https://a:0443",
                                       "https://a:65536",
                                       "https://a:+1",
                                       "https://A",
                                       "https://a..b",
                                       "https://.a",
                                       "https://a.",
                                       "https://1.2.3.4",
                                       "https://a.0x1",
                                       "https://xn--a",
                                       "https://[::1]",
                                       "https://u@a",
                                       "ftp://a",
                                       "https:a",
                                       "https://a_b"})
    EXPECT_FALSE(parse_plain_origin(serialized)) << serialized;
}

TEST(PlainOrigin, NothingIsReadThatTheParserReadsOtherwise) {
  for_all({"a", "1", "0x", "-", ".", "xn--", ":", "8", "0", "/", "A", "@", "%41"}, 4, "https://", expect_no_difference);
  for_all({"a", "443", "80", ":", "0", "1", "."}, 5, "http://", expect_no_difference);
}

}  // namespace
}  // namespace crosscheck
