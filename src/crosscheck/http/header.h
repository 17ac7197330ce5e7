// What a header name and a header value are, and how a value is normalized.
//
// Pure functions that allocate nothing; any bytes may be given, and any thread may call.
#pragma once

#include <string_view>

#include "crosscheck/http/token.h"

namespace crosscheck {

// https://fetch.spec.whatwg.org/#http-tab-or-space, #http-whitespace, #http-newline-byte (WSP-1). VT and FF are in none of them.
constexpr bool is_http_tab_or_space(char c) { return c == '\t' || c == ' '; }
constexpr bool is_http_newline_byte(char c) { return c == '\n' || c == '\r'; }
constexpr bool is_http_whitespace(char c) { return is_http_tab_or_space(c) || is_http_newline_byte(c); }

// The view without leading and trailing bytes of the class.
std::string_view trim_http_tab_or_space(std::string_view bytes);
std::string_view trim_http_whitespace(std::string_view bytes);
// The same at the end alone.
std::string_view trim_trailing_http_whitespace(std::string_view bytes);

// https://fetch.spec.whatwg.org/#header-name: a token.
bool is_header_name(std::string_view bytes);
// https://fetch.spec.whatwg.org/#header-value: no NUL, LF, CR anywhere, no tab or space at either end.
bool is_header_value(std::string_view bytes);
// https://fetch.spec.whatwg.org/#concept-header-value-normalize: without HTTP whitespace at both ends.
std::string_view normalize_header_value(std::string_view bytes);

}  // namespace crosscheck
