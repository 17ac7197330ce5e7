#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "fuzz/mutation.h"

namespace crosscheck::fuzz {
namespace {

using Lines = std::vector<std::string>;

// What decides more often than bytes that come by chance.
constexpr auto kValues = std::to_array<std::string_view>({"*",
                                                          "null",
                                                          "",
                                                          "true",
                                                          "false",
                                                          "True",
                                                          "include",
                                                          "omit",
                                                          "same-origin",
                                                          "cors",
                                                          "no-cors",
                                                          "0",
                                                          "1",
                                                          "5",
                                                          "128",
                                                          "200",
                                                          "204",
                                                          "299",
                                                          "300",
                                                          "301",
                                                          "303",
                                                          "307",
                                                          "401",
                                                          "403",
                                                          "421",
                                                          "600",
                                                          "1024",
                                                          "2147483648",
                                                          "GET",
                                                          "PUT",
                                                          "put",
                                                          "OPTIONS",
                                                          "x-a",
                                                          "X-A",
                                                          "authorization",
                                                          "http://a.test",
                                                          "https://a.test",
                                                          "https://a.test:8443",
                                                          "https://*.a.test",
                                                          "https://a.test:*"});

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// Where the value begins: behind the word, and behind the name of a header.
std::size_t value_begin(const std::string& line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  if (!line.starts_with("header ")) return std::min(space + 1, line.size());
  const std::size_t colon = line.find(": ");
  return colon == std::string::npos ? std::min(space + 1, line.size()) : colon + 2;
}

std::string value_of(const std::string& line) { return line.substr(value_begin(line)); }
void set_value(std::string& line, std::string_view value) { line.replace(value_begin(line), std::string::npos, value); }

std::string with_escapes(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) text += c == '\n' ? std::string("\\n") : std::string(1, c);
  return text;
}

void flip_case(std::string& line, Dice& dice) {
  const std::size_t begin = line.starts_with("header ") ? 7 : value_begin(line);
  if (begin >= line.size()) return;
  char& c = line[begin + dice.roll(line.size() - begin)];
  c = is_ascii_lower(c) ? to_ascii_upper(c) : to_ascii_lower(c);
}

// "a, b" becomes two lines.
void split_line(Lines& lines, std::size_t at) {
  const std::size_t comma = lines[at].find(',', value_begin(lines[at]));
  if (comma == std::string::npos) return;
  std::string second = lines[at].substr(0, value_begin(lines[at])) + lines[at].substr(comma + 1);
  lines[at].erase(comma);
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, std::move(second));
}

// Two lines of one name become one.
void merge_lines(Lines& lines, std::size_t at) {
  const std::string start = lines[at].substr(0, value_begin(lines[at]));
  for (std::size_t i = at + 1; i < lines.size(); ++i) {
    if (lines[i].substr(0, value_begin(lines[i])) != start) continue;
    lines[at] += ", " + value_of(lines[i]);
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

void mutate_one(Lines& lines, Dice& dice, const MutateBytes& mutate_bytes) {
  constexpr std::size_t kMostAdded = 64;
  const std::size_t at = dice.roll(lines.size());
  const std::size_t other = dice.roll(lines.size());
  const auto begin = lines.begin();
  switch (dice.roll(12)) {
    case 0:
      if (lines.size() > 1) lines.erase(begin + static_cast<std::ptrdiff_t>(at));
      break;
    case 1: {
      std::string again = lines[at];
      lines.insert(begin + static_cast<std::ptrdiff_t>(other), std::move(again));
      break;
    }
    case 2:
      std::swap(lines[at], lines[other]);
      break;
    case 3:
    case 4:
    case 5: {
      const std::string value = value_of(lines[at]);
      set_value(lines[at], with_escapes(mutate_bytes(value, value.size() + kMostAdded)));
      break;
    }
    case 6:
      set_value(lines[at], value_of(lines[other]));
      break;
    case 7:
      set_value(lines[at], kValues[dice.roll(kValues.size())]);
      break;
    case 8:
      flip_case(lines[at], dice);
      break;
    case 9:
      split_line(lines, at);
      break;
    case 10:
      merge_lines(lines, at);
      break;
    default:
      // Another word or header name before the same value.
      lines[at] = lines[other].substr(0, value_begin(lines[other])) + value_of(lines[at]);
      break;
  }
}

}  // namespace

std::string mutate_text(std::string_view text, Dice& dice, const MutateBytes& mutate_bytes) {
  Lines lines = split(text);
  if (lines.empty()) lines.emplace_back("kind ");
  for (std::size_t times = 1 + dice.roll(3); times > 0; --times) mutate_one(lines, dice, mutate_bytes);
  return joined(lines);
}

std::string cross_texts(std::string_view one, std::string_view other, Dice& dice) {
  Lines lines = split(one);
  const Lines others = split(other);
  if (others.empty()) return joined(lines);
  const std::size_t begin = dice.roll(others.size());
  const std::size_t count = 1 + dice.roll(others.size() - begin);
  const auto from = others.begin() + static_cast<std::ptrdiff_t>(begin);
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(dice.roll(lines.size() + 1)), from, from + static_cast<std::ptrdiff_t>(count));
  return joined(lines);
}

}  // namespace crosscheck::fuzz
