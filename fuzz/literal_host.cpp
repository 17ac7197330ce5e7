#include "fuzz/literal_host.h"

#include <arpa/inet.h>
#include <unicode/stringpiece.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "crosscheck/url/idna.h"
#include "fuzz/literal.h"

namespace crosscheck::fuzz::literal {
namespace {

// https://url.spec.whatwg.org/#forbidden-host-code-point
constexpr std::string_view kForbidden("\0\t\n\r #/:<>?@[\\]^|", 17);
constexpr std::string_view kHexDigits = "0123456789abcdef";

bool has_any_of(std::string_view text, std::string_view bytes) { return text.find_first_of(bytes) != std::string_view::npos; }
bool consists_of(std::string_view text, std::string_view bytes) { return text.find_first_not_of(bytes) == std::string_view::npos; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::string hex(unsigned value) {
  std::string digits;
  do {
    digits.insert(digits.begin(), kHexDigits[value % 16]);
    value /= 16;
  } while (value > 0);
  return digits;
}

// https://url.spec.whatwg.org/#concept-ipv6-serializer: "::" stands for the first of the longest runs of at least two pieces that are zero.
std::string written(const std::array<unsigned, 8>& pieces) {
  std::size_t gap = 8;
  std::size_t length = 1;
  for (std::size_t from = 0; from < 8; ++from) {
    std::size_t end = from;
    while (end < 8 && pieces[end] == 0) ++end;
    if (end - from > length) {
      gap = from;
      length = end - from;
    }
  }
  std::string before;
  std::string after;
  for (std::size_t i = 0; i < std::min<std::size_t>(gap, 8); ++i) before += (i == 0 ? "" : ":") + hex(pieces[i]);
  if (gap == 8) return before;
  for (std::size_t i = gap + length; i < 8; ++i) after += (i == gap + length ? "" : ":") + hex(pieces[i]);
  return before + "::" + after;
}

// https://url.spec.whatwg.org/#concept-ipv6-parser
std::optional<std::string> ipv6(std::string_view text) {
  std::array<unsigned char, 16> bytes{};
  if (has_any_of(text, std::string_view("\0", 1)) || inet_pton(AF_INET6, std::string(text).c_str(), bytes.data()) != 1) return std::nullopt;
  std::array<unsigned, 8> pieces{};
  for (std::size_t i = 0; i < 8; ++i) pieces[i] = bytes[2 * i] * 256u + bytes[2 * i + 1];
  return written(pieces);
}

// https://url.spec.whatwg.org/#ipv4-number-parser: nothing where it is no number; all that is too large is 2^32.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
  constexpr std::uint64_t kTooLarge = std::uint64_t{1} << 32;
  if (text.empty()) return std::nullopt;
  std::size_t base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    text.remove_prefix(2);
    base = 16;
  } else if (text.size() > 1 && text.front() == '0') {
    text.remove_prefix(1);
    base = 8;
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    const std::size_t digit = kHexDigits.find(lower(c));
    if (digit >= base) return std::nullopt;
    value = std::min(kTooLarge, value * base + digit);
  }
  return value;
}

// https://url.spec.whatwg.org/#ends-in-a-number-checker and #concept-ipv4-parser: nothing where the domain is none that ends in a number; an empty
// string where it does, and is no address.
std::optional<std::string> ipv4(std::string_view domain) {
  std::vector<std::string_view> parts = split(domain, '.');
  if (parts.back().empty() && parts.size() > 1) parts.pop_back();
  const bool is_number = !parts.back().empty() && consists_of(parts.back(), "0123456789");
  if (!is_number && !ipv4_number(parts.back())) return std::nullopt;
  if (parts.size() > 4) return "";
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    // The last one fills all bytes that are left.
    const std::size_t bytes = i + 1 < parts.size() ? 1 : 4 - i;
    const std::optional<std::uint64_t> number = ipv4_number(parts[i]);
    if (!number || *number >= std::uint64_t{1} << (8 * bytes)) return "";
    address = (address << (8 * bytes)) + *number;
  }
  const auto byte = [&](int at) { return std::to_string(address >> (8 * at) & 0xFF); };
  return byte(3) + "." + byte(2) + "." + byte(1) + "." + byte(0);
}

std::optional<std::string> domain(std::string_view text) {
  const std::string decoded = well_formed(percent_decoded(text));
  const bool is_ascii = std::none_of(decoded.begin(), decoded.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
  const std::optional<std::string> ascii = is_ascii ? lower(decoded) : domain_parser_to_ascii(decoded);
  if (!ascii || ascii->empty() || has_any_of(*ascii, kForbidden) || has_any_of(*ascii, "%") ||
      std::any_of(ascii->begin(), ascii->end(), is_control)) {
    return std::nullopt;
  }
  const std::optional<std::string> address = ipv4(*ascii);
  if (!address) return ascii;
  return address->empty() ? std::nullopt : address;
}

}  // namespace

std::string well_formed(std::string_view bytes) {
  std::string text;
  return icu::UnicodeString::fromUTF8(icu::StringPiece(bytes.data(), static_cast<int32_t>(bytes.size()))).toUTF8String(text);
}

std::string percent_decoded(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_encoded =
        text[i] == '%' && text.size() - i > 2 && is_among(lower(text[i + 1]), kHexDigits) && is_among(lower(text[i + 2]), kHexDigits);
    bytes += is_encoded ? static_cast<char>(kHexDigits.find(lower(text[i + 1])) * 16 + kHexDigits.find(lower(text[i + 2]))) : text[i];
    if (is_encoded) i += 2;
  }
  return bytes;
}

std::string percent_encoded(std::string_view text, std::string_view ascii) {
  constexpr std::string_view kUpperHexDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (!is_control(c) && byte < 0x80 && !is_among(c, ascii)) {
      encoded += c;
    } else {
      encoded += {'%', kUpperHexDigits[byte / 16], kUpperHexDigits[byte % 16]};
    }
  }
  return encoded;
}

std::optional<std::string> host(std::string_view text, bool is_special) {
  if (!text.empty() && text.front() == '[') {
    if (text.back() != ']') return std::nullopt;
    const std::optional<std::string> address = ipv6(text.substr(1, text.size() - 2));
    return address ? std::optional("[" + *address + "]") : std::nullopt;
  }
  if (is_special) return domain(text);
  return has_any_of(text, kForbidden) ? std::nullopt : std::optional(percent_encoded(text, ""));
}

}  // namespace crosscheck::fuzz::literal
