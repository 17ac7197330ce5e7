#include "crosscheck/http/header.h"

#include <algorithm>

namespace crosscheck {
namespace {

template <class IsOfClass>
std::string_view trim_leading(std::string_view bytes, IsOfClass is_of_class) {
  while (!bytes.empty() && is_of_class(bytes.front())) bytes.remove_prefix(1);
  return bytes;
}

template <class IsOfClass>
std::string_view trim_trailing(std::string_view bytes, IsOfClass is_of_class) {
  while (!bytes.empty() && is_of_class(bytes.back())) bytes.remove_suffix(1);
  return bytes;
}

}  // namespace

std::string_view trim_http_tab_or_space(std::string_view bytes) {
  return trim_trailing(trim_leading(bytes, is_http_tab_or_space), is_http_tab_or_space);
}

std::string_view trim_http_whitespace(std::string_view bytes) {
  return trim_trailing(trim_leading(bytes, is_http_whitespace), is_http_whitespace);
}

std::string_view trim_trailing_http_whitespace(std::string_view bytes) { return trim_trailing(bytes, is_http_whitespace); }

// https://fetch.spec.whatwg.org/#header-name
// HDR-1: field-name is a token.
bool is_header_name(std::string_view bytes) { return is_token(bytes); }

// https://fetch.spec.whatwg.org/#header-value
// HDR-2: wider than HTTP's field-value; control characters and bytes from 0x80 up may stand inside.
bool is_header_value(std::string_view bytes) {
  if (bytes.empty()) return true;
  if (is_http_tab_or_space(bytes.front()) || is_http_tab_or_space(bytes.back())) return false;
  return std::none_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0' || is_http_newline_byte(c); });
}

// https://fetch.spec.whatwg.org/#concept-header-value-normalize
// HDR-3: strips CR and LF too. Those inside stay, and the value then fails HDR-2.
std::string_view normalize_header_value(std::string_view bytes) { return trim_http_whitespace(bytes); }

}  // namespace crosscheck
