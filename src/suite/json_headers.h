// Bytes and header lines as the contract writes them.
//
// Pure functions; any thread may call.
#pragma once

#include <string>

#include "suite/json_text.h"

namespace crosscheck::suite {

// The bytes that a text of code points up to U+00FF stands for; empty where it is no such text.
std::string bytes_of(const Json& text);
// Whether it is an array of a name and a value.
bool is_header_line(const Json& line);

}  // namespace crosscheck::suite
