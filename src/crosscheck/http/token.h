// RFC 9110's token: what methods and header names are made of.
//
// Constant expressions: nothing allocates, nothing depends on whether `char` is signed, any thread may call.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/byte_set.h"

namespace crosscheck {

// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2: tchar by byte.
inline constexpr ByteSet kTokenBytes = ByteSet("!#$%&'*+-.^_`|~").with(is_ascii_alphanumeric);

constexpr bool is_token_byte(char c) { return kTokenBytes.contains(c); }

// How many bytes at the start are letters, digits and hyphens: sixteen at a time, so that the last few may not be counted.
std::size_t plain_token_length(std::string_view bytes);

// How many bytes at the start are tchars.
constexpr std::size_t token_length(std::string_view bytes) {
  // WHY: names are most of what is read, and nearly all consist of those.
  std::size_t length = std::is_constant_evaluated() ? 0 : plain_token_length(bytes);
  while (length < bytes.size() && is_token_byte(bytes[length])) ++length;
  return length;
}

// One tchar or more.
constexpr bool is_token(std::string_view bytes) { return !bytes.empty() && token_length(bytes) == bytes.size(); }

}  // namespace crosscheck
