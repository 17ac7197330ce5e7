#include "check/layers.h"

#include <gtest/gtest.h>

#include "check/check_for_tests.h"

namespace crosscheck::check {
namespace {

constexpr std::string_view kPolicy = R"({"origins": ["https://app.example"]})";

void add_again(const wire::ReceivedRequest& request, SentAnswer& answer) {
  if (!sent_value(request, "Origin").empty()) answer.headers.push_back({"Access-Control-Allow-Origin", "*"});
}

TEST(Layers, AHeaderThatOnlyTheFrontAddsAgainIsTheirs) {
  const policy::Policy policy = policy_from(kPolicy);
  const wire::ScriptedServer behind = server_of(script_of(policy));
  const wire::ScriptedServer front = server_of(script_of(policy, add_again));
  const std::vector<CheckRun> runs = compared_layers({run_of(front, policy), run_of(behind, policy)});
  EXPECT_TRUE(finds(runs[0], PropertyId::P118));
  EXPECT_TRUE(finds(runs[0], PropertyId::P042));
  EXPECT_FALSE(finds(runs[1], PropertyId::P118));
}

TEST(Layers, OneServerAloneHasNone) {
  const policy::Policy policy = policy_from(kPolicy);
  const wire::ScriptedServer front = server_of(script_of(policy, add_again));
  const std::vector<CheckRun> runs = compared_layers({run_of(front, policy)});
  EXPECT_FALSE(finds(runs[0], PropertyId::P118));
  EXPECT_NE(runs[0].properties[117].not_asked, "");
}

TEST(Layers, TwoServersThatAreRightHaveNone) {
  const policy::Policy policy = policy_from(kPolicy);
  const wire::ScriptedServer a = server_of(script_of(policy));
  const wire::ScriptedServer b = server_of(script_of(policy));
  for (const CheckRun& run : compared_layers({run_of(a, policy), run_of(b, policy)})) {
    EXPECT_TRUE(run.findings.empty());
    EXPECT_EQ(run.properties[117].not_asked, "");
  }
}

}  // namespace
}  // namespace crosscheck::check
