#include "check/layers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/check_for_tests.h"

namespace crosscheck::check {
namespace {

constexpr std::string_view kOneOrigin = R"({"origins": ["https://app.example"]})";

void add_again(const wire::ReceivedRequest& request, SentAnswer& answer) {
  if (!sent_value(request, "Origin").empty()) answer.headers.push_back({"Access-Control-Allow-Origin", "*"});
}

TEST(Layers, AHeaderThatOnlyTheFrontAddsAgainIsTheirs) {
  const policy::Policy policy = policy_from(kOneOrigin);
  const wire::ScriptedServer behind = server_of(script_of(policy));
  const wire::ScriptedServer front = server_of(script_of(policy, add_again));
  const std::vector<CheckRun> runs = compared_layers({run_of(front, policy), run_of(behind, policy)});
  EXPECT_TRUE(finds(runs[0], PropertyId::P118));
  EXPECT_TRUE(finds(runs[0], PropertyId::P042));
  EXPECT_FALSE(finds(runs[1], PropertyId::P118));
}

TEST(Layers, EveryHeaderOfCorsIsCompared) {
  struct Case {
    const char* name;
    const char* value;
    Severity severity;
  };
  constexpr std::string_view kMore =
      R"({"origins": ["https://app.example"], "credentials": true, "methods": ["PUT"], "request_headers": ["x-a"],
    "expose_headers": ["x-b"], "max_age": 600})";
  const policy::Policy policy = policy_from(kMore);
  const wire::ScriptedServer behind = server_of(script_of(policy));
  CheckOptions options = patient_options();
  options.only = {PropertyId::P118};
  for (const Case& one :
       {Case{"Access-Control-Allow-Credentials", "true", Severity::must}, Case{"Access-Control-Max-Age", "600", Severity::should},
        Case{"Access-Control-Allow-Methods", "PUT", Severity::info}, Case{"Access-Control-Allow-Headers", "x-a", Severity::info},
        Case{"Access-Control-Expose-Headers", "x-b", Severity::info}}) {
    SCOPED_TRACE(one.name);
    const wire::ScriptedServer front = server_of(script_of(policy, [&one](const auto&, SentAnswer& answer) {
      const bool has =
          std::any_of(answer.headers.begin(), answer.headers.end(), [&](const Header& header) { return header.name == one.name; });
      if (has) answer.headers.push_back({one.name, one.value});
    }));
    const std::vector<CheckRun> runs = compared_layers({run_of(front, policy, options), run_of(behind, policy, options)});
    ASSERT_EQ(runs[0].findings.size(), 1U);
    EXPECT_EQ(runs[0].findings[0].property, PropertyId::P118);
    EXPECT_EQ(runs[0].findings[0].severity, one.severity);
    EXPECT_THAT(runs[0].findings[0].summary, testing::StartsWith(one.name));
    EXPECT_TRUE(runs[1].findings.empty());
  }
}

TEST(Layers, WhatBothHaveTwiceIsNoLayer) {
  const policy::Policy policy = policy_from(kOneOrigin);
  const wire::ScriptedServer front = server_of(script_of(policy, add_again));
  const std::vector<CheckRun> runs = compared_layers({run_of(front, policy), run_of(front, policy)});
  EXPECT_TRUE(finds(runs[0], PropertyId::P042));
  EXPECT_FALSE(finds(runs[0], PropertyId::P118));
}

TEST(Layers, OneServerAloneHasNone) {
  const policy::Policy policy = policy_from(kOneOrigin);
  const wire::ScriptedServer front = server_of(script_of(policy, add_again));
  const std::vector<CheckRun> runs = compared_layers({run_of(front, policy)});
  EXPECT_FALSE(finds(runs[0], PropertyId::P118));
  EXPECT_NE(runs[0].properties[117].not_asked, "");
}

TEST(Layers, TwoServersThatAreRightHaveNone) {
  const policy::Policy policy = policy_from(kOneOrigin);
  const wire::ScriptedServer a = server_of(script_of(policy));
  const wire::ScriptedServer b = server_of(script_of(policy));
  for (const CheckRun& run : compared_layers({run_of(a, policy), run_of(b, policy)})) {
    EXPECT_TRUE(run.findings.empty());
    EXPECT_EQ(run.properties[117].not_asked, "");
  }
}

}  // namespace
}  // namespace crosscheck::check
