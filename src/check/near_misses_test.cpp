#include "check/near_misses.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosscheck::check {
namespace {

using testing::Contains;
using testing::IsSupersetOf;
using testing::Not;

std::vector<std::string> made_for(const std::vector<NearMiss>& misses, PropertyId id) {
  std::vector<std::string> origins;
  for (const NearMiss& miss : misses) {
    if (miss.property == id) origins.push_back(miss.origin);
  }
  return origins;
}

TEST(NearMisses, OfAHostWithAPortAreThoseThatCarelessComparisonsTake) {
  const std::vector<NearMiss> misses = near_misses("https://app.example.com:3000");
  using enum PropertyId;
  EXPECT_THAT(made_for(misses, P006), Contains("https://evilapp.example.com:3000"));
  EXPECT_THAT(made_for(misses, P007), Contains("https://app.example.com.evil.test:3000"));
  EXPECT_THAT(made_for(misses, P008), IsSupersetOf({"https://app.example.comevil:3000", "https://app.example.com-evil.test:3000"}));
  EXPECT_THAT(made_for(misses, P009), testing::ElementsAre("https://appxexample.com:3000", "https://app.examplexcom:3000"));
  EXPECT_THAT(made_for(misses, P010), IsSupersetOf({"https://pp.example.com:3000", "app.example.com"}));
  EXPECT_THAT(made_for(misses, P011),
              IsSupersetOf({"https://evil.test/https://app.example.com:3000", "https://evil.test?https://app.example.com:3000"}));
  EXPECT_THAT(made_for(misses, P012), Contains("http://app.example.com:3000"));
  EXPECT_THAT(made_for(misses, P013),
              IsSupersetOf({"https://app.example.com:30001", "https://app.example.com:300", "https://app.example.com"}));
  EXPECT_THAT(made_for(misses, P015), Contains("https://evil.app.example.com:3000"));
  EXPECT_THAT(made_for(misses, P016), IsSupersetOf({"https://example.com:3000", "https://evil.example.com:3000", "https://evil.com:3000"}));
  EXPECT_THAT(made_for(misses, P026), Contains("https://app.example.com.:3000"));
  EXPECT_THAT(made_for(misses, P027), Contains("https://app.example.com:3000/"));
  EXPECT_THAT(made_for(misses, P028), Contains("https://app.example.com@evil.test"));
  EXPECT_THAT(made_for(misses, P031), IsSupersetOf({"https://app.example.com_.evil.test", "https://app.example.com.`.evil.test",
                                                    "https://app.example.com%60.evil.test"}));
  EXPECT_THAT(made_for(misses, P032), Contains("https://\xD0\xB0pp.example.com:3000"));
}

TEST(NearMisses, NoneOfThemIsTheOriginItself) {
  for (const std::string_view origin :
       {"https://app.example", "http://localhost:3000", "http://127.0.0.1", "https://[::1]:8443", "https://a", "app://x"}) {
    for (const NearMiss& miss : near_misses(origin)) EXPECT_NE(miss.origin, origin) << miss.what;
  }
}

TEST(NearMisses, OfAnAddressAreItsOtherSpellings) {
  const std::vector<NearMiss> misses = near_misses("http://127.0.0.1:80");
  EXPECT_THAT(made_for(misses, PropertyId::P033),
              IsSupersetOf({"http://127.1:80", "http://2130706433:80", "http://0x7f000001:80", "http://[::ffff:7f00:1]:80"}));
  EXPECT_THAT(made_for(misses, PropertyId::P034), IsSupersetOf({"http://127.0.0.1.evil.test:80", "http://localhost:80"}));
  EXPECT_THAT(made_for(misses, PropertyId::P016), testing::IsEmpty());
}

TEST(NearMisses, OfAnAddressOfIpv6AreItsOtherSpellings) {
  EXPECT_THAT(made_for(near_misses("http://[::1]:8443"), PropertyId::P033),
              testing::UnorderedElementsAre("http://[0:0:0:0:0:0:0:1]:8443", "http://[0000:0000:0000:0000:0000:0000:0000:0001]:8443",
                                            "http://[0:0:0:0:0:0:0.0.0.1]:8443"));
  EXPECT_THAT(made_for(near_misses("https://[2001:db8::a]"), PropertyId::P033),
              testing::UnorderedElementsAre("https://[2001:db8:0:0:0:0:0:a]", "https://[2001:0db8:0000:0000:0000:0000:0000:000a]",
                                            "https://[2001:DB8::A]", "https://[2001:db8:0:0:0:0:0.0.0.10]"));
  EXPECT_THAT(made_for(near_misses("http://[::ffff:7f00:1]"), PropertyId::P033),
              IsSupersetOf({"http://127.0.0.1", "http://[::FFFF:7F00:1]"}));
}

TEST(NearMisses, OfANameInPunycodeAreWhatItReadsAs) {
  const std::vector<NearMiss> misses = near_misses("https://xn--bcher-kva.example");
  EXPECT_THAT(made_for(misses, PropertyId::P032),
              IsSupersetOf({"https://b\u00FCcher.example", "https://bucher.example", "https://b\u00FCcher.ex\u0430mple"}));
  // The look-alike as a browser sends it, and never a letter beyond ASCII inside of an xn-- label.
  EXPECT_THAT(made_for(misses, PropertyId::P032),
              Contains(testing::AllOf(testing::StartsWith("https://xn--"), testing::Ne("https://xn--bcher-kva.example"))));
  for (const std::string& origin : made_for(misses, PropertyId::P032)) {
    const bool is_ascii = std::all_of(origin.begin(), origin.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    EXPECT_TRUE(is_ascii || origin.find("xn--") == std::string::npos) << origin;
  }
}

TEST(NearMisses, OfAPatternKeepItsDotAndItsSyntax) {
  const std::vector<NearMiss> misses = near_wildcards("https://*.example.com");
  using enum PropertyId;
  EXPECT_THAT(made_for(misses, P022), Contains("https://evilexample.com"));
  EXPECT_THAT(made_for(misses, P018), testing::ElementsAre("https://example.com"));
  EXPECT_THAT(made_for(misses, P019), IsSupersetOf({"https://.example.com", "https://..example.com"}));
  EXPECT_THAT(made_for(misses, P020), IsSupersetOf({"https://evil.test/.example.com", "https://evil.test:1@x.example.com"}));
  EXPECT_THAT(near_wildcards("https://app.example"), testing::IsEmpty());
  EXPECT_THAT(made_for(near_wildcards("http://localhost:*"), P013),
              IsSupersetOf({"http://localhost:65536", "http://localhost", "http://localhost:0"}));
}

TEST(NearMisses, OfTwoEntriesAreTheirPartsExchanged) {
  const std::vector<NearMiss> misses = near_both("https://foo.test", "http://bar.example:81");
  EXPECT_THAT(made_for(misses, PropertyId::P035),
              IsSupersetOf({"https://foo.testbar.example:81", "https://bar.example:81", "https://foo.test:81"}));
  EXPECT_THAT(made_for(near_both("https://hazmat.test", "https://cat.test"), PropertyId::P036), Contains("https://at.test"));
  EXPECT_THAT(near_both("https://a.test", "https://a.test"), testing::IsEmpty());
}

TEST(NearMisses, OfAnExampleHaveEachRunOfBytesLeftOut) {
  std::vector<std::string> origins;
  for (const NearMiss& miss : shortened("https://ab-ba.test")) origins.push_back(miss.origin);
  EXPECT_THAT(origins, Contains("https://aba.test"));
  EXPECT_THAT(origins, Not(Contains("https://ab-ba.test")));
}

TEST(NearMisses, ThePartsOfAnOriginAreItsSchemeItsHostAndItsPort) {
  const OriginParts parts = parts_of_origin("https://[::1]:8443");
  EXPECT_EQ(parts.scheme, "https");
  EXPECT_EQ(parts.host, "[::1]");
  EXPECT_EQ(parts.port, ":8443");
  EXPECT_EQ(parts_of_origin("http://[::1]").port, "");
  EXPECT_EQ(parts_of_origin("null").host, "null");
}

}  // namespace
}  // namespace crosscheck::check
