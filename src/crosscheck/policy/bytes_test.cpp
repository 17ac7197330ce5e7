#include "crosscheck/policy/bytes.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace crosscheck::policy {
namespace {

// On the heap with nothing around it, so that a sanitizer sees what is read outside.
std::vector<char> alone(const std::string& text) { return std::vector<char>(text.begin(), text.end()); }

TEST(FindComma, FindsTheFirstOneWhereverItStandsAndNoOtherByte) {
  for (std::size_t size = 0; size <= 50; ++size) {
    for (int byte = 0; byte < 256; ++byte) {
      const std::vector<char> none(size, static_cast<char>(byte));
      const char* const end = none.data() + size;
      ASSERT_EQ(find_comma(none.data(), end), std::find(none.data(), end, ',')) << size << " " << byte;
    }
    for (std::size_t place = 0; place < size; ++place) {
      for (const char around : {'a', '-', '+', '\xAC', '\0'}) {
        std::vector<char> one(size, around);
        one[place] = ',';
        if (place + 3 < size) one[place + 3] = ',';
        ASSERT_EQ(find_comma(one.data(), one.data() + size), one.data() + place) << size;
      }
    }
  }
  EXPECT_EQ(find_comma(nullptr, nullptr), nullptr);
}

TEST(EqualBytes, SeesADifferenceInEveryPlaceOfRunsOfAnyLength) {
  for (std::size_t size = 0; size <= 80; ++size) {
    const std::vector<char> a = alone(std::string(size, 'a'));
    std::vector<char> b = a;
    ASSERT_TRUE(equal_bytes(a.data(), b.data(), size)) << size;
    for (std::size_t place = 0; place < size; ++place) {
      for (const char other : {'b', 'A', '\xE1', '\0'}) {
        b[place] = other;
        ASSERT_FALSE(equal_bytes(a.data(), b.data(), size)) << size << " " << place;
        ASSERT_FALSE(equal_any(a.data(), b.data(), size)) << size << " " << place;
      }
      b[place] = 'a';
    }
  }
  EXPECT_TRUE(equal_bytes(std::string_view(), std::string_view("")));
  EXPECT_FALSE(equal_bytes(std::string_view("a"), std::string_view("ab")));
}

TEST(LoadUpTo7, IsAnotherWordForOtherBytesOfTheSameLength) {
  for (std::size_t size = 0; size <= 7; ++size) {
    const std::vector<char> bytes = alone(std::string("abcdefg", size));
    const std::uint64_t word = load_up_to_7(bytes.data(), size);
    for (std::size_t place = 0; place < size; ++place) {
      for (int byte = 0; byte < 256; ++byte) {
        std::vector<char> other = bytes;
        other[place] = static_cast<char>(byte);
        ASSERT_EQ(load_up_to_7(other.data(), size) == word, other == bytes) << size << " " << place;
      }
    }
  }
}

TEST(Copy16To64, CopiesEveryByteAndNoneBeyond) {
  std::string text;
  for (char byte = ' '; text.size() < 64; ++byte) text += byte;
  for (std::size_t size = 16; size <= 64; ++size) {
    const std::vector<char> from = alone(text.substr(0, size));
    std::vector<char> to(size + 16, '#');
    copy_16_to_64(to.data(), from.data(), size);
    ASSERT_TRUE(std::equal(from.begin(), from.end(), to.begin())) << size;
    ASSERT_EQ(std::count(to.begin() + static_cast<std::ptrdiff_t>(size), to.end(), '#'), 16) << size;
  }
}

}  // namespace
}  // namespace crosscheck::policy
