// Which capabilities a question takes, read off its input.
//
// A pure function; any thread may call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "suite/json_text.h"

namespace crosscheck::suite {

// In the contract's order, without repeats. What is no such question takes none.
std::vector<std::string> capabilities_taken(std::string_view kind, const Json& input);

}  // namespace crosscheck::suite
