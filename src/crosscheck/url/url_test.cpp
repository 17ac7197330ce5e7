#include "crosscheck/url/url.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

TEST(Schemes, SixAreSpecialAndFiveHaveAPort) {
  EXPECT_EQ(default_port("http"), 80);
  EXPECT_EQ(default_port("https"), 443);
  EXPECT_EQ(default_port("ws"), 80);
  EXPECT_EQ(default_port("wss"), 443);
  EXPECT_EQ(default_port("ftp"), 21);
  EXPECT_EQ(default_port("file"), std::nullopt);
  EXPECT_EQ(default_port("HTTP"), std::nullopt);
  EXPECT_TRUE(is_special_scheme("file"));
  EXPECT_TRUE(is_special_scheme("wss"));
  for (const std::string_view scheme : {"", "blob", "data", "httpx", "HTTP"}) EXPECT_FALSE(is_special_scheme(scheme)) << scheme;
}

TEST(Url, KnowsLocalAndHttpSchemes) {
  for (const std::string_view input : {"about:blank", "blob:https://a/u", "data:,x"}) EXPECT_TRUE(parse_url(input)->is_local()) << input;
  for (const std::string_view input : {"http://a/", "https://a/"}) {
    EXPECT_TRUE(parse_url(input)->is_http()) << input;
    EXPECT_FALSE(parse_url(input)->is_local()) << input;
  }
  for (const std::string_view input : {"ws://a/", "file:///", "data:,x"}) EXPECT_FALSE(parse_url(input)->is_http()) << input;
}

TEST(UrlSerializer, LeavesOutWhatIsNotWanted) {
  const Url url = *parse_url("https://u:p@a.test:1/x?q#f");
  EXPECT_EQ(serialize_url(url), "https://u:p@a.test:1/x?q#f");
  EXPECT_EQ(serialize_url(url, Fragment::excluded), "https://u:p@a.test:1/x?q");
  EXPECT_EQ(serialize_url(url, Fragment::excluded, Userinfo::excluded), "https://a.test:1/x?q");
}

TEST(UrlSerializer, EqualUrlsAreEqualStrings) {
  EXPECT_EQ(serialize_url(*parse_url("HTTP://A.test:80/./x")), serialize_url(*parse_url("http://a.test/x")));
  const Url one = *parse_url("http://a.test/x#1");
  const Url two = *parse_url("http://a.test/x#2");
  EXPECT_NE(serialize_url(one), serialize_url(two));
  EXPECT_EQ(serialize_url(one, Fragment::excluded), serialize_url(two, Fragment::excluded));
}

}  // namespace
}  // namespace crosscheck
