#include "check/coverage.h"

#include <utility>

#include <gtest/gtest.h>

namespace crosscheck::check {
namespace {

// Two origins; GET, HEAD, POST and PUT; x-a and any other header.
Ground ground() {
  static const policy::SinglePolicy kSingle;
  Ground ground;
  ground.single = &kSingle;
  ground.path = "/";
  ground.allowed = {"https://a.test", "https://b.test"};
  ground.methods = {"PUT"};
  ground.request_headers = {"x-a"};
  ground.any_request_header = true;
  return ground;
}

Observation answered() {
  Observation seen;
  seen.asked = true;
  seen.status = 200;
  return seen;
}

std::size_t tested_by(const std::vector<Probe>& probes, const Observation& seen = answered()) {
  Coverage coverage;
  coverage.declare(ground());
  for (const Probe& probe : probes) coverage.look_at(probe, seen);
  return coverage.tested();
}

Probe read(std::string_view origin) { return actual_probe({PropertyId::P001}, "a request", "/", origin); }
Probe preflight(std::string_view method, std::vector<std::string> names = {}) {
  return preflight_probe({PropertyId::P055}, "a preflight", "/", "https://a.test", method, std::move(names));
}

TEST(Coverage, DeclaredIsWhatEachOriginMayAskFor) {
  Coverage coverage;
  coverage.declare(ground());
  EXPECT_EQ(coverage.declared(), 2U * (1 + 4 + 2));
  coverage.declare(ground());
  EXPECT_EQ(coverage.declared(), 2U * (1 + 4 + 2));
}

TEST(Coverage, EachCellIsTestedOnce) {
  EXPECT_EQ(tested_by({read("https://a.test"), read("https://a.test"), read("https://b.test")}), 2U);
  EXPECT_EQ(tested_by({preflight("PUT"), preflight("GET"), preflight("POST", {"x-a"}), preflight("POST", {"x-other"})}), 4U);
}

TEST(Coverage, WhatThePolicyDoesNotDeclareIsNoCell) {
  EXPECT_EQ(tested_by({read("https://evil.test"), preflight("PATCH"), preflight("POST", {"x-a", "x-b"})}), 0U);
  Probe elsewhere = read("https://a.test");
  elsewhere.target = "/elsewhere";
  EXPECT_EQ(tested_by({elsewhere}), 0U);
}

TEST(Coverage, WhatNobodyAnsweredAndWhatNoBrowserSendsTestsNothing) {
  EXPECT_EQ(tested_by({read("https://a.test")}, Observation()), 0U);
  Probe strange = read("https://a.test");
  strange.reachable = false;
  EXPECT_EQ(tested_by({strange}), 0U);
}

}  // namespace
}  // namespace crosscheck::check
