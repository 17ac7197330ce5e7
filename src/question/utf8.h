// UTF-8 (https://encoding.spec.whatwg.org/#utf-8), sequence by sequence.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace crosscheck::question {

// How many bytes the well-formed sequence at the start of `text` has; 0 where there is none.
std::size_t utf8_sequence_length(std::string_view text);
// Appends a scalar value.
void append_utf8(std::string& text, unsigned code_point);

}  // namespace crosscheck::question
