// Where a server is: what a socket needs of an http: or https: URL.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "crosscheck/base/result.h"

namespace crosscheck::wire {

struct Endpoint {
  std::string host;  // a name or an address; an IPv6 address without brackets
  std::uint16_t port = 80;
  bool tls = false;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

struct Location {
  Endpoint endpoint;
  std::string authority;  // as a Host header names it: the port where it is not the scheme's own
  std::string target;     // path and query, as a request line names them: "/" at least
};

struct LocationError {
  std::string message;
};

// Reads `http://host[:port][/path][?query]`, or `https:`, the bytes of host, path and query unchanged. A fragment or userinfo is an error,
// since neither is sent; so are spaces and control characters, hosts that are not ASCII, and short, octal or hexadecimal IPv4 addresses.
Result<Location, LocationError> parse_location(std::string_view url);

// Whether a host can only be this machine: 127.0.0.0/8, also as an IPv4-mapped IPv6 address, ::1, `localhost` and names under `.localhost`,
// with a dot at the end or without. Nothing is resolved, and Connection asks no resolver for such names either.
bool is_loopback(std::string_view host);

// `host:port`, with brackets where the host is an IPv6 address: how errors name an endpoint.
std::string address_text(const Endpoint& endpoint);

}  // namespace crosscheck::wire
