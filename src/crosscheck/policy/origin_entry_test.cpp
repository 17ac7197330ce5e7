#include "crosscheck/policy/origin_entry.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/policy/serialized_origin.h"

namespace crosscheck::policy {
namespace {

TEST(OriginEntry, IsTakenApart) {
  const auto exact = parse_origin_entry("https://app.example:8443");
  ASSERT_TRUE(exact);
  EXPECT_TRUE(exact->is_exact());
  EXPECT_EQ(exact->scheme, "https");
  EXPECT_EQ(exact->host, "app.example");
  EXPECT_EQ(exact->port, "8443");

  const auto pattern = parse_origin_entry("http://*.[example]:*");
  EXPECT_FALSE(pattern);
  const auto both = parse_origin_entry("http://*.example.com:*");
  ASSERT_TRUE(both);
  EXPECT_TRUE(both->wildcard);
  EXPECT_TRUE(both->any_port);
  EXPECT_EQ(both->host, "example.com");
  EXPECT_EQ(both->port, "");

  const auto address = parse_origin_entry("http://[::1]:*");
  ASSERT_TRUE(address);
  EXPECT_TRUE(address->any_port);
  EXPECT_EQ(address->host, "[::1]");
}

// Plain ones are read in a shorter way than others.
TEST(OriginEntry, AnExactOneIsAnySerializedOriginAndNothingElse) {
  std::size_t entries = 0;
  const auto check = [&](const std::string& text) {
    const auto entry = parse_origin_entry(text);
    ASSERT_EQ(entry.has_value() && entry->is_exact(), is_serialized_origin(text) && text.find('*') == std::string::npos) << text;
    if (!entry || !entry->is_exact()) return;
    ++entries;
    std::string again = std::string(entry->scheme) + "://" + std::string(entry->host);
    if (!entry->port.empty()) again += ":" + std::string(entry->port);
    ASSERT_EQ(again, text);
  };
  const std::vector<std::string> hosts{"a",
                                       "a-b_c.test",
                                       "a.example-of-a-longer-name.test",
                                       "sixteen-bytes-ab",
                                       "thirty-two-bytes.thirty-two-byte",
                                       "a..b",
                                       ".a",
                                       "a.",
                                       ".",
                                       "",
                                       "a.1",
                                       "a.0x",
                                       "a.0x1",
                                       "1.2.3.4",
                                       "1.2.3",
                                       "01",
                                       "a.9z",
                                       "[::1]",
                                       "A.test",
                                       "a.Test",
                                       "xn--a",
                                       "localhost"};
  for (const std::string scheme :
       {"https://", "http://", "http:/", "https:", "httpss://", "ws://", "file://", "app://", "Https://", "://", ""}) {
    for (const std::string& host : hosts) {
      for (const std::string end : {"", ":", ":80", ":443", ":8080", "/", "?", "#", "@b", " ", ".*"}) check(scheme + host + end);
      for (std::size_t place = 0; scheme == "https://" && place < host.size(); ++place) {
        for (int byte = 0; byte < 256; ++byte) check(scheme + host.substr(0, place) + static_cast<char>(byte) + host.substr(place));
      }
    }
  }
  EXPECT_GT(entries, 3000U);
}

TEST(OriginEntry, WhatMatchesNoOriginIsNoPattern) {
  for (const char* text : {"*",
                           "null",
                           "",
                           "https://*",
                           "https://*:*",
                           "https://a.*",
                           "https://*a.test",
                           "*://a.test",
                           "https://*.*.test",
                           "https://*.a.test:*:*",
                           "https://*.a.test:80:*",
                           "https://*.1.2.3.4",
                           "https://*.[::1]",
                           "https://*.A.test",
                           "https://*.a.test:443",
                           "https://*.a.test/",
                           "https://*.",
                           "https://*..a",
                           "a.test:*",
                           "https://a:**"}) {
    if (std::string_view(text) == "https://*..a") continue;  // odd, but x..a is an origin
    EXPECT_FALSE(parse_origin_entry(text)) << text;
  }
}

struct Wrong {
  const char* text;
  const char* fix;
};

TEST(OriginEntry, TheRightSpellingIsSaid) {
  for (const Wrong& wrong :
       {Wrong{"https://a.test/", "\"https://a.test\""}, Wrong{"https://A.test", "\"https://a.test\""},
        Wrong{"HTTPS://a.test", "\"https://a.test\""}, Wrong{"https://a.test:443", "\"https://a.test\""},
        Wrong{"http://a.test:80/x?y#z", "\"http://a.test\""}, Wrong{"https://u:p@a.test", "\"https://a.test\""},
        Wrong{"https://b\xC3\xBC"
              "cher.example",
              "\"https://xn--bcher-kva.example\""},
        Wrong{"a.test", "\"https://a.test\""}, Wrong{"http://127.1", "\"http://127.0.0.1\""}, Wrong{"http://[0::1]", "\"http://[::1]\""},
        Wrong{"https://*.A.test/", "\"https://*.a.test\""}, Wrong{"https://*.a.test:443", "\"https://*.a.test\""},
        Wrong{"http://LOCALHOST:*", "\"http://localhost:*\""}, Wrong{"null", "\"null_origin\": true"}}) {
    EXPECT_FALSE(parse_origin_entry(wrong.text)) << wrong.text;
    const OriginEntryFault fault = explain_origin_entry(wrong.text);
    EXPECT_FALSE(fault.wildcard_misplaced) << wrong.text;
    EXPECT_NE(fault.fix.find(wrong.fix), std::string::npos) << wrong.text << ": " << fault.fix;
  }
}

TEST(OriginEntry, WhatIsWrongIsNamed) {
  struct Case {
    const char* text;
    const char* named;
  };
  for (const Case& wrong : {Case{"https://a.test:443", "default port"}, Case{"https://a.test:", "its port is empty"},
                            Case{"https://*.a.test:", "its port is empty"}, Case{" https://a.test", "a space or a control character"},
                            Case{"https://a\t.test", "a space or a control character"},
                            Case{"https://b\xC3\xBC"
                                 "cher.example",
                                 "A-labels"},
                            Case{"https://a.test:65536", "`65536` is no port"}, Case{"https://*.a.test:65536", "`65536` is no port"},
                            Case{"https://a.test:99999/x", "`99999` is no port"}, Case{"https://a.test:x", "`x` is no port"},
                            Case{"https://a:b@c d", "does not parse"}, Case{"https://a b:1", "does not parse"}}) {
    const OriginEntryFault fault = explain_origin_entry(wrong.text);
    EXPECT_NE(fault.message.find(wrong.named), std::string::npos) << wrong.text << ": " << fault.message;
  }
}

TEST(OriginEntry, AMisplacedWildcardIsToldFromABadOrigin) {
  for (const char* text :
       {"https://*", "https://a.*", "https://*a.test", "*://a.test", "https://a.test/*", "https://*.*.test", "*.a.test"}) {
    EXPECT_TRUE(explain_origin_entry(text).wildcard_misplaced) << text;
  }
  for (const char* text : {"", "https://", "https://a.test:99999", "ht tp://a", "https://a b", "/", "https://*.1.2.3.4"}) {
    const OriginEntryFault fault = explain_origin_entry(text);
    EXPECT_FALSE(fault.wildcard_misplaced) << text;
    EXPECT_FALSE(fault.message.empty()) << text;
    EXPECT_FALSE(fault.fix.empty()) << text;
  }
}

TEST(Loopback, IsThisMachineAndNothingThatBeginsLikeIt) {
  for (const char* host : {"localhost", "localhost.", "a.localhost", "127.0.0.1", "127.255.0.9", "[::1]"})
    EXPECT_TRUE(is_loopback(host)) << host;
  for (const char* host :
       {"localhost.evil.test", "127.0.0.1.evil.test", "127.evil.test", "128.0.0.1", "notlocalhost", "[::2]", "[::ffff:7f00:1]"}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
}

TEST(SplitPort, TakesAPortFrom1To65535WithoutLeadingZerosAndNothingElse) {
  EXPECT_EQ(split_port("http://a:1").port, "1");
  EXPECT_EQ(split_port("http://a:65535").port, "65535");
  EXPECT_EQ(split_port("http://a:65535").before, "http://a");
  for (const char* origin :
       {"http://a", "http://a:0", "http://a:01", "http://a:65536", "http://a:123456", "http://a:", "http://a:1x", "8080", ""}) {
    EXPECT_EQ(split_port(origin).port, "") << origin;
    EXPECT_EQ(split_port(origin).before, origin);
  }
}

}  // namespace
}  // namespace crosscheck::policy
