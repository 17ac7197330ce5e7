// `crosscheck report`: run logs as a report that people or programs read.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace crosscheck::cli {

struct ReportOptions {
  std::vector<std::string> logs;
  std::string format = "text";
  std::string output;  // a file; empty: standard output
};

// Gives the command its options; `options` must outlive it.
void declare_report(CLI::App& app, ReportOptions& options);

// Writes the report and complaints (`err`); the result is the exit code: what the logs say (exit_code_of), 2 where one cannot be read or trusted, 3 where the
// report cannot be written.
int report_verb(const ReportOptions& options, std::FILE* out, std::FILE* err);

}  // namespace crosscheck::cli
