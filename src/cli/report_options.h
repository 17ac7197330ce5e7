// Where the reports of `check` and `audit` go, and the findings that are known.
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "check/baseline.h"
#include "check/report.h"
#include "cli/output_file.h"
#include "crosscheck/base/result.h"

namespace CLI {
class App;
}

namespace crosscheck::cli {

struct FindingsOptions {
  std::string format = "text";
  std::string output;  // a file; empty is standard output
  std::string baseline;
  std::string write_baseline;
};

void declare_findings(CLI::App& app, FindingsOptions& options);

// One report, written where the options say. Everything that can be wrong with those is found before a server is asked.
class FindingsWriter {
 public:
  explicit FindingsWriter(const FindingsOptions& options);

  // What is wrong with the options, in a sentence: the verb ends with kUnusableInput. Nothing may be written then.
  const std::optional<std::string>& fault() const { return fault_; }
  // Compares with the baseline and writes. The exit code: that of the report, or kCouldNotRun where something cannot be written, which is told.
  int write(check::FindingsReport report, std::FILE* out, std::FILE* err, std::string_view verb);

 private:
  FindingsOptions options_;
  check::ReportFormat format_ = check::ReportFormat::text;
  std::optional<check::Baseline> baseline_;
  OutputFile output_;
  OutputFile baseline_output_;
  std::optional<std::string> fault_;
};

// The time now, as reports write it: "2026-07-02T12:00:00Z".
std::string time_now();

}  // namespace crosscheck::cli
