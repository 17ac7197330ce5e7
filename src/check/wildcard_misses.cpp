// Near misses of patterns, of two entries at once, and of examples of regular expressions.
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "check/near_misses.h"
#include "crosscheck/policy/origin_entry.h"

namespace crosscheck::check {
namespace {

constexpr std::size_t kMostShortened = 800;

std::size_t common_ending(std::string_view a, std::string_view b) {
  const auto [left, right] = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
  return static_cast<std::size_t>(left - a.rbegin());
}

}  // namespace

std::vector<NearMiss> near_wildcards(std::string_view wildcard) {
  using enum PropertyId;
  std::vector<NearMiss> misses;
  const std::optional<policy::OriginEntry> entry = policy::parse_origin_entry(wildcard);
  if (!entry || entry->is_exact()) return misses;
  const std::string_view base = entry->host;
  const std::string port = entry->any_port ? ":3000" : entry->port.empty() ? "" : fmt::format(":{}", entry->port);
  const auto add = [&](PropertyId id, std::string_view what, std::string_view host) {
    misses.push_back({fmt::format("{}://{}{}", entry->scheme, host, port), id, std::string(what)});
  };
  if (entry->wildcard) {
    add(P022, "the base without its dot", fmt::format("evil{}", base));
    add(P022, "the base behind a hyphen", fmt::format("evil-{}", base));
    add(P018, "the base", base);
    add(P019, "an empty label", fmt::format(".{}", base));
    add(P019, "two empty labels", fmt::format("..{}", base));
    add(P019, "an empty label behind another", fmt::format("a..{}", base));
    for (const std::string_view piece : {"/", "?", "#", "\\", ":80", ";", "@", "%2f", " ", "/x?y="})
      add(P020, fmt::format("{} before the base", piece), fmt::format("{}{}.{}", kAttacker, piece, base));
    add(P020, "user information before the base", fmt::format("{}:1@x.{}", kAttacker, base));
    add(P025, "a capital letter for a label", fmt::format("A.{}", base));
    // What is accepted where the list is compared as it is written.
    add(P020, "a star for a label", fmt::format("*.{}", base));
  }
  if (entry->any_port) {
    const std::string host = entry->wildcard ? fmt::format("a.{}", base) : std::string(base);
    for (const std::string_view other : {"", ":1", ":80", ":443", ":8080", ":65535"})
      misses.push_back(
          {fmt::format("{}://{}{}", entry->scheme, host, other), P013, fmt::format("port {}", other.empty() ? "none" : other)});
    for (const std::string_view other :
         {":0", ":65536", ":080", ":99999", ":*", ":8080evil", ":8080.evil.test", ":", ":-1", ":3000/", ":3000@evil.test"})
      misses.push_back({fmt::format("{}://{}{}", entry->scheme, host, other), P013, fmt::format("port {}", other)});
  }
  return misses;
}

std::vector<NearMiss> near_both(std::string_view first, std::string_view second) {
  using enum PropertyId;
  std::vector<NearMiss> misses;
  if (first == second) return misses;
  const OriginParts a = parts_of_origin(first);
  const OriginParts b = parts_of_origin(second);
  const auto add = [&](PropertyId id, std::string_view what, std::string_view scheme, std::string_view host, std::string_view port) {
    misses.push_back({fmt::format("{}://{}{}", scheme, host, port), id, fmt::format("{} of {}", what, second)});
  };
  add(P035, "host glued to that", a.scheme, fmt::format("{}{}", a.host, b.host), b.port);
  add(P035, "host as a label before that", a.scheme, fmt::format("{}.{}", a.host, b.host), b.port);
  if (a.scheme != b.scheme) add(P035, "scheme with the host", a.scheme, b.host, b.port);
  if (a.port != b.port) add(P035, "host with the port", a.scheme, a.host, b.port);
  if (a.host != b.host && a.scheme == b.scheme && a.port == b.port) {
    // Trees of endings split where two hosts begin to differ.
    constexpr std::size_t kSpecific = 3;
    const std::size_t shared = common_ending(a.host, b.host);
    if (shared >= kSpecific) {
      const std::string_view ending = a.host.substr(a.host.size() - shared);
      add(P036, "ending shared with the host", a.scheme, ending, a.port);
      add(P036, "letter before the ending shared with the host", a.scheme, fmt::format("q{}", ending), a.port);
      const std::string_view left = a.host.substr(0, a.host.size() - shared);
      const std::string_view other = b.host.substr(0, b.host.size() - shared);
      add(P036, "beginning of that and ending shared with the host", a.scheme, fmt::format("{}{}{}", other, left, ending), a.port);
      add(P036, "beginning and that, with the shared ending", a.scheme, fmt::format("{}{}{}", left, other, ending), a.port);
    }
  }
  return misses;
}

std::vector<NearMiss> shortened(std::string_view example) {
  std::vector<NearMiss> misses;
  const std::size_t scheme_end = example.find("://");
  const std::size_t begin = scheme_end == std::string_view::npos ? 0 : scheme_end + 3;
  for (std::size_t size = 1; begin + size < example.size(); ++size) {
    for (std::size_t at = begin; at + size <= example.size(); ++at) {
      if (misses.size() == kMostShortened) return misses;
      std::string text(example);
      text.erase(at, size);
      misses.push_back({std::move(text), PropertyId::P021, fmt::format("{} bytes left out at {}", size, at)});
    }
  }
  return misses;
}

}  // namespace crosscheck::check
