#include "crosscheck/url/percent_encoding.h"

#include <algorithm>

#include "crosscheck/base/ascii.h"
#include "crosscheck/url/url.h"

namespace crosscheck {
namespace {

constexpr std::string_view kUpperHexDigits = "0123456789ABCDEF";

constexpr int hex_value(char digit) { return is_ascii_digit(digit) ? digit - '0' : to_ascii_lower(digit) - 'a' + 10; }

}  // namespace

std::string utf8_percent_encode(std::string_view input, const PercentEncodeSet& set) {
  const auto is_contained = [&set](char byte) { return set.contains(byte); };
  if (std::none_of(input.begin(), input.end(), is_contained)) return std::string(input);
  std::string output;
  output.reserve(input.size());
  for (const char byte : input) {
    if (!set.contains(byte)) {
      output += byte;
      continue;
    }
    const auto value = static_cast<unsigned char>(byte);
    output += '%';
    output += kUpperHexDigits[value >> 4];
    output += kUpperHexDigits[value & 0xF];
  }
  return output;
}

// https://url.spec.whatwg.org/#percent-decode
std::string percent_decode(std::string_view input) {
  if (input.find('%') == std::string_view::npos) return std::string(input);
  // 1
  std::string output;
  output.reserve(input.size());
  // 2: a "%" without two hex digits behind it stands for itself.
  for (std::size_t i = 0; i < input.size(); ++i) {
    const bool encoded = input[i] == '%' && input.size() - i > 2 && is_ascii_hex_digit(input[i + 1]) && is_ascii_hex_digit(input[i + 2]);
    if (!encoded) {
      output += input[i];
      continue;
    }
    output += static_cast<char>(hex_value(input[i + 1]) * 16 + hex_value(input[i + 2]));
    i += 2;
  }
  // 3
  return output;
}

}  // namespace crosscheck
