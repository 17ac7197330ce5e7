// What a browser may do after a server's answer, whatever its spelling: worked out from the headers by the engine.
//
// Pure functions; any thread may call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "suite/json_text.h"

namespace crosscheck::suite {

// The contract's `effective`: preflight, preflight_with_credentials (null where the request is no preflight), readable,
// readable_with_credentials and exposed (null where it is one, or where it bears no Origin, so that nobody asks).
// `exposed`: the names of the answer that a script can read beyond the safelisted response-header names, lower-case and sorted, for a
// request without credentials where that may read, else for one with them; `*` where any name can be read; null where none may read.
// `input` is a question's of the kind `policy`, `output` the answer's; what is no such thing reads as no header.
Json effective_permission(const Json& input, const Json& output);

// The names in the answer's `Vary` lines, lower-case; `*` is one.
std::vector<std::string> names_in_vary(const Json& output);
// Whether the answer has a header of that name.
bool sends_header(const Json& output, std::string_view name);

}  // namespace crosscheck::suite
