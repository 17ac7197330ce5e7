#include "cli/audit_verb.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/audit_for_tests.h"
#include "cli/command_for_tests.h"
#include "suite/json_text.h"

namespace crosscheck::cli {
namespace {

using suite::Json;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kOrigin = "https://app.example";

wire::ScriptedServer correct_server() {
  policy::SinglePolicy policy;
  policy.origins = policy::StarOrList{false, {kOrigin}};
  policy.methods.entries = {"PUT"};
  return check::server_of(policy);
}

wire::ScriptedServer reflecting_server() {
  return check::server_that([](std::string_view) { return true; }, true);
}

TEST(AuditVerb, PrintsAPolicyThatValidates) {
  const wire::ScriptedServer server = reflecting_server();
  const TestFile policy("");
  const Done done = verb("audit", {server.url().c_str(), "--origin", kOrigin, "--write-policy", policy.path()});
  EXPECT_EQ(done.code, 1) << done.err;
  EXPECT_THAT(done.out, HasSubstr("A01 any-origin-with-credentials  must, too permissive"));
  EXPECT_THAT(done.out, HasSubstr("\"origins\": \"*\""));
  const Done validated = verb("policy", {policy.path()});
  EXPECT_EQ(validated.code, 0) << validated.out;
}

TEST(AuditVerb, OfACorrectServerEndsWithNought) {
  const wire::ScriptedServer server = correct_server();
  const Done done = verb("audit", {server.url().c_str(), "--origin", kOrigin, "--format", "json"});
  EXPECT_EQ(done.code, 0) << done.out << done.err;
  const Json report = Json::parse(done.out);
  EXPECT_EQ(report["kind"], "audit");
  EXPECT_EQ(report["policy"]["methods"], Json({"PUT"}));
  EXPECT_EQ(report["command"][1], "audit");
}

TEST(AuditVerb, ABaselineMakesKnownFindingsPassAndTellsOfThoseThatAreGone) {
  const TestFile baseline("");
  {
    const wire::ScriptedServer server = reflecting_server();
    const Done written = verb("audit", {server.url().c_str(), "--origin", kOrigin, "--write-baseline", baseline.path()});
    EXPECT_EQ(written.code, 1) << written.err;
    const Done known = verb("audit", {server.url().c_str(), "--origin", kOrigin, "--baseline", baseline.path()});
    EXPECT_EQ(known.code, 0) << known.out << known.err;
    EXPECT_THAT(known.out, HasSubstr("must, too permissive, known"));
  }
  const wire::ScriptedServer server = correct_server();
  const Done gone = verb("audit", {server.url().c_str(), "--origin", kOrigin, "--baseline", baseline.path()});
  EXPECT_EQ(gone.code, 1);
  EXPECT_THAT(gone.out, HasSubstr("A01 at / an origin that nobody named is not found any more"));
}

TEST(AuditVerb, RefusesWhatIsNotThisMachine) {
  const Done done = verb("audit", {"https://shop.example/", "--origin", kOrigin});
  EXPECT_EQ(done.code, 2);
  EXPECT_THAT(done.err, HasSubstr("--allow-host"));
  EXPECT_EQ(verb("audit", {"ftp://127.0.0.1/"}).code, 2);
  EXPECT_EQ(verb("audit", {}).code, 2);
}

TEST(AuditVerb, RefusesInputsBeforeItAsksAnybody) {
  const wire::ScriptedServer server = correct_server();
  const std::string url = server.url();
  const auto refused = [&](std::vector<const char*> words) {
    words.insert(words.begin(), url.c_str());
    const Done done = verb("audit", words);
    EXPECT_EQ(done.code, 2) << done.err;
    EXPECT_THAT(done.err, Not(HasSubstr("s3cr3t")));
    return done.err;
  };
  EXPECT_THAT(refused({"--origin", "https://app.example/"}), HasSubstr("--origin \"https://app.example/\" is none"));
  EXPECT_THAT(refused({"--format", "pdf"}), HasSubstr("html"));
  EXPECT_THAT(refused({"--header", "s3cr3t"}), HasSubstr("Name: value"));
  EXPECT_THAT(refused({"--header", "Origin: https://s3cr3t.test"}), HasSubstr("the probes send that one themselves"));
  EXPECT_THAT(refused({"--path", "no-slash"}), HasSubstr("--path"));
  EXPECT_THAT(refused({"--baseline", "no-such-file"}), HasSubstr("no-such-file does not exist"));
  const TestFile bad(R"({"baseline": [{"id": "P999", "probe": ""}]})");
  EXPECT_THAT(refused({"--baseline", bad.path()}), HasSubstr("there is no rule \"P999\""));
  EXPECT_THAT(refused({"--output", bad.path(), "--baseline", bad.path()}), HasSubstr("take the place of the baseline"));
  EXPECT_EQ(bad.text(), R"({"baseline": [{"id": "P999", "probe": ""}]})");
}

TEST(AuditVerb, AServerThatIsNotThereEndsWithThreeAndOneLine) {
  std::string url;
  {
    const wire::ScriptedServer server = correct_server();
    url = server.url();
  }
  const Done done = verb("audit", {url.c_str(), "--origin", kOrigin});
  EXPECT_EQ(done.code, 3);
  EXPECT_EQ(done.out, "");
  EXPECT_THAT(done.err, testing::StartsWith("crosscheck audit: "));
  EXPECT_EQ(std::count(done.err.begin(), done.err.end(), '\n'), 1);
}

TEST(AuditVerb, APolicyOfAnEarlierRunIsNotLeftForThatOfARunThatWasCutOff) {
  const wire::ScriptedServer server = check::server_of([](const wire::ReceivedRequest&) { return wire::ScriptedReply{}; });
  const TestFile policy(R"({"origins": "*"})");
  const Done done = verb("audit", {server.url().c_str(), "--origin", kOrigin, "--timeout", "0.05", "--write-policy", policy.path()});
  EXPECT_EQ(done.code, 3) << done.out << done.err;
  EXPECT_EQ(policy.text(), "");
}

TEST(AuditVerb, ThePolicyThatItPrintsIsTheOneThatACheckOfTheSameServerPasses) {
  const wire::ScriptedServer server = correct_server();
  const TestFile policy("");
  EXPECT_EQ(verb("audit", {server.url().c_str(), "--origin", kOrigin, "--write-policy", policy.path()}).code, 0);
  const Done checked = verb("check", {server.url().c_str(), "--policy", policy.path()});
  EXPECT_EQ(checked.code, 0) << checked.out;
}

TEST(AuditVerb, ASecretStandsInNoOutput) {
  const wire::ScriptedServer server = reflecting_server();
  const TestFile output("");
  for (const char* const format : {"text", "json", "html", "sarif", "junit", "tap", "markdown"}) {
    const Done done = verb("audit", {server.url().c_str(), "--origin", kOrigin, "--header", "Authorization: Bearer s3cr3t-token",
                                     "--header=X-Key: 0th3r-s3cr3t", "--format", format, "--output", output.path()});
    EXPECT_EQ(done.code, 1);
    EXPECT_EQ(done.out, "");
    EXPECT_THAT(output.text(), Not(HasSubstr("s3cr3t"))) << format;
    EXPECT_THAT(output.text(), Not(testing::IsEmpty()));
  }
}

TEST(MaskedCommand, HidesValuesOfHeadersHoweverTheyWereGiven) {
  EXPECT_EQ(masked_command({"crosscheck", "check", "--header", "A: x", "--header=B: y", "http://a.test/"}),
            (std::vector<std::string>{"crosscheck", "check", "--header", "A: ***", "--header=B: ***", "http://a.test/"}));
  EXPECT_EQ(masked_command({"--header"}), std::vector<std::string>{"--header"});
}

}  // namespace
}  // namespace crosscheck::cli
