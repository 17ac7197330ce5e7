// What `*` stands for in a pattern: labels of a host, read 16 bytes at a time.
//
// Pure; nothing is read outside the bytes that are given, and any thread may call.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "crosscheck/base/ascii.h"

namespace crosscheck::policy {

// What labels consist of, dots aside.
inline constexpr std::array<bool, 256> kLabelBytes = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte < 0x80; ++byte) {
    const char c = static_cast<char>(byte);
    table[byte] = is_ascii_lower(c) || is_ascii_digit(c) || c == '-' || c == '_';
  }
  return table;
}();

// Which of 16 bytes are dots, and which may stand in labels: a bit for each, the lowest for the first.
struct BytesOfHost {
  unsigned dots = 0;
  unsigned others = 0;
  friend bool operator==(const BytesOfHost&, const BytesOfHost&) = default;
};

// WHY in every build: machines without SSE2 run it, and the faster way is held against it.
inline BytesOfHost classify_16_one_by_one(const char* bytes) {
  BytesOfHost found;
  for (unsigned i = 0; i < 16; ++i) {
    found.dots |= static_cast<unsigned>(bytes[i] == '.') << i;
    found.others |= static_cast<unsigned>(kLabelBytes[static_cast<unsigned char>(bytes[i])]) << i;
  }
  return found;
}

inline BytesOfHost classify_16(const char* bytes) {
#if defined(__SSE2__)
  // WHY signed: bytes above 0x7F are then below every letter and digit.
  using Block = signed char __attribute__((vector_size(16)));
  const auto bits = [](auto mask) {
    return static_cast<unsigned>(__builtin_ia32_pmovmskb128(reinterpret_cast<char __attribute__((vector_size(16)))>(mask)));
  };
  Block block;
  std::memcpy(&block, bytes, sizeof block);
  return {bits(block == '.'),
          bits(((block >= 'a') & (block <= 'z')) | ((block >= '0') & (block <= '9')) | (block == '-') | (block == '_'))};
#else
  return classify_16_one_by_one(bytes);
#endif
}

// Whether `size` bytes, 16 at most, go on with labels after what was read: a dot stands behind a label's byte alone. `after_dot` is 1 at the
// start and behind a dot, else 0.
inline bool go_on_with_labels(BytesOfHost found, std::size_t size, unsigned after_dot) {
  return (found.dots | found.others) == (1U << size) - 1 && (found.dots & (found.dots << 1 | after_dot)) == 0;
}

// Whether the text is one label or more, each of a byte or more, with dots between them. `readable` bytes, the text's among them, can be read
// before its end.
inline bool are_labels(std::string_view text, std::size_t readable) {
  unsigned after_dot = 1;
  while (text.size() >= 16) {
    const BytesOfHost found = classify_16(text.data());
    if (!go_on_with_labels(found, 16, after_dot)) return false;
    after_dot = found.dots >> 15;
    text.remove_prefix(16);
  }
  const auto rest = static_cast<unsigned>(text.size());
  if (rest == 0) return after_dot == 0;
  // WHY from the end: what stands before the text belongs to the origin and can be read.
  if (readable >= 16) {
    BytesOfHost found = classify_16(text.data() + rest - 16);
    found.dots >>= 16 - rest;
    found.others >>= 16 - rest;
    return go_on_with_labels(found, rest, after_dot) && found.dots >> (rest - 1) == 0;
  }
  bool dot = after_dot != 0;
  for (const char c : text) {
    if (!kLabelBytes[static_cast<unsigned char>(c)] && (c != '.' || dot)) return false;
    dot = c == '.';
  }
  return !dot;
}

}  // namespace crosscheck::policy
