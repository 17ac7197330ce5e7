// Which entry of a policy allows an origin: exact origins, patterns, regular expressions, in this order, byte for byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "crosscheck/policy/decision.h"
#include "crosscheck/policy/origin_entry.h"
#include "crosscheck/policy/regex_set.h"
#include "crosscheck/policy/text_table.h"
#include "crosscheck/policy/wildcard_table.h"

namespace crosscheck::policy {

// Filled once, then read from any thread. What a lookup costs does not depend on how many entries there are.
class OriginMatcher {
 public:
  static constexpr std::uint32_t kAbsent = 0xFFFFFFFF;

  // What allowed an origin: `index` in `origins` or `origin_patterns`, or kAbsent.
  struct Match {
    std::uint32_t index = kAbsent;
    Entry::Key key = Entry::Key::origins;
    explicit operator bool() const { return index != kAbsent; }
  };

  OriginMatcher() = default;
  // Makes room for that many exact entries of so many bytes together.
  explicit OriginMatcher(std::size_t entries, std::size_t bytes = 0) : exact_(entries, bytes) {}

  // In the order of the list. Returns the number of the entry that is the same to the byte, which is `index` where there is none before it.
  // `hash` is what prefetch(text) returned.
  std::uint32_t insert(const OriginEntry& entry, std::string_view text, std::uint32_t index, std::uint64_t hash);
  std::uint32_t insert(const OriginEntry& entry, std::string_view text, std::uint32_t index) {
    return insert(entry, text, index, prefetch(text));
  }
  // Before several are inserted: the place of each in the table of exact entries is read from memory.
  std::uint64_t prefetch(std::string_view text) const { return exact_.prefetch(text); }
  void set_regexes(RegexSet regexes) { regexes_ = std::move(regexes); }

  Match find(std::string_view origin) const noexcept {
    if (const std::uint32_t index = find_exact(origin); index != kAbsent) return {index, Entry::Key::origins};
    return find_by_pattern(origin);
  }
  // Exact entries alone.
  [[gnu::always_inline]] std::uint32_t find_exact(std::string_view origin) const noexcept { return exact_.find(origin); }
  // Patterns and regular expressions alone.
  Match find_by_pattern(std::string_view origin) const noexcept;

  // The first pattern, other than the entry itself, that allows all that the entry allows. Regular expressions are asked about exact entries alone.
  Match find_wider(const OriginEntry& entry, std::string_view text, std::uint32_t index) const;

  // Whether every entry is exact; regular expressions stand beside them.
  bool has_only_exact() const { return any_port_.size() == 0 && wildcards_.empty(); }
  // Calls `visit(std::string_view)` for each exact entry, in the order of the list.
  template <class Visit>
  void for_each_exact(Visit&& visit) const {
    exact_.for_each([&](std::string_view text, std::uint32_t) { visit(text); });
  }
  // Whether there are patterns or regular expressions.
  bool has_patterns() const { return !has_only_exact() || !regexes_.empty(); }

 private:
  TextTable exact_;
  TextTable any_port_;  // what stands before `:*` of a pattern without `*.`
  WildcardTable wildcards_;
  RegexSet regexes_;
};

}  // namespace crosscheck::policy
