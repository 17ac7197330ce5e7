// `crosscheck vectors`: the conformance vectors listed, shown, checked, handed out and explained.
#pragma once

#include <cstdio>
#include <string>

#include "cli/suite_source.h"

namespace CLI {
class App;
}

namespace crosscheck::cli {

struct VectorsOptions {
  enum class What { list, show, lint, export_all, explain } what = What::list;
  SuiteSource source;
  std::string id;       // of show and explain
  bool ndjson = false;  // of export: a line for each
  std::string tables;   // of lint: a folder with flags.json and ids.lock in place of those that the command carries
};

// Declares the verb and what can be done, which are written to `options` when they are parsed.
void declare_vectors(CLI::App& app, VectorsOptions& options);

// Writes to `out` and complaints to `err`; the result is the exit code.
int vectors_verb(const VectorsOptions& options, std::FILE* out, std::FILE* err);

}  // namespace crosscheck::cli
