#include "check/check_run.h"

#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/check_for_tests.h"

namespace crosscheck::check {
namespace {

using testing::IsEmpty;
using testing::Not;

constexpr std::string_view kTwoOrigins = R"({"origins": ["https://app.example", "https://admin.example:8443"], "credentials": true,
  "methods": ["PUT", "PATCH"], "request_headers": ["content-type", "authorization"], "expose_headers": ["x-request-id"], "max_age": 600})";

class EveryPolicy : public testing::TestWithParam<std::string_view> {};

TEST_P(EveryPolicy, IsKeptByAServerThatDoesWhatItSays) {
  const policy::Policy policy = policy_from(GetParam());
  const wire::ScriptedServer server = server_of(script_of(policy));
  const CheckRun run = run_of(server, policy);
  EXPECT_THAT(told(run), IsEmpty());
  EXPECT_EQ(run.end, End::complete);
  EXPECT_EQ(run.asked, run.planned);
  EXPECT_EQ(run.vacuous, std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(
    Check, EveryPolicy,
    testing::Values(
        kTwoOrigins, R"({"origins": "*"})",
        R"({"origins": "*", "methods": "*", "request_headers": ["*", "authorization"], "expose_headers": "*"})",
        R"({"origins": ["https://app.example"]})", R"({"null_origin": true, "origins": []})",
        R"({"origins": ["https://*.example.com", "http://localhost:*"], "methods": ["Link"], "request_headers": ["x-foo", "x-foo-baz"]})",
        R"({"origin_patterns": [{"regex": "https://ab.*ba\\.test", "matches": ["https://ab-1-ba.test"], "rejects": ["https://aba.test"]}],
                        "origins": []})",
        R"({"origins": "*", "credentials": true, "methods": "*", "request_headers": "*", "acknowledge": ["any-origin-with-credentials"]})",
        R"({"origins": ["https://app.example"], "rejected_preflight": "diagnostic", "request_headers": ["x-a"], "preflight_status": 200})",
        R"({"routes": [{"path": "/public/*", "policy": {"origins": "*"}}, {"path": "/off/*", "policy": "off"},
                        {"path": "/*", "policy": {"origins": ["https://app.example"], "credentials": true, "methods": ["PUT"]}}]})"));

// A bug, and the property that is there for it.
struct Case {
  const char* name;
  PropertyId property;
  std::string_view policy;
  Bug bug;
};

void allow(const wire::ReceivedRequest& request, SentAnswer& answer) {
  set_header(answer, "Access-Control-Allow-Origin", sent_value(request, "Origin"));
}

std::vector<Case> cases() {
  using enum PropertyId;
  return {
      {"a host that only ends like an allowed one", P006, R"({"origins": ["https://app.example"]})",
       [](const auto& request, SentAnswer& answer) {
         const std::string origin = sent_value(request, "Origin");
         if (origin == "https://evilapp.example" || origin == "https://evil-app.example" || origin == "http://evilapp.example")
           allow(request, answer);
       }},
      {"a dot that is any character", P009, R"({"origins": ["https://app.example"]})",
       [](const auto& request, SentAnswer& answer) {
         if (sent_value(request, "Origin") == "https://appxexample") allow(request, answer);
       }},
      {"a cookie that opens the door", P049, R"({"origins": ["https://app.example"]})",
       [](const auto& request, SentAnswer& answer) {
         if (!sent_value(request, "Cookie").empty() && sent_value(request, "Origin").ends_with("crosscheck.test")) {
           allow(request, answer);
           set_header(answer, "Vary", "Origin, Cookie");
         }
       }},
      {"a header that a longer one is taken for", P058, R"({"origins": ["https://app.example"], "request_headers": ["x-foo"]})",
       [](const auto& request, SentAnswer& answer) {
         if (request.method != "OPTIONS" || sent_value(request, "Origin") != "https://app.example" || answer.status != 403) return;
         const std::string asked = sent_value(request, "Access-Control-Request-Headers");
         if (asked.find("x-foo-bar") == std::string::npos) return;
         answer.status = 204;
         allow(request, answer);
         set_header(answer, "Access-Control-Allow-Headers", asked);
       }},
      {"a maximal age that is not the policy's", P084, R"({"origins": ["https://app.example"], "max_age": 600})",
       [](const auto&, SentAnswer& answer) {
         for (Header& header : answer.headers) {
           if (header.name == "Access-Control-Max-Age") header.value = "600.0";
         }
       }},
      {"null where it is allowed nowhere", P023, R"({"origins": ["https://app.example"]})",
       [](const auto& request, SentAnswer& answer) {
         if (sent_value(request, "Origin") == "null" && sent_value(request, "Cookie").empty()) allow(request, answer);
       }},
  };
}

TEST(Check, FindsTheBugAndDoesNotWithoutTheRuleThatIsThereForIt) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(one.name);
    const policy::Policy policy = policy_from(one.policy);
    const wire::ScriptedServer server = server_of(script_of(policy, one.bug));
    CheckOptions options = patient_options();
    options.only = {one.property};
    const CheckRun with = run_of(server, policy, options);
    EXPECT_TRUE(finds(with, one.property));
    options.only = PropertySet::all();
    options.without = {one.property};
    // What else the bug breaks is told by rules that look at all answers.
    const CheckRun without = run_of(server, policy, options);
    EXPECT_FALSE(finds(without, one.property));
  }
}

TEST(Check, LeavesABugAliveWhereItsRuleIsTakenOut) {
  const std::set<PropertyId> alone = {PropertyId::P006, PropertyId::P009, PropertyId::P049, PropertyId::P058, PropertyId::P084};
  for (const Case& one : cases()) {
    if (!alone.contains(one.property)) continue;
    SCOPED_TRACE(one.name);
    const policy::Policy policy = policy_from(one.policy);
    const wire::ScriptedServer server = server_of(script_of(policy, one.bug));
    EXPECT_FALSE(run_of(server, policy).holds());
    CheckOptions options = patient_options();
    // A near miss is asked about in preflights as well, for P005.
    options.without = {one.property};
    EXPECT_THAT(told(run_of(server, policy, options)), IsEmpty());
  }
}

TEST(Check, AReflectingServerIsFoundAndNotAskedAboutNearMisses) {
  const policy::Policy policy = policy_from(kTwoOrigins);
  const wire::ScriptedServer server = server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    if (sent_value(request, "Origin").empty()) return;
    allow(request, answer);
    set_header(answer, "Access-Control-Allow-Credentials", "true");
  }));
  const CheckRun run = run_of(server, policy);
  EXPECT_TRUE(finds(run, PropertyId::P004));
  EXPECT_TRUE(finds(run, PropertyId::P048));
  EXPECT_FALSE(finds(run, PropertyId::P007));
  EXPECT_LT(run.asked, 3000U);
}

TEST(Check, FindingsTellWhatWasSentWhatCameAndWhatABrowserMakesOfIt) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  const wire::ScriptedServer server = server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    if (sent_value(request, "Origin") == "https://app.example.evil.test") allow(request, answer);
  }));
  CheckOptions options = patient_options();
  options.only = {PropertyId::P007};
  const CheckRun run = run_of(server, policy, options);
  ASSERT_EQ(run.findings.size(), 1U);
  const Finding& finding = run.findings.front();
  EXPECT_EQ(finding.severity, Severity::must);
  EXPECT_EQ(finding.direction, suite::Direction::permissive);
  EXPECT_THAT(finding.request, testing::HasSubstr("Origin: https://app.example.evil.test\r\n"));
  EXPECT_THAT(finding.response, testing::HasSubstr("Access-Control-Allow-Origin: https://app.example.evil.test\r\n"));
  EXPECT_EQ(finding.verdict, "A browser lets https://app.example.evil.test read, without credentials alone.");
  EXPECT_EQ(finding.wanted, "The policy does not let https://app.example.evil.test read (origin-not-allowed).");
  EXPECT_THAT(finding.curl, testing::StartsWith("curl "));
  EXPECT_EQ(finding.fingerprint(), "P007 / permissive permitted");
  EXPECT_EQ(finding.labels.front(), "right label of https://app.example");
}

TEST(Check, AServerWithoutCorsIsAVacuousPassAndNotOnlyFindings) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  const wire::ScriptedServer server = server_of([](const wire::ReceivedRequest& request) {
    return wire::ScriptedReply{bytes_of({404, {}, "no such page"}, request.method == "HEAD"), wire::AfterReply::keep_open};
  });
  const CheckRun run = run_of(server, policy);
  ASSERT_TRUE(run.vacuous.has_value());
  EXPECT_THAT(*run.vacuous, testing::StartsWith("No CORS header was seen in any of "));
  EXPECT_FALSE(run.holds());
}

TEST(Check, SendsOnlyOptionsGetAndHeadUnlessItMaySendMore) {
  const policy::Policy policy = policy_from(kTwoOrigins);
  for (const bool unsafe : {false, true}) {
    auto started = wire::ScriptedServer::start(script_of(policy));
    ASSERT_TRUE(started.has_value());
    CheckOptions options = patient_options();
    options.unsafe_methods = unsafe;
    run_of(*started, policy, options);
    std::set<std::string> methods;
    for (const wire::ReceivedRequest& request : started->log()) {
      // What is no HTTP any more has none.
      if (!request.method.empty()) methods.insert(request.method);
    }
    EXPECT_EQ(methods,
              unsafe ? (std::set<std::string>{"GET", "HEAD", "OPTIONS", "POST"}) : (std::set<std::string>{"GET", "HEAD", "OPTIONS"}));
  }
}

TEST(Check, AsksTheSameUnderTheSameSeed) {
  const policy::Policy policy = policy_from(kTwoOrigins);
  std::vector<std::vector<std::string>> asked;
  for (int i = 0; i < 2; ++i) {
    auto started = wire::ScriptedServer::start(script_of(policy), 0);
    ASSERT_TRUE(started.has_value());
    CheckOptions options = patient_options();
    options.prober.jobs = 1;
    // What took long is asked again.
    options.without = {PropertyId::P077};
    run_of(*started, policy, options);
    std::vector<std::string> all;
    for (const wire::ReceivedRequest& request : started->log()) {
      all.push_back(request.method + " " + request.target + " " + sent_value(request, "Origin") + " " +
                    sent_value(request, "Access-Control-Request-Headers"));
    }
    asked.push_back(std::move(all));
  }
  // The server's own origin has another port each time.
  ASSERT_EQ(asked[0].size(), asked[1].size());
  std::size_t different = 0;
  for (std::size_t i = 0; i < asked[0].size(); ++i) different += asked[0][i] == asked[1][i] ? 0 : 1;
  EXPECT_LE(different, 1U);
}

TEST(Check, SecretsOfTheUserStandInNoFinding) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  const wire::ScriptedServer server = server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    allow(request, answer);
    answer.body = "you sent " + sent_value(request, "Authorization");
    answer.headers.push_back({"X-Seen", sent_value(request, "Authorization")});
  }));
  CheckOptions options = patient_options();
  options.prober.own_headers = {{"Authorization", "Bearer s3cr3t-t0ken"}};
  const CheckRun run = run_of(server, policy, options);
  ASSERT_THAT(run.findings, Not(IsEmpty()));
  for (const Finding& finding : run.findings) {
    for (const std::string& text : {finding.request, finding.response, finding.curl, finding.summary})
      EXPECT_EQ(text.find("s3cr3t"), std::string::npos) << text;
  }
}

TEST(Check, AServerThatIsNotThereIsAnErrorAndNoFinding) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  Target target;
  {
    const wire::ScriptedServer server = server_of(script_of(policy));
    target = target_of(server);
  }
  const suite::Stop stop;
  const Result<CheckRun, CheckError> run = check_target(target, policy, patient_options(), stop);
  ASSERT_FALSE(run.has_value());
  EXPECT_THAT(run.error().message, testing::HasSubstr("127.0.0.1"));
}

TEST(Check, AServerThatSpeaksNoHttpIsAnErrorAndNoFinding) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  for (const std::string_view bytes : {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\nX: ", ""}) {
    const wire::ScriptedServer server =
        server_of([bytes](const wire::ReceivedRequest&) { return wire::ScriptedReply{std::string(bytes), wire::AfterReply::close}; });
    const suite::Stop stop;
    EXPECT_FALSE(check_target(target_of(server), policy, patient_options(), stop).has_value()) << bytes;
  }
}

TEST(Check, AServerThatEndsOnTheWayIsLostAndSaysSo) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  // Not before the first requests: it lets nobody finish from then on.
  auto left = std::make_shared<std::atomic<int>>(100);
  const wire::ScriptedServer server = server_of([policy, left](const wire::ReceivedRequest& request) {
    if (--*left < 0) return wire::ScriptedReply{"", wire::AfterReply::reset};
    return wire::ScriptedReply{bytes_of(correct_answer(policy, request), request.method == "HEAD"), wire::AfterReply::keep_open};
  });
  const CheckRun run = run_of(server, policy);
  EXPECT_EQ(run.end, End::lost);
  EXPECT_LT(run.asked, run.planned);
  EXPECT_THAT(run.end_detail, Not(IsEmpty()));
}

TEST(Check, EndsWhenItsTimeIsOver) {
  const policy::Policy policy = policy_from(kTwoOrigins);
  const wire::ScriptedServer server = server_of(script_of(policy));
  CheckOptions options = patient_options();
  options.prober.rate = 5;
  options.prober.max_time = std::chrono::milliseconds(2000);
  const CheckRun run = run_of(server, policy, options);
  EXPECT_EQ(run.end, End::out_of_time);
  EXPECT_LE(run.asked, 12U);
}

TEST(Check, WhatWasLeftOutIsNotSaidToHold) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  const wire::ScriptedServer server = server_of(script_of(policy));
  CheckOptions options = patient_options();
  options.only = {PropertyId::P042};
  for (const PropertyCount& count : run_of(server, policy, options).properties) {
    EXPECT_EQ(count.left_out, count.property != PropertyId::P042);
    EXPECT_EQ(count.probes != 0, count.property == PropertyId::P042) << property(count.property).code;
    EXPECT_EQ(count.not_asked, count.left_out ? "It was left out." : "");
  }
}

TEST(Check, APropertyThatFailsBesideAnotherDoesNotHold) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  const wire::ScriptedServer server = server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    if (request.method == "OPTIONS") answer = {404, {}, "no"};
  }));
  const CheckRun run = run_of(server, policy);
  ASSERT_TRUE(finds(run, PropertyId::P063));
  EXPECT_NE(run.properties[static_cast<std::size_t>(PropertyId::P055) - 1].findings, 0U);
}

TEST(Check, CountsTheVerdictsThatThePolicyDeclares) {
  const policy::Policy policy = policy_from(kTwoOrigins);
  const wire::ScriptedServer server = server_of(script_of(policy));
  const CheckRun run = run_of(server, policy);
  // To read; GET, HEAD, POST, PUT, PATCH; content-type, authorization.
  EXPECT_EQ(run.cells_declared, 2U * (1 + 5 + 2));
  EXPECT_EQ(run.cells_tested, run.cells_declared);
  CheckOptions options = patient_options();
  options.only = {PropertyId::P001};
  const CheckRun some = run_of(server, policy, options);
  EXPECT_EQ(some.cells_declared, run.cells_declared);
  EXPECT_EQ(some.cells_tested, 2U);
}

TEST(Check, ARuleForErrorsOrRedirectsIsAskedOfThePathsThatWereNamed) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  const wire::ScriptedServer server = server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    if (request.target == "/redirect" && request.method != "OPTIONS") answer = {302, {{"Location", "/"}}, ""};
    if (request.target == "/missing" && request.method != "OPTIONS") answer = {404, {}, "no"};
  }));
  for (const auto& [id, path] : {std::pair{PropertyId::P097, "/redirect"}, std::pair{PropertyId::P096, "/missing"}}) {
    CheckOptions options = patient_options();
    options.only = {id};
    options.paths = {path};
    const CheckRun run = run_of(server, policy, options);
    ASSERT_EQ(run.findings.size(), 1U) << path;
    EXPECT_EQ(run.findings.front().property, id);
    EXPECT_EQ(run.findings.front().path, path);
  }
}

TEST(Check, AHeaderThatIsSentOnlyWhereItIsAskedForIsFound) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  const wire::ScriptedServer server = server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    if (!sent_value(request, "Access-Control-Request-Private-Network").empty())
      answer.headers.push_back({"Access-Control-Allow-Private-Network", "true"});
  }));
  EXPECT_TRUE(finds(run_of(server, policy), PropertyId::P091));
}

TEST(Check, NamesThatAServerMakesUpDoNotFillTheMemory) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  const auto asked = std::make_shared<std::atomic<int>>(0);
  const wire::ScriptedServer server = server_of(script_of(policy, [asked](const auto&, SentAnswer& answer) {
    std::string names;
    for (int i = 0; i < 100; ++i) names += "x-" + std::to_string(++*asked) + ",";
    set_header(answer, "Access-Control-Expose-Headers", names + "x-last");
  }));
  CheckOptions options = patient_options();
  options.only = {PropertyId::P095};
  const CheckRun run = run_of(server, policy, options);
  EXPECT_EQ(run.findings.size(), Findings::kMostOfOne);
  EXPECT_THAT(run.notes, testing::Contains(testing::HasSubstr("P095 fails in more ways than the 50 that are told")));
}

TEST(Check, OtherPathsAreHeldAgainstThePolicyToo) {
  const policy::Policy policy = policy_from(R"({"origins": ["https://app.example"]})");
  const wire::ScriptedServer server = server_of(script_of(policy, [](const auto& request, SentAnswer& answer) {
    if (request.target == "/graphql") allow(request, answer);
  }));
  EXPECT_TRUE(run_of(server, policy).holds());
  CheckOptions options = patient_options();
  options.paths = {"/graphql"};
  const CheckRun run = run_of(server, policy, options);
  EXPECT_TRUE(finds(run, PropertyId::P117));
  EXPECT_EQ(run.findings.front().path, "/graphql");
}

}  // namespace
}  // namespace crosscheck::check
