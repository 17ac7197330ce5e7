#include "origins.h"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>

#include "crosscheck/base/ascii.h"
#include "crosscheck/url/origin.h"

namespace crosscheck::zoo {
namespace {

bool is_label_byte(char c) { return is_ascii_lower(c) || is_ascii_digit(c) || c == '-' || c == '_'; }

// One or more labels, each with a dot behind it.
bool are_labels(std::string_view text) {
  if (text.empty()) return false;
  bool label = false;
  for (const char c : text) {
    if (c == '.' && !label) return false;
    if (c != '.' && !is_label_byte(c)) return false;
    label = c != '.';
  }
  return text.back() == '.';
}

// ":8080": 1 to 65535 without leading zeros.
bool is_port(std::string_view text) {
  if (text.size() < 2 || text.size() > 6 || text[0] != ':' || text[1] == '0') return false;
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number <= 65535;
}

}  // namespace

OriginParts parts_of(std::string_view origin) {
  OriginParts parts;
  if (const std::size_t slashes = origin.find("://"); slashes != std::string_view::npos) parts.scheme = origin.substr(0, slashes + 3);
  parts.host = origin.substr(parts.scheme.size());
  const std::size_t bracket = parts.host.rfind(']');
  const std::size_t colon = parts.host.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    parts.port = parts.host.substr(colon);
    parts.host.remove_suffix(parts.port.size());
  }
  return parts;
}

bool entry_matches(std::string_view entry, std::string_view origin) {
  if (entry.find('*') == std::string_view::npos) return entry == origin;
  const OriginParts wanted = parts_of(entry);
  const OriginParts given = parts_of(origin);
  if (wanted.scheme != given.scheme) return false;
  if (wanted.port == ":*" ? !given.port.empty() && !is_port(given.port) : wanted.port != given.port) return false;
  if (!wanted.host.starts_with("*.")) return wanted.port == ":*" && wanted.host == given.host;
  const std::string_view base = wanted.host.substr(2);
  return given.host.ends_with(base) && are_labels(given.host.substr(0, given.host.size() - base.size()));
}

bool pattern_matches(const std::string& regex, std::string_view origin) {
  const bool visible = std::all_of(origin.begin(), origin.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  return visible && origin != "null" && RE2::FullMatch(re2::StringPiece(origin.data(), origin.size()), regex);
}

bool allows_origin(const Policy& policy, std::string_view origin) {
  if (origin == "null") return policy.null_origin || policy.allows_anybody();
  if (policy.any_origin) return parse_serialized_origin(origin).has_value();
  return std::any_of(policy.origins.begin(), policy.origins.end(),
                     [&](const std::string& entry) { return entry_matches(entry, origin); }) ||
         std::any_of(policy.patterns.begin(), policy.patterns.end(),
                     [&](const std::string& regex) { return pattern_matches(regex, origin); });
}

}  // namespace crosscheck::zoo
