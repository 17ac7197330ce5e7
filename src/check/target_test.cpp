#include "check/target.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosscheck::check {
namespace {

TEST(Target, IsThisMachineUnlessAnotherOneIsNamed) {
  for (const char* const url : {"http://127.0.0.1:8080/api?x=1", "http://localhost", "https://[::1]:8443/", "http://app.localhost:3000/"})
    EXPECT_TRUE(parse_target(url).has_value()) << url;
  const Result<Target, TargetError> refused = parse_target("http://192.168.1.1/");
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().message, testing::HasSubstr("--allow-host 192.168.1.1"));
  const std::vector<std::string> other = {"example.com"};
  EXPECT_FALSE(parse_target("http://192.168.1.1/", other).has_value());
  const std::vector<std::string> named = {"example.com", "192.168.1.1"};
  EXPECT_TRUE(parse_target("http://192.168.1.1/", named).has_value());
}

TEST(Target, ANameThatOnlyLooksLikeThisMachineIsAnotherOne) {
  for (const char* const url : {"http://localhost.evil.test/", "http://127.0.0.1.evil.test/", "http://127.evil.test/"})
    EXPECT_FALSE(parse_target(url).has_value()) << url;
}

TEST(Target, WhatIsNoUrlIsRefusedWithTheReason) {
  for (const char* const url : {"", "localhost:8080", "ftp://localhost/", "http://user@localhost/", "http://localhost/#x"})
    EXPECT_FALSE(parse_target(url).has_value()) << url;
}

TEST(Target, KnowsItsOriginAndItsPath) {
  const Result<Target, TargetError> target = parse_target("http://127.0.0.1:8080/api?x=1");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->origin(), "http://127.0.0.1:8080");
  EXPECT_EQ(target->path(), "/api?x=1");
}

}  // namespace
}  // namespace crosscheck::check
