// Where the verbs take the suite from: what the program carries, or files.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
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

Result<std::vector<suite::VectorFile>, SuiteError> read_suite(const SuiteSource& source);
// Those that one of the selectors means, in their order.
Result<std::vector<const suite::Vector*>, SuiteError> select(const std::vector<suite::VectorFile>& files,
                                                             const std::vector<std::string>& selectors);
// The ids that the program carries; empty where it carries none.
Result<suite::IdsLock, SuiteError> carried_ids();
// How many vectors the carried manifest counts; nothing where it counts none.
std::optional<std::size_t> vectors_by_manifest();

}  // namespace crosscheck::cli
