#include "suite/terminal_text.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "question/utf8.h"

namespace crosscheck::suite {
namespace {

constexpr std::string_view kPlain = "\x1B[0m";

// Of a sequence that is well-formed UTF-8.
char32_t code_point(std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence.front());
  if (sequence.size() == 1) return first;
  char32_t value = first & (0xFFU >> (sequence.size() + 1));
  for (const char c : sequence.substr(1)) value = value << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  return value;
}

// Whether it acts on a terminal, turns the text around it, or breaks a line: C0, DEL and C1; the marks of direction; U+2028 and U+2029.
bool acts_on_text(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return true;
  return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::string painted(std::string_view text, std::string_view colour, bool colours) {
  return colours ? fmt::format("{}{}{}", colour, text, kPlain) : std::string(text);
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::string cut(std::string text, std::size_t width) {
  if (columns(text) <= width) return text;
  std::size_t end = 0;
  for (std::size_t kept = 0; kept + 1 < width; ++kept) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) ++end;
  }
  return text.substr(0, end) + "\xE2\x80\xA6";
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    if (!lines.back().empty() && columns(lines.back()) + 1 + columns(word) > width) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
  }
  return lines;
}

std::string printable(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t length = question::utf8_sequence_length(text);
    const std::string_view character = text.substr(0, length);
    if (length == 0) {
      shown += "\xEF\xBF\xBD";
    } else if (const char32_t c = code_point(character); acts_on_text(c)) {
      shown += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
    } else {
      shown += character;
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return shown;
}

std::string printable_lines(std::string_view text) {
  std::string shown;
  while (true) {
    const std::size_t end = text.find('\n');
    shown += printable(text.substr(0, end));
    if (end == std::string_view::npos) return shown;
    shown += '\n';
    text.remove_prefix(end + 1);
  }
}

}  // namespace crosscheck::suite
