// IPv4 addresses as URLs write them: one to four numbers, decimal, octal or hexadecimal.
//
// Pure functions; any bytes may be given where nothing else is said, and any thread may call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crosscheck {

// https://url.spec.whatwg.org/#ends-in-a-number-checker: whether a domain must be an IPv4 address. `input` is ASCII.
bool ends_in_a_number(std::string_view input);

// https://url.spec.whatwg.org/#concept-ipv4-parser: nothing on failure. Linear, whatever the number of digits.
std::optional<std::uint32_t> parse_ipv4(std::string_view input);

// https://url.spec.whatwg.org/#concept-ipv4-serializer: dotted decimal.
std::string serialize_ipv4(std::uint32_t address);

}  // namespace crosscheck
