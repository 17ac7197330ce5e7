#include "crosscheck/base/decimal_time.h"

#include <gtest/gtest.h>

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace crosscheck {
namespace {

Time time(std::string_view text) {
  const std::optional<Time> parsed = Time::from_decimal(text);
  EXPECT_TRUE(parsed.has_value()) << text;
  return parsed.value_or(Time());
}

void expect_time(std::string_view text, std::uint64_t seconds, std::string_view fraction) {
  const Time parsed = time(text);
  EXPECT_EQ(parsed.seconds(), seconds) << text;
  EXPECT_EQ(parsed.fraction(), fraction) << text;
}

TEST(DecimalTime, ReadsNumbersAsJsonWritesThem) {
  expect_time("0", 0, "");
  expect_time("7", 7, "");
  expect_time("1234567890", 1234567890, "");
  expect_time("0.5", 0, "5");
  expect_time("12.50", 12, "5");
  expect_time("0.050", 0, "05");
  expect_time("1.000", 1, "");
  expect_time("1e3", 1000, "");
  expect_time("1E+3", 1000, "");
  expect_time("0.05E+2", 5, "");
  expect_time("1.2345e2", 123, "45");
  expect_time("125e-2", 1, "25");
  expect_time("5e-3", 0, "005");
  expect_time("100e-2", 1, "");
  expect_time("1e00003", 1000, "");
  expect_time("0.00012e6", 120, "");
}

TEST(DecimalTime, MinusStandsBeforeZeroOnly) {
  EXPECT_EQ(Time::from_decimal("-0"), Time());
  EXPECT_EQ(Time::from_decimal("-0.00e9"), Time());
  EXPECT_EQ(Time::from_decimal("-1"), std::nullopt);
  EXPECT_EQ(Time::from_decimal("-0.001"), std::nullopt);
  EXPECT_EQ(Time::from_decimal("-"), std::nullopt);
  EXPECT_EQ(Time::from_decimal("--0"), std::nullopt);
}

TEST(DecimalTime, AnythingElseIsNoNumber) {
  for (const std::string_view text :
       {"",   " ",  "00",  "01",   "007", ".5",    "5.",    "1.e2",  "1e",    "1e+",      "1e-", "1e+-2", "+1",
        " 1", "1 ", "1\n", "0x10", "1,5", "1_000", "1.2.3", "1e2e3", "1e2.5", "Infinity", "NaN", "a",     "\xD9\xA3"}) {
    EXPECT_EQ(Time::from_decimal(text), std::nullopt) << text;
  }
  EXPECT_EQ(Time::from_decimal(std::string_view("1\0", 2)), std::nullopt);
}

TEST(DecimalTime, StopsBeforeTwoToThe53Seconds) {
  expect_time("9007199254740991", 9007199254740991u, "");
  expect_time("9007199254740991.999", 9007199254740991u, "999");
  expect_time("9.007199254740991e15", 9007199254740991u, "");
  EXPECT_EQ(Time::from_decimal("9007199254740992"), std::nullopt);
  EXPECT_EQ(Time::from_decimal("9999999999999999"), std::nullopt);
  EXPECT_EQ(Time::from_decimal("1e16"), std::nullopt);
  EXPECT_EQ(Time::from_decimal("1e17"), std::nullopt);
  EXPECT_EQ(Time::from_decimal("18446744073709551616"), std::nullopt);
}

TEST(DecimalTime, TakesAThousandDigitsAfterThePointAndNoMore) {
  expect_time("1e-1000", 0, std::string(999, '0') + "1");
  EXPECT_EQ(Time::from_decimal("1e-1001"), std::nullopt);
  expect_time("0." + std::string(1000, '3'), 0, std::string(1000, '3'));
  EXPECT_EQ(Time::from_decimal("0." + std::string(1001, '3')), std::nullopt);
  // Zeros at the end need no digits.
  expect_time("0.5" + std::string(5000, '0'), 0, "5");
  expect_time("10e-1001", 0, std::string(999, '0') + "1");
}

TEST(DecimalTime, HugeExponentsAreAnsweredAtOnce) {
  EXPECT_EQ(Time::from_decimal("1e99999999999999999999999999"), std::nullopt);
  EXPECT_EQ(Time::from_decimal("1e-99999999999999999999999999"), std::nullopt);
  EXPECT_EQ(Time::from_decimal("1e9223372036854775807"), std::nullopt);
  EXPECT_EQ(Time::from_decimal("0e99999999999999999999999999"), Time());
  EXPECT_EQ(Time::from_decimal("0.000e-99999999999999999999999999"), Time());
}

TEST(DecimalTime, LongDigitsAndExponentCancelOut) {
  expect_time("1" + std::string(4000, '0') + "e-4000", 1, "");
  expect_time("0." + std::string(4000, '0') + "15e4001", 1, "5");
}

TEST(DecimalTime, EqualNumbersAreEqualHoweverWritten) {
  EXPECT_EQ(time("1.50"), time("15e-1"));
  EXPECT_EQ(time("1000"), time("1e3"));
  EXPECT_EQ(time("0.0"), time("0"));
  EXPECT_NE(time("0.1"), time("0.10000000000000000000000001"));
}

TEST(DecimalTime, ComparesExactly) {
  const std::string_view ascending[] = {"0",
                                        "1e-30",
                                        "0.05",
                                        "0.049999999999999999999e1",
                                        "0.5",
                                        "0.51",
                                        "0.6",
                                        "1",
                                        "1.0000000000000000000001",
                                        "2",
                                        "10",
                                        "9007199254740990.9999999999999999999",
                                        "9007199254740991"};
  for (std::size_t i = 0; i < std::size(ascending); ++i) {
    for (std::size_t j = 0; j < std::size(ascending); ++j) {
      EXPECT_EQ(time(ascending[i]) <=> time(ascending[j]), i <=> j) << ascending[i] << " and " << ascending[j];
    }
  }
}

TEST(DecimalTime, AddsSecondsAndKeepsTheFraction) {
  EXPECT_EQ(time("0.25").plus_seconds(5), time("5.25"));
  EXPECT_EQ(time("4").plus_seconds(0), time("4"));
  EXPECT_LT(time("9007199254740991"), time("9007199254740991").plus_seconds(2147483648u));
}

TEST(DecimalTime, AddingStopsAtTheLargestNumber) {
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(time("1.5").plus_seconds(most).seconds(), most);
  EXPECT_EQ(time("1.5").plus_seconds(most).plus_seconds(most).seconds(), most);
}

}  // namespace
}  // namespace crosscheck
