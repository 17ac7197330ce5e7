#include "crosscheck/base/ascii.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace crosscheck {
namespace {

constexpr std::uint64_t kEach = 0x0101010101010101U;

// The eight bytes with A-Z folded. A byte above 0x7F stays as it is: its top bit keeps it out.
std::uint64_t folded(std::uint64_t bytes) {
  const std::uint64_t low = bytes & 0x7F * kEach;
  const std::uint64_t from_a = low + (0x80 - 'A') * kEach;
  const std::uint64_t behind_z = low + (0x80 - 'Z' - 1) * kEach;
  return bytes | ((from_a & ~behind_z & ~bytes & 0x80 * kEach) >> 2);
}

template <class Word>
bool words_equal(const char* a, const char* b) {
  Word word_a;
  Word word_b;
  std::memcpy(&word_a, a, sizeof word_a);
  std::memcpy(&word_b, b, sizeof word_b);
  if (word_a == word_b) return true;
  // Letters of two cases differ in one bit.
  if (((word_a ^ word_b) & static_cast<Word>(~(0x20 * kEach))) != 0) return false;
  return folded(word_a) == folded(word_b);
}

}  // namespace

bool equals_by_words(std::string_view a, std::string_view b) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  constexpr std::size_t kHalf = sizeof(std::uint32_t);
  const std::size_t size = a.size();
  // The last word overlaps the one before it.
  if (size >= kWord) {
    for (std::size_t at = 0; at < size - kWord; at += kWord) {
      if (!words_equal<std::uint64_t>(a.data() + at, b.data() + at)) return false;
    }
    return words_equal<std::uint64_t>(a.data() + size - kWord, b.data() + size - kWord);
  }
  if (size >= kHalf) {
    return words_equal<std::uint32_t>(a.data(), b.data()) && words_equal<std::uint32_t>(a.data() + size - kHalf, b.data() + size - kHalf);
  }
  return std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return to_ascii_lower(x) == to_ascii_lower(y); });
}

bool LessIgnoringAsciiCase::operator()(std::string_view a, std::string_view b) const {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return to_ascii_lower(x) < to_ascii_lower(y); });
}

std::string byte_lowercase(std::string_view bytes) {
  std::string folded(bytes);
  std::transform(folded.begin(), folded.end(), folded.begin(), to_ascii_lower);
  return folded;
}

std::string byte_uppercase(std::string_view bytes) {
  std::string folded(bytes);
  std::transform(folded.begin(), folded.end(), folded.begin(), to_ascii_upper);
  return folded;
}

}  // namespace crosscheck
