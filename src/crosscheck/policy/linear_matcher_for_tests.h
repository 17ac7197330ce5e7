// For tests only: which entry of a policy allows an origin, worked out in the obvious way. The tables of origin_matcher.h must always agree with it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::policy {

// One or more labels of a-z, 0-9, `-` and `_`, with dots between them.
inline bool are_wildcard_labels(std::string_view text) {
  bool label_is_empty = true;
  for (const char c : text) {
    if (c == '.') {
      if (label_is_empty) return false;
      label_is_empty = true;
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
      label_is_empty = false;
    } else {
      return false;
    }
  }
  return !label_is_empty;
}

// "" or ":" and a port from 1 to 65535 without leading zeros.
inline bool is_any_port(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() != ':' || text.size() < 2 || text.size() > 6 || text[1] == '0') return false;
  int port = 0;
  for (const char c : text.substr(1)) {
    if (c < '0' || c > '9') return false;
    port = port * 10 + (c - '0');
  }
  return port <= 65535;
}

// Whether an entry of `origins` allows the origin: tries every way in which its `*`s could be filled in.
inline bool entry_allows(std::string_view entry, std::string_view origin) {
  if (entry.ends_with(":*")) {
    const std::string_view before_port = entry.substr(0, entry.size() - 2);
    for (std::size_t end = 0; end <= origin.size(); ++end) {
      if (is_any_port(origin.substr(end)) && entry_allows(before_port, origin.substr(0, end))) return true;
    }
    return false;
  }
  const std::size_t star = entry.find("://*.");
  if (star == std::string_view::npos) return entry == origin;
  const std::string_view before = entry.substr(0, star + 3);
  const std::string_view after = entry.substr(star + 4);
  if (origin.size() < before.size() + after.size() || !origin.starts_with(before) || !origin.ends_with(after)) return false;
  return are_wildcard_labels(origin.substr(before.size(), origin.size() - before.size() - after.size()));
}

// Exact entries first, then patterns, each in the order of the list.
inline std::optional<std::size_t> linear_match(const std::vector<std::string>& entries, std::string_view origin) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i] == origin && entries[i].find('*') == std::string::npos) return i;
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].find('*') != std::string::npos && entry_allows(entries[i], origin)) return i;
  }
  return std::nullopt;
}

}  // namespace crosscheck::policy
