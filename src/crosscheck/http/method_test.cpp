#include "crosscheck/http/method.h"

#include <gtest/gtest.h>

#include <string_view>

namespace crosscheck {
namespace {

TEST(Method, IsAToken) {
  for (const std::string_view method : {"*", "GET", "CHICKEN", "eGg", "x'y"}) EXPECT_TRUE(is_method(method)) << method;
  for (const std::string_view method : {"", "GE T", "GET\r\n", "\xC3\xA9", "\xE9", "PUT, POST"}) EXPECT_FALSE(is_method(method)) << method;
}

TEST(CorsSafelistedMethod, IsComparedByteForByte) {
  for (const std::string_view method : {"GET", "HEAD", "POST"}) EXPECT_TRUE(is_cors_safelisted_method(method)) << method;
  for (const std::string_view method : {"get", "QUERY", "OPTIONS", "PUT", "Post", "", "GETS"})
    EXPECT_FALSE(is_cors_safelisted_method(method)) << method;
}

TEST(ForbiddenMethod, IsComparedWithoutCase) {
  for (const std::string_view method : {"CONNECT", "TRACE", "TRACK", "TrAcE", "connect", "track"})
    EXPECT_TRUE(is_forbidden_method(method)) << method;
  for (const std::string_view method : {"TRACES", "TRAC", "GET", ""}) EXPECT_FALSE(is_forbidden_method(method)) << method;
}

TEST(NormalizeMethod, RaisesSixMethods) {
  EXPECT_EQ(normalize_method("delete"), "DELETE");
  EXPECT_EQ(normalize_method("gEt"), "GET");
  EXPECT_EQ(normalize_method("head"), "HEAD");
  EXPECT_EQ(normalize_method("Options"), "OPTIONS");
  EXPECT_EQ(normalize_method("post"), "POST");
  EXPECT_EQ(normalize_method("put"), "PUT");
}

TEST(NormalizeMethod, KeepsEveryOtherByteForByte) {
  for (const std::string_view method : {"patch", "PATCH", "query", "trace", "gets", "eGg", "*"})
    EXPECT_EQ(normalize_method(method), method);
}

}  // namespace
}  // namespace crosscheck
