#include "crosscheck/policy/allowed_methods.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace crosscheck::policy {
namespace {

// Whether the methods, however many, are told from everything that is nearly one of them.
void expect_byte_for_byte(std::vector<std::string> listed) {
  const AllowedMethods methods(listed);
  listed.insert(listed.end(), {"GET", "HEAD", "POST"});
  const auto expect = [&](const std::string& method) {
    EXPECT_EQ(methods.contains(method), std::find(listed.begin(), listed.end(), method) != listed.end()) << method << " " << listed.size();
  };
  expect("");
  for (const std::string& method : listed) {
    expect(method);
    expect(method + "X");
    expect(method + std::string(1, '\0'));
    expect(method.substr(1));
    expect(method.substr(0, method.size() - 1));
    for (std::size_t place = 0; place < method.size(); ++place) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string other = method;
        other[place] = static_cast<char>(byte);
        expect(other);
      }
    }
  }
}

TEST(AllowedMethods, AreComparedByteForByteWhereTheyAreFewAndShort) {
  expect_byte_for_byte({});
  expect_byte_for_byte({"PUT"});
  expect_byte_for_byte({"PUT", "DELETE", "PATCH", "OPTIONS", "A"});
}

TEST(AllowedMethods, AreComparedByteForByteWhereTheyAreManyOrLong) {
  expect_byte_for_byte({"PUT", "DELETE", "PATCH", "OPTIONS", "LOCK", "UNLOCK"});
  expect_byte_for_byte({"PROPFIND"});
  expect_byte_for_byte({"PUT", "VERSION-CONTROL", "a-method-of-more-than-thirty-two-bytes"});
}

TEST(AllowedMethods, HoldTheThreeThatNeedNoLeaveWhateverIsListed) {
  const AllowedMethods none;
  for (const char* method : {"GET", "HEAD", "POST"}) EXPECT_TRUE(none.contains(method)) << method;
  EXPECT_FALSE(none.contains("PUT"));
  EXPECT_FALSE(none.contains(std::string_view()));
}

}  // namespace
}  // namespace crosscheck::policy
