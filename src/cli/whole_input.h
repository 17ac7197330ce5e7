// All that a file descriptor gives.
#pragma once

#include <cstddef>
#include <string>

#include "crosscheck/base/result.h"

namespace crosscheck::cli {

// To its end, cut off one byte behind the limit; or errno. The descriptor stays its owner's.
Result<std::string, int> read_whole(int descriptor, std::size_t limit);

}  // namespace crosscheck::cli
