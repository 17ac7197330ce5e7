#include "crosscheck/url/host.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

// The serialized host; a failure's name would hide what it is, so it is asked for apart.
std::string domain(std::string_view input) {
  const auto host = parse_host(input, false);
  return host ? host->serialized : "failure";
}
std::string opaque(std::string_view input) {
  const auto host = parse_host(input, true);
  return host ? host->serialized : "failure";
}
HostFailure failure(std::string_view input, bool is_opaque = false) { return parse_host(input, is_opaque).error(); }

// The table of the standard's section on hosts.
TEST(HostParser, GivesWhatTheStandardsExamplesGive) {
  EXPECT_EQ(domain("EXAMPLE.COM"), "example.com");
  EXPECT_EQ(opaque("EXAMPLE.COM"), "EXAMPLE.COM");
  EXPECT_EQ(domain("example%2Ecom"), "example.com");
  EXPECT_EQ(opaque("example%2Ecom"), "example%2Ecom");
  EXPECT_EQ(domain("faß.example"), "xn--fa-hia.example");
  EXPECT_EQ(opaque("faß.example"), "fa%C3%9F.example");
  for (const std::string_view zero : {"0", "%30", "0x"}) {
    EXPECT_EQ(domain(zero), "0.0.0.0");
    EXPECT_EQ(opaque(zero), zero);
  }
  EXPECT_EQ(domain("0xffffffff"), "255.255.255.255");
  EXPECT_EQ(domain("[0:0::1]"), "[::1]");
  EXPECT_EQ(opaque("[0:0::1]"), "[::1]");
  for (const std::string_view bad : {"[0:0::1%5D", "[0:0::%31]"}) {
    EXPECT_EQ(domain(bad), "failure");
    EXPECT_EQ(opaque(bad), "failure");
  }
  for (const std::string_view number : {"09", "example.255"}) {
    EXPECT_EQ(domain(number), "failure");
    EXPECT_EQ(opaque(number), number);
  }
  EXPECT_EQ(domain("example^example"), "failure");
  EXPECT_EQ(opaque("example^example"), "failure");
}

TEST(HostParser, SaysWhatKindOfHostItFound) {
  EXPECT_EQ(parse_host("a.test", false)->kind, HostKind::domain);
  EXPECT_EQ(parse_host("1", false)->kind, HostKind::ipv4);
  EXPECT_EQ(parse_host("[::1]", true)->kind, HostKind::ipv6);
  EXPECT_EQ(parse_host("a.test", true)->kind, HostKind::opaque);
  EXPECT_EQ(parse_host("", true)->kind, HostKind::empty);
}

TEST(HostParser, NamesWhatFailed) {
  EXPECT_EQ(failure("[::1"), HostFailure::ipv6_unclosed);
  EXPECT_EQ(failure("[fe80::1%25eth0]"), HostFailure::ipv6_invalid);
  EXPECT_EQ(failure("a b", true), HostFailure::opaque_host_invalid);
  EXPECT_EQ(failure("xn--a.é"), HostFailure::domain_to_ascii);
  EXPECT_EQ(failure("%C2%AD"), HostFailure::domain_to_ascii);
  EXPECT_EQ(failure(""), HostFailure::domain_to_ascii);
  EXPECT_EQ(failure("a b"), HostFailure::domain_invalid);
  EXPECT_EQ(failure("1.2.3.4.5"), HostFailure::ipv4_invalid);
}

TEST(HostParser, AsciiDomainsAreOnlyLowerCased) {
  for (const std::string_view name : {"xn--8i7caa", "xn--a", "xn--", "xn--xn---epa", "a.xn--zca.xn--"}) EXPECT_EQ(domain(name), name);
  EXPECT_EQ(domain("XN--A.Test"), "xn--a.test");
}

TEST(HostParser, DomainsHoldMoreThanLettersDigitsAndHyphens) {
  for (const std::string_view name : {"a_b.test", "a,b.test", "*.test", "a..b", ".", "..", "a.test.", "!\"$&'()*+,;=`{}~_", "-a-", "a--b"})
    EXPECT_EQ(domain(name), name);
}

TEST(HostParser, ForbiddenDomainCodePointsFailPercentEncodedOrNot) {
  for (const std::string_view c : {"%00", "%01", "%09", "%0A", "%0D", "%1F", "%20", "%23", "%25", "%2F", "%3A",  "%3C", "%3E",
                                   "%3F", "%40", "%5B", "%5C", "%5D", "%5E", "%7C", "%7F", " ",   "^",   "\x7F", "\x01"}) {
    EXPECT_EQ(domain("a" + std::string(c) + "b"), "failure") << c;
  }
}

TEST(HostParser, ForbiddenHostCodePointsAreFewer) {
  EXPECT_EQ(opaque("a%b\x7F\x01"), "a%b%7F%01");
  for (const std::string_view c : {" ", "#", "/", ":", "<", ">", "?", "@", "[", "\\", "]", "^", "|", "\t", "\n", "\r"})
    EXPECT_EQ(opaque("a" + std::string(c)), "failure") << c;
  EXPECT_EQ(opaque(std::string_view("a\0", 2)), "failure");
}

TEST(HostParser, DecodesBeforeItLooks) {
  EXPECT_EQ(domain("a%41.test"), "aa.test");
  EXPECT_EQ(domain("%C3%A9.test"), "xn--9ca.test");
  EXPECT_EQ(domain("％41.com"), "failure");  // becomes "%41" after decoding, and is not decoded again
  EXPECT_EQ(domain("%c3"), "failure");
  EXPECT_EQ(domain("%EF%BB%BFa"), "a");  // a byte order mark is an ignored character
  EXPECT_EQ(domain("%5B::1%5D"), "failure");
  EXPECT_EQ(domain("%31%2e2"), "1.0.0.2");
}

TEST(HostParser, AFullwidthNumberIsANumber) {
  EXPECT_EQ(domain("１２７.１"), "127.0.0.1");
  EXPECT_EQ(domain("0Ｘ7f.1"), "127.0.0.1");
  EXPECT_EQ(domain("é.1"), "failure");
}

}  // namespace
}  // namespace crosscheck
