#include "crosscheck/http/range.h"

#include <cstddef>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"

namespace crosscheck {
namespace {

// What is left to read of the value.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  bool at_end() const { return rest_.empty(); }

  void skip_tabs_and_spaces() {
    while (!rest_.empty() && is_http_tab_or_space(rest_.front())) rest_.remove_prefix(1);
  }

  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // RNG-4: ASCII digits as a number, without leading zeros; nothing where there are none.
  std::optional<std::string_view> take_number() {
    std::size_t length = 0;
    while (length < rest_.size() && is_ascii_digit(rest_[length])) ++length;
    if (length == 0) return std::nullopt;
    std::string_view digits = rest_.substr(0, length);
    rest_.remove_prefix(length);
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    return digits;
  }

 private:
  std::string_view rest_;
};

// Numbers without leading zeros: the longer one is greater, and of two equally long ones that with the greater digits.
bool is_greater(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() > b.size() : a > b; }

}  // namespace

// https://fetch.spec.whatwg.org/#simple-range-header-value
Result<RangeValue, FailedStep> parse_single_range_header_value(std::string_view value, bool allow_whitespace) {
  // 1-2 (RNG-1): the unit, in lower case only.
  constexpr std::string_view kUnit = "bytes";
  if (!value.starts_with(kUnit)) return FailedStep{2};
  // 3 (RNG-2). DEVIATION (AMB-24): the "5th code point" is the one with index 5.
  Cursor cursor(value.substr(kUnit.size()));
  // 4-7 (RNG-3): `=`, which the end of the input is not.
  if (allow_whitespace) cursor.skip_tabs_and_spaces();
  if (!cursor.take('=')) return FailedStep{5};
  if (allow_whitespace) cursor.skip_tabs_and_spaces();
  // 8-9 (RNG-4)
  const std::optional<std::string_view> start = cursor.take_number();
  // 10-13 (RNG-5)
  if (allow_whitespace) cursor.skip_tabs_and_spaces();
  if (!cursor.take('-')) return FailedStep{11};
  if (allow_whitespace) cursor.skip_tabs_and_spaces();
  // 14-16 (RNG-6): nothing may follow, not even whitespace where it is allowed elsewhere.
  const std::optional<std::string_view> end = cursor.take_number();
  if (!cursor.at_end()) return FailedStep{16};
  // 17 (RNG-7)
  if (!start && !end) return FailedStep{17};
  // 18 (RNG-8): compared as digits, since numbers have no bound.
  if (start && end && is_greater(*start, *end)) return FailedStep{18};
  // 19 (RNG-9)
  return RangeValue{start, end};
}

}  // namespace crosscheck
