#include "crosscheck/policy/origin_matcher.h"

#include <algorithm>

namespace crosscheck::policy {

std::uint32_t OriginMatcher::insert(const OriginEntry& entry, std::string_view text, std::uint32_t index, std::uint64_t hash) {
  if (entry.is_exact()) return exact_.insert(text, index, hash);
  if (!entry.wildcard) return any_port_.insert(text.substr(0, text.size() - 2), index);
  return wildcards_.insert(entry, index);
}

OriginMatcher::Match OriginMatcher::find_by_pattern(std::string_view origin) const noexcept {
  std::uint32_t index = wildcards_.find(origin);
  if (any_port_.size() != 0) index = std::min(index, any_port_.find(split_port(origin).before));
  if (index != kAbsent) return {index, Entry::Key::origins};
  if (const std::uint32_t regex = regexes_.find(origin); regex != RegexSet::kAbsent) return {regex, Entry::Key::origin_patterns};
  return {};
}

OriginMatcher::Match OriginMatcher::find_wider(const OriginEntry& entry, std::string_view text, std::uint32_t index) const {
  if (entry.is_exact()) return find_by_pattern(text);
  return {wildcards_.find_wider(entry, index), Entry::Key::origins};
}

}  // namespace crosscheck::policy
