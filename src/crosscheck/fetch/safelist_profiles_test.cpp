#include "crosscheck/fetch/safelisted_request_header.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "crosscheck/fetch/safelist_for_tests.h"

namespace crosscheck {
namespace {

TEST(CorsSafelistedRequestHeader, FirefoxRefusesBytesAbove7F) {
  EXPECT_FALSE(is_safe("accept", "\x80", firefox_profile()));
  EXPECT_FALSE(is_safe("content-type", "text/plain;x=\xE9", firefox_profile()));
  EXPECT_TRUE(is_safe("accept", "\x80", chromium_profile()));
  EXPECT_TRUE(is_safe("content-type", "text/plain;x=\xE9", webkit_profile()));
}

TEST(CorsSafelistedRequestHeader, FirefoxRefusesOddParameters) {
  for (const std::string_view value :
       {"text/plain;;", "text/plain;a=b;", "text/plain;charset=utf-8,text/html", "text/plain;,application/json"}) {
    EXPECT_FALSE(is_safe("content-type", value, firefox_profile())) << value;
    EXPECT_TRUE(is_safe("content-type", value, chromium_profile())) << value;
    EXPECT_EQ(rules_of("content-type", value, firefox_profile()), "SAF-7");
  }
  for (const std::string_view value : {"text/plain", "text/plain;", "text/plain; charset=utf-8", "text/plain;x", "text/plain;;a=b"}) {
    EXPECT_TRUE(is_safe("content-type", value, firefox_profile())) << value;
  }
}

TEST(CorsSafelistedRequestHeader, ChromiumStillSafelistsClientHints) {
  const std::vector<std::pair<std::string_view, std::string_view>> safe = {
      {"DPR", "2"},        {"dpr", "1.5"}, {"Width", "100"},         {"Viewport-Width", "1024"},
      {"Downlink", "1.7"}, {"RTT", "50"},  {"Device-Memory", "0.5"}, {"Intervention", "<https://a.test>; level=\"warning\""},
      {"Save-Data", "on"}, {"ECT", "4g"},
  };
  for (const auto& [name, value] : safe) {
    EXPECT_TRUE(is_safe(name, value, chromium_profile())) << name;
    EXPECT_FALSE(is_safe(name, value)) << name;
    EXPECT_FALSE(is_safe(name, value, firefox_profile())) << name;
  }
  for (const auto& [name, value] : std::vector<std::pair<std::string_view, std::string_view>>{{"DPR", "x"},
                                                                                              {"dpr", "1."},
                                                                                              {"dpr", ""},
                                                                                              {"dpr", ".5"},
                                                                                              {"Width", "1.5"},
                                                                                              {"Save-Data", "off"},
                                                                                              {"ECT", "5g"},
                                                                                              {"Last-Event-ID", "1"}}) {
    EXPECT_FALSE(is_safe(name, value, chromium_profile())) << name << ": " << value;
  }
}

TEST(CorsSafelistedRequestHeader, WebkitReadsRangeLeniently) {
  for (const std::string_view value : {"Bytes=0-", "BYTES=0-1", "bytes=+1-", "bytes=+1-+2"}) {
    EXPECT_TRUE(is_safe("range", value, webkit_profile())) << value;
    EXPECT_FALSE(is_safe("range", value)) << value;
  }
  for (const std::string_view value : {"bytes=++1-", "bytes=1+-", "bytes=+-", "byte=1-", "bytes=-+5", "bytes=+2-+1", "+bytes=1-"}) {
    EXPECT_FALSE(is_safe("range", value, webkit_profile())) << value;
  }
  EXPECT_TRUE(is_safe("range", "bytes=+" + std::string(1, '1') + "-", webkit_profile()));
}

TEST(CorsSafelistedRequestHeader, NoBrowserTakesRangesPast64Bits) {
  const std::string huge = "bytes=0-99999999999999999999999";
  EXPECT_TRUE(is_safe("range", huge));
  for (const Profile* profile : {&chromium_profile(), &firefox_profile(), &webkit_profile()}) {
    EXPECT_FALSE(is_safe("range", huge, *profile)) << profile->name;
    EXPECT_EQ(rules_of("range", huge, *profile), "RNG-9 SAF-8");
    EXPECT_TRUE(is_safe("range", "bytes=0-9223372036854775807", *profile)) << profile->name;
    EXPECT_FALSE(is_safe("range", "bytes=9223372036854775808-", *profile)) << profile->name;
  }
}

}  // namespace
}  // namespace crosscheck
