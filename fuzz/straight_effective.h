// The contract's `effective` and `vary` of a server's answer, from the straight readings of the browser's steps.
#pragma once

#include <set>
#include <string>

#include "suite/json_text.h"

namespace crosscheck::fuzz {

// `input` is a question of the kind `policy`, `output` the answer's; both are whole.
suite::Json straight_effective(const suite::Json& input, const suite::Json& output);

// The names in all lines of `Vary`, in lower case; none where one is no list.
std::set<std::string> straight_vary(const suite::Json& output);

}  // namespace crosscheck::fuzz
