// What somebody probably meant.
#pragma once

#include <span>
#include <string_view>

namespace crosscheck {

// Of the candidates, the one that `word` becomes with the fewest changed, added, left-out or swapped letters, regardless of ASCII case and of `-`
// for `_`. Where none is near enough to be a slip, the only one that is the first or the last words of `word`, or the other way round:
// `allow_methods` meant `methods`. Empty where there is none. Words longer than any candidate by much cost little. Any thread may call.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace crosscheck
