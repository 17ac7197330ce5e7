#include "crosscheck/url/ipv6.h"

#include <cstddef>
#include <utility>

#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

constexpr std::string_view kLowerHexDigits = "0123456789abcdef";

constexpr unsigned hex_value(char c) { return static_cast<unsigned>(is_ascii_digit(c) ? c - '0' : to_ascii_lower(c) - 'a' + 10); }

// Two pieces from the dotted decimal end of an address (step 6.5 of the IPv6 parser).
std::optional<std::pair<std::uint16_t, std::uint16_t>> parse_embedded_ipv4(std::string_view input) {
  std::array<unsigned, 4> numbers{};
  std::size_t numbers_seen = 0;
  std::size_t pointer = 0;
  // 6.5.5
  while (pointer < input.size()) {
    // 6.5.5.2: a dot between two numbers, and no more than four of them.
    if (numbers_seen > 0) {
      if (input[pointer] != '.' || numbers_seen >= 4) return std::nullopt;
      ++pointer;
    }
    // 6.5.5.3
    if (pointer >= input.size() || !is_ascii_digit(input[pointer])) return std::nullopt;
    // 6.5.5.4: no leading zeros, at most 255.
    const std::size_t start = pointer;
    unsigned number = 0;
    for (; pointer < input.size() && is_ascii_digit(input[pointer]); ++pointer) {
      if (pointer > start && number == 0) return std::nullopt;
      number = number * 10 + hex_value(input[pointer]);
      if (number > 255) return std::nullopt;
    }
    // 6.5.5.5-6.5.5.7
    numbers[numbers_seen++] = number;
  }
  // 6.5.6
  if (numbers_seen != 4) return std::nullopt;
  return std::pair{static_cast<std::uint16_t>(numbers[0] * 0x100 + numbers[1]),
                   static_cast<std::uint16_t>(numbers[2] * 0x100 + numbers[3])};
}

std::string lower_hex(std::uint16_t piece) {
  std::string digits;
  for (int shift = 12; shift >= 0; shift -= 4) {
    const unsigned digit = (piece >> shift) & 0xFu;
    if (digit != 0 || !digits.empty() || shift == 0) digits += kLowerHexDigits[digit];
  }
  return digits;
}

// https://url.spec.whatwg.org/#find-the-ipv6-address-compressed-piece-index: the first of the longest runs of two zeros or more.
std::optional<std::size_t> find_compressed_piece_index(const Ipv6Address& address) {
  std::optional<std::size_t> longest_index;
  std::size_t longest_size = 1;
  std::size_t found_size = 0;
  for (std::size_t i = 0; i < address.size(); ++i) {
    found_size = address[i] == 0 ? found_size + 1 : 0;
    if (found_size > longest_size) {
      longest_size = found_size;
      longest_index = i + 1 - found_size;
    }
  }
  return longest_index;
}

}  // namespace

std::optional<Ipv6Address> parse_ipv6(std::string_view input) {
  // 1-4
  Ipv6Address address{};
  std::size_t piece_index = 0;
  std::optional<std::size_t> compress;
  std::size_t pointer = 0;
  const auto at = [&](char c) { return pointer < input.size() && input[pointer] == c; };
  // 5
  if (at(':')) {
    if (input.substr(1, 1) != ":") return std::nullopt;
    pointer = 2;
    compress = ++piece_index;
  }
  // 6
  while (pointer < input.size()) {
    // 6.1
    if (piece_index == 8) return std::nullopt;
    // 6.2
    if (at(':')) {
      if (compress) return std::nullopt;
      ++pointer;
      compress = ++piece_index;
      continue;
    }
    // 6.3-6.4
    const std::size_t start = pointer;
    unsigned value = 0;
    while (pointer - start < 4 && pointer < input.size() && is_ascii_hex_digit(input[pointer]))
      value = value * 0x10 + hex_value(input[pointer++]);
    // 6.5
    if (at('.')) {
      if (pointer == start || piece_index > 6) return std::nullopt;
      const auto pieces = parse_embedded_ipv4(input.substr(start));
      if (!pieces) return std::nullopt;
      address[piece_index++] = pieces->first;
      address[piece_index++] = pieces->second;
      break;
    }
    // 6.6-6.7 (OGN-13): a zone id's "%" ends here.
    if (at(':')) {
      if (++pointer == input.size()) return std::nullopt;
    } else if (pointer < input.size()) {
      return std::nullopt;
    }
    // 6.8 OMITTED: a leading zero is a validation error alone.
    // 6.9-6.10
    address[piece_index++] = static_cast<std::uint16_t>(value);
  }
  // 7: what stands behind "::" goes to the end.
  if (compress) {
    std::size_t swaps = piece_index - *compress;
    for (piece_index = 7; piece_index != 0 && swaps > 0; --piece_index, --swaps)
      std::swap(address[piece_index], address[*compress + swaps - 1]);
  } else if (piece_index != 8) {
    // 8
    return std::nullopt;
  }
  // 9
  return address;
}

std::string serialize_ipv6(const Ipv6Address& address) {
  // 1-3 (OGN-13)
  std::string output;
  const std::optional<std::size_t> compress = find_compressed_piece_index(address);
  bool ignore_zeros = false;
  // 4
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (ignore_zeros && address[i] == 0) continue;
    ignore_zeros = false;
    if (compress == i) {
      output += i == 0 ? "::" : ":";
      ignore_zeros = true;
      continue;
    }
    output += lower_hex(address[i]);
    if (i != 7) output += ':';
  }
  return output;
}

}  // namespace crosscheck
