#include "question/json_number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <system_error>

#include "crosscheck/base/ascii.h"

namespace crosscheck::question {
namespace {

// A number taken apart: its digits without the zeros at both ends, and how many of them stand behind the point.
struct Decimal {
  bool zero = true;
  bool whole = true;
  bool large = false;  // it has digits far before the point
};

Decimal taken_apart(std::string_view number) {
  const std::size_t e = std::min(number.find_first_of("eE"), number.size());
  std::string_view mantissa = number.substr(0, e);
  std::string_view exponent_text = number.substr(std::min(e + 1, number.size()));
  const bool negative_exponent = exponent_text.starts_with('-');
  if (negative_exponent || exponent_text.starts_with('+')) exponent_text.remove_prefix(1);
  // WHY: an exponent of any length; beyond the text's own length only its sign matters.
  long long exponent = 0;
  for (const char digit : exponent_text) exponent = std::min(exponent * 10 + (digit - '0'), 1LL << 40);
  if (negative_exponent) exponent = -exponent;

  Decimal decimal;
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  for (std::size_t i = 0; i < mantissa.size(); ++i) {
    if (!is_ascii_digit(mantissa[i]) || mantissa[i] == '0') continue;
    // The power of ten of this digit.
    const auto place = static_cast<long long>(point) - static_cast<long long>(i) - (i < point ? 1 : 0) + exponent;
    decimal.zero = false;
    decimal.whole = decimal.whole && place >= 0;
    decimal.large = decimal.large || place > 0;
  }
  return decimal;
}

}  // namespace

double json_number_value(std::string_view number) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const bool negative = number.starts_with('-');
  const Decimal decimal = taken_apart(number);
  if (decimal.zero) return negative ? -0.0 : 0.0;
  double value = 0;
  if (std::from_chars(number.data(), number.data() + number.size(), value).ec == std::errc::result_out_of_range) {
    value = decimal.large ? kInfinity : std::numeric_limits<double>::denorm_min();
    return negative ? -value : value;
  }
  if (!decimal.whole && value == std::floor(value)) return std::nextafter(value, kInfinity);
  return value;
}

}  // namespace crosscheck::question
