// https://fetch.spec.whatwg.org/#simple-range-header-value
//
// A pure function; any bytes may be given, and any thread may call.
#pragma once

#include <optional>
#include <string_view>

#include "crosscheck/base/result.h"

namespace crosscheck {

// Numbers have no upper bound, so they stay digits: without leading zeros ("0" for zero), views into the input.
struct RangeValue {
  std::optional<std::string_view> start;
  std::optional<std::string_view> end;
  friend bool operator==(const RangeValue&, const RangeValue&) = default;
};

// "Parse a single range header value"; the failed step is its own numbering. Allocates nothing.
Result<RangeValue, FailedStep> parse_single_range_header_value(std::string_view value, bool allow_whitespace);

}  // namespace crosscheck
