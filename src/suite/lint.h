// What a schema cannot check about vectors.
//
// Values and pure functions; any thread may call.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/result.h"
#include "suite/ids_lock.h"
#include "suite/json_text.h"
#include "suite/vector.h"

namespace crosscheck::suite {

// What a flag hunts, and what goes wrong where it is failed.
struct Flag {
  std::string means;
  std::optional<std::string> permissive;
  std::optional<std::string> strict;
};
using Flags = std::map<std::string, Flag, std::less<>>;
// conformance/flags.json.
Result<Flags, JsonFault> read_flags(std::string_view text);

struct LintTables {
  Flags flags;
  IdsLock ids;
};

struct LintFault {
  std::string where;  // an id, a flag or a rule
  std::string what;
};

// Whether what is there is the whole suite: then what is defined has to be used, and what is locked has to be there.
enum class Extent : std::uint8_t { whole_suite, part };

// All faults, in the order of the vectors, then those of the tables. The engine is asked each vector's question once, and once
// more under each profile for which the vector expects something else.
// NOTE: that every rule has a vector which decides by it is checked with the coverage table, which knows the exceptions.
std::vector<LintFault> lint(std::span<const VectorFile> files, const LintTables& tables, Extent extent);

}  // namespace crosscheck::suite
