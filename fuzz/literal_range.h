// A single range header value read step by step, as the Fetch Standard writes it down.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "crosscheck/base/result.h"
#include "fuzz/literal.h"

namespace crosscheck::fuzz::literal {

// Decimal numbers without leading zeros.
struct Range {
  std::optional<std::string> start;
  std::optional<std::string> end;
};

// https://fetch.spec.whatwg.org/#simple-range-header-value
inline Result<Range, FailedStep> parse_single_range_header_value(std::string_view data, bool allow_whitespace) {
  const auto is_at = [&](std::size_t position, char c) { return position < data.size() && data[position] == c; };
  const std::string_view tab_or_space = allow_whitespace ? "\t " : "";
  constexpr std::string_view kDigits = "0123456789";
  // 1-2
  if (data.substr(0, 5) != "bytes") return FailedStep{2};
  // 3. DEVIATION (AMB-24): the first code point has the number 0.
  std::size_t position = 5;
  // 4-6
  collect(data, position, tab_or_space);
  if (!is_at(position, '=')) return FailedStep{5};
  ++position;
  // 7-9
  collect(data, position, tab_or_space);
  Range range;
  const std::string_view start = collect(data, position, kDigits);
  if (!start.empty()) range.start = without_leading_zeros(start);
  // 10-12
  collect(data, position, tab_or_space);
  if (!is_at(position, '-')) return FailedStep{11};
  ++position;
  // 13-15
  collect(data, position, tab_or_space);
  const std::string_view end = collect(data, position, kDigits);
  if (!end.empty()) range.end = without_leading_zeros(end);
  // 16-18
  if (position < data.size()) return FailedStep{16};
  if (!range.start && !range.end) return FailedStep{17};
  if (range.start && range.end && is_larger(*range.start, *range.end)) return FailedStep{18};
  // 19
  return range;
}

}  // namespace crosscheck::fuzz::literal
