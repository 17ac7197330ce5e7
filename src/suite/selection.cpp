#include "suite/selection.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "crosscheck/base/nearest.h"

namespace crosscheck::suite {
namespace {

constexpr std::array<std::string_view, 9> kWords = {"id", "area", "kind", "level", "tag", "flag", "covers", "needs", "role"};

bool any_matches(const std::vector<std::string>& values, std::string_view pattern) {
  return std::any_of(values.begin(), values.end(), [&](const std::string& value) { return matches_pattern(value, pattern); });
}

// Who can be asked a kind: servers `policy`, clients and browsers `fetch`, libraries whatever they claim.
bool is_for_role(std::string_view kind, std::string_view role) {
  if (role == "server") return kind == "policy";
  if (role == "client" || role == "browser") return kind == "fetch";
  return true;
}

std::optional<unsigned> part_of_shard(std::string_view text) {
  unsigned number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size() || number == 0) return std::nullopt;
  return number;
}

}  // namespace

bool matches_pattern(std::string_view text, std::string_view pattern) {
  // Greedy with one place to go back to, so that many stars cost no more than their product with the text.
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  std::optional<std::pair<std::size_t, std::size_t>> last_star;
  while (at < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      last_star = {in_pattern++, at};
    } else if (in_pattern < pattern.size() && pattern[in_pattern] == text[at]) {
      ++in_pattern;
      ++at;
    } else if (last_star) {
      in_pattern = last_star->first + 1;
      at = ++last_star->second;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

Result<Selector, SelectorError> Selector::parse(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (text.empty()) return SelectorError{"an empty selector means nothing"};
  if (colon == std::string_view::npos) return Selector(What::id, std::string(text));
  const std::string_view word = text.substr(0, colon);
  const std::string value(text.substr(colon + 1));
  const auto found = std::find(kWords.begin(), kWords.end(), word);
  if (found == kWords.end()) {
    const std::string_view meant = nearest(word, kWords);
    return SelectorError{fmt::format("\"{}:\" selects nothing{}; there are area:, kind:, level:, tag:, flag:, covers:, needs: and role:",
                                     word, meant.empty() ? "" : fmt::format(" (did you mean \"{}:\"?)", meant))};
  }
  const auto what = static_cast<What>(std::distance(kWords.begin(), found));
  if (what == What::level && !level_from(value))
    return SelectorError{fmt::format("\"{}\" is not a level; they are must, should, may, info and lint", value)};
  if (what == What::role && value != "library" && value != "client" && value != "browser" && value != "server")
    return SelectorError{fmt::format("\"{}\" is not a role; they are library, client, browser and server", value)};
  if (value.empty()) return SelectorError{fmt::format("\"{}:\" needs a value", word)};
  return Selector(what, value);
}

bool Selector::matches(const Vector& vector) const {
  switch (what_) {
    case What::id:
      return matches_pattern(vector.id, value_);
    case What::area:
      return matches_pattern(vector.area, value_);
    case What::kind:
      return matches_pattern(vector.kind, value_);
    case What::level:
      return to_string(vector.level) == value_;
    case What::tag:
      return any_matches(vector.tags, value_);
    case What::flag:
      return any_matches(vector.flags, value_);
    case What::covers:
      return any_matches(vector.covers, value_);
    case What::needs:
      return any_matches(vector.needs, value_);
    case What::role:
      return is_for_role(vector.kind, value_);
  }
  return false;
}

std::optional<Shard> parse_shard(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::optional<unsigned> number = part_of_shard(text.substr(0, slash));
  const std::optional<unsigned> count = part_of_shard(text.substr(slash + 1));
  if (!number || !count || *number > *count) return std::nullopt;
  return Shard{*number, *count};
}

bool is_in(const Shard& shard, std::string_view id) {
  // FNV-1a: the same on every machine.
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return (hash >> 20U) % shard.count == shard.number - 1;
}

}  // namespace crosscheck::suite
