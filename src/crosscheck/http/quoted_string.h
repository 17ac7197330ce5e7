// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string, in its two halves: where the string ends, and what it means.
//
// Pure functions on isomorphic strings (one char for each code point U+0000-U+00FF); any thread may call.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace crosscheck {

// The position after the quoted string that begins at `position`, where `input` has a quote. One that is never closed runs to the end.
// Allocates nothing.
std::size_t end_of_http_quoted_string(std::string_view input, std::size_t position);

// The value of a quoted string as the function above marks it off: without its quotes, and each backslash replaced by what it protects.
std::string http_quoted_string_value(std::string_view quoted);

}  // namespace crosscheck
