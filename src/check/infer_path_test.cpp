#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "check/audit_for_tests.h"
#include "check/audit_rule.h"
#include "check/infer.h"
#include "question/json_document.h"
#include "question/json_writer.h"
#include "question/limits.h"
#include "question/policy_document.h"
#include "question/policy_writer.h"

namespace crosscheck::check {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

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

TEST(Inference, ACorrectServerHasNoDanger) {
  const std::vector<std::string> origins = {std::string(kApp), "https://other.example:8443"};
  policy::SinglePolicy policy = policy_for(origins);
  EXPECT_TRUE(infer(server_of(policy), origins).dangers.empty());
  policy.credentials = true;
  policy.methods.entries = {"PUT"};
  policy.request_headers.entries = {"content-type"};
  EXPECT_TRUE(infer(server_of(policy), origins).dangers.empty());
}

using LetsIn = std::function<bool(std::string_view)>;

// A way of deciding, and the rules that name what is wrong with it: those and no others.
struct Comparison {
  std::set<std::string> rules;
  LetsIn lets_in;
  bool credentials = true;
  std::string origin = std::string(kApp);
};

bool is_https(std::string_view origin) { return origin.starts_with("https://"); }
LetsIn https_that_ends_with(std::string_view end) {
  return [end](std::string_view origin) { return is_https(origin) && origin.ends_with(end); };
}
LetsIn one_of(std::string_view a, std::string_view b) {
  return [a, b](std::string_view origin) { return origin == a || origin == b; };
}
bool is_anything(std::string_view) { return true; }
bool has_any_byte_for_a_dot(std::string_view origin) {
  return origin.size() == kApp.size() && origin.starts_with("https://app") && origin.ends_with("corp.example");
}

std::vector<Comparison> comparisons() {
  constexpr std::string_view kHttp = "http://app.corp.example";
  return {
      // Every server of a test is on this machine.
      {{"A01", "A03", "A04"}, is_anything},
      {{"A02", "A03"}, is_anything, false},
      {{"A04"}, one_of(kApp, "null")},
      {{"A05"}, one_of(kApp, "null"), false},
      {{"A06"}, https_that_ends_with("app.corp.example")},
      {{"A06"}, https_that_ends_with("corp.example")},
      {{"A06", "A10"}, [](std::string_view origin) { return origin.ends_with("app.corp.example"); }},
      {{"A07"}, [](std::string_view origin) { return origin.starts_with(kApp); }},
      {{"A08"}, has_any_byte_for_a_dot},
      {{"A09"}, [](std::string_view origin) { return kApp.find(origin) != std::string_view::npos; }},
      {{"A10"}, one_of(kApp, kHttp)},
      {{"A10"}, one_of(kHttp, kHttp), true, std::string(kHttp)},
      {{"A11"}, [](std::string_view origin) { return origin == kApp || origin.starts_with(std::string(kApp) + ":"); }},
      {{"A12"}, https_that_ends_with(".corp.example")},
      // A wildcard there is one of subdomains as well.
      {{"A12", "A14"}, https_that_ends_with(".github.io"), false, "https://me.github.io"},
      {{"A14"}, https_that_ends_with(".example"), true, "https://app.example"},
  };
}

TEST(Inference, NamesEachWrongComparisonByItsRulesAlone) {
  for (const Comparison& each : comparisons()) {
    const InferredPath found = infer(server_that(each.lets_in, each.credentials), {each.origin});
    EXPECT_EQ(rules_of(found), each.rules);
    for (const Danger& danger : found.dangers) EXPECT_FALSE(danger.shown_by.seen.request.empty()) << danger.probe;
  }
}

TEST(Inference, ThePolicyOfAnyComparisonIsReadAgainAndSaysNothingTwiceOrInSilence) {
  for (const Comparison& each : comparisons()) {
    const InferredPath found = infer(server_that(each.lets_in, each.credentials), {each.origin});
    SCOPED_TRACE(*each.rules.begin());
    ASSERT_TRUE(found.policy);
    EXPECT_EQ(found.policy->credentials, each.credentials);
    const policy::Compilation compilation = policy::compile(*found.policy);
    ASSERT_TRUE(compilation.policy);
    for (const policy::Fault& fault : compilation.warnings) {
      EXPECT_NE(fault.kind, policy::FaultKind::redundant_entry) << fault.message;
      EXPECT_NE(fault.kind, policy::FaultKind::unknown_acknowledgement) << fault.message;
    }
    for (const std::string& danger : found.policy->acknowledge) {
      EXPECT_THAT(found.sentences, Contains(HasSubstr("acknowledges " + danger)));
    }
    const policy::Document document = document_of({found});
    question::JsonWriter json;
    question::write_policy_document(json, document);
    question::JsonDocument read;
    ASSERT_FALSE(read.read(json.written(), Limits()));
    EXPECT_TRUE(policy::normal_form(question::read_policy_document(read.tree(), question::JsonTree::kRoot).document) == document);
  }
}

TEST(Inference, ALooseComparisonIsNeverTakenForAWildcard) {
  for (const std::string_view end : {"corp.example", "app.corp.example"}) {
    const InferredPath found = infer(server_that(https_that_ends_with(end), true));
    ASSERT_TRUE(found.policy);
    EXPECT_EQ(found.policy->origin_patterns.size(), 1U);
    EXPECT_THAT(found.policy->origins.value_or(policy::StarOrList()).entries, testing::IsEmpty());
    EXPECT_THAT(found.policy->acknowledge, Contains("unanchored-pattern"));
  }
}

TEST(Inference, AnyHeaderWithCredentialsIsADangerOfItsOwn) {
  policy::SinglePolicy policy = policy_for({std::string(kApp)});
  policy.credentials = true;
  policy.request_headers.is_star = true;
  EXPECT_EQ(rules_of(infer(server_of(policy))), std::set<std::string>{"A13"});
}

TEST(Inference, StrangersOfWhomSomeAreLetInAreADanger) {
  const InferredPath found = infer(server_that([](std::string_view origin) { return origin.ends_with("zz.test"); }, true));
  EXPECT_EQ(rules_of(found), std::set<std::string>{"A01"});
  EXPECT_THAT(found.sentences, Contains(HasSubstr("it does not decide by the origin alone")));
}

TEST(Inference, NamesBeyondThoseThatAreAskedAboutAreToldOf) {
  const wire::ScriptedServer server = server_of([](const wire::ReceivedRequest& request) {
    std::string names = "x-0";
    for (int number = 1; number < 100; ++number) names += ", x-" + std::to_string(number);
    return wire::ScriptedReply{
        response_for_tests(200, {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Headers", names}}, request.method == "HEAD")};
  });
  EXPECT_THAT(infer(server).sentences, Contains(HasSubstr("Access-Control-Allow-Headers names more than 64")));
}

TEST(Inference, FollowsTheOriginThatAnAnswerNames) {
  const wire::ScriptedServer server = server_of([](const wire::ReceivedRequest& request) {
    return wire::ScriptedReply{
        response_for_tests(200, {{"Access-Control-Allow-Origin", "https://only.example"}}, request.method == "HEAD")};
  });
  const InferredPath found = infer(server);
  ASSERT_TRUE(found.policy);
  EXPECT_EQ(found.policy->origins->entries, std::vector<std::string>{"https://only.example"});
  EXPECT_THAT(found.sentences, Contains(HasSubstr("names https://only.example")));
}

}  // namespace
}  // namespace crosscheck::check
