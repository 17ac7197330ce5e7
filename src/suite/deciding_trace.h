// Which steps led to an answer, as its own trace tells.
#pragma once

#include <string_view>

#include "suite/json_text.h"

namespace crosscheck::suite {

// The trace in an answer's `output`; where there are several fetches, that of the one into which `at`, a JSON pointer, points, or of the last
// where it points elsewhere. Null where there is no trace, or no step in it. Borrowed from `output`, which is the engine's own. Pure.
const Json* deciding_trace(const Json& output, std::string_view at);

// The step of that trace which decided. Facts may follow it, such as where a header came from that was not allowed; so where the answer refuses
// (it says `failure` or `blocked`, or gives a reason), it is the last step that failed or blocked, and otherwise the last of all. A fetch is an
// `output` too. Null and borrowed as above. Pure.
const Json* deciding_step(const Json& output, std::string_view at);

}  // namespace crosscheck::suite
