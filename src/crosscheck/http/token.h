// RFC 9110's token: what methods and header names are made of.
//
// Constant expressions: nothing allocates, nothing depends on whether `char` is signed, any thread may call.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "crosscheck/base/ascii.h"

namespace crosscheck {

// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2: tchar by byte.
inline constexpr std::array<bool, 256> kTokenBytes = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte < 0x80; ++byte) table[byte] = is_ascii_alphanumeric(static_cast<char>(byte));
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

constexpr bool is_token_byte(char c) { return kTokenBytes[static_cast<unsigned char>(c)]; }

// One tchar or more.
constexpr bool is_token(std::string_view bytes) {
  for (const char c : bytes) {
    if (!is_token_byte(c)) return false;
  }
  return !bytes.empty();
}

}  // namespace crosscheck
