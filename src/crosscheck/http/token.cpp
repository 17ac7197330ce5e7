#include "crosscheck/http/token.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace crosscheck {
namespace {

// Bytes side by side.
using Block = unsigned char __attribute__((vector_size(16)));

// The first of eight bytes that is not zero; they are not all.
std::size_t first_set(std::uint64_t bytes) { return static_cast<std::size_t>(std::countr_zero(bytes)) / 8; }

}  // namespace

std::size_t plain_token_length(std::string_view bytes) {
  // Elsewhere the first byte of a word is not its lowest.
  if constexpr (std::endian::native != std::endian::little) return 0;
  std::size_t length = 0;
  for (; bytes.size() - length >= sizeof(Block); length += sizeof(Block)) {
    Block block;
    std::memcpy(&block, bytes.data() + length, sizeof block);
    const auto is_plain = ((block | 0x20) - 'a' < 26) | (block - '0' < 10) | (block == '-');
    const auto is_other = ~is_plain;
    std::uint64_t halves[2];
    std::memcpy(halves, &is_other, sizeof halves);
    if (halves[0] != 0) return length + first_set(halves[0]);
    if (halves[1] != 0) return length + sizeof halves[0] + first_set(halves[1]);
  }
  return length;
}

}  // namespace crosscheck
