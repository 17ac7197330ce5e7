#include "cli/serve_verb.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/pipe_for_tests.h"
#include "oracle/raw_client_for_tests.h"

namespace crosscheck::cli {
namespace {

using testing::HasSubstr;

// `crosscheck serve`, running on a port of its own.
class Serving {
 public:
  explicit Serving(std::vector<std::string> options = {}) {
    options.insert(options.begin(), {CROSSCHECK_COMMAND, "serve", "--listen", "127.0.0.1:0"});
    std::vector<char*> arguments;
    for (std::string& option : options) arguments.push_back(option.data());
    arguments.push_back(nullptr);
    std::array<int, 2> output{};
    EXPECT_EQ(pipe(output.data()), 0);
    child_ = fork();
    if (child_ == 0) {
      dup2(output[1], STDOUT_FILENO);
      close(output[0]);
      close(output[1]);
      execv(CROSSCHECK_COMMAND, arguments.data());
      _exit(127);
    }
    close(output[1]);
    output_ = output[0];
    char c = 0;
    while (read(output_, &c, 1) == 1 && c != '\n') line_ += c;
    const std::size_t port = line_.rfind(':');
    if (port != std::string::npos) port_ = static_cast<std::uint16_t>(std::stoi(line_.substr(port + 1)));
  }
  ~Serving() {
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
    close(output_);
  }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  const std::string& line() const { return line_; }
  std::uint16_t port() const { return port_; }
  void signal(int number) const { EXPECT_EQ(kill(child_, number), 0); }
  // The exit code; -1 where a signal ended it.
  int wait() {
    int status = 0;
    EXPECT_EQ(waitpid(child_, &status, 0), child_);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string ask(const std::string& path, const std::string& lines = "Host: localhost\r\n") const {
    oracle::RawClient client(port_);
    EXPECT_TRUE(client.send("GET " + path + " HTTP/1.1\r\n" + lines + "\r\n"));
    return client.response();
  }

 private:
  pid_t child_ = -1;
  int output_ = -1;
  std::string line_;
  std::uint16_t port_ = 0;
};

struct Refused {
  int code = 0;
  std::string err;
};

Refused refused(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), {"crosscheck", "serve"});
  const ScratchFile out;
  const ScratchFile err;
  const int code = run_command(static_cast<int>(arguments.size()), arguments.data(), STDIN_FILENO, out.file(), err.file());
  return {code, err.text()};
}

TEST(Serve, UrlIsPrintedOnceConnectionsAreAccepted) {
  Serving serving;
  EXPECT_THAT(serving.line(), testing::MatchesRegex("crosscheck serve: http://127.0.0.1:[0-9]+/"));
  EXPECT_THAT(serving.ask("/healthz"), testing::StartsWith("HTTP/1.1 200 "));
}

TEST(Serve, EachSignalThatAsksForTheEndEndsItWithZero) {
  for (const int number : {SIGTERM, SIGINT}) {
    Serving serving;
    EXPECT_THAT(serving.ask("/readyz"), testing::StartsWith("HTTP/1.1 200 "));
    serving.signal(number);
    EXPECT_EQ(serving.wait(), kDone);
  }
}

TEST(Serve, HangUpsAndBrokenPipesChangeNothing) {
  Serving serving;
  serving.signal(SIGHUP);
  serving.signal(SIGPIPE);
  EXPECT_THAT(serving.ask("/healthz"), testing::StartsWith("HTTP/1.1 200 "));
  serving.signal(SIGTERM);
  EXPECT_EQ(serving.wait(), kDone);
}

TEST(Serve, PortInUseEndsWithThree) {
  const Serving serving;
  const std::string address = "127.0.0.1:" + std::to_string(serving.port());
  const Refused second = refused({"--listen", address.c_str()});
  EXPECT_EQ(second.code, kCouldNotRun);
  EXPECT_THAT(second.err, HasSubstr("in use"));
  EXPECT_THAT(second.err, HasSubstr(std::to_string(serving.port())));
  EXPECT_THAT(serving.ask("/healthz"), testing::StartsWith("HTTP/1.1 200 "));
}

TEST(Serve, OptionsThatCannotBeUsedEndWithTwo) {
  for (const char* const address : {"8765", ":8765", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "::1:8765", "127.0.0.1:-1"}) {
    const Refused done = refused({"--listen", address});
    EXPECT_EQ(done.code, kUnusableInput) << address;
    EXPECT_THAT(done.err, HasSubstr(address));
  }
  const Refused origin = refused({"--allow-origin", "https://app.example/"});
  EXPECT_EQ(origin.code, kUnusableInput);
  EXPECT_THAT(origin.err, HasSubstr("--allow-origin"));
  EXPECT_EQ(refused({"--limit-body", "0"}).code, kUnusableInput);
  EXPECT_EQ(refused({"--limit-idle", "-1"}).code, kUnusableInput);
  EXPECT_EQ(refused({"--grace", "soon"}).code, kUnusableInput);
  EXPECT_EQ(refused({"--log", "no-such-folder/log"}).code, kUnusableInput);
}

TEST(Serve, LimitsThatAreGivenAreTold) {
  const Serving serving({"--limit-body", "17", "--limit-idle", "1.5", "--limit-connections", "3"});
  const std::string answer = serving.ask("/version");
  EXPECT_THAT(answer, HasSubstr(R"("body_bytes":17,)"));
  EXPECT_THAT(answer, HasSubstr(R"("idle_milliseconds":1500)"));
  EXPECT_THAT(answer, HasSubstr(R"("connections":3,)"));
}

TEST(Serve, OriginsAndHostsThatAreGivenMayAsk) {
  const Serving serving({"--allow-origin", "https://a.test", "--allow-origin", "https://b.test", "--allow-host", "oracle.example"});
  const std::string host = "Host: oracle.example\r\n";
  EXPECT_THAT(serving.ask("/healthz", host + "Origin: https://b.test\r\n"), HasSubstr("Access-Control-Allow-Origin: https://b.test\r\n"));
  EXPECT_THAT(serving.ask("/healthz", host + "Origin: https://c.test\r\n"), testing::StartsWith("HTTP/1.1 403 "));
  EXPECT_THAT(serving.ask("/healthz", "Host: c.example\r\n"), testing::StartsWith("HTTP/1.1 421 "));
}

}  // namespace
}  // namespace crosscheck::cli
