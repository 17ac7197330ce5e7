#include "crosscheck/fetch/bad_port.h"

#include <gtest/gtest.h>

#include <string_view>

namespace crosscheck {
namespace {

bool is_blocked(std::string_view url) {
  const auto parsed = parse_url(url);
  EXPECT_TRUE(parsed.has_value()) << url;
  return is_blocked_by_bad_port(*parsed);
}

TEST(BadPort, ThereAre83OfThem) {
  int count = 0;
  for (int port = 0; port <= 65535; ++port) count += is_bad_port(static_cast<std::uint16_t>(port)) ? 1 : 0;
  EXPECT_EQ(count, 83);
}

TEST(BadPort, TheNewestAreAmongThem) {
  EXPECT_TRUE(is_bad_port(0));
  EXPECT_TRUE(is_bad_port(4190));
  EXPECT_TRUE(is_bad_port(6679));
  EXPECT_TRUE(is_bad_port(10080));
}

TEST(BadPort, TheNeighboursAreGood) {
  for (const int port : {2, 8, 80, 443, 442, 1718, 3658, 6670, 8080, 10079, 10081, 65535})
    EXPECT_FALSE(is_bad_port(static_cast<std::uint16_t>(port))) << port;
}

TEST(BadPort, BlocksHttpAndHttps) {
  EXPECT_TRUE(is_blocked("http://b.test:25/"));
  EXPECT_TRUE(is_blocked("https://b.test:6000/"));
  EXPECT_TRUE(is_blocked("http://a:0/"));
}

TEST(BadPort, APortThatIsTheDefaultIsNone) {
  EXPECT_FALSE(is_blocked("https://b.test:443/"));
  EXPECT_FALSE(is_blocked("http://b.test/"));
}

TEST(BadPort, OtherSchemesAreExempt) {
  EXPECT_FALSE(is_blocked("ftp://b.test:25/"));
  EXPECT_FALSE(is_blocked("ws://b.test:25/"));
  EXPECT_FALSE(is_blocked("data:,x"));
}

}  // namespace
}  // namespace crosscheck
