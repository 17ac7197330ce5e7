// Which steps led to an answer, as its own trace tells.
#pragma once

#include <string_view>

#include "suite/json_text.h"

namespace crosscheck::suite {

// The trace in an answer's `output`; where there are several fetches, that of the one into which `at`, a JSON pointer, points, or of the last
// where it points elsewhere. Its last step is the one that decided. Null where there is no trace, or no step in it. Borrowed from `output`,
// which is the engine's own. Pure.
const Json* deciding_trace(const Json& output, std::string_view at);

}  // namespace crosscheck::suite
