#include "crosscheck/http/status.h"

#include <gtest/gtest.h>

#include <vector>

namespace crosscheck {
namespace {

std::vector<int> statuses_where(bool (*is_of_class)(int)) {
  std::vector<int> statuses;
  for (int status = 0; status <= 999; ++status) {
    if (is_of_class(status)) statuses.push_back(status);
  }
  return statuses;
}

TEST(Status, RunsFrom0To999) {
  for (const int number : {0, 200, 600, 999}) EXPECT_TRUE(is_status(number)) << number;
  for (const int number : {-1, 1000}) EXPECT_FALSE(is_status(number)) << number;
}

TEST(Status, IsOkFrom200To299) {
  EXPECT_EQ(statuses_where(is_ok_status).size(), 100u);
  EXPECT_TRUE(is_ok_status(200));
  EXPECT_TRUE(is_ok_status(299));
  EXPECT_FALSE(is_ok_status(199));
  EXPECT_FALSE(is_ok_status(300));
  EXPECT_FALSE(is_ok_status(304));
}

TEST(Status, RedirectsAreFive) { EXPECT_EQ(statuses_where(is_redirect_status), (std::vector<int>{301, 302, 303, 307, 308})); }

TEST(Status, NullBodyStatusesAreFive) { EXPECT_EQ(statuses_where(is_null_body_status), (std::vector<int>{101, 103, 204, 205, 304})); }

TEST(Status, RangeStatusesAre206And416) { EXPECT_EQ(statuses_where(is_range_status), (std::vector<int>{206, 416})); }

}  // namespace
}  // namespace crosscheck
