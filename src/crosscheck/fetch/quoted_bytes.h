// Bytes of requests and responses as they stand in the sentences of a trace.
//
// Pure functions that take any bytes and allocate what they return; any thread may call.
#pragma once

#include <string>
#include <string_view>

#include "crosscheck/http/header_list.h"

namespace crosscheck {

// The bytes between backquotes, each as the code point of its number, in UTF-8. Of more than 64 bytes only the first 64, and an ellipsis.
std::string quoted(std::string_view bytes);

// A header's combined value, or that there is none: "Vary is `Origin`", "Vary is absent".
std::string shown(std::string_view name, HeaderListView headers);

// A byte as people write it: "0x22".
std::string hexadecimal(char byte);

}  // namespace crosscheck
