#include "crosscheck/http/range.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace crosscheck {
namespace {

using Digits = std::optional<std::string_view>;

void expect_range(std::string_view value, bool allow_whitespace, Digits start, Digits end) {
  const Result<RangeValue, FailedStep> range = parse_single_range_header_value(value, allow_whitespace);
  ASSERT_TRUE(range.has_value()) << value;
  EXPECT_EQ(*range, (RangeValue{start, end})) << value;
}

void expect_failure(std::string_view value, bool allow_whitespace, int step) {
  const Result<RangeValue, FailedStep> range = parse_single_range_header_value(value, allow_whitespace);
  ASSERT_FALSE(range.has_value()) << value;
  EXPECT_EQ(range.error().number, step) << value;
}

TEST(SingleRangeHeaderValue, HasAStartOrAnEndOrBoth) {
  expect_range("bytes=0-1", false, "0", "1");
  expect_range("bytes=0-", false, "0", std::nullopt);
  expect_range("bytes=0-0", false, "0", "0");
  expect_range("bytes=-500", false, std::nullopt, "500");
  expect_failure("bytes=-", false, 17);
}

TEST(SingleRangeHeaderValue, BeginsWithBytesInLowerCase) {
  for (const std::string_view value : {"Bytes=0-1", "items=0-1", "", "byte", " bytes=0-1"}) expect_failure(value, false, 2);
}

TEST(SingleRangeHeaderValue, NeedsAnEqualsSign) {
  expect_failure("bytes", false, 5);
  expect_failure("bytes", true, 5);
  expect_failure("bytes ", true, 5);
  expect_failure("bytes =0-1", false, 5);
  expect_failure("bytes0-1", false, 5);
}

TEST(SingleRangeHeaderValue, NeedsAHyphenAfterTheStart) {
  expect_failure("bytes=", false, 11);
  expect_failure("bytes=0", false, 11);
  expect_failure("bytes= 0-1", false, 11);
  expect_failure("bytes=0 -1", false, 11);
  expect_failure("bytes=+1-2", false, 11);
  expect_failure("bytes=\xEF\xBC\x91-2", false, 11);  // a full-width digit
}

TEST(SingleRangeHeaderValue, EndsAfterTheEnd) {
  for (const std::string_view value : {"bytes=0-1,3-4", "bytes=0-1 ", "bytes=0-1x", "bytes=0- 1", "bytes=--1"})
    expect_failure(value, false, 16);
  expect_failure("bytes=0-1 ", true, 16);
}

TEST(SingleRangeHeaderValue, TakesTabsAndSpacesWhereTheyAreAllowed) {
  expect_range("bytes \t= \t0 \t- \t1", true, "0", "1");
  expect_range("bytes=0 - ", true, "0", std::nullopt);
  expect_range("bytes= -1", true, std::nullopt, "1");
  expect_failure("bytes=\n0-1", true, 11);
  expect_failure("bytes\x0B=0-1", true, 5);
}

TEST(SingleRangeHeaderValue, DropsLeadingZeros) {
  expect_range("bytes=00-01", false, "0", "1");
  expect_range("bytes=0010-", false, "10", std::nullopt);
  expect_range("bytes=000-000", false, "0", "0");
}

TEST(SingleRangeHeaderValue, ComparesNumbersOfAnySize) {
  expect_failure("bytes=18446744073709551616-1", false, 18);
  expect_range("bytes=1-18446744073709551616", false, "1", "18446744073709551616");
  expect_failure("bytes=2-1", false, 18);
  expect_failure("bytes=10-9", false, 18);
  expect_range("bytes=9-10", false, "9", "10");
  expect_range("bytes=0000000000000000000000010-11", false, "10", "11");
  const std::string nines(60, '9');
  const std::string power = "1" + std::string(60, '0');
  expect_range("bytes=" + nines + "-" + power, false, nines, power);
  expect_failure("bytes=" + power + "-" + nines, false, 18);
}

}  // namespace
}  // namespace crosscheck
