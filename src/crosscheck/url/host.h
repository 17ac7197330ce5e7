// https://url.spec.whatwg.org/#concept-host: parsing and serializing hosts.
//
// A pure function, linear in the input; any thread may call.
#pragma once

#include <string>
#include <string_view>

#include "crosscheck/base/result.h"

namespace crosscheck {

enum class HostKind { domain, ipv4, ipv6, opaque, empty };

// A host in its serialized form (IPv6 with brackets), which determines it together with its kind.
struct Host {
  HostKind kind = HostKind::empty;
  std::string serialized;
  friend bool operator==(const Host&, const Host&) = default;
};

// Why a host did not parse: each names a requirement row of section 6.
enum class HostFailure {
  ipv6_unclosed,        // no "]" at the end                                        OGN-13
  ipv6_invalid,         // the IPv6 parser failed (zone ids too)                    OGN-13
  opaque_host_invalid,  // a forbidden host code point                              OGN-9
  domain_to_ascii,      // UTS46 refused it, or nothing remained                    OGN-9
  domain_invalid,       // a forbidden domain code point after ToASCII              OGN-9
  ipv4_invalid,         // ends in a number and the IPv4 parser failed              OGN-12
};

// https://url.spec.whatwg.org/#concept-host-parser. `input` is UTF-8; `is_opaque` for schemes that are not special.
Result<Host, HostFailure> parse_host(std::string_view input, bool is_opaque);

}  // namespace crosscheck
