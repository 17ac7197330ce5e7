#include "crosscheck/url/origin.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

std::string origin(std::string_view input) {
  const auto url = parse_url(input);
  return url ? origin_of_url(*url).serialized() : "failure";
}

Origin tuple(std::string_view serialized) { return parse_serialized_origin(serialized).value(); }

TEST(Origin, OpaqueOriginsAreTheSameAsTheirCopiesAlone) {
  const Origin a = Origin::opaque();
  const Origin copy = a;
  EXPECT_TRUE(a.is_opaque());
  EXPECT_EQ(a.serialized(), "null");
  EXPECT_TRUE(same_origin(a, copy));
  EXPECT_FALSE(same_origin(a, Origin::opaque()));
  EXPECT_FALSE(same_origin(a, tuple("http://x")));
  EXPECT_FALSE(same_origin(tuple("http://x"), a));
}

TEST(Origin, ThatNobodyHasFilledInIsTheSameAsNothing) {
  const Origin unknown;
  EXPECT_TRUE(unknown.is_opaque());
  EXPECT_EQ(unknown.serialized(), "null");
  EXPECT_FALSE(same_origin(unknown, unknown));
  EXPECT_FALSE(same_origin(unknown, Origin()));
  EXPECT_FALSE(same_origin(unknown, Origin::opaque()));
}

TEST(Origin, TuplesAreTheSameWhenSchemeHostAndPortAre) {
  EXPECT_TRUE(same_origin(tuple("http://x"), tuple("http://x")));
  EXPECT_FALSE(same_origin(tuple("http://x"), tuple("https://x")));
  EXPECT_FALSE(same_origin(tuple("http://x"), tuple("http://x.")));
  EXPECT_FALSE(same_origin(tuple("http://x"), tuple("http://x:81")));
  EXPECT_TRUE(same_origin(origin_of_url(*parse_url("http://x:80")), tuple("http://x")));
}

TEST(Origin, SerializesAsSchemeHostAndPort) {
  EXPECT_EQ(Origin::tuple("https", Host{HostKind::domain, "a.test"}, std::nullopt).serialized(), "https://a.test");
  EXPECT_EQ(Origin::tuple("https", Host{HostKind::ipv6, "[::1]"}, std::uint16_t{8080}).serialized(), "https://[::1]:8080");
}

TEST(OriginOfUrl, IsATupleForFiveSchemes) {
  EXPECT_EQ(origin("http://u:p@a.test:8080/x?q#f"), "http://a.test:8080");
  EXPECT_EQ(origin("ftp://h:21"), "ftp://h");
  EXPECT_EQ(origin("ws://x:443"), "ws://x:443");
  EXPECT_EQ(origin("wss://x:443"), "wss://x");
  EXPECT_EQ(origin("https://x/"), "https://x");
}

TEST(OriginOfUrl, IsThatOfABlobUrlsPath) {
  EXPECT_EQ(origin("blob:https://a:443/u"), "https://a");
  EXPECT_EQ(origin("blob:https://whatwg.org/d0360e2f-caee-469f-9a2f-87d5b0456f6f"), "https://whatwg.org");
  for (const std::string_view input :
       {"blob:ws://x/u", "blob:blob:https://x/u", "blob:null/u", "blob:ftp://h/", "blob:", "blob:file:///x", "blob:/https://a"})
    EXPECT_EQ(origin(input), "null") << input;
}

TEST(OriginOfUrl, IsThatOfTheEnvironmentThatMadeTheBlob) {
  const Url url = *parse_url("blob:https://a.test/u");
  const Origin sandboxed = Origin::opaque();
  const auto known = [&](const Url&) { return std::optional<Origin>(sandboxed); };
  const auto unknown = [](const Url&) { return std::optional<Origin>(); };
  EXPECT_TRUE(same_origin(origin_of_url(url, known), sandboxed));
  EXPECT_EQ(origin_of_url(url, unknown).serialized(), "https://a.test");
  EXPECT_EQ(origin_of_url(*parse_url("https://a.test/"), known).serialized(), "https://a.test");
}

TEST(OriginOfUrl, IsANewOpaqueOneForEveryOtherScheme) {
  for (const std::string_view input :
       {"data:,x", "about:blank", "javascript:1", "mailto:a@b", "chrome-extension://abc/", "file:///x", "file://h/x", "custom://h:1/"}) {
    const Url url = *parse_url(input);
    EXPECT_EQ(origin_of_url(url).serialized(), "null") << input;
    EXPECT_FALSE(same_origin(origin_of_url(url), origin_of_url(url))) << input;
  }
}

TEST(OriginOfUrl, WritesDomainsInAscii) {
  EXPECT_EQ(origin("HTTP://A.Test"), "http://a.test");
  EXPECT_EQ(origin("http://faß.de"), "http://xn--fa-hia.de");
  EXPECT_EQ(origin("http://münchen.de"), "http://xn--mnchen-3ya.de");
  EXPECT_EQ(origin("http://☕.example"), "http://xn--53h.example");
  EXPECT_EQ(origin("http://ＧＯ.com"), "http://go.com");
  EXPECT_EQ(origin("http://a%41.test"), "http://aa.test");
  EXPECT_EQ(origin("http://ex ample"), "failure");
  EXPECT_EQ(origin("http://a^b"), "failure");
}

TEST(OriginOfUrl, TakesAnyAsciiLabelSinceJune2026) {
  EXPECT_EQ(origin("http://xn--8i7caa"), "http://xn--8i7caa");
  EXPECT_EQ(origin("http://xn--a"), "http://xn--a");
}

TEST(OriginOfUrl, KeepsWhatDomainsMayHold) {
  for (const std::string_view input :
       {"http://a_b.test", "http://a,b.test", "http://*.test", "http://a..b", "http://.", "http://a.test.", "http://a!\"$&'()*+,;=`{}~b"})
    EXPECT_EQ(origin(input), input);
}

TEST(OriginOfUrl, ParsesAHostThatEndsInANumberAsIpv4) {
  for (const std::string_view input : {"http://127.1", "http://0x7f.1", "http://2130706433", "http://127.0.0.1."})
    EXPECT_EQ(origin(input), "http://127.0.0.1") << input;
  EXPECT_EQ(origin("http://1.2.3"), "http://1.2.0.3");
  EXPECT_EQ(origin("http://0.0.0.0x"), "http://0.0.0.0");
  for (const std::string_view input : {"http://1.2.3.4.5", "http://256.1.1.1", "http://1.2.3.256", "http://09", "http://a.09"})
    EXPECT_EQ(origin(input), "failure") << input;
}

TEST(OriginOfUrl, WritesIpv6InBrackets) {
  EXPECT_EQ(origin("http://[::127.0.0.1]"), "http://[::7f00:1]");
  EXPECT_EQ(origin("http://[1:0:0:2:0:0:0:3]"), "http://[1:0:0:2::3]");
  EXPECT_EQ(origin("http://[1:0:0:2:3:0:0:4]"), "http://[1::2:3:0:0:4]");
  EXPECT_EQ(origin("http://[1:0:2:3:4:5:6:7]"), "http://[1:0:2:3:4:5:6:7]");
  EXPECT_EQ(origin("http://[0:f:0:0:f:f:0:0]"), "http://[0:f::f:f:0:0]");
  EXPECT_EQ(origin("http://[2001:DB8::00FF]"), "http://[2001:db8::ff]");
  EXPECT_EQ(origin("http://[::ffff:1.2.3.4]"), "http://[::ffff:102:304]");
  EXPECT_EQ(origin("http://[fe80::1%25eth0]"), "failure");
}

TEST(OriginOfUrl, LeavesOutTheDefaultPort) {
  EXPECT_EQ(origin("http://a:00080"), "http://a");
  EXPECT_EQ(origin("https://a:80"), "https://a:80");
  EXPECT_EQ(origin("http://a:"), "http://a");
  EXPECT_EQ(origin("http://a:65536"), "failure");
  EXPECT_EQ(origin("http://a:8a"), "failure");
  EXPECT_EQ(origin("http://a:0"), "http://a:0");
}

TEST(ParseSerializedOrigin, TakesWhatSerializesToItself) {
  for (const std::string_view text : {"https://a.test", "http://a.test:8080", "http://[::1]:81", "http://127.0.0.1", "https://a:80",
                                      "http://a:0", "custom-protocol://abcdefg", "chrome-extension://abc", "custom://ABC:80", "file://host",
                                      "http://a_b.test", "http://a.test.", "http://xn--a", "moz-extension://a%20b"}) {
    const auto parsed = parse_serialized_origin(text);
    ASSERT_TRUE(parsed.has_value()) << text;
    EXPECT_FALSE(parsed->is_opaque());
    EXPECT_EQ(parsed->serialized(), text);
  }
}

TEST(ParseSerializedOrigin, NullIsANewOpaqueOrigin) {
  const Origin a = parse_serialized_origin("null").value();
  EXPECT_TRUE(a.is_opaque());
  EXPECT_FALSE(same_origin(a, parse_serialized_origin("null").value()));
}

TEST(ParseSerializedOrigin, RefusesEverythingElse) {
  for (const std::string_view text : {"",
                                      "*",
                                      "Null",
                                      "null ",
                                      "https://a.test:443",
                                      "https://a.test/",
                                      "HTTP://a.test",
                                      "https://A.test",
                                      "file://",
                                      "file:///",
                                      "file://localhost",
                                      "https://",
                                      "a.test",
                                      "//a.test",
                                      "https:a.test",
                                      "https:\\\\a.test",
                                      "https://u@a.test",
                                      "https://@a.test",
                                      "https://a.test?",
                                      "https://a.test#",
                                      "https://a.test:",
                                      "https://a.test:080",
                                      " https://a.test",
                                      "https://a.test\n",
                                      "ht\ttps://a.test",
                                      "https://faß.de",
                                      "http://127.1",
                                      "http://[0:0::1]",
                                      "data:,x",
                                      "about:blank",
                                      "custom:///",
                                      "custom://h/",
                                      "https://a.test, https://b.test",
                                      "https://a.test\\"}) {
    EXPECT_FALSE(parse_serialized_origin(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace crosscheck
