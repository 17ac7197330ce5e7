#include "crosscheck/url/origin_or_null.h"

#include <gtest/gtest.h>

#include <string>

#include "crosscheck/url/origin.h"

namespace crosscheck {
namespace {

bool fits(std::string_view value) { return parse_origin_or_null(value).has_value(); }

TEST(OriginOrNull, NullHasNoPartsAndIsCaseSensitive) {
  const auto null = parse_origin_or_null("null");
  ASSERT_TRUE(null.has_value());
  EXPECT_FALSE(null->scheme || null->host || null->port);
  for (const std::string_view value : {"", "Null", "NULL", "null ", " null", "null, null", "nul"}) EXPECT_FALSE(fits(value)) << value;
}

TEST(OriginOrNull, GivesThePartsOfAnOrigin) {
  const auto origin = parse_origin_or_null("a+b-c.1://x-y.test:8080");
  ASSERT_TRUE(origin.has_value());
  EXPECT_EQ(origin->scheme, "a+b-c.1");
  EXPECT_EQ(origin->host, "x-y.test");
  EXPECT_EQ(origin->port, 8080u);
  EXPECT_EQ(parse_origin_or_null("http://[::1]:81")->host, "[::1]");
  EXPECT_EQ(parse_origin_or_null("http://a.test")->port, std::nullopt);
}

TEST(OriginOrNull, RefusesOriginsThatExist) {
  for (const std::string_view value : {"http://a_b.test", "http://a.test.", "http://a..b", "http://a,b.test", "http://*.test"}) {
    EXPECT_FALSE(fits(value)) << value;
    EXPECT_TRUE(parse_serialized_origin(value).has_value()) << value;
  }
}

TEST(OriginOrNull, TakesStringsThatAreNoOrigins) {
  for (const std::string_view value : {"https://a.test:443", "http://a.test:00080", "http://a.test:99999", "http://[0:0:0:0:0:0:0:1]",
                                       "http://[1::2:0:0:0:3]", "http://256.1.1.1", "http://1.2.3.4.5"}) {
    EXPECT_TRUE(fits(value)) << value;
    EXPECT_FALSE(parse_serialized_origin(value).has_value()) << value;
  }
  EXPECT_EQ(parse_origin_or_null("http://a.test:99999")->port, 99999u);
  EXPECT_EQ(parse_origin_or_null("http://a.test:00080")->port, 80u);
}

TEST(OriginOrNull, SchemesBeginWithALowerCaseLetter) {
  for (const std::string_view value : {"HTTP://a", "1a://a", "+a://a", "://a", "a_b://a", "hTtp://a", "a b://a"})
    EXPECT_FALSE(fits(value)) << value;
  EXPECT_TRUE(fits("a://b"));
}

TEST(OriginOrNull, LabelsAreLowerAlphanumericWithHyphensInside) {
  for (const std::string_view host : {"a", "0", "a-b", "a--b", "xn--a", "a.b.c", "1.2.3.4", "localhost"})
    EXPECT_TRUE(fits("http://" + std::string(host))) << host;
  for (const std::string_view host :
       {"", ".", "-a", "a-", "-", "a.-b", "a-.b", ".a", "A", "a b", "é", "a/", "a/b", "u@a", "a?b", "a:b:1", "a,"})
    EXPECT_FALSE(fits("http://" + std::string(host))) << host;
}

TEST(OriginOrNull, PortsAreOneToFiveDigits) {
  for (const std::string_view port : {":0", ":1", ":65535", ":00000", ":99999"}) EXPECT_TRUE(fits("http://a" + std::string(port))) << port;
  for (const std::string_view port : {":", ":123456", ":-1", ":8a", ": 1", ":1 ", ":1:2"})
    EXPECT_FALSE(fits("http://a" + std::string(port))) << port;
}

TEST(OriginOrNull, Ipv6HasEightGroupsOrAGapOfTwoOrMore) {
  for (const std::string_view host : {"[1:2:3:4:5:6:7:8]", "[::]", "[::1]", "[1::]", "[::1:2:3:4:5:6]", "[1::2:3:4:5:6]", "[1:2:3:4:5:6::]",
                                      "[1:2:3::4:5:6]", "[1:2:3:4:5::6]", "[abcd::ef01]", "[0:0::0]"}) {
    EXPECT_TRUE(fits("http://" + std::string(host))) << host;
    EXPECT_TRUE(fits("http://" + std::string(host) + ":80")) << host;
  }
  for (const std::string_view host :
       {"[]", "[:]", "[:::]", "[1]", "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[::1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7::]", "[1::2:3:4:5:6:7]",
        "[1::2::3]", "[1:]", "[:1::]", "[::1:]", "::1", "[::1", "::1]", "[::1]x", "x[::1]", "[[::1]]"}) {
    EXPECT_FALSE(fits("http://" + std::string(host))) << host;
  }
}

TEST(OriginOrNull, Ipv6GroupsAreLowerHexWithoutLeadingZerosAndNeverDotted) {
  for (const std::string_view host : {"[::00]", "[::01]", "[::A]", "[::12345]", "[::g]", "[::ffff:1.2.3.4]", "[fe80::1%25eth0]"})
    EXPECT_FALSE(fits("http://" + std::string(host))) << host;
  EXPECT_TRUE(fits("http://[::ffff:102:304]"));
}

TEST(OriginOrNull, ViewsPointIntoTheValue) {
  const std::string value = "http://a.test:1";
  const auto origin = parse_origin_or_null(value);
  ASSERT_TRUE(origin.has_value());
  EXPECT_EQ(origin->scheme->data(), value.data());
  EXPECT_EQ(origin->host->data(), value.data() + 7);
}

}  // namespace
}  // namespace crosscheck
