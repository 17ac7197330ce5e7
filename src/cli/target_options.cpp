#include "cli/target_options.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/option_values.h"
#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"
#include "suite/text_file.h"

namespace crosscheck::cli {
namespace {

constexpr const char* kServerGroup = "Server";

// What no number is within any range of CLI11.
struct NumberBetween : CLI::Validator {
  NumberBetween(double least, double most) {
    func_ = [least, most](std::string& given) -> std::string {
      double number = 0;
      if (CLI::detail::lexical_cast(given, number) && number >= least && number <= most) return {};
      return fmt::format("{} is no number from {} to {}", given, least, most);
    };
  }
};

// Headers that the probes are about, and those that frame a message.
constexpr std::array<std::string_view, 8> kTaken = {"origin",
                                                    "access-control-request-method",
                                                    "access-control-request-headers",
                                                    "host",
                                                    "content-length",
                                                    "transfer-encoding",
                                                    "connection",
                                                    "vary"};

Result<Header, OptionError> header_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  if (colon == std::string_view::npos || !is_header_name(name))
    return OptionError{"--header is \"Name: value\", with a name that HTTP allows"};
  const std::string lower = byte_lowercase(name);
  if (std::find(kTaken.begin(), kTaken.end(), lower) != kTaken.end())
    return OptionError{fmt::format("--header cannot be {}: the probes send that one themselves", name)};
  const std::string_view value = trim_http_tab_or_space(text.substr(colon + 1));
  if (!is_header_value(value)) return OptionError{fmt::format("the value of --header {} has bytes that no header may have", name)};
  return Header{std::string(name), std::string(value)};
}

bool is_path(std::string_view path) {
  return path.starts_with('/') &&
         std::none_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '#'; });
}

}  // namespace

void declare_target(CLI::App& app, TargetOptions& options) {
  constexpr double kDay = 86400;
  const auto several = [](CLI::Option* option) { option->allow_extra_args(false)->group(kServerGroup); };
  several(app.add_option("--allow-host", options.allow_hosts, "A host that is not this machine; may be repeated")->type_name("NAME"));
  several(app.add_option("--header", options.headers, "Sent along, not with preflights; masked in reports; may be repeated")
              ->type_name("'NAME: VALUE'"));
  several(app.add_option("--path", options.paths, "Another path to ask; may be repeated")->type_name("PATH"));
  app.add_flag("--unsafe-methods", options.unsafe_methods, "Send more than OPTIONS, GET and HEAD")->group(kServerGroup);
  app.add_option("--rate", options.rate, "Probes a second at most")->type_name("N")->check(NumberBetween(0.1, 1e6))->group(kServerGroup);
  app.add_option("--jobs", options.jobs, "Connections at once (4)")->type_name("N")->check(CLI::Range(1U, 64U))->group(kServerGroup);
  app.add_option("--timeout", options.timeout, "Of one answer (5)")
      ->type_name("SECONDS")
      ->check(NumberBetween(0.01, 3600))
      ->group(kServerGroup);
  app.add_option("--max-time", options.max_time, "Of all")->type_name("SECONDS")->check(NumberBetween(0.1, kDay))->group(kServerGroup);
  app.add_option("--wait-for", options.wait_for, "Wait so long until it answers")
      ->type_name("SECONDS")
      ->check(NumberBetween(0, kDay))
      ->group(kServerGroup);
  app.add_option("--seed", options.seed, "Of what is drawn at random")->type_name("N")->check(NumberBetween(0, 1e15))->group(kServerGroup);
  app.add_flag("--insecure", options.insecure, "Take any certificate")->group(kServerGroup);
  app.add_option("--ca", options.authorities, "Certificates to trust as well (PEM)")->type_name("FILE")->group(kServerGroup);
}

Result<check::CheckOptions, OptionError> check_options(const TargetOptions& options) {
  check::CheckOptions check;
  for (const std::string& text : options.headers) {
    const Result<Header, OptionError> header = header_of(text);
    if (!header) return header.error();
    check.prober.own_headers.push_back(*header);
  }
  for (const std::string& path : options.paths) {
    if (!is_path(path)) return OptionError{fmt::format("--path begins with a slash and has no space or fragment, not \"{}\"", path)};
    check.paths.push_back(path);
  }
  if (!options.authorities.empty()) {
    Result<std::string, suite::FileError> text = suite::read_text_file(options.authorities);
    if (!text) return OptionError{text.error().message};
    check.prober.certificate_authorities = std::move(text).value();
  }
  check.prober.verifies_certificate = !options.insecure;
  check.prober.jobs = options.jobs;
  check.prober.rate = options.rate;
  check.prober.timeout = in_milliseconds(options.timeout);
  if (options.max_time > 0) check.prober.max_time = in_milliseconds(options.max_time);
  check.unsafe_methods = options.unsafe_methods;
  check.seed = seed_or_drawn(options.seed);
  return check;
}

Result<std::vector<check::Target>, OptionError> targets_of(const TargetOptions& options) {
  std::vector<check::Target> targets;
  for (const std::string& url : options.urls) {
    Result<check::Target, check::TargetError> target = check::parse_target(url, options.allow_hosts);
    if (!target) return OptionError{target.error().message};
    targets.push_back(std::move(target).value());
  }
  return targets;
}

std::optional<std::string> wait_for_all(const std::vector<check::Target>& targets, const TargetOptions& options,
                                        const check::CheckOptions& check, const suite::Stop& stop) {
  if (options.wait_for <= 0) return std::nullopt;
  for (const check::Target& target : targets) {
    const std::optional<check::Lost> lost = check::wait_for(target, check.prober, in_milliseconds(options.wait_for), stop);
    if (lost) return lost->message;
  }
  return std::nullopt;
}

std::vector<std::string> masked_command(std::vector<std::string> words) {
  constexpr std::string_view kOption = "--header";
  const auto masked = [](std::string_view text) { return fmt::format("{}: ***", text.substr(0, text.find(':'))); };
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == kOption && at + 1 < words.size()) {
      ++at;
      words[at] = masked(words[at]);
    } else if (words[at].starts_with(std::string(kOption) + "=")) {
      words[at] = fmt::format("{}={}", kOption, masked(std::string_view(words[at]).substr(kOption.size() + 1)));
    }
  }
  return words;
}

}  // namespace crosscheck::cli
