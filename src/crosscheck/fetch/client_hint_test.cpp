#include "crosscheck/fetch/client_hint.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

TEST(ClientHint, NumbersAreDecimalsOrIntegers) {
  for (const std::string_view name : {"dpr", "Device-Memory", "DOWNLINK"}) {
    EXPECT_TRUE(is_safe_client_hint(name, "2")) << name;
    EXPECT_TRUE(is_safe_client_hint(name, "0.25")) << name;
    EXPECT_FALSE(is_safe_client_hint(name, "x")) << name;
    EXPECT_FALSE(is_safe_client_hint(name, "1.2.3")) << name;
    EXPECT_FALSE(is_safe_client_hint(name, "-1")) << name;
  }
  for (const std::string_view name : {"rtt", "Width", "VIEWPORT-WIDTH"}) {
    EXPECT_TRUE(is_safe_client_hint(name, "300")) << name;
    EXPECT_FALSE(is_safe_client_hint(name, "0.25")) << name;
    EXPECT_FALSE(is_safe_client_hint(name, "")) << name;
  }
}

TEST(ClientHint, SaveDataIsOn) {
  EXPECT_TRUE(is_safe_client_hint("Save-Data", "on"));
  EXPECT_TRUE(is_safe_client_hint("Save-Data", "ON"));
  EXPECT_FALSE(is_safe_client_hint("Save-Data", "off"));
}

TEST(ClientHint, TheConnectionTypeIsOneOfFour) {
  for (const std::string_view value : {"slow-2g", "2g", "3g", "4g"}) EXPECT_TRUE(is_safe_client_hint("ECT", value)) << value;
  EXPECT_FALSE(is_safe_client_hint("ECT", "4G"));
}

TEST(ClientHint, NothingElseIsOne) {
  EXPECT_TRUE(is_safe_client_hint("Intervention", "anything: at all"));
  for (const std::string_view name : {"accept", "sec-ch-ua", "lang", ""}) EXPECT_FALSE(is_safe_client_hint(name, "1")) << name;
}

}  // namespace
}  // namespace crosscheck
