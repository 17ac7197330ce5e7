#include "wire/endpoint.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "crosscheck/base/ascii.h"

namespace crosscheck::wire {
namespace {

using Ipv4Bytes = std::array<unsigned char, 4>;
using Ipv6Bytes = std::array<unsigned char, 16>;

// The address of four decimal numbers, or of eight hexadecimal ones; other spellings are none.
template <class Bytes>
std::optional<Bytes> parsed_address(int family, std::string_view text) {
  // inet_pton ends at a NUL, so that what stands behind one would be passed over.
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  Bytes bytes{};
  if (inet_pton(family, std::string(text).c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

bool is_loopback_address(const Ipv6Bytes& bytes) {
  constexpr Ipv6Bytes kLoopback = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  constexpr Ipv6Bytes kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 0};
  return bytes == kLoopback || std::equal(kMapped.begin(), kMapped.begin() + 13, bytes.begin());
}

// Labels of letters, digits, hyphens and underscores, with single dots between them and at most one at the end.
bool is_host_name(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || host.starts_with('.') || host.ends_with('.') || host.find("..") != std::string_view::npos) return false;
  return std::ranges::all_of(host, [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '_' || c == '.'; });
}

// What resolvers and browsers take for an IPv4 address: its last label is a number, in decimal or after 0x.
bool ends_in_a_number(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const std::string_view last = host.substr(host.rfind('.') + 1);
  if (std::ranges::all_of(last, is_ascii_digit)) return true;
  return (last.starts_with("0x") || last.starts_with("0X")) && std::ranges::all_of(last.substr(2), is_ascii_hex_digit);
}

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

// What is wrong with the host of a URL, as it stands there; nothing for a good one.
std::optional<LocationError> host_fault(std::string_view host) {
  if (host.empty()) return LocationError{"the host is missing: write http://host/path"};
  if (host.starts_with('[')) {
    if (host.ends_with(']') && parsed_address<Ipv6Bytes>(AF_INET6, host.substr(1, host.size() - 2))) return std::nullopt;
    return LocationError{quoted(host) + " is no IPv6 address: write one as [::1], without a zone"};
  }
  if (parsed_address<Ipv4Bytes>(AF_INET, host)) return std::nullopt;
  if (!is_host_name(host)) {
    return LocationError{quoted(host) + " is no host name: ASCII letters, digits, hyphens and dots (write other letters as xn--…)"};
  }
  if (ends_in_a_number(host)) return LocationError{quoted(host) + " is no IPv4 address: write its four decimal numbers, like 127.0.0.1"};
  return std::nullopt;
}

// Digits from 1 to 65535.
std::optional<std::uint16_t> port_number(std::string_view digits) {
  std::uint32_t number = 0;
  for (const char digit : digits) {
    if (!is_ascii_digit(digit)) return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(digit - '0');
    if (number > 65535) return std::nullopt;
  }
  if (number == 0) return std::nullopt;
  return static_cast<std::uint16_t>(number);
}

struct Authority {
  std::string_view host;
  std::string_view port;  // empty where there is none
};

Authority split(std::string_view authority) {
  const std::size_t colon = authority.rfind(':');
  const std::size_t bracket = authority.rfind(']');
  const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  if (!has_port) return {authority, {}};
  return {authority.substr(0, colon), authority.substr(colon + 1)};
}

bool is_control_or_space(char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; }

// What is wrong with a URL as a whole, so that nothing is read out of it.
std::optional<LocationError> text_fault(std::string_view url) {
  if (std::ranges::any_of(url, is_control_or_space)) {
    return LocationError{"the URL has a space or a control character, which a request line cannot hold: percent-encode it"};
  }
  if (url.find('#') != std::string_view::npos)
    return LocationError{"the URL has a fragment, which is never sent: leave out the # and what follows"};
  return std::nullopt;
}

}  // namespace

Result<Location, LocationError> parse_location(std::string_view url) {
  if (const auto fault = text_fault(url)) return *fault;
  const std::size_t scheme_end = url.find("://");
  const std::string_view scheme = url.substr(0, scheme_end == std::string_view::npos ? 0 : scheme_end);
  Location location;
  location.endpoint.tls = equals_ignoring_ascii_case(scheme, "https");
  if (!location.endpoint.tls && !equals_ignoring_ascii_case(scheme, "http")) {
    return LocationError{quoted(url) + " does not begin with http:// or https://"};
  }
  const std::string_view rest = url.substr(scheme_end + 3);
  const std::size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view authority = rest.substr(0, authority_end);
  if (authority.find('@') != std::string_view::npos) {
    return LocationError{"the URL has a user name before its host, which is never sent: leave out the @ and what stands before it"};
  }
  const Authority parts = split(authority);
  if (const auto fault = host_fault(parts.host)) return *fault;
  const std::uint16_t own_port = location.endpoint.tls ? 443 : 80;
  location.endpoint.port = own_port;
  if (!parts.port.empty()) {
    const std::optional<std::uint16_t> port = port_number(parts.port);
    if (!port) return LocationError{quoted(parts.port) + " is no port: a number from 1 to 65535"};
    location.endpoint.port = *port;
  }
  location.endpoint.host = parts.host.starts_with('[') ? parts.host.substr(1, parts.host.size() - 2) : parts.host;
  location.authority = parts.host;
  if (location.endpoint.port != own_port) location.authority += ":" + std::to_string(location.endpoint.port);
  location.target = rest.substr(authority_end);
  if (!location.target.starts_with('/')) location.target.insert(0, "/");
  return location;
}

bool is_loopback(std::string_view host) {
  if (const auto ipv4 = parsed_address<Ipv4Bytes>(AF_INET, host)) return ipv4->front() == 127;
  if (const auto ipv6 = parsed_address<Ipv6Bytes>(AF_INET6, host)) return is_loopback_address(*ipv6);
  if (!is_host_name(host)) return false;
  if (host.ends_with('.')) host.remove_suffix(1);
  return equals_ignoring_ascii_case(host.substr(host.rfind('.') + 1), "localhost");
}

std::string address_text(const Endpoint& endpoint) {
  const bool is_ipv6 = endpoint.host.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

}  // namespace crosscheck::wire
