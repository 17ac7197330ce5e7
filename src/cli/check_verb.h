// `crosscheck check`: live servers held against a policy.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "cli/report_options.h"
#include "cli/target_options.h"

namespace CLI {
class App;
}

namespace crosscheck::cli {

struct CheckVerbOptions {
  TargetOptions target;
  std::string policy;  // a file, or "-"
  std::vector<std::string> only;
  std::vector<std::string> without;
  bool list = false;  // only name the properties
  FindingsOptions findings;
  std::vector<std::string> command;  // as it was typed
};

// Declares the verb's options, which are written to `options` when they are parsed.
void declare_check(CLI::App& app, CheckVerbOptions& options);

// The report goes to `out` or a file, complaints and progress to `err`; the result is the exit code. The policy may be standard input, the
// descriptor `in`. A signal that ends programs ends the run, and what is known by then is reported.
int check_verb(const CheckVerbOptions& options, int in, std::FILE* out, std::FILE* err);

}  // namespace crosscheck::cli
