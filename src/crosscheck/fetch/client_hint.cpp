#include "crosscheck/fetch/client_hint.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

enum class HintValue { any, integer, decimal, on, connection_type };

struct Hint {
  std::string_view name;
  HintValue value;
};

constexpr auto kHints = std::to_array<Hint>({
    {"device-memory", HintValue::decimal},
    {"downlink", HintValue::decimal},
    {"dpr", HintValue::decimal},
    {"ect", HintValue::connection_type},
    {"intervention", HintValue::any},
    {"rtt", HintValue::integer},
    {"save-data", HintValue::on},
    {"viewport-width", HintValue::integer},
    {"width", HintValue::integer},
});

// One digit or more.
bool is_integer(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit); }

// Digits, and perhaps a point with digits behind it.
bool is_decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_integer(text);
  return is_integer(text.substr(0, point)) && is_integer(text.substr(point + 1));
}

bool fits(std::string_view text, HintValue value) {
  switch (value) {
    case HintValue::any:
      return true;
    case HintValue::integer:
      return is_integer(text);
    case HintValue::decimal:
      return is_decimal(text);
    case HintValue::on:
      return equals_ignoring_ascii_case(text, "on");
    case HintValue::connection_type:
      return text == "slow-2g" || text == "2g" || text == "3g" || text == "4g";
  }
  return false;
}

}  // namespace

// DEV-6. The names were measured, and `on` and the number of `DPR`; the other values are those of Chromium's sources.
bool is_safe_client_hint(std::string_view name, std::string_view value) {
  const auto hint = std::find_if(kHints.begin(), kHints.end(), [&](const Hint& row) { return equals_ignoring_ascii_case(row.name, name); });
  return hint != kHints.end() && fits(value, hint->value);
}

}  // namespace crosscheck
