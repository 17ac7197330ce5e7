// How what came differs from what was expected.
//
// Pure functions; any thread may call.
#pragma once

#include <optional>
#include <string>

#include "suite/json_text.h"
#include "suite/outcome.h"

namespace crosscheck::suite {

// The first place where two values differ.
struct Difference {
  std::string pointer;
  Json expected;
  std::optional<Json> got;  // nothing where there is no such key
};

// Reasons are words of this project: who does not claim them is not asked for them.
enum class Reasons : std::uint8_t { compared, left_out };

// `expected` asks for a subset: an object for the keys that it has, a list for the same length and each element in turn, anything else for
// equality. Nothing where `got` has all of it. With Reasons::left_out the members `reason` are not compared.
std::optional<Difference> first_difference(const Json& expected, const Json& got, Reasons reasons = Reasons::compared);

// Which way an answer leans, worked out from what each key means: `verdict`, `result`, `safelisted`, `names` … `expected` and `got` are
// outputs of the kind (the expected one a subset), which differ.
Direction direction_of(std::string_view kind, const Json& expected, const Json& got);

}  // namespace crosscheck::suite
