#include "check/infer_shape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "crosscheck/policy/compile.h"

namespace crosscheck::check {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using LetsIn = std::function<bool(std::string_view)>;

OriginShape shape_of(const std::string& origin, const LetsIn& lets_in) {
  OriginShape shape(origin);
  for (const NearOrigin& near : near_origins(origin, "evil")) {
    if (lets_in(near.origin)) shape.let_in(near);
  }
  return shape;
}

// The policy of a shape, whose dangers are all acknowledged.
policy::Compilation policy_of(const OriginShape& shape) {
  policy::SinglePolicy single;
  single.origins = policy::StarOrList{false, shape.entries()};
  for (const std::string& exact : shape.exact()) single.origins->entries.push_back(exact);
  if (single.origins->entries.empty()) single.origins.reset();
  if (shape.is_loose()) single.origin_patterns.push_back(shape.pattern("https://evil.test"));
  for (const policy::FaultInfo& fault : policy::all_faults()) {
    if (fault.level == policy::Level::danger) single.acknowledge.emplace_back(fault.name);
  }
  return policy::compile(single);
}

bool allows(const policy::Policy& policy, const std::string& origin) {
  const HeaderView header{"Origin", origin};
  return policy.decide("GET", "/", HeaderListView(&header, 1)).allowed() == true;
}

// It decides about every near origin as the server did.
void expect_same(const std::string& origin, const LetsIn& lets_in) {
  const policy::Compilation compilation = policy_of(shape_of(origin, lets_in));
  ASSERT_TRUE(compilation.policy) << origin << ": " << (compilation.errors.empty() ? "" : compilation.errors.front().message);
  for (const NearOrigin& near : near_origins(origin, "evil"))
    EXPECT_EQ(allows(*compilation.policy, near.origin), lets_in(near.origin)) << near.origin;
}

TEST(OriginShape, AnExactOriginIsItsOwnEntry) {
  const OriginShape shape = shape_of("https://app.example", [](std::string_view origin) { return origin == "https://app.example"; });
  EXPECT_FALSE(shape.is_loose());
  EXPECT_THAT(shape.entries(), ElementsAre("https://app.example"));
  EXPECT_THAT(shape.exact(), IsEmpty());
}

TEST(OriginShape, SubdomainsAreAWildcardAndTheHostStandsBesideIt) {
  const auto lets_in = [](std::string_view origin) { return origin == "https://app.example" || origin.ends_with(".app.example"); };
  EXPECT_THAT(shape_of("https://app.example", lets_in).entries(), ElementsAre("https://app.example", "https://*.app.example"));
}

TEST(OriginShape, SiblingsAreAWildcardOfTheParent) {
  const auto lets_in = [](std::string_view origin) { return origin.ends_with(".corp.example") && origin.starts_with("https://"); };
  EXPECT_THAT(shape_of("https://app.corp.example", lets_in).entries(), ElementsAre("https://*.corp.example"));
}

TEST(OriginShape, AnyPortIsAStarInItsPlace) {
  const auto lets_in = [](std::string_view origin) { return origin == "http://localhost" || origin.starts_with("http://localhost:"); };
  EXPECT_THAT(shape_of("http://localhost:3000", lets_in).entries(), ElementsAre("http://localhost:*"));
}

TEST(OriginShape, TheOtherSchemeHasAnEntryOfItsOwn) {
  const auto lets_in = [](std::string_view origin) { return origin == "https://app.example" || origin == "http://app.example"; };
  EXPECT_THAT(shape_of("https://app.example", lets_in).entries(), ElementsAre("https://app.example", "http://app.example"));
}

TEST(OriginShape, APolicyOfEveryLooseComparisonDecidesAsTheServerDid) {
  const auto starts = [](std::string_view prefix) { return [prefix](std::string_view origin) { return origin.starts_with(prefix); }; };
  const auto ends = [](std::string_view suffix) { return [suffix](std::string_view origin) { return origin.ends_with(suffix); }; };
  expect_same("https://app.example", starts("https://app.example"));
  expect_same("https://app.example", ends("app.example"));
  expect_same("https://app.corp.example", ends("corp.example"));
  expect_same("http://localhost:3000", starts("http://localhost:3000"));
  expect_same("https://app.example", [](std::string_view origin) {
    return origin.size() == 19 && origin.starts_with("https://app") && origin.ends_with("example");
  });
  expect_same("https://app.example",
              [](std::string_view origin) { return std::string_view("https://app.example").find(origin) != std::string_view::npos; });
  // One label before the base, no more.
  expect_same("https://app.corp.example", [](std::string_view origin) {
    return origin.starts_with("https://") && origin.ends_with(".corp.example") &&
           origin.substr(8, origin.size() - 8 - 13).find('.') == std::string_view::npos;
  });
}

// Also of what no server would think of: nothing that was let in goes unsaid.
TEST(OriginShape, WhateverPairOfNearOriginsIsLetInThePolicySaysSo) {
  for (const char* const origin : {"https://app.corp.example", "https://app.example", "http://localhost:3000", "http://127.0.0.1:8080"}) {
    const std::vector<NearOrigin> near = near_origins(origin, "evil");
    for (std::size_t one = 0; one < near.size(); ++one) {
      for (std::size_t other = one; other < near.size(); ++other) {
        OriginShape shape(origin);
        for (const std::size_t at : {std::size_t{0}, one, other}) shape.let_in(near[at]);
        const policy::Compilation compilation = policy_of(shape);
        ASSERT_TRUE(compilation.policy) << near[one].label << ", " << near[other].label << ": " << compilation.errors.front().message;
        for (const std::size_t at : {std::size_t{0}, one, other})
          EXPECT_TRUE(allows(*compilation.policy, near[at].origin)) << near[one].label << ", " << near[other].label;
      }
    }
  }
}

}  // namespace
}  // namespace crosscheck::check
