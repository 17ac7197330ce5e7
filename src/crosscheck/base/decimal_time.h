// A point in time as the decimal number that somebody wrote, exactly: no binary fraction comes near it.
//
// A value type; it may be read from any thread.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crosscheck {

// Seconds since a moment that the caller chose, never negative. A fraction has at most kMaximumFractionDigits digits.
class Time {
 public:
  static constexpr std::uint64_t kLimitSeconds = std::uint64_t{1} << 53;  // from_decimal refuses this and everything later
  static constexpr std::size_t kMaximumFractionDigits = 1000;

  // Zero.
  Time() = default;

  // A number as JSON writes it (RFC 8259, section 6), with nothing around it: `0`, `12.50`, `1e3`, `0.05E+2`. Nothing where it is anything
  // else, is below zero (`-0` is zero), is 2^53 seconds or more, or cannot be written without an exponent in 1,000 digits after the point.
  static std::optional<Time> from_decimal(std::string_view text);

  // Whole seconds, rounded down.
  std::uint64_t seconds() const { return seconds_; }
  // What stands behind the point, without trailing zeros; empty for a whole number.
  std::string_view fraction() const { return fraction_; }

  // Later by that much; stays at the largest number of seconds where the sum would pass it.
  Time plus_seconds(std::uint64_t seconds) const;

  // WHY: fractions without trailing zeros compare as numbers exactly when they compare as strings of bytes.
  friend std::strong_ordering operator<=>(const Time&, const Time&) = default;
  friend bool operator==(const Time&, const Time&) = default;

 private:
  std::uint64_t seconds_ = 0;
  std::string fraction_;
};

}  // namespace crosscheck
