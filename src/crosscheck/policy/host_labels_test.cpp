#include "crosscheck/policy/host_labels.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/policy/linear_matcher_for_tests.h"

namespace crosscheck::policy {
namespace {

// With no byte around it that may be read, so that a sanitizer sees any that is.
bool are_labels_behind(const std::string& before, const std::string& text) {
  std::vector<char> bytes(before.begin(), before.end());
  bytes.insert(bytes.end(), text.begin(), text.end());
  bytes.shrink_to_fit();
  return are_labels({bytes.data() + before.size(), text.size()}, bytes.size());
}

void expect_plain_reading(const std::string& text) {
  for (const char* before : {"", "h://", "https://", "................", "/////////////////////"}) {
    ASSERT_EQ(are_labels_behind(before, text), are_wildcard_labels(text)) << before << " " << text;
  }
}

TEST(HostLabels, SixteenBytesAtOnceAreClassifiedAsOneByOne) {
  for (std::size_t place = 0; place < 16; ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      for (const char other : {'a', '.', '\x80'}) {
        std::string bytes(16, other);
        bytes[place] = static_cast<char>(byte);
        ASSERT_EQ(classify_16(bytes.data()), classify_16_one_by_one(bytes.data())) << place << " " << byte;
      }
    }
  }
}

TEST(HostLabels, EveryByteInEveryPlaceIsReadAsByThePlainReading) {
  for (std::size_t size = 1; size <= 50; ++size) {
    expect_plain_reading(std::string(size, 'a'));
    expect_plain_reading(std::string(size, '.'));
    for (std::size_t place = 0; place < size; ++place) {
      for (const char byte : {'.', '-', '_', '0', '9', 'z', '/', ':', '`', '{', 'A', '\0', '\x80', '\xAE', '\xFF'}) {
        std::string text(size, 'a');
        text[place] = byte;
        expect_plain_reading(text);
        if (place + 1 == size) continue;
        text[place + 1] = '.';
        expect_plain_reading(text);
      }
    }
  }
}

TEST(HostLabels, RandomLabelsAreReadAsByThePlainReading) {
  std::mt19937 random(20260703);
  for (int i = 0; i < 20000; ++i) {
    std::string text(1 + random() % 70, 'a');
    for (char& byte : text) byte = "abcdefghijklmnopqrstuvwxyz012345-_......"[random() % 40];
    if (i % 8 == 0) text[random() % text.size()] = static_cast<char>(random() % 256);
    expect_plain_reading(text);
  }
}

}  // namespace
}  // namespace crosscheck::policy
