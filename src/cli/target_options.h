// What `check` and `audit` are told about the server that they ask, and how to ask it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "check/check_run.h"
#include "check/target.h"
#include "crosscheck/base/result.h"

namespace CLI {
class App;
}

namespace crosscheck::cli {

struct TargetOptions {
  std::vector<std::string> urls;
  std::vector<std::string> allow_hosts;
  std::vector<std::string> headers;  // "Name: value"
  std::vector<std::string> paths;
  double rate = 0;      // probes a second; 0 is no limit
  double max_time = 0;  // seconds; 0 is no limit
  double timeout = 5;   // seconds
  double wait_for = 0;  // seconds
  unsigned jobs = 4;
  std::uint64_t seed = 0;  // 0: drawn
  bool unsafe_methods = false;
  bool insecure = false;
  std::string authorities;  // a file, PEM
};

// Declares them; `urls` is the verb's to declare.
void declare_target(CLI::App& app, TargetOptions& options);

struct OptionError {
  std::string message;
};

// Everything but what the policy decides: a header that is none or that the probes send themselves, a path that cannot stand in a request line
// and a file that cannot be read are errors. The seed is drawn where none was given.
Result<check::CheckOptions, OptionError> check_options(const TargetOptions& options);
// The servers, in their order; a URL that is none, or a host that is not this machine and was not allowed, is an error.
Result<std::vector<check::Target>, OptionError> targets_of(const TargetOptions& options);

// Waits for as long as was said until each answers; a sentence where one does not.
std::optional<std::string> wait_for_all(const std::vector<check::Target>& targets, const TargetOptions& options,
                                        const check::CheckOptions& check, const suite::Stop& stop);

// The command line with the values of --header masked: what may stand in a report.
std::vector<std::string> masked_command(std::vector<std::string> words);

}  // namespace crosscheck::cli
