// What numbers on a command line mean.
#pragma once

#include <chrono>
#include <cstdint>

namespace crosscheck::cli {

// Rounded.
std::chrono::milliseconds in_milliseconds(double seconds);
// `given`, or where that is 0 one drawn by chance, never 0 and short enough to be typed again.
std::uint64_t seed_or_drawn(std::uint64_t given);

}  // namespace crosscheck::cli
