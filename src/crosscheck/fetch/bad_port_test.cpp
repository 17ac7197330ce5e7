#include "crosscheck/fetch/bad_port.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace crosscheck {
namespace {

bool is_blocked(std::string_view url) {
  const auto parsed = parse_url(url);
  EXPECT_TRUE(parsed.has_value()) << url;
  return is_blocked_by_bad_port(*parsed);
}

// The list of PRT-2, so that each of its 83 ports is asserted.
TEST(BadPort, TheListIsTheStandardsAndNothingElseIsBad) {
  const std::vector<int> listed{0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,   37,   42,   43,
                                53,   69,   77,   79,   87,   95,   101,  102,  103,  104,  109,  110,  111,  113,  115,  117,  119,
                                123,  135,  137,  139,  143,  161,  179,  389,  427,  465,  512,  513,  514,  515,  526,  530,  531,
                                532,  540,  548,  554,  556,  563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049,
                                3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};
  ASSERT_EQ(listed.size(), 83u);
  std::vector<int> bad;
  for (int port = 0; port <= 65535; ++port) {
    if (is_bad_port(static_cast<std::uint16_t>(port))) bad.push_back(port);
  }
  EXPECT_EQ(bad, listed);
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
