#include "suite/terminal_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "question/utf8.h"

namespace crosscheck::suite {
namespace {

constexpr std::string_view kPlain = "\x1B[0m";

// U+200E, U+200F, U+202A-U+202E, U+2066-U+2069: marks that change the direction of the text around them.
bool turns_text(std::string_view character) {
  if (character.size() != 3 || character[0] != '\xE2') return false;
  const auto last = static_cast<unsigned char>(character[2]);
  if (character[1] == '\x80') return last == 0x8E || last == 0x8F || (last >= 0xAA && last <= 0xAE);
  return character[1] == '\x81' && last >= 0xA6 && last <= 0xA9;
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
    const auto byte = static_cast<unsigned char>(text.front());
    if (length == 0) {
      shown += "\xEF\xBF\xBD";
    } else if (length == 1 && (byte < 0x20 || byte == 0x7F)) {
      shown += fmt::format("\\u{:04x}", byte);
    } else if (length == 2 && byte == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0) {
      shown += fmt::format("\\u{:04x}", static_cast<unsigned char>(text[1]));
    } else if (turns_text(text.substr(0, length))) {
      const auto six_bits = [&](std::size_t place) { return static_cast<unsigned char>(text[place]) & 0x3FU; };
      shown += fmt::format("\\u{:04x}", (byte & 0x0FU) << 12U | six_bits(1) << 6U | six_bits(2));
    } else {
      shown += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return shown;
}

}  // namespace crosscheck::suite
