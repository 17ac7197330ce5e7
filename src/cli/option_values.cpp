#include "cli/option_values.h"

#include <cmath>
#include <random>

namespace crosscheck::cli {

std::chrono::milliseconds in_milliseconds(double seconds) { return std::chrono::milliseconds(std::llround(seconds * 1000)); }

std::uint64_t seed_or_drawn(std::uint64_t given) {
  if (given != 0) return given;
  std::random_device device;
  return device() | 1U;
}

}  // namespace crosscheck::cli
