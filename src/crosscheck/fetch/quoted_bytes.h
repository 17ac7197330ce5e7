// Bytes of requests and responses as they stand in the sentences of a trace.
#pragma once

#include <string>
#include <string_view>

namespace crosscheck {

// The bytes between backquotes, each as the code point of its number, in UTF-8. Of more than 64 bytes only the first 64, and an ellipsis.
std::string quoted(std::string_view bytes);

// A byte as people write it: "0x22".
std::string hexadecimal(char byte);

}  // namespace crosscheck
