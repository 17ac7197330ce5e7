// Comparing with a known name without regard to ASCII case, a word at a time: what finding a header in a list is made of.
//
// Pure; nothing is read outside the bytes that are given, and any thread may call.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include "crosscheck/base/ascii.h"

namespace crosscheck {

// A name, in lower case, that bytes are compared with without regard to ASCII case. It has four bytes at least.
// WHY not `| 0x20` on every byte: it would take a carriage return for `-`. Only where the name has a letter is the case bit set.
template <std::size_t kSize>
class FoldedName {
 public:
  consteval explicit FoldedName(const char (&lower_case)[kSize + 1]) {
    for (std::size_t i = 0; i < kWords; ++i) {
      std::array<char, kBytes> text{};
      std::array<char, kBytes> case_bits{};
      for (std::size_t byte = 0; byte < kBytes; ++byte) {
        text[byte] = lower_case[start_of(i) + byte];
        case_bits[byte] = is_ascii_lower(text[byte]) ? 0x20 : 0;
      }
      text_[i] = std::bit_cast<Word>(text);
      case_bits_[i] = std::bit_cast<Word>(case_bits);
    }
  }

  bool is(std::string_view name) const { return name.size() == kSize && is_at(name.data()); }
  // Of a name of kSize bytes.
  bool is_at(const char* name) const { return is_at(name, std::make_index_sequence<kWords>()); }

 private:
  static_assert(kSize >= 4);
  using Word = std::conditional_t<(kSize < 8), std::uint32_t, std::uint64_t>;
  static constexpr std::size_t kBytes = sizeof(Word);
  static constexpr std::size_t kWords = (kSize + kBytes - 1) / kBytes;
  // The last word overlaps the one before it.
  static constexpr std::size_t start_of(std::size_t word) { return word * kBytes + kBytes > kSize ? kSize - kBytes : word * kBytes; }

  static Word load(const char* bytes) {
    Word word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
  }
  // WHY no loop: the words are then part of the instructions.
  template <std::size_t... kWord>
  bool is_at(const char* name, std::index_sequence<kWord...>) const {
    return (((load(name + start_of(kWord)) | case_bits_[kWord]) == text_[kWord]) && ...);
  }

  Word text_[kWords] = {};
  Word case_bits_[kWords] = {};
};

}  // namespace crosscheck
