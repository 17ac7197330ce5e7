#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <string>

#include "crosscheck/base/ascii.h"
#include "crosscheck/url/idna.h"
#include "crosscheck/url/ipv4.h"
#include "crosscheck/url/ipv6.h"
#include "origins.h"

namespace crosscheck::zoo {
namespace {

bool is_exact(std::string_view entry) { return entry.find('*') == std::string_view::npos; }

std::string origin_with_host(const OriginParts& parts, std::string_view host) {
  return std::string(parts.scheme).append(host).append(parts.port);
}

// The host of an entry without `*.`, which a suffix is compared with.
std::string_view base_of(std::string_view entry) {
  const std::string_view host = parts_of(entry).host;
  return host.starts_with("*.") ? host.substr(2) : host;
}

// An entry as the regular expression that a hasty server makes of it.
std::string regex_of(std::string_view entry, std::string_view star, bool escapes_dots) {
  std::string regex;
  for (const char c : entry) {
    if (c == '*') {
      regex += star;
    } else if (c == '.' && !escapes_dots) {
      regex += '.';
    } else if (is_ascii_alphanumeric(c)) {
      regex += c;
    } else {
      regex.append("\\").append(1, c);
    }
  }
  return regex;
}

bool full_match(const std::string& regex, std::string_view text) {
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), regex);
}
bool partial_match(const std::string& regex, std::string_view text) {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), regex);
}

// M11: a tree of suffixes that is cut between bytes, whose edges are tried again after one of them has matched.
bool glued_in_tree(std::string_view a, std::string_view b, std::string_view origin) {
  const OriginParts first = parts_of(a);
  const OriginParts second = parts_of(b);
  if (first.scheme != second.scheme || first.port != second.port || first.host == second.host) return false;
  std::size_t common = 0;
  while (common < first.host.size() && common < second.host.size() &&
         first.host[first.host.size() - 1 - common] == second.host[second.host.size() - 1 - common]) {
    ++common;
  }
  const std::string_view head = first.host.substr(0, first.host.size() - common);
  return !head.empty() && common > 0 && origin == std::string(first.scheme).append(head).append(second.host).append(second.port);
}

// M15: what stands before and after `.*` is there, and nobody asks whether it is there twice.
bool prefix_and_suffix(const std::string& regex, std::string_view origin) {
  const std::size_t star = regex.find(".*");
  if (star == std::string::npos) return pattern_matches(regex, origin);
  const std::string before = regex.substr(0, star);
  const std::string after = regex.substr(star + 2);
  return partial_match("^(?:" + before + ")", origin) && partial_match("(?:" + after + ")$", origin);
}

// M42: whatever a character class says, a label is taken.
std::string with_loose_classes(const std::string& regex) {
  std::string loose = regex;
  RE2::GlobalReplace(&loose, R"(\[[^\]]*\]|\\[dw])", "[^.]");
  return loose;
}

// M37, M36: the host as a URL parser would write it.
std::optional<std::string> normal_address(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    const auto address = parse_ipv6(host.substr(1, host.size() - 2));
    if (!address) return std::nullopt;
    // An IPv4 address in the clothes of IPv6 is taken for that address.
    const bool mapped =
        std::all_of(address->begin(), address->begin() + 5, [](auto piece) { return piece == 0; }) && (*address)[5] == 0xffff;
    if (mapped) return serialize_ipv4(std::uint32_t{(*address)[6]} << 16U | (*address)[7]);
    return "[" + serialize_ipv6(*address) + "]";
  }
  if (!ends_in_a_number(host)) return std::nullopt;
  const auto address = parse_ipv4(host);
  return address ? std::optional(serialize_ipv4(*address)) : std::nullopt;
}

std::string before_special(std::string_view origin) {
  const OriginParts parts = parts_of(origin);
  const std::string_view rest = origin.substr(parts.scheme.size());
  const std::size_t special = rest.find_first_of("_,;!'\"(){}*&`+=~$|%^");
  std::string_view kept = rest.substr(0, special);
  // As a parser that stops there: what is left of an empty label goes too.
  while (special != std::string_view::npos && (kept.ends_with('.') || kept.ends_with('-'))) kept.remove_suffix(1);
  return std::string(parts.scheme).append(kept);
}

// One entry of `origins`, and the whole of the bug where it lies in comparing with one.
bool entry_matches_with(Mutant mutant, std::string_view entry, std::string_view origin) {
  const OriginParts wanted = parts_of(entry);
  const OriginParts given = parts_of(origin);
  const bool wild = wanted.host.starts_with("*.");
  switch (mutant) {
    case M04:
      return given.scheme == wanted.scheme && (wanted.port == ":*" || given.port == wanted.port) && given.host.ends_with(base_of(entry));
    case M05:
      return is_exact(entry) && origin.starts_with(entry);
    case M06:
      return partial_match("(?:" + regex_of(entry, "[a-z0-9._-]+", true) + ")$", origin);
    case M07:
      return !is_exact(entry) && partial_match("^(?:" + regex_of(entry, "[a-z0-9._-]+", true) + ")", origin);
    case M08:
      return full_match(regex_of(entry, "[a-z0-9._-]+", false), origin);
    case M09:
      return !origin.empty() && entry.find(origin) != std::string_view::npos;
    case M10:
      return origin.find(entry) != std::string_view::npos;
    case M13:
      return full_match(regex_of(entry, "*", false), origin);
    case M14:
      return full_match(regex_of(entry, ".*", true), origin);
    case M16:
      return wild && given.host == base_of(entry) && given.scheme == wanted.scheme && given.port == wanted.port;
    case M17:
      return full_match(regex_of(entry, "[a-z0-9._-]*", true), origin);
    case M20:
      return entry_matches(origin_with_host({given.scheme, {}, wanted.port}, wanted.host), origin);
    case M21:
      return entry_matches(std::string(wanted.scheme).append(wanted.host), std::string(given.scheme).append(given.host));
    case M22:
      return is_exact(entry) && origin.starts_with(entry) &&
             full_match(wanted.port.empty() ? ":[0-9]+" : "[0-9]+", origin.substr(entry.size()));
    case M29: {
      const std::size_t at = origin.find('@');
      const std::string_view named = origin.substr(0, at);
      return at != std::string_view::npos && (entry_matches(entry, named) || entry_matches(entry, named.substr(0, named.rfind(':'))));
    }
    case M33:
      return (wanted.host == "localhost" || wanted.host.starts_with("127.") || wanted.host == "[::1]") &&
             (given.host.starts_with("localhost") || given.host.starts_with("127."));
    default:
      return false;
  }
}

// The origin as the server changes it before it compares.
std::optional<std::string> changed_by(Mutant mutant, std::string_view origin) {
  const OriginParts parts = parts_of(origin);
  switch (mutant) {
    case M25:
      return byte_lowercase(origin);
    case M27:
      return std::string(origin.substr(0, origin.find_last_not_of('/') + 1));
    case M28: {
      const std::string_view rest = origin.substr(parts.scheme.size());
      const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
      return std::string(parts.scheme).append(authority);
    }
    case M32:
      return before_special(origin);
    case M36: {
      const auto ascii = domain_parser_to_ascii(parts.host);
      return ascii ? std::optional(origin_with_host(parts, *ascii)) : std::nullopt;
    }
    case M37: {
      const auto address = normal_address(parts.host);
      return address ? std::optional(origin_with_host(parts, *address)) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

// Bugs that refuse what is allowed: whether one of the entries would be the one to match, and the bug has lost it.
bool loses(Mutant mutant, const Policy& policy, std::size_t index, std::string_view origin) {
  const std::string_view entry = policy.origins[index];
  const OriginParts wanted = parts_of(entry);
  switch (mutant) {
    case M12:
      return policy.origins.size() > 8 && index % 8 == 7;
    case M13:
      return !is_exact(entry);
    case M18: {
      const std::string_view host = parts_of(origin).host;
      return wanted.host.starts_with("*.") &&
             std::count(host.begin(), host.end(), '.') > std::count(wanted.host.begin(), wanted.host.end(), '.');
    }
    case M19:
      return std::count(entry.begin(), entry.end(), '*') > 1;
    default:
      return false;
  }
}

bool pattern_matches_with(Mutant mutant, const std::string& regex, std::string_view origin) {
  switch (mutant) {
    case M05:
    case M07:
      return partial_match("^(?:" + regex + ")", origin);
    case M06:
      return partial_match("(?:" + regex + ")$", origin);
    case M15:
      return prefix_and_suffix(regex, origin);
    case M26:
      return pattern_matches(byte_lowercase(regex), origin);
    case M42:
      return pattern_matches(with_loose_classes(regex), origin);
    default:
      return pattern_matches(regex, origin);
  }
}

}  // namespace

bool allows_origin_with(Mutant mutant, const Policy& policy, std::string_view origin) {
  if (origin == "null" || policy.any_origin) return (origin == "null" && mutant == M23) || allows_origin(policy, origin);
  for (std::size_t i = 0; i < policy.origins.size(); ++i) {
    if (entry_matches(policy.origins[i], origin) && !loses(mutant, policy, i, origin)) return true;
    if (entry_matches_with(mutant, policy.origins[i], origin)) return true;
  }
  if (mutant == M11) {
    for (const std::string& a : policy.origins) {
      for (const std::string& b : policy.origins) {
        if (is_exact(a) && is_exact(b) && glued_in_tree(a, b, origin)) return true;
      }
    }
  }
  if (const auto changed = changed_by(mutant, origin); changed && allows_origin(policy, *changed)) return true;
  return std::any_of(policy.patterns.begin(), policy.patterns.end(),
                     [&](const std::string& regex) { return pattern_matches_with(mutant, regex, origin); });
}

}  // namespace crosscheck::zoo
