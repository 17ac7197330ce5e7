// IPv6 addresses in URLs: between brackets, without zone ids.
//
// Pure functions; any bytes may be given, and any thread may call.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crosscheck {

// https://url.spec.whatwg.org/#concept-ipv6: eight pieces, the first one first.
using Ipv6Address = std::array<std::uint16_t, 8>;

// https://url.spec.whatwg.org/#concept-ipv6-parser: `input` is what stands between the brackets. Nothing on failure.
std::optional<Ipv6Address> parse_ipv6(std::string_view input);

// https://url.spec.whatwg.org/#concept-ipv6-serializer: without brackets.
std::string serialize_ipv6(const Ipv6Address& address);

}  // namespace crosscheck
