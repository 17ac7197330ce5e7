// Servers that do right in ways of their own: nothing may be found in them.
#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/check_for_tests.h"

namespace crosscheck::check {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view kOne = R"({"origins": ["https://app.example"]})";
constexpr std::string_view kMore = R"({"origins": ["https://app.example"], "methods": ["PUT"], "request_headers": ["x-a"]})";

CheckOptions only(PropertySet properties) {
  CheckOptions options = patient_options();
  options.only = properties;
  return options;
}

// One that reads longer heads than servers do.
wire::ScriptedServer patient_server_of(wire::Script script) {
  wire::ServerOptions options;
  options.keeps_log = false;
  options.header_bytes = std::size_t{4} * 1024 * 1024;
  auto server = wire::ScriptedServer::start(std::move(script), options);
  if (!server) ADD_FAILURE() << server.error().message;
  return std::move(server).value();
}

const PropertyCount& count_of(const CheckRun& run, PropertyId id) { return run.properties[static_cast<std::size_t>(id) - 1]; }

TEST(RightServers, ABodyThatEveryPreflightHasIsNoResource) {
  const policy::Policy policy = policy_from(kOne);
  // As `sendStatus(200)` does, and a page for health that says the same.
  const wire::ScriptedServer server = server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    answer.body = "OK";
    if (request.method == "OPTIONS" && answer.status == 204) answer.status = 200;
  }));
  EXPECT_THAT(told(run_of(server, policy)), IsEmpty());
}

TEST(RightServers, AHandlerThatRunsForPreflightsIsStillFound) {
  const policy::Policy policy = policy_from(kOne);
  const wire::ScriptedServer server = server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    if (request.method != "OPTIONS") return;
    answer.status = 200;
    answer.body = "this is " + path_in(request.target);
  }));
  EXPECT_TRUE(finds(run_of(server, policy, only({PropertyId::P066})), PropertyId::P066));
}

TEST(RightServers, TheOneOriginNullMaySaySoToEverybody) {
  const policy::Policy policy = policy_from(R"({"null_origin": true, "origins": []})");
  const wire::ScriptedServer server =
      server_of(script_of(policy, [](const auto&, SentAnswer& answer) { set_header(answer, "Access-Control-Allow-Origin", "null"); }));
  EXPECT_THAT(told(run_of(server, policy, only({PropertyId::P051}))), IsEmpty());
}

TEST(RightServers, WhatNobodyMayReuseNeedsNoVaryToStayRight) {
  const policy::Policy policy = policy_from(kOne);
  for (const char* const control : {"no-cache", "max-age=0", "private"}) {
    const wire::ScriptedServer server = server_of(script_of(policy, [control](const auto&, SentAnswer& answer) {
      drop_header(answer, "Vary");
      answer.headers.push_back({"Cache-Control", control});
    }));
    const CheckRun run = run_of(server, policy, only({PropertyId::P104, PropertyId::P109}));
    EXPECT_FALSE(finds(run, PropertyId::P109)) << control;
    EXPECT_EQ(run.count(Severity::must), 0U) << control;
  }
}

TEST(RightServers, PreflightsThatAreAlwaysTheSameMayBeKeptByEverybody) {
  const policy::Policy any = policy_from(R"({"origins": "*", "methods": "*", "request_headers": "*"})");
  const Bug cached = [](const auto& request, SentAnswer& answer) {
    if (request.method != "OPTIONS") return;
    drop_header(answer, "Vary");
    answer.headers.push_back({"Cache-Control", "public, max-age=60"});
  };
  const wire::ScriptedServer constant = server_of(script_of(any, cached));
  const CheckRun run = run_of(constant, any, only({PropertyId::P092}));
  EXPECT_THAT(told(run), IsEmpty());
  EXPECT_NE(count_of(run, PropertyId::P092).probes, 0U);
  const policy::Policy one = policy_from(kOne);
  const wire::ScriptedServer changing = server_of(script_of(one, cached));
  EXPECT_TRUE(finds(run_of(changing, one, only({PropertyId::P092})), PropertyId::P092));
}

TEST(RightServers, AHeaderOfTheUserThatIsAPartOfAnOriginChangesNoVerdict) {
  const policy::Policy policy = policy_from(kOne);
  const wire::ScriptedServer server = server_of(script_of(policy));
  CheckOptions options = patient_options();
  options.prober.own_headers = {{"X-Tenant", "example"}};
  EXPECT_THAT(told(run_of(server, policy, options)), IsEmpty());
}

TEST(RightServers, ALongListMayBeRefusedAtAnyLength) {
  const policy::Policy policy = policy_from(kMore);
  for (const std::size_t most : {std::size_t{1000}, std::size_t{100'000}}) {
    const auto longest = std::make_shared<std::atomic<std::size_t>>(0);
    const wire::ScriptedServer server = patient_server_of(script_of(policy, [most, longest](const auto& request, SentAnswer& answer) {
      const std::size_t size = sent_value(request, "Access-Control-Request-Headers").size();
      if (size > *longest) *longest = size;
      if (size > most) answer = {431, {}, "too long"};
    }));
    EXPECT_THAT(told(run_of(server, policy, only({PropertyId::P077}))), IsEmpty());
    // A server that reads 64 KiB is asked to read more.
    EXPECT_EQ(*longest > 500'000, most == 100'000) << *longest;
  }
}

TEST(RightServers, OneThatFallsOverAMebibyteIsNone) {
  const policy::Policy policy = policy_from(kMore);
  const wire::ScriptedServer server = patient_server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    if (sent_value(request, "Access-Control-Request-Headers").size() > 500'000) answer = {500, {}, "out of memory"};
  }));
  EXPECT_TRUE(finds(run_of(server, policy, only({PropertyId::P077})), PropertyId::P077));
}

TEST(RightServers, OneThatIsAskedTooFastSaysNothingOfThePolicy) {
  const policy::Policy policy = policy_from(kOne);
  const auto left = std::make_shared<std::atomic<int>>(40);
  const wire::ScriptedServer server = server_of([policy, left](const wire::ReceivedRequest& request) {
    const bool is_over = --*left < 0;
    const SentAnswer answer = is_over ? SentAnswer{429, {}, "slowly"} : correct_answer(policy, request);
    return wire::ScriptedReply{bytes_of(answer, request.method == "HEAD"), wire::AfterReply::keep_open};
  });
  const CheckRun run = run_of(server, policy);
  EXPECT_THAT(told(run), IsEmpty());
  EXPECT_THAT(run.notes, Contains(HasSubstr("429 (too many requests)")));
  EXPECT_THAT(count_of(run, PropertyId::P113).not_asked, HasSubstr("429"));
}

// What is wrong everywhere is one finding of what it is, and none of what hangs on nothing.
TEST(Reflection, IsNotToldAgainAsIfACookieOrAHeaderHadOpenedTheDoor) {
  const policy::Policy policy = policy_from(kOne);
  const wire::ScriptedServer server = server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    if (sent_value(request, "Origin").empty()) return;
    set_header(answer, "Access-Control-Allow-Origin", sent_value(request, "Origin"));
  }));
  using enum PropertyId;
  const CheckRun run = run_of(server, policy);
  EXPECT_TRUE(finds(run, P004));
  for (const PropertyId id : {P037, P038, P049, P050, P098, P099}) EXPECT_FALSE(finds(run, id)) << property(id).code;
}

TEST(Reflection, OfOnePathLeavesNearMissesOfAnotherToBeAsked) {
  const policy::Policy policy = policy_from(R"({"routes": [{"path": "/a", "policy": {"origins": ["https://app.example"]}},
    {"path": "/b", "policy": {"origins": ["https://app.example"]}}]})");
  const wire::ScriptedServer server = server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    const std::string origin = sent_value(request, "Origin");
    if (origin.empty() || request.method == "OPTIONS") return;
    if (request.target == "/a" || (request.target == "/b" && origin.ends_with("app.example")))
      set_header(answer, "Access-Control-Allow-Origin", origin);
  }));
  const CheckRun run = run_of(server, policy, only({PropertyId::P004, PropertyId::P006}), "/a");
  EXPECT_THAT(told(run), Contains(testing::StartsWith("P004 permissive /a")));
  EXPECT_THAT(told(run), Contains(testing::StartsWith("P006 permissive /b")));
  EXPECT_THAT(told(run), Not(Contains(testing::StartsWith("P006 permissive /a"))));
}

}  // namespace
}  // namespace crosscheck::check
