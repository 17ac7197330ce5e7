#include "crosscheck/base/isomorphic.h"

namespace crosscheck {

std::string isomorphic_decode_to_utf8(std::string_view bytes) {
  std::string utf8;
  utf8.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      utf8.push_back(c);
    } else {
      utf8.push_back(static_cast<char>(0xC0 | (byte >> 6)));
      utf8.push_back(static_cast<char>(0x80 | (byte & 0x3F)));
    }
  }
  return utf8;
}

std::optional<std::string> isomorphic_encode_utf8(std::string_view utf8) {
  std::string bytes;
  bytes.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      bytes.push_back(utf8[i]);
      continue;
    }
    // WHY: U+0080-U+00FF are exactly the sequences led by 0xC2 and 0xC3. Every other lead byte is either not UTF-8 or of a code point above
    // U+00FF.
    if (lead != 0xC2 && lead != 0xC3) return std::nullopt;
    if (++i == utf8.size()) return std::nullopt;
    const auto continuation = static_cast<unsigned char>(utf8[i]);
    if ((continuation & 0xC0) != 0x80) return std::nullopt;
    bytes.push_back(static_cast<char>(((lead & 0x03) << 6) | (continuation & 0x3F)));
  }
  return bytes;
}

}  // namespace crosscheck
