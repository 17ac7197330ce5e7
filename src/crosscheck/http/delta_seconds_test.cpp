#include "crosscheck/http/delta_seconds.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace crosscheck {
namespace {

TEST(DeltaSeconds, AreDigitsAndNothingElse) {
  for (const std::string_view bytes : {"0", "007", "600", "99999999999999999999"}) EXPECT_TRUE(is_delta_seconds(bytes)) << bytes;
  for (const std::string_view bytes : {"", "-1", "+5", "5.0", "5, 5", "0x5", "5 5", " 5", "5 ", "1e3", "5s", "\xD9\xA3", "\xB2"}) {
    EXPECT_FALSE(is_delta_seconds(bytes)) << bytes;
  }
}

TEST(DeltaSeconds, AreReadAsADecimalNumber) {
  EXPECT_EQ(delta_seconds("0"), 0u);
  EXPECT_EQ(delta_seconds("007"), 7u);
  EXPECT_EQ(delta_seconds("600"), 600u);
  EXPECT_EQ(delta_seconds("2147483647"), 2147483647u);
}

TEST(DeltaSeconds, StopAtTwoToThe31) {
  EXPECT_EQ(delta_seconds("2147483648"), kMaximumDeltaSeconds);
  EXPECT_EQ(delta_seconds("2147483649"), kMaximumDeltaSeconds);
  EXPECT_EQ(delta_seconds("4294967296"), kMaximumDeltaSeconds);
  EXPECT_EQ(delta_seconds("18446744073709551616"), kMaximumDeltaSeconds);
  EXPECT_EQ(delta_seconds("99999999999999999999"), kMaximumDeltaSeconds);
  EXPECT_EQ(delta_seconds(std::string(100000, '9')), kMaximumDeltaSeconds);
  EXPECT_EQ(delta_seconds(std::string(100000, '0') + "9"), 9u);
}

}  // namespace
}  // namespace crosscheck
