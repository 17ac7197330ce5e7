#include "crosscheck/url/site.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

using Domain = std::optional<std::string>;

Domain registrable(std::string_view host) { return registrable_domain(parse_host(host, false).value()); }

Origin origin_of(std::string_view serialized) { return parse_serialized_origin(serialized).value(); }

bool same(std::string_view a, std::string_view b) { return same_site(origin_of(a), origin_of(b)); }
bool schemelessly_same(std::string_view a, std::string_view b) { return schemelessly_same_site(origin_of(a), origin_of(b)); }

// The table of the URL Standard.
TEST(RegistrableDomain, IsThePublicSuffixAndTheLabelBeforeIt) {
  EXPECT_EQ(registrable("com"), std::nullopt);
  for (const std::string_view host : {"example.com", "www.example.com", "sub.www.example.com", "EXAMPLE.COM"})
    EXPECT_EQ(registrable(host), Domain("example.com")) << host;
  EXPECT_EQ(registrable("github.io"), std::nullopt);
  EXPECT_EQ(registrable("whatwg.github.io"), Domain("whatwg.github.io"));
  EXPECT_EQ(registrable("إختبار"), std::nullopt);
  EXPECT_EQ(registrable("example.إختبار"), Domain("example.xn--kgbechtv"));
  EXPECT_EQ(registrable("sub.example.إختبار"), Domain("example.xn--kgbechtv"));
  EXPECT_EQ(registrable("[2001:0db8:85a3:0000:0000:8a2e:0370:7334]"), std::nullopt);
}

TEST(RegistrableDomain, KeepsATrailingDot) {
  EXPECT_EQ(registrable("example.com."), Domain("example.com."));
  EXPECT_EQ(registrable("a.example.com."), Domain("example.com."));
  EXPECT_EQ(registrable("com."), std::nullopt);
  EXPECT_EQ(registrable("github.io."), std::nullopt);
}

TEST(RegistrableDomain, IpAddressesOpaqueAndEmptyHostsHaveNone) {
  EXPECT_EQ(registrable("1.2.3.4"), std::nullopt);
  EXPECT_EQ(registrable_domain(Host{HostKind::opaque, "www.example.com"}), std::nullopt);
  EXPECT_EQ(registrable_domain(Host{}), std::nullopt);
}

TEST(RegistrableDomain, UnlistedSuffixesAreOneLabel) {
  EXPECT_EQ(registrable("a.test"), Domain("a.test"));
  EXPECT_EQ(registrable("sub.a.test"), Domain("a.test"));
  EXPECT_EQ(registrable("localhost"), std::nullopt);
}

TEST(RegistrableDomain, EmptyLabelsAtTheEndGiveNone) {
  for (const std::string_view host : {".", "..", "a..", "example.com.."}) EXPECT_EQ(registrable(host), std::nullopt) << host;
}

TEST(RegistrableDomain, ManyLabelsChangeNothing) {
  std::string host = "example.co.uk";
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(registrable(host), Domain("example.co.uk")) << host;
    host = "a." + host;
  }
  std::string hostile;
  for (int i = 0; i < 500000; ++i) hostile += "a.";
  EXPECT_EQ(registrable(hostile + "example.com"), Domain("example.com"));
}

TEST(SameSite, LooksAtSchemeAndRegistrableDomain) {
  EXPECT_TRUE(same("http://a.test", "http://sub.a.test"));
  EXPECT_TRUE(same("http://x.example.com:81", "http://y.example.com:82"));
  EXPECT_FALSE(same("http://a.test", "https://a.test"));
  EXPECT_FALSE(same("http://a.test", "http://b.test"));
  EXPECT_FALSE(same("http://example.com", "http://example.com."));
}

TEST(SameSite, ComparesWholeHostsWhereThereIsNoRegistrableDomain) {
  EXPECT_TRUE(same("https://github.io", "https://github.io:444"));
  EXPECT_FALSE(same("https://github.io", "https://a.github.io"));
  EXPECT_FALSE(same("https://a.github.io", "https://b.github.io"));
  EXPECT_TRUE(same("http://127.0.0.1", "http://127.0.0.1:8080"));
  EXPECT_FALSE(same("http://127.0.0.1", "http://126.0.0.1"));
  EXPECT_TRUE(same("http://[::1]", "http://[::1]:8080"));
  EXPECT_TRUE(same("http://localhost", "http://localhost:3000"));
}

TEST(SameSite, AnOpaqueOriginIsItsOwnSite) {
  const Origin opaque = Origin::opaque();
  EXPECT_TRUE(same_site(opaque, opaque));
  EXPECT_FALSE(same_site(opaque, Origin::opaque()));
  EXPECT_FALSE(same_site(opaque, origin_of("http://a.test")));
  EXPECT_TRUE(schemelessly_same_site(opaque, opaque));
  EXPECT_FALSE(schemelessly_same_site(opaque, Origin::opaque()));
  EXPECT_FALSE(schemelessly_same_site(origin_of("http://a.test"), opaque));
}

TEST(SchemelesslySameSite, LeavesOutTheScheme) {
  EXPECT_TRUE(schemelessly_same("http://a.test", "https://sub.a.test:8080"));
  EXPECT_TRUE(schemelessly_same("http://127.0.0.1", "https://127.0.0.1"));
  EXPECT_TRUE(schemelessly_same("http://github.io", "https://github.io"));
  EXPECT_FALSE(schemelessly_same("http://github.io", "https://a.github.io"));
  EXPECT_FALSE(schemelessly_same("http://a.test", "http://b.test"));
  EXPECT_FALSE(schemelessly_same("http://a.test", "http://a.test."));
}

TEST(PublicSuffixList, HasADate) {
  const std::string date = public_suffix_list_date();
  ASSERT_EQ(date.size(), 10u) << date;
  EXPECT_EQ(date[4], '-');
  EXPECT_EQ(date[7], '-');
  EXPECT_GT(date, "2015-01-01");
}

Host domain_host(std::string name) { return Host{HostKind::domain, std::move(name)}; }

TEST(ExplicitPublicSuffix, TellsRegistriesFromHostingForAnybody) {
  EXPECT_EQ(explicit_public_suffix(domain_host("com")), PublicSuffix::registry);
  EXPECT_EQ(explicit_public_suffix(domain_host("co.uk")), PublicSuffix::registry);
  EXPECT_EQ(explicit_public_suffix(domain_host("co.uk.")), PublicSuffix::registry);
  EXPECT_EQ(explicit_public_suffix(domain_host("anything.ck")), PublicSuffix::registry);
  EXPECT_EQ(explicit_public_suffix(domain_host("github.io")), PublicSuffix::hosting);
  EXPECT_EQ(explicit_public_suffix(domain_host("vercel.app")), PublicSuffix::hosting);
}

TEST(ExplicitPublicSuffix, TheDefaultRuleDoesNotCount) {
  for (const char* name : {"kin", "internal", "localhost", "example.com", "www.ck", "github.io.example", "a..com", ".", ""}) {
    EXPECT_EQ(explicit_public_suffix(domain_host(name)), PublicSuffix::none) << name;
  }
  EXPECT_EQ(explicit_public_suffix(Host{HostKind::ipv4, "192.0.2.1"}), PublicSuffix::none);
  EXPECT_EQ(explicit_public_suffix(Host{HostKind::opaque, "com"}), PublicSuffix::none);
}

}  // namespace
}  // namespace crosscheck
