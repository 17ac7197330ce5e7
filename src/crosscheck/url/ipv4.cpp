#include "crosscheck/url/ipv4.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

// One more than any part may be. Larger numbers are as wrong as this one.
constexpr std::uint64_t kTooLarge = std::uint64_t{1} << 32;

constexpr bool is_digit_of_radix(char c, unsigned radix) {
  if (radix == 16) return is_ascii_hex_digit(c);
  return c >= '0' && static_cast<unsigned>(c - '0') < radix;
}

constexpr unsigned digit_value(char c) { return static_cast<unsigned>(is_ascii_digit(c) ? c - '0' : to_ascii_lower(c) - 'a' + 10); }

// https://url.spec.whatwg.org/#ipv4-number-parser: numbers above kTooLarge are given as kTooLarge.
std::optional<std::uint64_t> parse_ipv4_number(std::string_view input) {
  // 1
  if (input.empty()) return std::nullopt;
  // 2-3 OMITTED: validation errors change nothing.
  unsigned radix = 10;
  // 4-5
  if (input.size() >= 2 && input[0] == '0' && to_ascii_lower(input[1]) == 'x') {
    input.remove_prefix(2);
    radix = 16;
  } else if (input.size() >= 2 && input[0] == '0') {
    input.remove_prefix(1);
    radix = 8;
  }
  // 6-9: nothing behind "0x" is zero.
  std::uint64_t output = 0;
  for (const char c : input) {
    if (!is_digit_of_radix(c, radix)) return std::nullopt;
    output = std::min(output * radix + digit_value(c), kTooLarge);
  }
  return output;
}

std::string_view without_one_trailing_dot(std::string_view input) {
  if (!input.empty() && input.back() == '.') input.remove_suffix(1);
  return input;
}

}  // namespace

bool ends_in_a_number(std::string_view input) {
  // 2-4: the last label, after dropping one empty one.
  const std::string_view parts = without_one_trailing_dot(input);
  const std::string_view last = parts.substr(parts.rfind('.') + 1);  // npos + 1 is 0
  // 5 (OGN-12): digits alone, octal or not.
  if (!last.empty() && std::all_of(last.begin(), last.end(), is_ascii_digit)) return true;
  // 6-7
  return parse_ipv4_number(last).has_value();
}

std::optional<std::uint32_t> parse_ipv4(std::string_view input) {
  // 1-2 (OGN-12): one trailing dot is forgiven.
  std::string_view rest = without_one_trailing_dot(input);
  std::array<std::uint64_t, 4> numbers{};
  std::size_t size = 0;
  while (true) {
    // 4: five parts are too many.
    if (size == numbers.size()) return std::nullopt;
    // 6
    const std::size_t dot = rest.find('.');
    const std::optional<std::uint64_t> number = parse_ipv4_number(rest.substr(0, dot));
    if (!number) return std::nullopt;
    numbers[size++] = *number;
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  // 8: all but the last are bytes.
  for (std::size_t i = 0; i + 1 < size; ++i) {
    if (numbers[i] > 255) return std::nullopt;
  }
  // 9: the last fills what is left.
  const std::uint64_t last = numbers[size - 1];
  if (last >= std::uint64_t{1} << (8 * (5 - size))) return std::nullopt;
  // 10-14
  std::uint64_t ipv4 = last;
  for (std::size_t i = 0; i + 1 < size; ++i) ipv4 += numbers[i] << (8 * (3 - i));
  return static_cast<std::uint32_t>(ipv4);
}

std::string serialize_ipv4(std::uint32_t address) {
  std::string output;
  for (const int shift : {24, 16, 8, 0}) {
    output += std::to_string((address >> shift) & 0xFF);
    if (shift != 0) output += '.';
  }
  return output;
}

}  // namespace crosscheck
