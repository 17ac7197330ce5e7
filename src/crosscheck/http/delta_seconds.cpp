#include "crosscheck/http/delta_seconds.h"

#include <algorithm>
#include <cassert>

#include "crosscheck/base/ascii.h"

namespace crosscheck {

// ABNF-6: no sign, no point, no space, and at least one digit.
bool is_delta_seconds(std::string_view bytes) { return !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), is_ascii_digit); }

// ABNF-6: leading zeros mean nothing; a number that is too large is taken for the largest.
std::uint64_t delta_seconds(std::string_view digits) {
  assert(is_delta_seconds(digits));
  std::uint64_t seconds = 0;
  for (const char digit : digits) {
    seconds = seconds * 10 + static_cast<std::uint64_t>(digit - '0');
    if (seconds >= kMaximumDeltaSeconds) return kMaximumDeltaSeconds;
  }
  return seconds;
}

}  // namespace crosscheck
