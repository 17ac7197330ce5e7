// crosscheck_zoo: servers that are right in three ways, and wrong in a hundred and five.
//
//   crosscheck_zoo --policy FILE [--style echo|list|wildcard] [--bug M05] [--port N]
//   crosscheck_zoo --list [--json]
//
// Prints its URL as the first line, and serves on 127.0.0.1 until SIGTERM, SIGINT or the end of its standard input.
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "mutants.h"
#include "policy.h"
#include "server.h"
#include "wire/scripted_server.h"

namespace {

namespace zoo = crosscheck::zoo;
namespace wire = crosscheck::wire;

constexpr int kDone = 0;
constexpr int kUsage = 2;
constexpr int kCouldNotRun = 3;
// More than any probe sends: what is too long is the application's to say, and its answer has CORS headers.
constexpr std::size_t kHeaderBytes = std::size_t{4} * 1024 * 1024;

struct Options {
  std::string policy_file;
  std::optional<zoo::Style> style;
  const zoo::MutantRow* bug = nullptr;
  std::uint16_t port = 0;
  bool list = false;
  bool json = false;
};

int refuse(std::string_view why) {
  std::cerr << "crosscheck_zoo: " << why << "\nusage: crosscheck_zoo --policy FILE [--style echo|list|wildcard] [--bug M05] [--port N]\n"
            << "       crosscheck_zoo --list [--json]\n";
  return kUsage;
}

// Nothing, and `fault` says why, where the command line is not understood.
std::optional<Options> parse(const std::vector<std::string_view>& arguments, std::string& fault) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string name(arguments[i]);
    if (name == "--list" || name == "--json") {
      (name == "--list" ? options.list : options.json) = true;
      continue;
    }
    if (i + 1 == arguments.size()) {
      fault = name + ": no such option, or it has no value";
      return std::nullopt;
    }
    const std::string_view value = arguments[++i];
    bool understood = false;
    if (name == "--policy") {
      options.policy_file = value;
      understood = true;
    } else if (name == "--style") {
      options.style = zoo::style_named(value);
      understood = options.style.has_value();
    } else if (name == "--bug") {
      options.bug = zoo::mutant_named(value);
      understood = options.bug != nullptr;
    } else if (name == "--port") {
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.port);
      understood = error == std::errc() && end == value.data() + value.size();
    }
    if (!understood) {
      fault = name + " " + std::string(value) + ": not understood";
      return std::nullopt;
    }
  }
  return options;
}

nlohmann::json words(std::string_view text) {
  nlohmann::json list = nlohmann::json::array();
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    list.push_back(word);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return list;
}

int list(bool as_json) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const zoo::MutantRow& row : zoo::mutants()) {
    if (!as_json) {
      std::cout << row.id << std::string(6 - row.id.size(), ' ') << row.name << ": " << row.does << "\n      ";
      if (row.unseen.empty()) {
        std::cout << "caught by " << row.caught_by << " under " << row.policies << "\n";
      } else {
        std::cout << "not to be seen from outside: " << row.unseen << "\n";
      }
      continue;
    }
    rows.push_back({{"id", row.id},
                    {"name", row.name},
                    {"does", row.does},
                    {"caught_by", words(row.caught_by)},
                    {"policies", words(row.policies)},
                    {"style", zoo::to_string(row.style)},
                    {"unseen", row.unseen.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(row.unseen)}});
  }
  if (as_json) std::cout << rows.dump(1) << "\n";
  return kDone;
}

// Returns when a signal asks for the end, or nobody holds the other end of standard input any more.
void wait_for_end(const sigset_t& ending) {
  const int signals = signalfd(-1, &ending, SFD_CLOEXEC);
  std::array<pollfd, 2> waiting = {pollfd{signals, POLLIN, 0}, pollfd{STDIN_FILENO, POLLIN, 0}};
  while (true) {
    if (poll(waiting.data(), waiting.size(), -1) < 0) continue;
    if (waiting[0].revents != 0) break;
    std::array<char, 256> ignored{};
    if (waiting[1].revents != 0 && read(STDIN_FILENO, ignored.data(), ignored.size()) <= 0) break;
  }
  close(signals);
}

int serve(const Options& options) {
  std::ifstream file(options.policy_file, std::ios::binary);
  if (!file) return refuse(options.policy_file + ": cannot be read");
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto policy = zoo::parse_policy(text);
  if (!policy) return refuse(options.policy_file + ": " + policy.error());
  const zoo::Mutant mutant = options.bug == nullptr ? zoo::none : options.bug->mutant;
  const zoo::Style own_style = options.bug == nullptr ? zoo::Style::echo : options.bug->style;

  // WHY before the server's thread is there: it inherits what is blocked.
  sigset_t ending;
  sigemptyset(&ending);
  for (const int signal : {SIGTERM, SIGINT}) sigaddset(&ending, signal);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);

  zoo::Server server(std::move(policy).value(), options.style.value_or(own_style), mutant);
  wire::ServerOptions wire_options;
  wire_options.port = options.port;
  wire_options.header_bytes = kHeaderBytes;
  wire_options.keeps_log = false;
  const auto listening =
      wire::ScriptedServer::start([&server](const wire::ReceivedRequest& request) { return server.reply(request); }, wire_options);
  if (!listening) {
    std::cerr << "crosscheck_zoo: " << listening.error().message << "\n";
    return kCouldNotRun;
  }
  std::cout << listening->url() << std::endl;
  wait_for_end(ending);
  return kDone;
}

}  // namespace

int main(int argc, char** argv) {
  std::string fault;
  const std::optional<Options> options = parse({argv + 1, argv + argc}, fault);
  if (!options) return refuse(fault);
  if (options->list) return list(options->json);
  if (options->policy_file.empty()) return refuse("--policy is missing");
  return serve(*options);
}
