// What somebody probably meant.
#pragma once

#include <span>
#include <string_view>

namespace crosscheck {

// Of the candidates, the one that `word` becomes with the fewest changed, added, left-out or swapped letters, regardless of ASCII case and of `-`
// for `_`; empty where none is near enough to be a slip. Words longer than any candidate by much cost nothing. Any thread may call.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace crosscheck
