#include <chrono>
#include <cmath>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/serve_verb.h"

namespace crosscheck::cli {
namespace {

constexpr const char* kServeFooter =
    "One line with the URL is printed when it accepts connections; port 0 is any\n"
    "that is free. SIGTERM and SIGINT end it: what is being answered is finished.\n"
    "It serves plain HTTP to whoever reaches it; where that is more than this\n"
    "machine, a reverse proxy should stand before it.\n"
    "A page of another origin may ask only where --allow-origin names it, and\n"
    "requests have to name this machine, HOST of --listen or an --allow-host.\n"
    "\n"
    "Examples:\n"
    "  crosscheck serve\n"
    "  crosscheck serve --listen 127.0.0.1:0 --allow-origin https://app.example\n"
    "  curl http://127.0.0.1:8765/v1/evaluate -H 'Content-Type: application/json' \\\n"
    "    -d '{\"kind\": \"safelisted-method\", \"input\": {\"method\": \"PUT\"}}'";

// What is no number is within any range of CLI11.
struct Seconds : CLI::Validator {
  explicit Seconds(double least) {
    func_ = [least](std::string& given) -> std::string {
      constexpr double kMost = 3600;
      double seconds = 0;
      if (CLI::detail::lexical_cast(given, seconds) && seconds >= least && seconds <= kMost) return {};
      return fmt::format("{} is no number of seconds from {} to {}", given, least, kMost);
    };
  }
};

void declare_seconds(CLI::App& app, const std::string& name, std::chrono::milliseconds& time, const std::string& help) {
  const double seconds = std::chrono::duration<double>(time).count();
  app.add_option_function<double>(
         name, [&time](double given) { time = std::chrono::milliseconds(std::llround(given * 1000)); },
         help + " (" + std::to_string(std::llround(seconds)) + ")")
      ->type_name("SECONDS")
      ->check(Seconds(0.001))
      ->group("Limits");
}

void declare_count(CLI::App& app, const std::string& name, std::size_t& count, std::size_t most, const std::string& type,
                   const std::string& help) {
  app.add_option(name, count, help + " (" + std::to_string(count) + ")")
      ->type_name(type)
      ->check(CLI::Range(std::size_t{1}, most))
      ->group("Limits");
}

}  // namespace

void declare_serve(CLI::App& app, ServeOptions& options) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 32;
  app.footer(kServeFooter);
  app.add_option("--listen", options.listen, "(127.0.0.1:8765)")->type_name("HOST:PORT");
  app.add_option("--allow-origin", options.allow_origins, "An origin whose pages may ask, or *; may be repeated")
      ->type_name("ORIGIN")
      ->allow_extra_args(false);
  app.add_option("--allow-host", options.allow_hosts, "Another name to be asked under; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--grace", options.grace, "How long what runs may still run when it ends, unless it is asked a second time to end (10)")
      ->type_name("SECONDS")
      ->check(Seconds(0));
  app.add_option("--log", options.log, "A line of JSON for each request: a file, - for standard error, or none (none)")->type_name("FILE");
  oracle::OracleLimits& limits = options.limits;
  declare_count(app, "--limit-body", limits.body_bytes, kMostBytes, "BYTES", "A body");
  declare_count(app, "--limit-batch", limits.batch_bytes, kMostBytes, "BYTES", "The body of a batch");
  declare_count(app, "--limit-batch-questions", limits.batch_questions, 1'000'000, "N", "Questions in an array");
  declare_count(app, "--limit-batch-answer", limits.batch_answer_bytes, kMostBytes, "BYTES", "All answers to a batch");
  declare_count(app, "--limit-header-lines", limits.header_lines, 100'000, "N", "Header lines of a request");
  declare_count(app, "--limit-header", limits.header_bytes, std::size_t{1} << 24, "BYTES", "First line and header lines together");
  declare_count(app, "--limit-connections", limits.connections, 100'000, "N", "Connections open at once");
  declare_seconds(app, "--limit-read", limits.read_time, "One wait for bytes");
  declare_seconds(app, "--limit-header-time", limits.header_time, "All waits for a header");
  declare_seconds(app, "--limit-body-time", limits.body_time, "All waits for a body");
  declare_seconds(app, "--limit-idle", limits.idle_time, "Between two requests");
}

}  // namespace crosscheck::cli
