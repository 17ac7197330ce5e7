#include "crosscheck/fetch/quoted_bytes.h"

#include <cstddef>
#include <optional>

#include "crosscheck/base/isomorphic.h"

namespace crosscheck {
namespace {

// WHY: a header value may have megabytes, and a sentence that nobody can read explains nothing.
constexpr std::size_t kLongest = 64;

}  // namespace

std::string quoted(std::string_view bytes) {
  std::string text = "`";
  for (const char byte : bytes.substr(0, kLongest)) {
    // WHY: a sentence goes to terminals and pages, where a control character could act.
    const auto number = static_cast<unsigned char>(byte);
    const bool is_control = number < 0x20 || (number >= 0x7F && number < 0xA0);
    text += is_control ? "\\x" + hexadecimal(byte).substr(2) : isomorphic_decode_to_utf8({&byte, 1});
  }
  if (bytes.size() > kLongest) text += "\u2026";
  text += '`';
  return text;
}

std::string shown(std::string_view name, HeaderListView headers) {
  const std::optional<std::string> value = get(headers, name);
  return std::string(name) + (value ? " is " + quoted(*value) : " is absent");
}

std::string hexadecimal(char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto number = static_cast<unsigned char>(byte);
  return std::string("0x") + kDigits[number / 16] + kDigits[number % 16];
}

}  // namespace crosscheck
