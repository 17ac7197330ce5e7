#include "cli/check_verb.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command_for_tests.h"
#include "cli/exit_code.h"
#include "wire/scripted_server.h"

namespace crosscheck::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view kPolicy = R"({"origins": "*"})";

wire::ScriptedServer served(wire::Script script) {
  wire::ServerOptions options;
  options.keeps_log = false;
  auto server = wire::ScriptedServer::start(std::move(script), options);
  if (!server) ADD_FAILURE() << server.error().message;
  return std::move(server).value();
}

// A public resource: the same three lines for everybody.
wire::Script open_to_all(std::string more = "") {
  return [more = std::move(more)](const wire::ReceivedRequest& request) {
    const bool is_preflight = request.method == "OPTIONS";
    const std::string body = is_preflight || request.method == "HEAD" ? "" : "hi";
    return wire::ScriptedReply{std::string(is_preflight ? "HTTP/1.1 204 No Content\r\n" : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n") +
                                   "Access-Control-Allow-Origin: *\r\n" + more + "\r\n" + body,
                               wire::AfterReply::keep_open};
  };
}

TEST(CheckVerb, EndsWith0WhereTheServerDoesWhatThePolicySays) {
  const TestFile policy(kPolicy);
  const wire::ScriptedServer server = served(open_to_all());
  const Done done = verb("check", {server.url().c_str(), "--policy", policy.path(), "--seed", "1"});
  EXPECT_EQ(done.code, kDone) << done.out << done.err;
  EXPECT_THAT(done.err, IsEmpty());
}

TEST(CheckVerb, EndsWith1WhereItDoesNotAndSaysWhat) {
  const TestFile policy(kPolicy);
  const wire::ScriptedServer server = served(open_to_all("Access-Control-Allow-Credentials: true\r\n"));
  const Done done = verb("check", {server.url().c_str(), "--policy", policy.path()});
  EXPECT_EQ(done.code, kDoesNotHold) << done.err;
  EXPECT_THAT(done.out, HasSubstr("P044"));
}

TEST(CheckVerb, AHostThatIsNotThisMachineHasToBeNamed) {
  const TestFile policy(kPolicy);
  const Done done = verb("check", {"http://192.0.2.1/", "--policy", policy.path()});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, HasSubstr("--allow-host 192.0.2.1"));
  EXPECT_THAT(done.out, IsEmpty());
}

TEST(CheckVerb, APolicyThatDoesNotValidateIsToldWithItsFaults) {
  const TestFile policy(R"({"origins": ["https://app.example/"]})");
  const Done done = verb("check", {"http://127.0.0.1:1/", "--policy", policy.path()});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, HasSubstr("V02"));
  EXPECT_THAT(done.err, HasSubstr("does not validate"));
  EXPECT_THAT(done.out, IsEmpty());
}

TEST(CheckVerb, AServerThatIsNotThereIsOneLineAndNoReport) {
  const TestFile policy(kPolicy);
  std::string url;
  {
    const wire::ScriptedServer server = served(open_to_all());
    url = server.url();
  }
  const Done done = verb("check", {url.c_str(), "--policy", policy.path()});
  EXPECT_EQ(done.code, kCouldNotRun);
  EXPECT_THAT(done.out, IsEmpty());
  EXPECT_EQ(std::count(done.err.begin(), done.err.end(), '\n'), 1) << done.err;
}

TEST(CheckVerb, WhatIsNoHttpServerIsOneLineAndNoReport) {
  const TestFile policy(kPolicy);
  const std::string endless = "HTTP/1.1 200 OK\r\nX-Long: " + std::string(2'000'000, 'x') + "\r\n\r\n";
  for (const std::string& bytes : {std::string("220 mail.example ESMTP\r\n"), endless, std::string()}) {
    const wire::ScriptedServer server =
        served([&bytes](const wire::ReceivedRequest&) { return wire::ScriptedReply{bytes, wire::AfterReply::close}; });
    const Done done = verb("check", {server.url().c_str(), "--policy", policy.path()});
    EXPECT_EQ(done.code, kCouldNotRun);
    EXPECT_THAT(done.out, IsEmpty());
    EXPECT_EQ(std::count(done.err.begin(), done.err.end(), '\n'), 1) << done.err;
  }
}

TEST(CheckVerb, AServerThatHangsIsOneLineAndNoReport) {
  const TestFile policy(kPolicy);
  const wire::ScriptedServer server = served([](const wire::ReceivedRequest&) { return wire::ScriptedReply{}; });
  const Done done = verb("check", {server.url().c_str(), "--policy", policy.path(), "--timeout", "0.05"});
  EXPECT_EQ(done.code, kCouldNotRun);
  EXPECT_THAT(done.out, IsEmpty());
  EXPECT_EQ(std::count(done.err.begin(), done.err.end(), '\n'), 1) << done.err;
}

TEST(CheckVerb, WithoutUrlOrPolicyItSaysWhatIsWanted) {
  EXPECT_EQ(verb("check", {}).code, kUnusableInput);
  const Done done = verb("check", {"http://127.0.0.1:1/"});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, HasSubstr("--policy"));
}

TEST(CheckVerb, ListsTheProperties) {
  const Done all = verb("check", {"--list"});
  EXPECT_EQ(all.code, kDone);
  EXPECT_THAT(all.out, HasSubstr("P001  must    exact-origins-accepted"));
  EXPECT_THAT(all.out, HasSubstr("P118  must    layers-do-not-stack"));
  const Done some = verb("check", {"--list", "--only", "P00*", "--only", "max-age-as-declared", "--without", "P001"});
  EXPECT_THAT(some.out, HasSubstr("P002"));
  EXPECT_THAT(some.out, HasSubstr("P084"));
  EXPECT_THAT(some.out, Not(HasSubstr("P001")));
  EXPECT_THAT(some.out, Not(HasSubstr("P010")));
}

TEST(CheckVerb, AWordThatMeansNoPropertyIsAnError) {
  const Done done = verb("check", {"http://127.0.0.1:1/", "--policy", "x", "--only", "P999"});
  EXPECT_EQ(done.code, kNothingMatched);
  EXPECT_THAT(done.err, HasSubstr("--list"));
}

TEST(CheckVerb, ThePolicyMayBeStandardInput) {
  const wire::ScriptedServer server = served(open_to_all());
  EXPECT_EQ(verb("check", {server.url().c_str(), "--policy", "-"}, kPolicy).code, kDone);
}

// The command as a process of its own, for signals.
pid_t started(std::vector<std::string> words) {
  words.insert(words.begin(), CROSSCHECK_COMMAND);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    execv(CROSSCHECK_COMMAND, arguments.data());
    _exit(127);
  }
  return child;
}

// The server itself sends the signal, once it has answered some questions; the others are asked so slowly that it comes in time.
TEST(CheckVerb, ASignalEndsItInOrderAndWhatIsKnownByThenIsReported) {
  const wire::Script answers = open_to_all("Access-Control-Allow-Credentials: true\r\n");
  for (const int number : {SIGTERM, SIGINT}) {
    SCOPED_TRACE(number);
    const TestFile policy(kPolicy);
    const TestFile report("", ".report.json");
    std::promise<pid_t> promise;
    const std::shared_future<pid_t> child = promise.get_future().share();
    const auto left = std::make_shared<std::atomic<int>>(10);
    const wire::ScriptedServer server = served([answers, left, child, number](const wire::ReceivedRequest& request) {
      if (--*left == 0) kill(child.get(), number);
      return answers(request);
    });
    promise.set_value(
        started({"check", server.url(), "--policy", policy.path(), "--rate", "50", "--format", "json", "--output", report.path()}));
    int status = 0;
    ASSERT_EQ(waitpid(child.get(), &status, 0), child.get());
    ASSERT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
    EXPECT_EQ(WEXITSTATUS(status), 128 + number);
    EXPECT_THAT(report.text(), HasSubstr("It was stopped before everything was asked"));
    EXPECT_THAT(report.text(), HasSubstr("wildcard-with-credentials"));
    EXPECT_THAT(report.text(), HasSubstr("The run ended before it was asked."));
  }
}

TEST(CheckVerb, WhatWasFoundAtOneServerIsToldThoughTheNextIsNotThere) {
  const TestFile policy(kPolicy);
  const wire::ScriptedServer server = served(open_to_all("Access-Control-Allow-Credentials: true\r\n"));
  std::string gone;
  {
    const wire::ScriptedServer other = served(open_to_all());
    gone = other.url();
  }
  const Done done = verb("check", {server.url().c_str(), gone.c_str(), "--policy", policy.path(), "--only", "P044"});
  EXPECT_EQ(done.code, kCouldNotRun);
  EXPECT_THAT(done.out, HasSubstr("P044"));
  EXPECT_EQ(std::count(done.err.begin(), done.err.end(), '\n'), 1) << done.err;
}

TEST(CheckVerb, AFindingOfInfoIsToldAndFailsNothing) {
  const TestFile policy(kPolicy);
  const wire::ScriptedServer server = served(open_to_all("Access-Control-Allow-Private-Network: true\r\n"));
  const Done done = verb("check", {server.url().c_str(), "--policy", policy.path()});
  EXPECT_EQ(done.code, kDone) << done.out << done.err;
  EXPECT_THAT(done.out, HasSubstr("P091"));
}

TEST(CheckVerb, SecretsStandInNoOutput) {
  const TestFile policy(kPolicy);
  const wire::ScriptedServer server = served(open_to_all("Access-Control-Allow-Credentials: true\r\n"));
  for (const char* const format : {"text", "json", "junit", "html"}) {
    const Done done =
        verb("check", {server.url().c_str(), "--policy", policy.path(), "--header", "Authorization: Bearer s3cr3t", "--format", format});
    EXPECT_THAT(done.out, Not(IsEmpty()));
    EXPECT_THAT(done.out + done.err, Not(HasSubstr("s3cr3t"))) << format;
  }
}

}  // namespace
}  // namespace crosscheck::cli
