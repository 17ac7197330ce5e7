// `crosscheck run`: the engine held against the conformance vectors.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace crosscheck::cli {

struct RunOptions {
  std::vector<std::string> files;      // in place of the vectors that the command carries
  std::string folder;                  // the same, a folder of them
  std::vector<std::string> selectors;  // those that are meant; none: all
  bool list = false;                   // only name them
};

// Writes the report to `out` and complaints to `err`; the result is the exit code.
int run_verb(const RunOptions& options, std::FILE* out, std::FILE* err);

}  // namespace crosscheck::cli
