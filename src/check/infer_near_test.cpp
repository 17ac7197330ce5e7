#include "check/infer_near.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "crosscheck/policy/serialized_origin.h"

namespace crosscheck::check {
namespace {

std::multimap<Near, std::string> by_kind(std::string_view origin) {
  std::multimap<Near, std::string> found;
  for (const NearOrigin& each : near_origins(origin, "evil")) found.emplace(each.near, each.origin);
  return found;
}

std::string the(const std::multimap<Near, std::string>& all, Near near) { return all.count(near) == 0 ? "none" : all.find(near)->second; }

TEST(NearOrigins, OfAHostWithThreeLabelsAllKindsAreThere) {
  const auto near = by_kind("https://app.corp.example");
  EXPECT_EQ(the(near, Near::itself), "https://app.corp.example");
  EXPECT_EQ(the(near, Near::subdomain), "https://evil.app.corp.example");
  EXPECT_EQ(the(near, Near::deep_subdomain), "https://evila.evil.app.corp.example");
  EXPECT_EQ(the(near, Near::sibling), "https://evil.corp.example");
  EXPECT_EQ(the(near, Near::parent), "https://corp.example");
  EXPECT_EQ(the(near, Near::left_glued), "https://evilapp.corp.example");
  EXPECT_EQ(the(near, Near::left_glued_parent), "https://evilcorp.example");
  EXPECT_EQ(the(near, Near::right_label), "https://app.corp.example.evil.test");
  EXPECT_EQ(the(near, Near::right_glued), "https://app.corp.exampleevil");
  EXPECT_EQ(near.count(Near::dot_as_letter), 2U);
  EXPECT_EQ(the(near, Near::cut_front), "https://pp.corp.example");
  EXPECT_EQ(the(near, Near::cut_end), "https://app.corp.exampl");
  EXPECT_EQ(the(near, Near::other_scheme), "http://app.corp.example");
  EXPECT_EQ(near.count(Near::other_port), 2U);
  EXPECT_EQ(near.count(Near::no_port), 0U);
}

TEST(NearOrigins, OfAnOriginWithAPortThePortIsNearToo) {
  const auto near = by_kind("http://localhost:3000");
  EXPECT_EQ(the(near, Near::longer_port), "http://localhost:30001");
  EXPECT_EQ(the(near, Near::no_port), "http://localhost");
  EXPECT_EQ(the(near, Near::right_label), "http://localhost.evil.test:3000");
  EXPECT_EQ(near.count(Near::parent), 0U);
}

TEST(NearOrigins, AnAddressHasNoSubdomains) {
  const auto near = by_kind("http://127.0.0.1:8080");
  EXPECT_EQ(near.count(Near::subdomain) + near.count(Near::left_glued) + near.count(Near::dot_as_letter), 0U);
  EXPECT_EQ(the(near, Near::right_label), "http://127.0.0.1.evil.test:8080");
  EXPECT_EQ(by_kind("http://[::1]").count(Near::subdomain), 0U);
}

TEST(NearOrigins, AllAreSerializedAndNoneComesTwice) {
  for (const char* const origin :
       {"https://a.b", "http://localhost", "http://127.0.0.1", "https://x.y.z.example:1", "http://[::1]:80", "https://a"}) {
    std::set<std::string> seen;
    for (const NearOrigin& each : near_origins(origin, "evil")) {
      EXPECT_TRUE(policy::is_serialized_origin(each.origin)) << each.origin;
      EXPECT_TRUE(seen.insert(each.origin).second) << each.origin;
      EXPECT_NE(each.label.find(origin), std::string::npos) << each.label;
    }
  }
}

TEST(NearOrigins, LabelsAreTheSameWhateverIsDrawn) {
  const std::vector<NearOrigin> one = near_origins("https://app.example", "evil");
  const std::vector<NearOrigin> other = near_origins("https://app.example", "wicked");
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t at = 0; at < one.size(); ++at) EXPECT_EQ(one[at].label, other[at].label);
}

TEST(NearOrigins, WhatIsNoOriginHasNone) {
  for (const char* const origin : {"", "null", "*", "https://*.example", "app.example", "https://app.example/"}) {
    EXPECT_TRUE(near_origins(origin, "evil").empty()) << origin;
  }
}

}  // namespace
}  // namespace crosscheck::check
