#include "crosscheck/fetch/safelisted_range.h"

#include <array>
#include <cassert>
#include <cstddef>
#include <optional>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/result.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/range.h"

namespace crosscheck {
namespace {

constexpr std::size_t kLongestValue = 128;

// A value as a lenient engine reads it (Profile::safelist_range_is_lenient), written so that the standard's parser reads it so too.
class StrictValue {
 public:
  explicit StrictValue(std::string_view value) {
    assert(value.size() <= kLongestValue);
    constexpr std::string_view kUnit = "bytes";
    const bool has_unit = equals_ignoring_ascii_case(value.substr(0, kUnit.size()), kUnit);
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (!is_plus_sign(value, i)) bytes_[size_++] = has_unit && i < kUnit.size() ? kUnit[i] : value[i];
    }
  }

  std::string_view view() const { return std::string_view(bytes_.data(), size_); }

 private:
  // Whether a plus stands between `=` or `-` and a digit.
  static bool is_plus_sign(std::string_view value, std::size_t i) {
    return value[i] == '+' && i > 0 && (value[i - 1] == '=' || value[i - 1] == '-') && i + 1 < value.size() && is_ascii_digit(value[i + 1]);
  }

  std::array<char, kLongestValue> bytes_{};
  std::size_t size_ = 0;
};

// WHY: 64 bits with a sign, as the sources of Chromium and WebKit read them; what was measured has 23 digits.
bool fits_64_bits(const std::optional<std::string_view>& digits) {
  constexpr std::string_view kLargest = "9223372036854775807";
  return !digits || digits->size() < kLargest.size() || (digits->size() == kLargest.size() && *digits <= kLargest);
}

// Tells how https://fetch.spec.whatwg.org/#simple-range-header-value came out: the row that failed, or the range.
void trace_range(std::string_view value, const Result<RangeValue, FailedStep>& range, Trace trace) {
  if (range) {
    trace.step(Rule::RNG_9, Outcome::success, [&] {
      const auto number = [](const std::optional<std::string_view>& digits) { return digits ? quoted(*digits) : std::string("no number"); };
      return "The value is a range with the start " + number(range->start) + " and the end " + number(range->end) + ".";
    });
    return;
  }
  switch (range.error().number) {
    case 2:
      trace.step(Rule::RNG_1, Outcome::failure, "The value does not begin with `bytes` in lower case.");
      return;
    case 5:
      trace.step(Rule::RNG_3, Outcome::failure, "No `=` follows the unit.");
      return;
    case 11:
      if (const std::string_view rest = value.substr(value.find('=') + 1); rest.empty() || is_ascii_digit(rest.front())) {
        trace.step(Rule::RNG_5, Outcome::failure, "No `-` follows the digits of the start.");
      } else {
        trace.step(Rule::RNG_4, Outcome::failure, "What follows `=` is neither a digit nor `-`.");
      }
      return;
    case 16:
      trace.step(Rule::RNG_6, Outcome::failure, "Something follows the digits of the end.");
      return;
    case 17:
      trace.step(Rule::RNG_7, Outcome::failure, "The range has neither start nor end.");
      return;
    case 18:
      trace.step(Rule::RNG_8, Outcome::failure, "The start is greater than the end.");
      return;
    default:
      return;
  }
}

bool is_safelisted(std::string_view value, std::string_view as_read, const Profile& profile, Trace trace) {
  // 2 range.1-2 (SAF-8): whitespace is not allowed.
  const Result<RangeValue, FailedStep> range = parse_single_range_header_value(as_read, false);
  if (trace) trace_range(as_read, range, trace);
  if (!range) {
    trace.step(Rule::SAF_8, Outcome::no,
               [&] { return "The value " + quoted(value) + " is not a single range, so the header is not safelisted."; });
    return false;
  }
  if (profile.safelist_range_fits_64_bits && !(fits_64_bits(range->start) && fits_64_bits(range->end))) {
    trace.step(Rule::SAF_8, Outcome::no, [&] { return "This engine refuses numbers as large as those of " + quoted(value) + "."; });
    return false;
  }
  // 2 range.3 (SAF-9)
  if (!range->start) {
    trace.step(Rule::SAF_9, Outcome::no, [&] { return "The range " + quoted(value) + " has no start, so the header is not safelisted."; });
    return false;
  }
  return true;
}

}  // namespace

// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
bool is_safelisted_range(std::string_view value, const Profile& profile, Trace trace) {
  if (profile.safelist_range_is_lenient) return is_safelisted(value, StrictValue(value).view(), profile, trace);
  return is_safelisted(value, value, profile, trace);
}

}  // namespace crosscheck
