// What the Fetch Standard says of methods, word by word.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "fuzz/literal.h"

namespace crosscheck::fuzz::literal {

// Byte-case-insensitively, as the standard compares names and most methods.
inline bool matches_one_of(std::string_view bytes, std::initializer_list<std::string_view> those) {
  return std::any_of(those.begin(), those.end(), [&](std::string_view one) { return same_in_any_case(bytes, one); });
}

// https://fetch.spec.whatwg.org/#concept-method
inline bool is_method(std::string_view bytes) { return is_token(bytes); }

// https://fetch.spec.whatwg.org/#cors-safelisted-method
inline bool is_cors_safelisted_method(std::string_view method) { return method == "GET" || method == "HEAD" || method == "POST"; }

// https://fetch.spec.whatwg.org/#forbidden-method
inline bool is_forbidden_method(std::string_view method) { return matches_one_of(method, {"CONNECT", "TRACE", "TRACK"}); }

// https://fetch.spec.whatwg.org/#concept-method-normalize
inline std::string normalize_method(std::string_view method) {
  std::string normalized(method);
  if (!matches_one_of(method, {"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"})) return normalized;
  for (char& c : normalized) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return normalized;
}

}  // namespace crosscheck::fuzz::literal
