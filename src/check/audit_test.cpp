#include "check/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "check/audit_for_tests.h"
#include "check/audit_rule.h"
#include "check/infer.h"
#include "suite/json_text.h"

namespace crosscheck::check {
namespace {

using suite::Json;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

constexpr std::string_view kApp = "https://app.corp.example";

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

InferredPath infer(const wire::ScriptedServer& server, std::vector<std::string> origins = {std::string(kApp)}) {
  const suite::Stop stop;
  const Target target = target_of(server);
  ProberOptions options;
  options.timeout = std::chrono::seconds(120);
  Prober prober(target, options, stop);
  return infer_path(prober, "/", origins, "nobodyhas");
}

std::set<std::string> rules_of(const InferredPath& path) {
  std::set<std::string> ids;
  for (const Danger& danger : path.dangers) ids.emplace(audit_rule(danger.rule).code);
  return ids;
}

policy::SinglePolicy policy_for(std::vector<std::string> origins) {
  policy::SinglePolicy policy;
  policy.origins = policy::StarOrList{false, std::move(origins)};
  return policy;
}

void expect_inferred(const policy::SinglePolicy& policy, std::vector<std::string> origins = {std::string(kApp)}) {
  const InferredPath found = infer(server_of(policy), std::move(origins));
  ASSERT_TRUE(found.policy);
  policy::Document wanted = policy::normal_form(policy);
  // What is acknowledged is no part of what a server does.
  policy::Document seen = policy::normal_form(*found.policy);
  std::get<policy::SinglePolicy>(wanted).acknowledge.clear();
  std::get<policy::SinglePolicy>(seen).acknowledge.clear();
  EXPECT_TRUE(wanted == seen);
}

TEST(Inference, FindsThePolicyThatAServerFollows) {
  policy::SinglePolicy plain = policy_for({std::string(kApp)});
  expect_inferred(plain);

  policy::SinglePolicy full = plain;
  full.credentials = true;
  full.methods.entries = {"PUT", "DELETE", "LINK"};
  full.request_headers.entries = {"authorization", "content-type", "x-own"};
  full.expose_headers.entries = {"x-request-id"};
  full.max_age = 600;
  full.preflight_status = 200;
  expect_inferred(full);

  full.rejected_preflight = policy::RejectedPreflight::diagnostic;
  expect_inferred(full);
}

TEST(Inference, FindsAnyOriginMethodAndHeader) {
  policy::SinglePolicy star;
  star.origins = policy::StarOrList{true, {}};
  star.methods.is_star = true;
  star.request_headers.is_star = true;
  star.expose_headers.is_star = true;
  expect_inferred(star);
  star.request_headers = {false, {"*", "authorization"}};
  expect_inferred(star);
}

TEST(Inference, FindsWildcardsPortsAndNull) {
  expect_inferred(policy_for({"https://*.corp.example"}));
  expect_inferred(policy_for({std::string(kApp), "https://*.app.corp.example"}));
  expect_inferred(policy_for({"http://localhost:*"}), {"http://localhost:3000"});
  expect_inferred(policy_for({"https://a.example", "https://b.example:8443"}), {"https://a.example", "https://b.example:8443"});
  policy::SinglePolicy with_null = policy_for({std::string(kApp)});
  with_null.null_origin = true;
  expect_inferred(with_null);
}

TEST(Inference, ACorrectListHasNoDanger) { EXPECT_TRUE(infer(server_of(policy_for({std::string(kApp)}))).dangers.empty()); }

struct Comparison {
  std::string_view rule;
  std::function<bool(std::string_view)> lets_in;
};

TEST(Inference, NamesEveryWrongComparison) {
  const std::vector<Comparison> comparisons = {
      {"A01", [](std::string_view) { return true; }},
      {"A04", [](std::string_view origin) { return origin == kApp || origin == "null"; }},
      {"A06", [](std::string_view origin) { return origin.ends_with("app.corp.example"); }},
      {"A06", [](std::string_view origin) { return origin.ends_with("corp.example"); }},
      {"A07", [](std::string_view origin) { return origin.starts_with(kApp); }},
      {"A08",
       [](std::string_view origin) {
         return origin.size() == kApp.size() && origin.starts_with("https://app") && origin.ends_with("corp.example");
       }},
      {"A09", [](std::string_view origin) { return kApp.find(origin) != std::string_view::npos; }},
      {"A10", [](std::string_view origin) { return origin == kApp || origin == "http://app.corp.example"; }},
      {"A11", [](std::string_view origin) { return origin == kApp || origin.starts_with(std::string(kApp) + ":"); }},
      {"A12", [](std::string_view origin) { return origin.starts_with("https://") && origin.ends_with(".corp.example"); }},
  };
  for (const Comparison& each : comparisons) {
    const InferredPath found = infer(server_that(each.lets_in, true));
    EXPECT_THAT(rules_of(found), Contains(std::string(each.rule)));
    ASSERT_TRUE(found.policy) << each.rule;
    EXPECT_TRUE(policy::compile(*found.policy).policy) << each.rule;
    EXPECT_TRUE(found.policy->credentials) << each.rule;
    for (const Danger& danger : found.dangers) EXPECT_FALSE(danger.shown_by.seen.request.empty()) << each.rule;
  }
}

TEST(Inference, AWildcardWhereAnybodyCanHaveAHostIsADanger) {
  const auto lets_in = [](std::string_view origin) { return origin.starts_with("https://") && origin.ends_with(".github.io"); };
  EXPECT_THAT(rules_of(infer(server_that(lets_in, false), {"https://me.github.io"})), Contains("A14"));
}

TEST(Inference, FollowsTheOriginThatAnAnswerNames) {
  const wire::ScriptedServer server = started_for_tests([](const wire::ReceivedRequest& request) {
    return wire::ScriptedReply{
        response_for_tests(200, {{"Access-Control-Allow-Origin", "https://only.example"}}, request.method == "HEAD")};
  });
  const InferredPath found = infer(server);
  ASSERT_TRUE(found.policy);
  EXPECT_EQ(found.policy->origins->entries, std::vector<std::string>{"https://only.example"});
  EXPECT_THAT(found.sentences, Contains(HasSubstr("names https://only.example")));
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
  const FindingsReport report = audit(started_for_tests([](const wire::ReceivedRequest& request) {
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
  // Hands everything back that it was sent.
  const wire::ScriptedServer server = started_for_tests([](const wire::ReceivedRequest& request) {
    std::vector<Header> headers = {{"Access-Control-Allow-Origin", "*"}};
    for (const Header& header : request.headers) headers.push_back({"X-Echo", header.value});
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
    const FindingsReport report = audit(started_for_tests([headers](const wire::ReceivedRequest& request) {
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
      started_for_tests([](const wire::ReceivedRequest&) { return wire::ScriptedReply{"SSH-2.0-x\r\n", wire::AfterReply::close}; });
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
