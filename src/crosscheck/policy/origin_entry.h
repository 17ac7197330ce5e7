// One entry of `origins`: an exact origin, or a pattern with `*.` before the host or `*` in place of the port.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crosscheck::policy {

// An entry taken apart; views into its text.
struct OriginEntry {
  std::string_view scheme;
  std::string_view host;     // the whole host of an exact entry, what stands behind `*.` in a pattern
  std::string_view port;     // digits; empty where there is no port, or any
  bool wildcard = false;     // `*.` stands before the host: one or more labels of a-z, 0-9, `-` and `_`
  bool any_port = false;     // `:*`: no port, or one from 1 to 65535 without leading zeros

  bool is_exact() const { return !wildcard && !any_port; }
};

// What is wrong with an entry.
struct OriginEntryFault {
  bool wildcard_misplaced = false;  // else it is no origin
  std::string message;
  std::string fix;
};

// The entry's parts; nothing where it is neither an origin nor a pattern. "*" alone is neither.
std::optional<OriginEntry> parse_origin_entry(std::string_view text);

// For an entry that did not parse: what is wrong with it, and the right spelling where there is one.
OriginEntryFault explain_origin_entry(std::string_view text);

// Whether the host is this machine: `localhost` and names below it, 127.0.0.0/8, [::1].
// https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
bool is_loopback(std::string_view host);

// What an origin ends with: its port, or "" and that it has none. For `:*`: digits from 1 to 65535 without leading zeros count alone.
struct SplitPort {
  std::string_view before;  // the origin without ":" and the port
  std::string_view port;    // empty where there is none
};
SplitPort split_port(std::string_view origin) noexcept;

}  // namespace crosscheck::policy
