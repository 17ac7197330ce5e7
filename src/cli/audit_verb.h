// `crosscheck audit`: what a live server allows, worked out without a policy.
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

struct AuditOptions {
  TargetOptions target;
  std::vector<std::string> origins;
  std::string write_policy;  // a file for the policy document
  FindingsOptions findings;
  std::vector<std::string> command;  // as it was typed
};

// Declares the verb's options, which are written to `options` when they are parsed.
void declare_audit(CLI::App& app, AuditOptions& options);

// The report goes to `out` or a file, complaints and progress to `err`; the result is the exit code.
int audit_verb(const AuditOptions& options, std::FILE* out, std::FILE* err);

}  // namespace crosscheck::cli
