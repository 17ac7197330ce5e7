#include "crosscheck/base/nearest.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

char folded(char c) { return c == '-' ? '_' : to_ascii_lower(c); }

// The optimal string alignment distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = folded(a[i - 1]) == folded(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) && folded(a[i - 2]) == folded(b[j - 1])) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

// Whether `part` is the first or the last words of `whole`.
bool is_part(std::string_view part, std::string_view whole) {
  if (part.empty() || whole.size() <= part.size()) return false;
  const auto same = [](char a, char b) { return folded(a) == folded(b); };
  const std::size_t rest = whole.size() - part.size();
  return (folded(whole[part.size()]) == '_' && std::equal(part.begin(), part.end(), whole.begin(), same)) ||
         (folded(whole[rest - 1]) == '_' && std::equal(part.rbegin(), part.rend(), whole.rbegin(), same));
}

// The one candidate that is part of the word, or that the word is part of.
std::string_view only_related(std::string_view word, std::span<const std::string_view> candidates) {
  const auto is_related = [&](std::string_view candidate) { return is_part(candidate, word) || is_part(word, candidate); };
  const auto first = std::find_if(candidates.begin(), candidates.end(), is_related);
  if (first == candidates.end() || std::any_of(first + 1, candidates.end(), is_related)) return {};
  return *first;
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t fewest = 0;
  for (const std::string_view candidate : candidates) {
    const std::size_t allowed = candidate.size() <= 4 ? 1 : candidate.size() <= 8 ? 2 : 3;
    if (word.size() > candidate.size() + allowed || candidate.size() > word.size() + allowed) continue;
    const std::size_t changes = distance(word, candidate);
    if (changes <= allowed && (best.empty() || changes < fewest)) {
      best = candidate;
      fewest = changes;
    }
  }
  return best.empty() ? only_related(word, candidates) : best;
}

}  // namespace crosscheck
