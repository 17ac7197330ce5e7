// https://www.rfc-editor.org/rfc/rfc9111#section-1.2.2: a time in seconds, which may be too large for any integer.
//
// Pure functions that allocate nothing; any thread may call.
#pragma once

#include <cstdint>
#include <string_view>

namespace crosscheck {

// What a recipient takes for every larger number: 2^31 seconds.
inline constexpr std::uint64_t kMaximumDeltaSeconds = 2147483648u;

// ABNF-6: 1*DIGIT, nothing else.
bool is_delta_seconds(std::string_view bytes);

// The number that the digits mean, at most kMaximumDeltaSeconds. `digits` has passed is_delta_seconds. Allocates nothing.
std::uint64_t delta_seconds(std::string_view digits);

}  // namespace crosscheck
