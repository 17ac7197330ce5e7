#include "crosscheck/url/origin_or_null.h"

#include <algorithm>
#include <cstddef>

#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

constexpr bool is_lower_alphanum(char c) { return is_ascii_lower(c) || is_ascii_digit(c); }

// serialized-scheme
bool is_serialized_scheme(std::string_view text) {
  return !text.empty() && is_ascii_lower(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_lower_alphanum(c) || c == '+' || c == '-' || c == '.'; });
}

// h16: no leading zeros, lower case (ABNF-8).
bool is_h16(std::string_view text) {
  const bool hex = std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_digit(c) || (c >= 'a' && c <= 'f'); });
  return hex && (text == "0" || (!text.empty() && text.size() <= 4 && text.front() != '0'));
}

// How many h16 stand between single colons; nothing where something else does. None stand in the empty string.
std::optional<std::size_t> count_groups(std::string_view text) {
  if (text.empty()) return std::size_t{0};
  std::size_t groups = 0;
  while (true) {
    const std::size_t colon = text.find(':');
    if (!is_h16(text.substr(0, colon))) return std::nullopt;
    ++groups;
    if (colon == std::string_view::npos) return groups;
    text.remove_prefix(colon + 1);
  }
}

// serialized-ipv6 (ABNF-8): eight groups, or at most six around a "::" that stands for two or more.
bool is_serialized_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) return count_groups(text) == std::size_t{8};
  const std::optional<std::size_t> before = count_groups(text.substr(0, gap));
  const std::optional<std::size_t> after = count_groups(text.substr(gap + 2));
  return before && after && *before + *after <= 6;
}

// domain-label
bool is_domain_label(std::string_view text) {
  return !text.empty() && is_lower_alphanum(text.front()) && is_lower_alphanum(text.back()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_lower_alphanum(c) || c == '-'; });
}

// serialized-domain. NOTE: it takes every serialized-ipv4 as well, and 256.1.1.1 too.
bool is_serialized_domain(std::string_view text) {
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_domain_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

// serialized-host
bool is_serialized_host(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) return is_serialized_ipv6(text.substr(1, text.size() - 2));
  return is_serialized_domain(text);
}

// serialized-port: one to five digits, of any value.
std::optional<std::uint32_t> serialized_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_ascii_digit)) return std::nullopt;
  std::uint32_t port = 0;
  for (const char c : text) port = port * 10 + static_cast<std::uint32_t>(c - '0');
  return port;
}

}  // namespace

// origin-or-null (ABNF-7). DEVIATION (AMB-10): the grammar is for those who ask about it; nothing in the user agent's role does. It refuses
// origins that exist (http://a_b.test) and takes strings that never do (https://a.test:443).
std::optional<OriginOrNull> parse_origin_or_null(std::string_view value) {
  if (value == "null") return OriginOrNull{};
  // serialized-origin
  const std::size_t scheme_end = value.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  OriginOrNull origin;
  origin.scheme = value.substr(0, scheme_end);
  if (!is_serialized_scheme(*origin.scheme)) return std::nullopt;
  const std::string_view rest = value.substr(scheme_end + 3);
  // The host ends at its bracket, or else at the colon of the port.
  const std::size_t bracket = rest.find(']');
  const std::size_t colon = rest.find(':', bracket == std::string_view::npos ? 0 : bracket);
  origin.host = rest.substr(0, colon);
  if (!is_serialized_host(*origin.host)) return std::nullopt;
  if (colon == std::string_view::npos) return origin;
  origin.port = serialized_port(rest.substr(colon + 1));
  if (!origin.port) return std::nullopt;
  return origin;
}

}  // namespace crosscheck
