#include "check/permission_judge.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "check/check_for_tests.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

const Target& here() {
  static const Target kHere = parse_target("http://127.0.0.1:8080/").value();
  return kHere;
}

Observation seen(int status, std::vector<Header> headers) {
  Observation observation;
  observation.asked = true;
  observation.status = status;
  observation.headers = std::move(headers);
  observation.request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  return observation;
}

// The findings of one answer to one probe.
std::vector<Finding> judged(std::string_view policy, const Probe& probe, const Observation& observation,
                            const PlainStatuses& plain = {{"/", 200}}) {
  Ledger ledger(here(), PropertySet::all());
  judge_permission(probe, wanted_of(policy_from(policy), probe), observation, plain, ledger);
  return ledger.findings().all();
}

constexpr std::string_view kWithPut = R"({"origins": ["https://app.example"], "methods": ["PUT"]})";
constexpr std::string_view kWithPutAndCredentials = R"({"origins": ["https://app.example"], "credentials": true, "methods": ["PUT"]})";

Probe put() { return preflight_probe({P055}, "PUT", "/", "https://app.example", "PUT"); }

TEST(PermissionJudge, AnyAnswerThatPermitsTheSameIsRight) {
  EXPECT_TRUE(judged(kWithPut, from_allowed(), seen(200, {{"Access-Control-Allow-Origin", "https://app.example"}})).empty());
  EXPECT_TRUE(judged(kWithPut, from_allowed(), seen(403, {{"access-control-allow-origin", "*"}})).empty());
  EXPECT_TRUE(judged(kWithPut, from_stranger(), seen(200, {{"Access-Control-Allow-Origin", "https://app.example"}})).empty());
  EXPECT_TRUE(judged(kWithPut, from_stranger(), seen(403, {})).empty());
}

TEST(PermissionJudge, MoreIsPermissiveAndLessIsStrict) {
  const std::vector<Finding> more = judged(kWithPut, from_stranger(), seen(200, {{"Access-Control-Allow-Origin", "*"}}));
  ASSERT_EQ(more.size(), 1U);
  EXPECT_EQ(more[0].property, P004);
  EXPECT_EQ(more[0].direction, suite::Direction::permissive);
  const std::vector<Finding> less = judged(kWithPut, from_allowed(), seen(200, {}));
  ASSERT_EQ(less.size(), 1U);
  EXPECT_EQ(less[0].property, P001);
  EXPECT_EQ(less[0].direction, suite::Direction::strict);
  EXPECT_EQ(less[0].reason, Reason::allow_origin_missing);
}

TEST(PermissionJudge, CredentialsAreAPermissionOfTheirOwn) {
  const std::vector<Finding> more =
      judged(kWithPut, from_allowed(),
             seen(200, {{"Access-Control-Allow-Origin", "https://app.example"}, {"Access-Control-Allow-Credentials", "true"}}));
  ASSERT_EQ(more.size(), 1U);
  EXPECT_EQ(more[0].property, P046);
  const std::vector<Finding> less =
      judged(kWithPutAndCredentials, from_allowed(), seen(200, {{"Access-Control-Allow-Origin", "https://app.example"}}));
  ASSERT_EQ(less.size(), 1U);
  EXPECT_EQ(less[0].property, P003);
}

TEST(PermissionJudge, TheReasonNamesThePropertyThatIsBehindIt) {
  const auto property_of = [](std::string_view policy, const Probe& probe, const Observation& observation) {
    const std::vector<Finding> findings = judged(policy, probe, observation);
    return findings.empty() ? P118 : findings.front().property;
  };
  const Header origin{"Access-Control-Allow-Origin", "https://app.example"};
  const Header credentials{"Access-Control-Allow-Credentials", "true"};
  const Header methods{"Access-Control-Allow-Methods", "PUT"};
  EXPECT_EQ(property_of(kWithPut, from_allowed(), seen(200, {origin, origin})), P042);
  EXPECT_EQ(property_of(kWithPut, from_allowed(), seen(200, {{"Access-Control-Allow-Origin", "https://*.example"}})), P043);
  EXPECT_EQ(property_of(kWithPutAndCredentials, from_allowed(), seen(200, {{"Access-Control-Allow-Origin", "*"}, credentials})), P044);
  EXPECT_EQ(property_of(kWithPutAndCredentials, from_allowed(), seen(200, {origin, {"Access-Control-Allow-Credentials", "True"}})), P045);
  EXPECT_EQ(property_of(kWithPut, put(), seen(204, {origin})), P055);
  EXPECT_EQ(property_of(kWithPut, put(), seen(400, {origin, methods})), P063);
  EXPECT_EQ(property_of(kWithPut, put(), seen(405, {})), P063);
  EXPECT_EQ(property_of(kWithPut, put(), seen(301, {origin, methods})), P064);
  EXPECT_EQ(property_of(kWithPut, put(), seen(401, {origin, methods})), P065);
  EXPECT_EQ(property_of(kWithPut, put(), seen(204, {origin, {"Access-Control-Allow-Methods", "GET PUT"}})), P067);
  EXPECT_EQ(property_of(kWithPutAndCredentials, put(), seen(204, {origin, credentials, {"Access-Control-Allow-Methods", "*"}})), P068);
  EXPECT_EQ(property_of(R"({"origins": ["https://app.example"], "request_headers": ["authorization"]})",
                        preflight_probe({P056}, "authorization", "/", "https://app.example", "GET", {"authorization"}),
                        seen(204, {origin, {"Access-Control-Allow-Headers", "*"}})),
            P069);
}

TEST(PermissionJudge, WhatIsMissingWhereThePathIsAnErrorAnywayIsAnotherFault) {
  const std::vector<Finding> findings = judged(kWithPut, from_allowed(), seen(404, {}), {{"/", 404}});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].property, P096);
  EXPECT_EQ(findings[0].severity, Severity::should);
  EXPECT_EQ(judged(kWithPut, from_allowed(), seen(302, {}), {{"/", 302}}).at(0).property, P097);
  // Where the path itself is there, an error for an allowed origin is a refusal.
  EXPECT_EQ(judged(kWithPut, from_allowed(), seen(403, {})).at(0).property, P001);
}

TEST(PermissionJudge, NoAnswerIsARefusalAndNoPermission) {
  Observation silent;
  silent.asked = true;
  silent.error = wire::WireError{wire::WireFault::closed, "127.0.0.1:8080 closed the connection.", ""};
  const std::vector<Finding> findings = judged(kWithPut, from_allowed(), silent);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].reason, Reason::network_error);
  EXPECT_TRUE(judged(kWithPut, from_stranger(), silent).empty());
  EXPECT_TRUE(judged(kWithPut, from_allowed(), Observation()).empty());
}

TEST(PermissionJudge, OnlyTheDirectionThatCountsIsAFault) {
  Probe probe = from_stranger();
  probe.counted = Counted::strict;
  EXPECT_TRUE(judged(kWithPut, probe, seen(200, {{"Access-Control-Allow-Origin", "*"}})).empty());
  probe = from_allowed();
  probe.counted = Counted::permissive;
  EXPECT_TRUE(judged(kWithPut, probe, seen(200, {})).empty());
}

TEST(PermissionJudge, WhatNoBrowserSendsIsLessSevere) {
  Probe probe = actual_probe({P007}, "a stranger", "/", "https://evil.test");
  const Observation observation = seen(200, {{"Access-Control-Allow-Origin", "*"}});
  EXPECT_EQ(judged(kWithPut, probe, observation).at(0).severity, Severity::must);
  probe.reachable = false;
  EXPECT_EQ(judged(kWithPut, probe, observation).at(0).severity, Severity::should);
}

}  // namespace
}  // namespace crosscheck::check
