// The safelist looks at many bytes at once; here it is held against the plain reading of each byte.
#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "crosscheck/fetch/safelisted_request_header.h"
#include "crosscheck/http/mime_type.h"

namespace crosscheck {
namespace {

bool has_unsafe_byte(std::string_view value) { return std::any_of(value.begin(), value.end(), is_cors_unsafe_request_header_byte); }

// With the whole parser.
bool is_safe_content_type(std::string_view value) {
  if (value.size() > 128 || has_unsafe_byte(value)) return false;
  const auto mime_type = parse_mime_type(value);
  if (!mime_type) return false;
  const std::string essence = mime_type->essence();
  return essence == "application/x-www-form-urlencoded" || essence == "multipart/form-data" || essence == "text/plain";
}

TEST(SafelistByWords, FindsEveryUnsafeByteInEveryPlaceOfValuesOfAnyLength) {
  for (std::size_t size = 1; size <= 128; ++size) {
    for (std::size_t place = 0; place < size; place += size < 40 ? 1 : 7) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string value(size, 'a');
        value[place] = static_cast<char>(byte);
        ASSERT_EQ(is_cors_safelisted_request_header("Accept", value), !has_unsafe_byte(value)) << size << " " << place << " " << byte;
      }
    }
  }
  EXPECT_TRUE(is_cors_safelisted_request_header("Accept", ""));
}

// All sequences of up to five of these.
constexpr std::array<std::string_view, 12> kPieces{
    "text", "/", "plain", ";", " ", "\t", "multipart/form-data", "APPLICATION/x-www-form-urlencoded", "a", ",", "=", "Text/Plain"};

void for_each_sequence(const std::string& start, int more, const auto& visit) {
  visit(start);
  if (more == 0) return;
  for (const std::string_view piece : kPieces) for_each_sequence(start + std::string(piece), more - 1, visit);
}

TEST(SafelistByWords, ReadsTheEssenceOfEverySmallContentTypeAsTheParserDoes) {
  std::size_t asked = 0;
  std::size_t safe = 0;
  for_each_sequence("", 5, [&](const std::string& value) {
    const bool expected = is_safe_content_type(value);
    ASSERT_EQ(is_cors_safelisted_request_header("Content-Type", value), expected) << value;
    ++asked;
    safe += expected ? 1 : 0;
  });
  EXPECT_GT(asked, 270000U);
  EXPECT_GT(safe, 1000U);
}

TEST(SafelistByWords, ReadsChangedContentTypesAsTheParserDoes) {
  std::mt19937 random(20260702);
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  for (int i = 0; i < 200000; ++i) {
    std::string value = "multipart/form-data; boundary=x";
    if (i % 3 == 1) value = " text/plain;charset=utf-8";
    if (i % 3 == 2) value = "application/x-www-form-urlencoded\t;a=b";
    for (std::size_t changes = below(3); changes > 0; --changes) value[below(value.size())] = static_cast<char>(below(256));
    if (below(4) == 0) value.erase(below(value.size()), below(4));
    ASSERT_EQ(is_cors_safelisted_request_header("Content-Type", value), is_safe_content_type(value)) << value;
  }
}

}  // namespace
}  // namespace crosscheck
