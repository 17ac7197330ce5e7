// https://encoding.spec.whatwg.org/#utf-8-decode-without-bom, kept as UTF-8: bytes to scalar values.
//
// Pure functions; any bytes may be given, and any thread may call.
#pragma once

#include <string>
#include <string_view>

namespace crosscheck {

// The bytes as well-formed UTF-8: each maximal part of a broken sequence becomes one U+FFFD. A byte order mark stays. Never fails, linear.
std::string utf8_decode_without_bom(std::string_view bytes);

bool is_ascii_string(std::string_view bytes);

}  // namespace crosscheck
