// Hashes of bytes, for tables that are made once and then asked by anybody.
//
// WHY no secret seed: what a table holds is the policy's, and a request only asks. The longest walk through a table is fixed when it is made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crosscheck/policy/bytes.h"

namespace crosscheck::policy {

inline constexpr std::uint64_t kHashA = 0x9E3779B97F4A7C15;
inline constexpr std::uint64_t kHashB = 0xD6E8FEB86659FD93;

// Both halves of the product of two words, folded into one.
inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// Of all bytes.
inline std::uint64_t hash_bytes(std::string_view bytes) {
  const char* at = bytes.data();
  std::size_t size = bytes.size();
  std::uint64_t hash = kHashA ^ size;
  if (size < 8) return mix(hash ^ load_up_to_7(at, size), kHashB);
  const char* const last = at + size - 8;
  for (; size > 16; size -= 16, at += 16) hash = mix(load8(at) ^ hash, load8(at + 8) ^ kHashB);
  // From one to sixteen are left, and eight before the end can always be read.
  const std::uint64_t head = size > 8 ? load8(at) : 0;
  return mix(head ^ hash, load8(last) ^ kHashB);
}

}  // namespace crosscheck::policy
