// Origins that are nearly an allowed one: what attackers register and send, and what careless comparisons let through.
//
// Pure functions of texts; whether a policy really refuses what they make is for the policy to say. Any thread may call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/property.h"

namespace crosscheck::check {

struct NearMiss {
  std::string origin;
  PropertyId property;
  std::string what;  // "right label"
};

// An origin taken apart; views into it. What has no "://" is all host.
struct OriginParts {
  std::string_view scheme;
  std::string_view host;
  std::string_view port;  // with its colon; empty where there is none
};
OriginParts parts_of_origin(std::string_view origin);
// Whether the host of a serialized origin is an IPv4 or IPv6 address, so that it has no labels.
bool is_address(std::string_view host);

// The registrable attacker's domain that near misses end in.
inline constexpr std::string_view kAttacker = "evil.test";

// Other hosts: glued, longer, shorter, above, below, beside (P006 to P010, P015, P016, P026).
std::vector<NearMiss> near_hosts(std::string_view origin);
// Other schemes and ports (P012 to P014).
std::vector<NearMiss> near_schemes_and_ports(std::string_view origin);
// The origin inside of more URL than an origin is (P011, P027, P028).
std::vector<NearMiss> near_syntax(std::string_view origin);
// The host, a character that some browser takes in hosts, and the attacker's domain (P031).
std::vector<NearMiss> near_special_characters(std::string_view origin);
// Names and addresses that look like the host or mean the same (P032 to P034; an xn-- name also in its letters), and the origin in upper case (P025).
std::vector<NearMiss> near_look_alikes(std::string_view origin);
// All of the above.
std::vector<NearMiss> near_misses(std::string_view origin);

// For a pattern `scheme://*.base[:port]` or `scheme://host:*` (P013, P018 to P020, P022).
std::vector<NearMiss> near_wildcards(std::string_view wildcard);

// For each two of the origins: hosts glued, schemes and ports exchanged (P035), endings that they share (P036).
std::vector<NearMiss> near_both(std::string_view first, std::string_view second);

// Texts that are made of an example of a regular expression by leaving bytes of its host out (P021).
std::vector<NearMiss> shortened(std::string_view example);

// Origins of no relation that are often let through by mistake: extensions, files, tenants of hosting, this machine, odd texts (P004, P025).
std::vector<NearMiss> common_strangers();

}  // namespace crosscheck::check
