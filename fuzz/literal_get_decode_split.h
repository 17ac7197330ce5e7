// A header's value split at commas outside quotes, and the quoted string itself, step by step as the Fetch Standard writes them down.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/literal.h"

namespace crosscheck::fuzz::literal {

// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string. `position` is at its first quote, and then behind it.
inline std::string collect_http_quoted_string(std::string_view input, std::size_t& position, bool extract_value = false) {
  // 1-4
  const std::size_t position_start = position;
  std::string value;
  ++position;
  while (true) {
    // 5.1-5.2
    value += collect_other_than(input, position, "\"\\");
    if (position >= input.size()) break;
    // 5.3-5.4, 5.6
    const char quote_or_backslash = input[position++];
    if (quote_or_backslash == '"') break;
    // 5.5
    if (position >= input.size()) {
      value += '\\';
      break;
    }
    value += input[position++];
  }
  // 6-7. DEVIATION (AMB-25): the end is not inclusive.
  return extract_value ? value : std::string(input.substr(position_start, position - position_start));
}

// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
inline std::vector<std::string> get_decode_and_split(std::string_view input) {
  // 2-4
  std::size_t position = 0;
  std::vector<std::string> values;
  std::string temporary_value;
  while (true) {
    // 5.1
    temporary_value += collect_other_than(input, position, "\",");
    // 5.2
    if (position < input.size() && input[position] == '"') {
      temporary_value += collect_http_quoted_string(input, position);
      if (position < input.size()) continue;
    }
    // 5.3-5.5
    values.emplace_back(strip(temporary_value, " \t"));
    temporary_value.clear();
    // 5.6-5.8: what is not the end is a comma.
    if (position >= input.size()) return values;
    ++position;
  }
}

}  // namespace crosscheck::fuzz::literal
