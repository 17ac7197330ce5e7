// Which crosscheck this is.
#pragma once

#include <string_view>

namespace crosscheck {

// As in the top CMakeLists.txt; a test compares them.
inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace crosscheck
