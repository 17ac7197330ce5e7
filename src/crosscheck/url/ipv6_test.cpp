#include "crosscheck/url/ipv6.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

std::string serialized_ipv6(std::string_view input) {
  const auto address = parse_ipv6(input);
  return address ? serialize_ipv6(*address) : "failure";
}

TEST(Ipv6Serializer, CompressesTheFirstOfTheLongestRunsOfTwoZerosOrMore) {
  EXPECT_EQ(serialized_ipv6("1:0:0:2:0:0:0:3"), "1:0:0:2::3");
  EXPECT_EQ(serialized_ipv6("1:0:0:2:3:0:0:4"), "1::2:3:0:0:4");
  EXPECT_EQ(serialized_ipv6("1:0:2:3:4:5:6:7"), "1:0:2:3:4:5:6:7");
  EXPECT_EQ(serialized_ipv6("0:f:0:0:f:f:0:0"), "0:f::f:f:0:0");
  EXPECT_EQ(serialized_ipv6("0:0:0:0:0:0:0:0"), "::");
  EXPECT_EQ(serialized_ipv6("0:0:1:1:1:1:0:0"), "::1:1:1:1:0:0");
  EXPECT_EQ(serialized_ipv6("1:1:1:1:1:1:0:0"), "1:1:1:1:1:1::");
  EXPECT_EQ(serialized_ipv6("1:2:3:4:5:6:7::"), "1:2:3:4:5:6:7:0");
}

TEST(Ipv6Serializer, WritesLowerCaseWithoutLeadingZeros) {
  EXPECT_EQ(serialized_ipv6("2001:DB8::00FF"), "2001:db8::ff");
  EXPECT_EQ(serialized_ipv6("::100"), "::100");
  EXPECT_EQ(serialized_ipv6("::a0b:ABCD"), "::a0b:abcd");
}

TEST(Ipv6Parser, TakesAnEmbeddedIpv4AddressAndNeverWritesOne) {
  EXPECT_EQ(serialized_ipv6("::127.0.0.1"), "::7f00:1");
  EXPECT_EQ(serialized_ipv6("::ffff:1.2.3.4"), "::ffff:102:304");
  EXPECT_EQ(serialized_ipv6("1:2:3:4:5:6:255.255.255.255"), "1:2:3:4:5:6:ffff:ffff");
}

TEST(Ipv6Parser, FailsOnAnEmbeddedIpv4AddressThatIsNotDottedDecimal) {
  for (const std::string_view input :
       {"::1.2.3", "::1.2.3.4.5", "::1.2.3.256", "::01.2.3.4", "::1.2.3.", "::.1.2.3", "::1..2.3", "::1.2.3.4:5", "::0x1.2.3.4",
        "::1.2.3.a", "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:6:7::1.2.3.4", "1.2.3.4"}) {
    EXPECT_EQ(serialized_ipv6(input), "failure") << input;
  }
}

TEST(Ipv6Parser, FailsOnZoneIds) {
  for (const std::string_view input : {"fe80::1%25eth0", "fe80::1%eth0", "::%31"}) EXPECT_EQ(serialized_ipv6(input), "failure") << input;
}

TEST(Ipv6Parser, FailsOnTooManyOrTooFewPieces) {
  for (const std::string_view input : {"", ":", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:",
                                       ":1:2:3:4:5:6:7", "1:::2", "1::2::3", "1:", "12345::", "g::", "1::2:", " ::1", "::1 "}) {
    EXPECT_EQ(serialized_ipv6(input), "failure") << input;
  }
}

TEST(Ipv6Parser, ReadsBackEveryAddressThatItWrites) {
  // All 256 ways of having zeros and other pieces.
  for (unsigned zeros = 0; zeros < 256; ++zeros) {
    Ipv6Address address{};
    for (std::size_t i = 0; i < 8; ++i) address[i] = (zeros >> i & 1u) != 0 ? std::uint16_t{0} : static_cast<std::uint16_t>(0xA0 + i);
    EXPECT_EQ(parse_ipv6(serialize_ipv6(address)), address) << serialize_ipv6(address);
  }
}

}  // namespace
}  // namespace crosscheck
