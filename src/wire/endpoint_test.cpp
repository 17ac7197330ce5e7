#include "wire/endpoint.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace crosscheck::wire {
namespace {

Location location(std::string_view url) {
  const auto parsed = parse_location(url);
  EXPECT_TRUE(parsed.has_value()) << url << ": " << (parsed ? "" : parsed.error().message);
  return parsed ? *parsed : Location{};
}

std::string fault(std::string_view url) {
  const auto parsed = parse_location(url);
  EXPECT_FALSE(parsed.has_value()) << url;
  return parsed ? "" : parsed.error().message;
}

TEST(ParseLocation, PortOfTheSchemeIsAssumedAndLeftOutOfTheAuthority) {
  EXPECT_EQ(location("http://api.example").endpoint, (Endpoint{"api.example", 80, false}));
  EXPECT_EQ(location("https://api.example").endpoint, (Endpoint{"api.example", 443, true}));
  EXPECT_EQ(location("http://api.example:80/").authority, "api.example");
  EXPECT_EQ(location("http://api.example:/").authority, "api.example");
  EXPECT_EQ(location("https://api.example:80/").authority, "api.example:80");
  EXPECT_EQ(location("HTTP://api.example").endpoint.tls, false);
}

TEST(ParseLocation, PathAndQueryKeepTheirBytes) {
  EXPECT_EQ(location("http://a.test").target, "/");
  EXPECT_EQ(location("http://a.test/x/../%7e?q=\xC3\xA9|//").target, "/x/../%7e?q=\xC3\xA9|//");
  EXPECT_EQ(location("http://a.test?q=a/b:c@d").target, "/?q=a/b:c@d");
}

TEST(ParseLocation, Ipv6AddressLosesItsBracketsInTheEndpointAlone) {
  const Location parsed = location("http://[::1]:8080/x");
  EXPECT_EQ(parsed.endpoint, (Endpoint{"::1", 8080, false}));
  EXPECT_EQ(parsed.authority, "[::1]:8080");
  EXPECT_EQ(address_text(parsed.endpoint), "[::1]:8080");
  EXPECT_EQ(location("http://[::1]").authority, "[::1]");
}

TEST(ParseLocation, SpellingOfTheHostIsKept) { EXPECT_EQ(location("http://Api.Example.:8080").authority, "Api.Example.:8080"); }

TEST(ParseLocation, WhatIsNeverSentIsRefused) {
  EXPECT_NE(fault("http://a.test/#top").find("fragment"), std::string::npos);
  EXPECT_NE(fault("http://me:secret@a.test/").find("user name"), std::string::npos);
  EXPECT_EQ(fault("http://me:secret@a.test/").find("secret"), std::string::npos);
}

TEST(ParseLocation, WhatWouldBreakARequestLineIsRefused) {
  for (const std::string_view url :
       {"http://a.test/a b", "http://a.test/a\r\nX: y", "http://a.test/\t", "http://a.test/\x7F", " http://a.test"}) {
    EXPECT_NE(fault(url).find("control character"), std::string::npos);
  }
  EXPECT_NE(fault(std::string_view("http://a.test/\0", 15)).find("control character"), std::string::npos);
}

TEST(ParseLocation, OtherSchemesAndNoSchemeAreRefused) {
  for (const std::string_view url : {"", "a.test", "ftp://a.test", "://a.test", "http:a.test", "http:/a.test", "httpss://a.test"}) {
    EXPECT_NE(fault(url).find("http://"), std::string::npos) << url;
  }
}

TEST(ParseLocation, BadHostsAreRefused) {
  for (const std::string_view url : {"http://", "http:///x", "http://:80", "http://.a.test", "http://a..test", "http://a.test..",
                                     "http://[::1", "http://::1/", "http://[1.2.3.4]", "http://[fe80::1%25eth0]", "http://a%41.test",
                                     "http://b\xC3\xBC"
                                     "cher.test",
                                     "http://a_b!.test"}) {
    EXPECT_NE(fault(url), "") << url;
  }
}

TEST(ParseLocation, ShortOctalAndHexadecimalIpv4AddressesAreRefused) {
  for (const std::string_view host :
       {"127.1", "2130706433", "0177.0.0.1", "0x7f.0.0.1", "127.0.0.0x1", "127.0.0.256", "127.0.0.1.", "1.2.3.4.5"}) {
    EXPECT_NE(fault("http://" + std::string(host)).find("four decimal numbers"), std::string::npos) << host;
  }
}

TEST(ParseLocation, PortsOutsideTheirRangeAreRefused) {
  for (const std::string_view port : {"0", "65536", "99999999999999999999", "-1", "+80", "8o", "80:80"}) {
    EXPECT_NE(fault("http://a.test:" + std::string(port)), "") << port;
  }
  EXPECT_EQ(location("http://a.test:65535").endpoint.port, 65535);
}

TEST(IsLoopback, AddressesOfThisMachineAre) {
  for (const std::string_view host : {"127.0.0.1", "127.255.0.9", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1"}) {
    EXPECT_TRUE(is_loopback(host)) << host;
  }
}

TEST(IsLoopback, LocalhostAndTheNamesUnderItAre) {
  for (const std::string_view host : {"localhost", "LOCALHOST", "localhost.", "a.localhost", "a.b.LocalHost."}) {
    EXPECT_TRUE(is_loopback(host)) << host;
  }
}

TEST(IsLoopback, WhatMayBeAnotherMachineIsNot) {
  for (const std::string_view host : {"",
                                      ".",
                                      "128.0.0.1",
                                      "12.7.0.0.1",
                                      "127.1",
                                      "0177.0.0.1",
                                      "0.0.0.0",
                                      "::",
                                      "::2",
                                      "::ffff:128.0.0.1",
                                      "::127.0.0.1",
                                      "localhost.example",
                                      "notlocalhost",
                                      "localhost..",
                                      ".localhost",
                                      "a..localhost",
                                      "[::1]",
                                      "127.0.0.1.example",
                                      "::1%lo",
                                      "localhost:80",
                                      "evil.test/.localhost"}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
  EXPECT_FALSE(is_loopback(std::string_view("127.0.0.1\0.evil.test", 20)));
}

}  // namespace
}  // namespace crosscheck::wire
