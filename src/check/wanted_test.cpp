#include "check/wanted.h"

#include <gtest/gtest.h>

#include "check/check_for_tests.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

TEST(Wanted, IsTheBrowsersVerdictOnThePolicysOwnAnswer) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"], "credentials": true})");
  const Wanted allowed = wanted_of(policy, actual_probe({P001}, "allowed", "/", "https://app.example"));
  EXPECT_EQ(allowed.permission, suite::Permission{});
  EXPECT_EQ(allowed.decided_by, "/origins/0");
  const Wanted refused = wanted_of(policy, actual_probe({P004}, "refused", "/", "https://evil.test"));
  EXPECT_EQ(refused.permission.refused, Reason::allow_origin_missing);
  EXPECT_EQ(refused.reason, Reason::origin_not_allowed);
}

TEST(Wanted, WithoutCredentialsInThePolicyNoneAreWanted) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  const Wanted wanted = wanted_of(policy, actual_probe({P001}, "allowed", "/", "https://app.example"));
  EXPECT_FALSE(wanted.permission.refused.has_value());
  EXPECT_EQ(wanted.permission.refused_with_credentials, Reason::allow_credentials_missing);
}

TEST(Wanted, OfARequestWithoutOriginNothingIsAsked) {
  const policy::Policy policy = policy_from(R"({"origins": "*"})");
  EXPECT_FALSE(wanted_of(policy, actual_probe({P101}, "nobody", "/", "")).asked.has_value());
}

TEST(Wanted, IsForTheJudgedOriginWhereThatIsAnother) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  Probe probe = actual_probe({P038}, "a parameter", "/?origin=https://evil.test", "");
  probe.judged_origin = "https://evil.test";
  const Wanted wanted = wanted_of(policy, probe);
  ASSERT_TRUE(wanted.asked.has_value());
  EXPECT_EQ(wanted.asked->origin, "https://evil.test");
  EXPECT_TRUE(wanted.permission.refused.has_value());
}

TEST(Wanted, AMethodThatNobodyCanSendMayPassWhereAListIsSent) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"], "methods": "*"})");
  const Wanted wanted = wanted_of(policy, preflight_probe({P082}, "no token", "/", "https://app.example", "P(UT"));
  EXPECT_TRUE(wanted.permission.refused.has_value());
  EXPECT_FALSE(wanted.at_most.refused.has_value());
  // A method that the policy does not name may not.
  const policy::Policy strict = policy_from(R"({"origins": ["https://app.example"], "methods": ["PUT"]})");
  EXPECT_TRUE(wanted_of(strict, preflight_probe({P057}, "another", "/", "https://app.example", "DELETE")).at_most.refused.has_value());
}

TEST(Wanted, LooksAtThePathWithoutItsQuery) {
  const policy::Policy policy = policy_from(R"({"routes": [{"path": "/a", "policy": {"origins": "*"}}, {"path": "/*", "policy": "off"}]})");
  EXPECT_FALSE(wanted_of(policy, actual_probe({P001}, "allowed", "/a?x=1", "https://app.example")).permission.refused.has_value());
  EXPECT_TRUE(wanted_of(policy, actual_probe({P001}, "refused", "/b", "https://app.example")).permission.refused.has_value());
}

}  // namespace
}  // namespace crosscheck::check
