// Grammars read word by word, as slowly as they are written down: what the engine's fast readers are held against.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::fuzz::literal {

inline bool is_among(char c, std::string_view bytes) { return bytes.find(c) != std::string_view::npos; }

inline bool is_digit(char c) { return is_among(c, "0123456789"); }

// RFC 9110, section 5.6.2.
inline bool is_token(std::string_view text) {
  constexpr std::string_view kTokenBytes = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) { return is_among(c, kTokenBytes); });
}

inline char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = lower(c);
  return lowered;
}

// WHY not the two in lower case: the readings compare names more often than they do anything else.
inline bool same_in_any_case(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char a, char b) { return lower(a) == lower(b); });
}

inline std::string_view strip(std::string_view text, std::string_view bytes, bool left = true, bool right = true) {
  while (left && !text.empty() && is_among(text.front(), bytes)) text.remove_prefix(1);
  while (right && !text.empty() && is_among(text.back(), bytes)) text.remove_suffix(1);
  return text;
}

inline std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> pieces;
  while (true) {
    const std::size_t end = text.find(at);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

// RFC 9110, section 5.6.1.2, of tokens: the elements, or nothing where the line is no list. Blanks may stand beside a comma only.
inline std::optional<std::vector<std::string>> list_of_tokens(std::string_view line) {
  std::vector<std::string> elements;
  const std::vector<std::string_view> pieces = split(line, ',');
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::string_view element = strip(pieces[i], " \t", i > 0, i + 1 < pieces.size());
    if (element.empty()) continue;
    if (!is_token(element)) return std::nullopt;
    elements.emplace_back(element);
  }
  return elements;
}

// Decimal digits as a number, at most `most`.
inline std::uint64_t number(std::string_view digits, std::uint64_t most) {
  std::uint64_t value = 0;
  for (const char c : digits) value = std::min(most, value * 10 + static_cast<std::uint64_t>(c - '0'));
  return value;
}

// Whether one number without leading zeros is larger than another.
inline bool is_larger(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() > b.size() : a > b; }

inline std::string without_leading_zeros(std::string_view digits) {
  digits = strip(digits, "0", true, false);
  return digits.empty() ? "0" : std::string(digits);
}

// https://infra.spec.whatwg.org/#collect-a-sequence-of-code-points: those that are among `bytes`.
inline std::string_view collect(std::string_view input, std::size_t& position, std::string_view bytes) {
  const std::size_t start = position;
  position = std::min(input.find_first_not_of(bytes, start), input.size());
  return input.substr(start, position - start);
}

// The same: those that are none of `bytes`. WHY by their first occurrences: to ask of each byte takes longer than what is done with it.
inline std::string_view collect_other_than(std::string_view input, std::size_t& position, std::string_view bytes) {
  const std::size_t start = position;
  position = input.size();
  for (const char c : bytes) position = std::min(position, input.find(c, start));
  return input.substr(start, position - start);
}

}  // namespace crosscheck::fuzz::literal
