// Bytes as ASCII sees them: classes, case folding, comparison without regard to case.
//
// Everything here is pure, allocates only where it returns a std::string, and may be called from any thread.
// Bytes are `char`s in `std::string`s and `std::string_view`s; no function depends on whether `char` is signed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace crosscheck {

// https://infra.spec.whatwg.org/#ascii-digit and its neighbours.
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_ascii_alpha(char c) { return is_ascii_upper(c) || is_ascii_lower(c); }
constexpr bool is_ascii_alphanumeric(char c) { return is_ascii_digit(c) || is_ascii_alpha(c); }
constexpr bool is_ascii_hex_digit(char c) { return is_ascii_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }

constexpr char to_ascii_lower(char c) { return is_ascii_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; }
constexpr char to_ascii_upper(char c) { return is_ascii_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c; }

// https://infra.spec.whatwg.org/#byte-case-insensitive: equal when only A-Z and a-z are folded.
// WHY another one at run time: of a response's header names nearly all are passed over, by their length or by their first eight bytes.
bool equals_by_words(std::string_view a, std::string_view b);  // of one length
constexpr bool equals_ignoring_ascii_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (!std::is_constant_evaluated()) return equals_by_words(a, b);
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (to_ascii_lower(a[i]) != to_ascii_lower(b[i])) return false;
  }
  return true;
}

// An order in which strings that differ in the case of letters alone are equal.
struct LessIgnoringAsciiCase {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};

// https://infra.spec.whatwg.org/#byte-lowercase and #byte-uppercase: a folded copy.
std::string byte_lowercase(std::string_view bytes);
std::string byte_uppercase(std::string_view bytes);

}  // namespace crosscheck
