// Loading, comparing and copying short runs of bytes a word at a time: what the decision's hot path is made of.
//
// Nothing is read outside the bytes that are given.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace crosscheck::policy {

inline std::uint64_t load8(const char* bytes) {
  std::uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

inline std::uint32_t load4(const char* bytes) {
  std::uint32_t word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// Fewer than eight bytes in one word, different for different bytes of the same length.
inline std::uint64_t load_up_to_7(const char* bytes, std::size_t size) {
  if (size >= 4) return load4(bytes) | std::uint64_t{load4(bytes + size - 4)} << 32;
  if (size == 0) return 0;
  const auto byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(bytes[i])}; };
  return byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
}

// `size` bytes of both.
inline bool equal_bytes(const char* a, const char* b, std::size_t size) {
  if (size < 8) return load_up_to_7(a, size) == load_up_to_7(b, size);
  std::uint64_t difference = load8(a + size - 8) ^ load8(b + size - 8);
  for (std::size_t i = 0; i + 8 < size; i += 8) {
    difference |= load8(a + i) ^ load8(b + i);
    if (difference != 0) return false;
  }
  return difference == 0;
}

inline bool equal_bytes(std::string_view a, std::string_view b) { return a.size() == b.size() && equal_bytes(a.data(), b.data(), a.size()); }

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

}  // namespace crosscheck::policy
