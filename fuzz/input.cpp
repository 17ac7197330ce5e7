#include "fuzz/input.h"

#include <algorithm>

#include "crosscheck/base/ascii.h"

namespace crosscheck::fuzz {
namespace {

int hex_digit(char c) {
  if (is_ascii_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::size_t count_lines(std::string_view text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1; }

}  // namespace

Input::Input(std::string_view text) : bytes_(text.size(), 2 * std::min(count_lines(text), kMostLines)) {
  while (!text.empty() && size_ < kMostLines) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    add(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void Input::add(std::string_view line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  if (space == 0) return;
  Line read;
  read.key = line.substr(0, space);
  line.remove_prefix(std::min(space + 1, line.size()));
  if (read.key == "header") {
    // WHY before the escapes are read: a name may hold a colon as \x3a.
    const std::size_t colon = std::min(line.find(':'), line.size());
    read.value = unescaped(line.substr(0, colon));
    line.remove_prefix(std::min(colon + 1, line.size()));
    if (line.starts_with(' ')) line.remove_prefix(1);
    read.rest = unescaped(line);
  } else {
    read.value = unescaped(line);
  }
  lines_[size_++] = read;
}

std::string_view Input::unescaped(std::string_view text) {
  if (text.find('\\') == std::string_view::npos) return bytes_.copy(text);
  char* const begin = bytes_.room_for(text.size());
  char* at = begin;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (text[i] != '\\') {
      *at++ = text[i];
    } else if (next == 'x' && i + 3 < text.size() && hex_digit(text[i + 2]) >= 0 && hex_digit(text[i + 3]) >= 0) {
      *at++ = static_cast<char>(hex_digit(text[i + 2]) * 16 + hex_digit(text[i + 3]));
      i += 3;
    } else if (next == 'n' || next == 'r' || next == 't' || next == '\\') {
      *at++ = next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : '\\';
      ++i;
    } else {
      *at++ = '\\';
    }
  }
  const auto size = static_cast<std::size_t>(at - begin);
  bytes_.shrink(begin, text.size(), size);
  return {begin, size};
}

std::optional<std::string_view> Input::find(std::string_view key) const {
  for (std::size_t i = size_; i-- > 0;) {
    if (lines_[i].key == key) return lines_[i].value;
  }
  return std::nullopt;
}

std::uint64_t number(std::string_view digits, std::uint64_t most, std::uint64_t otherwise) {
  if (digits.empty() || digits.size() > 19) return otherwise;
  std::uint64_t value = 0;
  for (const char c : digits) {
    if (!is_ascii_digit(c)) return otherwise;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return std::min(value, most);
}

}  // namespace crosscheck::fuzz
