// Where the verbs take the suite from: what the program carries, or files.
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/result.h"
#include "suite/ids_lock.h"
#include "suite/selection.h"
#include "suite/vector.h"

namespace crosscheck::cli {

struct SuiteSource {
  std::vector<std::string> files;      // in place of the vectors that the program carries
  std::string folder;                  // the same, a folder of them
  std::vector<std::string> selectors;  // those that are meant; none: all

  bool is_carried() const { return files.empty() && folder.empty(); }
};

struct SuiteError {
  std::string message;
};

// What can be read of it; what is wrong with the rest is told on `err`, a line for each file.
suite::VectorFiles read_suite(const SuiteSource& source, std::string_view verb, std::FILE* err);
// Those that one of the selectors means, in their order.
Result<std::vector<const suite::Vector*>, SuiteError> select(const std::vector<suite::VectorFile>& files,
                                                             const std::vector<std::string>& selectors);
// The ids that the program carries; empty where it carries none.
Result<suite::IdsLock, SuiteError> carried_ids();
// The folder of what belongs to a folder of vectors, as conformance/ does to conformance/vectors/: there the file of this name is. Else empty.
std::string folder_with(std::string_view name, const SuiteSource& source);
// Where fewer vectors are here than the manifest counts that belongs to them: a sentence that says of which files.
std::optional<std::string> short_of_manifest(const SuiteSource& source, const std::vector<suite::VectorFile>& files);

}  // namespace crosscheck::cli
