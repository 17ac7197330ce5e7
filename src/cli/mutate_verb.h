// `crosscheck mutate`: the suite held against broken engines.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace crosscheck::cli {

struct MutateOptions {
  std::string source = ".";       // the project's own folder
  std::string build;              // where copies are built; empty: SOURCE/build/mutants
  std::vector<std::string> only;  // ids of mutants; none: all
  std::string patch;              // a change to hold the suite against, in place of the mutants
  std::string matrix;             // a file for the kill matrix; empty: none
  unsigned jobs = 0;              // 0: one for each core
};

void declare_mutate(CLI::App& app, MutateOptions& options);

// Copies the sources, builds the copy and prints which mutants the vectors kill; the result is the exit code.
int mutate_verb(const MutateOptions& options, std::FILE* out, std::FILE* err);

}  // namespace crosscheck::cli
