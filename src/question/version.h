// Which crosscheck this is, and which standard it goes by.
#pragma once

#include <string_view>

namespace crosscheck {

// As in the top CMakeLists.txt; a test compares them.
inline constexpr std::string_view kVersion = "0.1.0";

// The Fetch Standard that it goes by: the day, and the commit of whatwg/fetch.
inline constexpr std::string_view kStandardDate = "2026-07-02";
inline constexpr std::string_view kStandardCommit = "586cd2a";

}  // namespace crosscheck
