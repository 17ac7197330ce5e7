// Loading, comparing and copying short runs of bytes a word at a time: what the decision's hot path is made of.
//
// Nothing is read outside the bytes that are given.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

namespace crosscheck::policy {

template <class Word>
inline Word load(const char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}
inline std::uint64_t load8(const char* bytes) { return load<std::uint64_t>(bytes); }
inline std::uint32_t load4(const char* bytes) { return load<std::uint32_t>(bytes); }

// Fewer than eight bytes in one word, different for different bytes of the same length.
inline std::uint64_t load_up_to_7(const char* bytes, std::size_t size) {
  if (size >= 4) return load4(bytes) | std::uint64_t{load4(bytes + size - 4)} << 32;
  if (size >= 2) return load<std::uint16_t>(bytes) | std::uint64_t{load<std::uint16_t>(bytes + size - 2)} << 16;
  return size == 0 ? 0 : static_cast<unsigned char>(*bytes);
}

// 16 to 32 bytes of both: two pairs of words, which may overlap.
inline bool equal_16_to_32(const char* a, const char* b, std::size_t size) {
  const std::uint64_t first = (load8(a) ^ load8(b)) | (load8(a + 8) ^ load8(b + 8));
  a += size - 16;
  b += size - 16;
  return (first | (load8(a) ^ load8(b)) | (load8(a + 8) ^ load8(b + 8))) == 0;
}

// Any number.
inline bool equal_any(const char* a, const char* b, std::size_t size) {
  if (size < 8) return load_up_to_7(a, size) == load_up_to_7(b, size);
  std::uint64_t difference = load8(a + size - 8) ^ load8(b + size - 8);
  for (std::size_t i = 0; i + 8 < size; i += 8) {
    difference |= load8(a + i) ^ load8(b + i);
    if (difference != 0) return false;
  }
  return difference == 0;
}

// `size` bytes of both.
// WHY inlined: most origins have from 16 to 32 bytes.
[[gnu::always_inline]] inline bool equal_bytes(const char* a, const char* b, std::size_t size) {
  return size - 16 <= 16 ? equal_16_to_32(a, b, size) : equal_any(a, b, size);
}

inline bool equal_bytes(std::string_view a, std::string_view b) {
  return a.size() == b.size() && equal_bytes(a.data(), b.data(), a.size());
}

// The first comma, or the end.
inline const char* find_comma(const char* begin, const char* end) {
#if defined(__SSE2__)
  using Block = char __attribute__((vector_size(16)));
  for (; end - begin >= 16; begin += 16) {
    Block block;
    std::memcpy(&block, begin, sizeof block);
    const auto found = static_cast<unsigned>(__builtin_ia32_pmovmskb128(reinterpret_cast<Block>(block == ',')));
    if (found != 0) return begin + std::countr_zero(found);
  }
#endif
  if constexpr (std::endian::native == std::endian::little) {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    for (; end - begin >= 8; begin += 8) {
      const std::uint64_t zero_at_comma = load8(begin) ^ (kOnes * ',');
      const std::uint64_t found = (zero_at_comma - kOnes) & ~zero_at_comma & (kOnes * 0x80);
      if (found != 0) return begin + std::countr_zero(found) / 8;
    }
  }
  while (begin != end && *begin != ',') ++begin;
  return begin;
}

// Copies 16 to 64 bytes, in steps of 16 of which the last two may overlap.
inline void copy_16_to_64(char* to, const char* from, std::size_t size) {
  std::memcpy(to, from, 16);
  for (std::size_t i = 16; i + 16 < size; i += 16) std::memcpy(to + i, from + i, 16);
  std::memcpy(to + size - 16, from + size - 16, 16);
}

// Copies that many bytes in words of 16.
template <std::size_t kSize>
[[gnu::always_inline]] inline void copy_block(char* to, const char* from) {
  static_assert(kSize % 16 == 0);
  [&]<std::size_t... kWord>(std::index_sequence<kWord...>) {
    (std::memcpy(to + 16 * kWord, from + 16 * kWord, 16), ...);
  }(std::make_index_sequence<kSize / 16>());
}

}  // namespace crosscheck::policy
