// A set of bytes as a table: what scanning a text for one of several bytes is made of.
//
// A constant; any thread may call. WHY a table: whether `char` is signed must not matter to bytes above 0x7F.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace crosscheck {

class ByteSet {
 public:
  constexpr ByteSet() = default;
  constexpr explicit ByteSet(std::string_view bytes) {
    for (const char byte : bytes) contained_[static_cast<unsigned char>(byte)] = true;
  }
  // This set and the bytes of which the predicate is true.
  template <class Predicate>
  constexpr ByteSet with(Predicate&& is_of_class) const {
    ByteSet larger = *this;
    for (std::size_t byte = 0; byte < contained_.size(); ++byte) {
      if (is_of_class(static_cast<char>(static_cast<unsigned char>(byte)))) larger.contained_[byte] = true;
    }
    return larger;
  }

  constexpr bool contains(char byte) const { return contained_[static_cast<unsigned char>(byte)]; }
  // Where the first byte of the set stands in the text, at `from` or behind it; the text's size where there is none.
  constexpr std::size_t find_in(std::string_view text, std::size_t from = 0) const {
    while (from < text.size() && !contains(text[from])) ++from;
    return from;
  }

 private:
  std::array<bool, 256> contained_{};
};

}  // namespace crosscheck
