#include "crosscheck/base/decimal_time.h"

#include <algorithm>
#include <limits>

#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

// What is left to read of the number.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  bool at_end() const { return rest_.empty(); }

  std::string_view take_digits() {
    std::size_t length = 0;
    while (length < rest_.size() && is_ascii_digit(rest_[length])) ++length;
    const std::string_view digits = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return digits;
  }

  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

 private:
  std::string_view rest_;
};

// WHY: no string is long enough to bring an exponent of this size back to an ordinary number, so larger ones need no telling apart.
constexpr std::int64_t kExponentBound = 1'000'000'000'000'000;

std::int64_t bounded_number(std::string_view digits) {
  std::int64_t number = 0;
  for (const char digit : digits) number = std::min(kExponentBound, number * 10 + (digit - '0'));
  return number;
}

// The parts of a JSON number.
struct Parts {
  bool negative = false;
  std::string_view integer;
  std::string_view fraction;
  std::int64_t exponent = 0;
};

std::optional<Parts> split_json_number(std::string_view text) {
  Cursor cursor(text);
  Parts parts;
  parts.negative = cursor.take('-');
  parts.integer = cursor.take_digits();
  if (parts.integer.empty()) return std::nullopt;
  if (parts.integer.size() > 1 && parts.integer.front() == '0') return std::nullopt;
  if (cursor.take('.')) {
    parts.fraction = cursor.take_digits();
    if (parts.fraction.empty()) return std::nullopt;
  }
  if (cursor.take('e') || cursor.take('E')) {
    const bool divides = cursor.take('-');
    if (!divides) cursor.take('+');
    const std::string_view digits = cursor.take_digits();
    if (digits.empty()) return std::nullopt;
    parts.exponent = divides ? -bounded_number(digits) : bounded_number(digits);
  }
  if (!cursor.at_end()) return std::nullopt;
  return parts;
}

}  // namespace

std::optional<Time> Time::from_decimal(std::string_view text) {
  const std::optional<Parts> parts = split_json_number(text);
  if (!parts) return std::nullopt;

  // All digits in one row, from the first to the last that is not zero, and the place of the point counted from the first.
  std::string digits;
  digits.reserve(parts->integer.size() + parts->fraction.size());
  digits.append(parts->integer).append(parts->fraction);
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return Time();
  if (parts->negative) return std::nullopt;
  digits.erase(digits.find_last_not_of('0') + 1);
  digits.erase(0, first);
  const std::int64_t point = static_cast<std::int64_t>(parts->integer.size()) - static_cast<std::int64_t>(first) + parts->exponent;

  constexpr std::int64_t kMostWholeDigits = 16;  // 2^53 has as many
  if (point > kMostWholeDigits) return std::nullopt;
  const std::int64_t fraction_digits = std::max<std::int64_t>(0, static_cast<std::int64_t>(digits.size()) - point);
  if (fraction_digits > static_cast<std::int64_t>(kMaximumFractionDigits)) return std::nullopt;

  Time time;
  for (std::int64_t i = 0; i < point; ++i) {
    const auto at = static_cast<std::size_t>(i);
    time.seconds_ = time.seconds_ * 10 + (at < digits.size() ? static_cast<std::uint64_t>(digits[at] - '0') : 0);
  }
  if (time.seconds_ >= kLimitSeconds) return std::nullopt;
  if (point < 0) time.fraction_.assign(static_cast<std::size_t>(-point), '0');
  const auto whole_digits = static_cast<std::size_t>(std::max<std::int64_t>(0, point));
  if (whole_digits < digits.size()) time.fraction_.append(digits, whole_digits, std::string::npos);
  return time;
}

Time Time::plus_seconds(std::uint64_t seconds) const {
  Time later = *this;
  const std::uint64_t room = std::numeric_limits<std::uint64_t>::max() - seconds_;
  later.seconds_ += std::min(seconds, room);
  return later;
}

}  // namespace crosscheck
