// `crosscheck run`: implementations held against the conformance vectors.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "cli/suite_source.h"

namespace CLI {
class App;
}

namespace crosscheck::cli {

struct RunOptions {
  SuiteSource source;
  std::vector<std::string> adapters;  // none: the engine of this program
  bool list = false;                  // only name the vectors
  std::string shard;                  // "2/4"
  unsigned jobs = 0;
  bool fail_fast = false;
  double timeout = 5;         // seconds, of a question
  double start_timeout = 10;  // seconds, of the greeting
  std::uint64_t seed = 0;     // 0: another one each time
  std::string profile = "standard";
  std::string log;  // files; empty: none
  std::string expect;
  std::string write_expect;
  std::string format = "text";
  std::vector<std::string> command;  // as it was called, for the log
};

// Declares the verb's options, which are written to `options` when they are parsed.
void declare_run(CLI::App& app, RunOptions& options);

// Writes the report to `out` and complaints and progress to `err`; the result is the exit code. A signal that ends programs ends the run.
int run_verb(const RunOptions& options, std::FILE* out, std::FILE* err);

}  // namespace crosscheck::cli
