#include "crosscheck/url/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace crosscheck {
namespace {

constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// What a lead byte asks for: how many bytes follow, and the range of the first of them, which keeps out overlong forms, surrogates and
// what lies above U+10FFFF.
struct Lead {
  std::size_t following = 0;  // 0: not a lead byte
  unsigned char lower = 0x80;
  unsigned char upper = 0xBF;
};

constexpr Lead lead_of(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {};
}

}  // namespace

// WHY sixteen at a time: every question is asked, and nearly all are ASCII to their end.
bool is_ascii_string(std::string_view bytes) {
  std::uint64_t seen[2] = {};
  for (; bytes.size() >= sizeof seen; bytes.remove_prefix(sizeof seen)) {
    std::uint64_t sixteen[2];
    std::memcpy(sixteen, bytes.data(), sizeof sixteen);
    seen[0] |= sixteen[0];
    seen[1] |= sixteen[1];
  }
  return ((seen[0] | seen[1]) & 0x8080808080808080U) == 0 && std::all_of(bytes.begin(), bytes.end(), is_ascii);
}

// https://encoding.spec.whatwg.org/#utf-8-decoder
std::string utf8_decode_without_bom(std::string_view bytes) {
  if (is_ascii_string(bytes)) return std::string(bytes);
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    if (is_ascii(bytes[i])) {
      text += bytes[i++];
      continue;
    }
    Lead lead = lead_of(static_cast<unsigned char>(bytes[i]));
    const std::size_t start = i++;
    std::size_t missing = lead.following;
    while (missing > 0 && i < bytes.size()) {
      const auto byte = static_cast<unsigned char>(bytes[i]);
      if (byte < lead.lower || byte > lead.upper) break;
      lead.lower = 0x80;
      lead.upper = 0xBF;
      ++i;
      --missing;
    }
    if (lead.following == 0 || missing > 0) {
      text += kReplacementCharacter;
    } else {
      text += bytes.substr(start, i - start);
    }
  }
  return text;
}

}  // namespace crosscheck
