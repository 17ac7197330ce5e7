// Text for people: what fits a terminal, and what a terminal must not act on. Pure functions; any thread may call.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::suite {

inline constexpr std::size_t kColumns = 80;

inline constexpr std::string_view kRed = "\x1B[31m";
inline constexpr std::string_view kGreen = "\x1B[32m";
inline constexpr std::string_view kYellow = "\x1B[33m";

// The text in the colour, or as it is.
std::string painted(std::string_view text, std::string_view colour, bool colours);
// Code points, which is near enough to columns for what stands in documents.
std::size_t columns(std::string_view text);
// The text, or its beginning and an ellipsis.
std::string cut(std::string text, std::size_t width);
// The text in lines of at most `width` columns, broken at spaces; a longer word has a line of its own.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);
// Control characters, those that turn the direction of text and those that break lines, as \uNNNN; what is not UTF-8 as U+FFFD. In one line.
std::string printable(std::string_view text);
// The same of each line: U+000A stays.
std::string printable_lines(std::string_view text);

}  // namespace crosscheck::suite
