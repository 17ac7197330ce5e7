#include "check/punycode.h"

#include <cstdint>
#include <limits>

#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

constexpr std::uint32_t kBase = 36;
constexpr std::uint32_t kTMin = 1;
constexpr std::uint32_t kTMax = 26;
constexpr std::uint32_t kSkew = 38;
constexpr std::uint32_t kDamp = 700;
constexpr std::uint32_t kInitialBias = 72;
constexpr std::uint32_t kInitialN = 128;
constexpr std::uint32_t kLastCodePoint = 0x10FFFF;

std::optional<std::uint32_t> digit_of(char c) {
  if (is_ascii_lower(c)) return static_cast<std::uint32_t>(c - 'a');
  if (is_ascii_upper(c)) return static_cast<std::uint32_t>(c - 'A');
  if (is_ascii_digit(c)) return static_cast<std::uint32_t>(c - '0') + 26;
  return std::nullopt;
}

// https://www.rfc-editor.org/rfc/rfc3492#section-6.1
std::uint32_t adapted_bias(std::uint32_t delta, std::uint32_t points, bool is_first) {
  delta = is_first ? delta / kDamp : delta / 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > ((kBase - kTMin) * kTMax) / 2; k += kBase) delta /= kBase - kTMin;
  return k + (((kBase - kTMin + 1) * delta) / (delta + kSkew));
}

std::string utf8_of(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) {
    const auto byte = [&text](std::uint32_t value) { text += static_cast<char>(value); };
    const auto value = static_cast<std::uint32_t>(point);
    if (value < 0x80) {
      byte(value);
      continue;
    }
    if (value < 0x800) {
      byte(0xC0 | (value >> 6));
    } else if (value < 0x10000) {
      byte(0xE0 | (value >> 12));
      byte(0x80 | ((value >> 6) & 0x3F));
    } else {
      byte(0xF0 | (value >> 18));
      byte(0x80 | ((value >> 12) & 0x3F));
      byte(0x80 | ((value >> 6) & 0x3F));
    }
    byte(0x80 | (value & 0x3F));
  }
  return text;
}

}  // namespace

std::optional<std::u32string> punycode_decoded(std::string_view encoded) {
  std::u32string points;
  const std::size_t hyphen = encoded.rfind('-');
  if (hyphen != std::string_view::npos) {
    for (const char c : encoded.substr(0, hyphen)) {
      if (static_cast<unsigned char>(c) >= kInitialN) return std::nullopt;
      points += static_cast<char32_t>(c);
    }
    encoded.remove_prefix(hyphen + 1);
  }
  std::uint64_t n = kInitialN;
  std::uint64_t i = 0;
  std::uint32_t bias = kInitialBias;
  while (!encoded.empty()) {
    const std::uint64_t before = i;
    std::uint64_t weight = 1;
    for (std::uint32_t k = kBase;; k += kBase) {
      const std::optional<std::uint32_t> digit = encoded.empty() ? std::nullopt : digit_of(encoded.front());
      if (!digit) return std::nullopt;
      encoded.remove_prefix(1);
      i += *digit * weight;
      if (i > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
      const std::uint32_t threshold = k <= bias ? kTMin : k >= bias + kTMax ? kTMax : k - bias;
      if (*digit < threshold) break;
      weight *= kBase - threshold;
      if (weight > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
    }
    const auto count = static_cast<std::uint32_t>(points.size()) + 1;
    bias = adapted_bias(static_cast<std::uint32_t>(i - before), count, before == 0);
    n += i / count;
    i %= count;
    if (n > kLastCodePoint || (n >= 0xD800 && n <= 0xDFFF)) return std::nullopt;
    points.insert(static_cast<std::size_t>(i), 1, static_cast<char32_t>(n));
    ++i;
  }
  return points;
}

std::string readable_host(std::string_view host) {
  constexpr std::string_view kPrefix = "xn--";
  std::string readable;
  while (true) {
    const std::size_t dot = host.find('.');
    const std::string_view label = host.substr(0, dot);
    const bool is_encoded = byte_lowercase(label.substr(0, kPrefix.size())) == kPrefix;
    const std::optional<std::u32string> points = is_encoded ? punycode_decoded(label.substr(kPrefix.size())) : std::nullopt;
    readable += points ? utf8_of(*points) : std::string(label);
    if (dot == std::string_view::npos) return readable;
    readable += '.';
    host.remove_prefix(dot + 1);
  }
}

}  // namespace crosscheck::check
