#include "crosscheck/url/plain_origin.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

#include "crosscheck/base/ascii.h"

namespace crosscheck {
namespace {

// Whether the URL Standard takes it for a domain and leaves it as it is: https://url.spec.whatwg.org/#concept-host-parser
bool is_plain_domain(std::string_view host) {
  bool label_begins = true;
  bool begins_with_digit = false;
  for (const char c : host) {
    if (c == '.') {
      if (label_begins) return false;
      label_begins = true;
      continue;
    }
    if (!is_ascii_lower(c) && !is_ascii_digit(c) && c != '-') return false;
    if (label_begins) begins_with_digit = is_ascii_digit(c);
    label_begins = false;
  }
  // What ends in a number may be an IPv4 address.
  return !label_begins && !begins_with_digit && host.find("xn--") == std::string_view::npos;
}

// A port that is written as it is serialized.
std::optional<std::uint16_t> plain_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || text.front() == '0') return std::nullopt;
  return port;
}

struct PlainOrigin {
  std::string_view scheme;
  std::string_view host;
  std::optional<std::uint16_t> port;
};

std::optional<PlainOrigin> split(std::string_view serialized) {
  const bool is_https = serialized.starts_with("https://");
  if (!is_https && !serialized.starts_with("http://")) return std::nullopt;
  const std::string_view scheme = is_https ? "https" : "http";
  const std::string_view authority = serialized.substr(scheme.size() + 3);
  const std::size_t colon = std::min(authority.find(':'), authority.size());
  const std::string_view host = authority.substr(0, colon);
  if (!is_plain_domain(host)) return std::nullopt;
  std::optional<std::uint16_t> port;
  if (colon != authority.size()) {
    port = plain_port(authority.substr(colon + 1));
    if (!port || *port == (is_https ? 443 : 80)) return std::nullopt;
  }
  return PlainOrigin{scheme, host, port};
}

}  // namespace

std::optional<Origin> parse_plain_origin(std::string_view serialized) {
  const std::optional<PlainOrigin> plain = split(serialized);
  if (!plain) return std::nullopt;
  return Origin::tuple(std::string(plain->scheme), {HostKind::domain, std::string(plain->host)}, plain->port);
}

bool is_plain_origin(std::string_view serialized) { return split(serialized).has_value(); }

}  // namespace crosscheck
