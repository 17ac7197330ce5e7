#include "crosscheck/url/ipv4.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

std::string serialized_ipv4(std::string_view input) {
  const auto address = parse_ipv4(input);
  return address ? serialize_ipv4(*address) : "failure";
}

TEST(EndsInANumber, LooksAtTheLastLabelAfterDroppingOneTrailingDot) {
  for (const std::string_view number : {"0", "09", "a.09", "a.1.", "1.2.3", "0x", "a.0X", "a.0xfF", "99999999999999999999"})
    EXPECT_TRUE(ends_in_a_number(number)) << number;
  for (const std::string_view name : {"a", "1.a", "1..", ".", "..", "0xg", "a.1e3", "1.-1", "0b1"})
    EXPECT_FALSE(ends_in_a_number(name)) << name;
}

TEST(Ipv4Parser, TakesOneToFourNumbersAndATrailingDot) {
  EXPECT_EQ(serialized_ipv4("127.1"), "127.0.0.1");
  EXPECT_EQ(serialized_ipv4("0x7f.1"), "127.0.0.1");
  EXPECT_EQ(serialized_ipv4("2130706433"), "127.0.0.1");
  EXPECT_EQ(serialized_ipv4("127.0.0.1."), "127.0.0.1");
  EXPECT_EQ(serialized_ipv4("1.2.3"), "1.2.0.3");
}

TEST(Ipv4Parser, ReadsOctalAndHexadecimal) {
  EXPECT_EQ(serialized_ipv4("0377.0XfF.0x.00"), "255.255.0.0");
  EXPECT_EQ(serialized_ipv4("010"), "0.0.0.8");
  EXPECT_EQ(serialized_ipv4("09"), "failure");
  EXPECT_EQ(serialized_ipv4("0xg"), "failure");
}

TEST(Ipv4Parser, TheLastNumberFillsWhatIsLeft) {
  EXPECT_EQ(serialized_ipv4("4294967295"), "255.255.255.255");
  EXPECT_EQ(serialized_ipv4("4294967296"), "failure");
  EXPECT_EQ(serialized_ipv4("1.16777215"), "1.255.255.255");
  EXPECT_EQ(serialized_ipv4("1.16777216"), "failure");
  EXPECT_EQ(serialized_ipv4("1.2.65535"), "1.2.255.255");
  EXPECT_EQ(serialized_ipv4("1.2.65536"), "failure");
  EXPECT_EQ(serialized_ipv4("1.2.3.255"), "1.2.3.255");
  EXPECT_EQ(serialized_ipv4("1.2.3.256"), "failure");
}

TEST(Ipv4Parser, AllButTheLastAreBytes) {
  EXPECT_EQ(serialized_ipv4("256.1.1.1"), "failure");
  EXPECT_EQ(serialized_ipv4("1.256.1"), "failure");
}

TEST(Ipv4Parser, FailsOnFivePartsAndOnEmptyOnes) {
  EXPECT_EQ(serialized_ipv4("1.2.3.4.5"), "failure");
  EXPECT_EQ(serialized_ipv4("1.2.3.4.."), "failure");
  EXPECT_EQ(serialized_ipv4("1..2"), "failure");
  EXPECT_EQ(serialized_ipv4(".1"), "failure");
  EXPECT_EQ(serialized_ipv4("a.1"), "failure");
}

TEST(Ipv4Parser, NumbersOfManyDigitsNeitherOverflowNorPass) {
  EXPECT_EQ(serialized_ipv4("99999999999999999999999999999999"), "failure");
  EXPECT_EQ(serialized_ipv4("0x10000000000000000"), "failure");
  EXPECT_EQ(serialized_ipv4("18446744073709551617"), "failure");
  EXPECT_EQ(serialized_ipv4("0x" + std::string(1000, '0') + "1"), "0.0.0.1");
}

}  // namespace
}  // namespace crosscheck
