// The text form of structured inputs: a line for each thing, that says what it is. README.md tells the form.
//
//   kind cors-check
//   origin https://app.example
//   credentials include
//   header Access-Control-Allow-Origin: *
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "crosscheck/fetch/modes.h"
#include "crosscheck/http/header_list.h"
#include "fuzz/guarded.h"

namespace crosscheck::fuzz {

// One line: a word, and what stands behind its space. In it `\xNN`, `\n`, `\r`, `\t` and `\\` are the bytes that they say; any other
// backslash is one. The views live as long as the input does.
struct Line {
  std::string_view key;
  std::string_view value;  // of a header line: its name
  std::string_view rest;   // of a header line: its value
  bool is(std::string_view word) const { return key == word; }
  HeaderView header() const { return {value, rest}; }
};

// Every text is an input: what no target knows is passed over. Reading it allocates once. Lines beyond kMostLines are passed over.
class Input {
 public:
  static constexpr std::size_t kMostLines = 96;
  explicit Input(std::string_view text);

  const Line* begin() const { return lines_.data(); }
  const Line* end() const { return lines_.data() + size_; }
  std::size_t size() const { return size_; }

  // The last line of that key, or nothing.
  std::optional<std::string_view> find(std::string_view key) const;
  std::string_view find_or(std::string_view key, std::string_view otherwise) const { return find(key).value_or(otherwise); }

 private:
  void add(std::string_view line);
  std::string_view unescaped(std::string_view text);

  Guarded bytes_;
  std::array<Line, kMostLines> lines_;
  std::size_t size_ = 0;
};

// What a word means; `otherwise` for any other word.
template <class Enum>
Enum choice(std::string_view word, Enum otherwise) {
  return from_string<Enum>(word).value_or(otherwise);
}
// Decimal digits, at most `most`; `otherwise` for anything else.
std::uint64_t number(std::string_view digits, std::uint64_t most, std::uint64_t otherwise);

}  // namespace crosscheck::fuzz
