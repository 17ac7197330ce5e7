#include "check/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "check/audit_for_tests.h"
#include "check/audit_rule.h"
#include "suite/json_text.h"

namespace crosscheck::check {
namespace {

using suite::Json;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

AuditOptions options_for(std::vector<std::string> origins) {
  AuditOptions options;
  options.origins = std::move(origins);
  options.check.seed = 7;
  options.check.prober.timeout = std::chrono::seconds(120);
  return options;
}

FindingsReport audit(const wire::ScriptedServer& server, const AuditOptions& options = options_for({std::string(kApp)}),
                     std::string_view path = "/") {
  const suite::Stop stop;
  const Result<FindingsReport, CheckError> report = audit_target(target_of(server, path), options, stop);
  if (!report) {
    ADD_FAILURE() << report.error().message;
    return {};
  }
  return *report;
}

TEST(Audit, OfACorrectServerHasNoFinding) {
  policy::SinglePolicy policy = policy_for({std::string(kApp)});
  policy.credentials = true;
  policy.methods.entries = {"PUT"};
  const FindingsReport report = audit(server_of(policy));
  EXPECT_EQ(exit_code_of(report), 0);
  for (const ReportedFinding& finding : report.findings) ADD_FAILURE() << finding.property << " " << finding.summary;
  EXPECT_EQ(Json::parse(report.policy)["origins"], Json({std::string(kApp)}));
}

TEST(Audit, OfAReflectingServerSaysSoWithTheBytesAndTheFix) {
  const FindingsReport report = audit(server_that([](std::string_view) { return true; }, true));
  EXPECT_EQ(exit_code_of(report), 1);
  const auto found =
      std::find_if(report.findings.begin(), report.findings.end(), [](const ReportedFinding& each) { return each.property == "A01"; });
  ASSERT_NE(found, report.findings.end());
  EXPECT_EQ(found->severity, Level::must);
  EXPECT_EQ(found->direction, Direction::permissive);
  EXPECT_THAT(found->evidence.front().received, HasSubstr("Access-Control-Allow-Credentials: true"));
  EXPECT_THAT(found->evidence.front().curl, HasSubstr("curl -i -H 'Origin: https://"));
  EXPECT_THAT(found->fix, Not(testing::IsEmpty()));
  EXPECT_EQ(Json::parse(report.policy)["origins"], Json("*"));
}

TEST(Audit, StarOnLoopbackIsADangerOfItsOwn) {
  policy::SinglePolicy star;
  star.origins = policy::StarOrList{true, {}};
  const FindingsReport report = audit(server_of(star));
  std::set<std::string> ids;
  for (const ReportedFinding& finding : report.findings) ids.insert(finding.property);
  EXPECT_THAT(ids, IsSupersetOf({"A02", "A03"}));
}

TEST(Audit, AServerWithoutCorsIsSaidFirstAndItsPolicyIsOff) {
  const FindingsReport report = audit(server_of([](const wire::ReceivedRequest& request) {
    return wire::ScriptedReply{response_for_tests(request.method == "OPTIONS" ? 404 : 200, {}, request.method == "HEAD")};
  }));
  EXPECT_THAT(report.vacuous, HasSubstr("CORS header"));
  EXPECT_EQ(exit_code_of(report), 0);
  EXPECT_EQ(Json::parse(report.policy)["routes"][0]["policy"], "off");
}

TEST(Audit, PathsThatDifferAreRoutes) {
  const policy::SinglePolicy app = policy_for({std::string(kApp)});
  const wire::ScriptedServer server = server_of(policy::Routes{{"/off", std::nullopt}, {"/*", app}});
  AuditOptions options = options_for({std::string(kApp)});
  options.check.paths = {"/off"};
  const Json policy = Json::parse(audit(server, options).policy);
  EXPECT_EQ(policy["routes"][0]["path"], "/off");
  EXPECT_EQ(policy["routes"][0]["policy"], "off");
  EXPECT_EQ(policy["routes"][1]["policy"]["origins"][0], std::string(kApp));
}

TEST(Audit, SecretsOfHeadersStandNowhere) {
  AuditOptions options = options_for({std::string(kApp)});
  options.check.prober.own_headers = {{"Authorization", "Bearer s3cr3t-token"}};
  // Hands everything back that it was sent, in headers that are judged too.
  const wire::ScriptedServer server = server_of([](const wire::ReceivedRequest& request) {
    std::vector<Header> headers = {{"Access-Control-Allow-Origin", "*"}};
    for (const Header& header : request.headers) {
      headers.push_back({"X-Echo", header.value});
      if (header.name != "Authorization") continue;
      headers.push_back({"Access-Control-Expose-Headers", header.value.substr(header.value.find(' ') + 1)});
    }
    return wire::ScriptedReply{response_for_tests(200, headers, request.method == "HEAD")};
  });
  const FindingsReport report = audit(server, options);
  EXPECT_FALSE(report.findings.empty());
  for (const ReportFormat format : {ReportFormat::text, ReportFormat::json, ReportFormat::junit, ReportFormat::tap, ReportFormat::sarif,
                                    ReportFormat::markdown, ReportFormat::html}) {
    EXPECT_THAT(write_report(format, report), Not(HasSubstr("s3cr3t"))) << suite::to_string(format);
  }
}

TEST(Audit, AServerThatIsNotThereIsAnErrorAndNoFinding) {
  Target gone;
  {
    const wire::ScriptedServer server = server_of(policy_for({std::string(kApp)}));
    gone = target_of(server);
  }
  const suite::Stop stop;
  const Result<FindingsReport, CheckError> report = audit_target(gone, options_for({std::string(kApp)}), stop);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("127.0.0.1"));
}

TEST(Audit, HeadersThatLetNobodyInAreAFindingThatIsTooStrict) {
  for (const std::vector<Header>& headers :
       {std::vector<Header>{{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Origin", "*"}},
        std::vector<Header>{{"Access-Control-Allow-Origin", "https://app.corp.example/"}},
        std::vector<Header>{{"Access-Control-Allow-Origin", "https://*.corp.example"}}}) {
    const FindingsReport report = audit(server_of([headers](const wire::ReceivedRequest& request) {
      return wire::ScriptedReply{response_for_tests(200, headers, request.method == "HEAD")};
    }));
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_EQ(report.findings[0].property, "A15");
    EXPECT_EQ(report.findings[0].direction, Direction::strict);
    EXPECT_EQ(exit_code_of(report), 1);
  }
}

TEST(Audit, WhatIsNoHttpIsAnErrorAndNoFinding) {
  const wire::ScriptedServer server =
      server_of([](const wire::ReceivedRequest&) { return wire::ScriptedReply{"SSH-2.0-x\r\n", wire::AfterReply::close}; });
  const suite::Stop stop;
  EXPECT_FALSE(audit_target(target_of(server), options_for({std::string(kApp)}), stop));
}

TEST(Audit, WithoutTimeNoPolicyIsMadeUp) {
  AuditOptions options = options_for({std::string(kApp)});
  options.check.prober.max_time = std::chrono::milliseconds(0);
  const FindingsReport report = audit(server_that([](std::string_view) { return true; }, true), options);
  EXPECT_THAT(report.policy, testing::IsEmpty());
  EXPECT_THAT(report.inferred, testing::IsEmpty());
  EXPECT_THAT(report.incomplete, HasSubstr("The time was over"));
  EXPECT_EQ(exit_code_of(report), 4);
}

TEST(AuditRules, HaveIdsInOrderAndEverySentence) {
  std::size_t number = 0;
  std::set<std::string_view> names;
  for (const AuditRule& rule : all_audit_rules()) {
    ++number;
    EXPECT_EQ(rule.code, (number < 10 ? "A0" : "A") + std::to_string(number));
    EXPECT_EQ(&audit_rule(rule.id), &rule);
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
    for (const std::string_view text : {rule.says, rule.why, rule.fix}) EXPECT_TRUE(text.ends_with('.')) << rule.code;
  }
}

}  // namespace
}  // namespace crosscheck::check
