// https://fetch.spec.whatwg.org/#origin-header: the grammar of the Origin header's value.
//
// A pure function; any bytes may be given, and any thread may call.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace crosscheck {

// A value that fits the grammar; all nothing for "null". Views into the input.
struct OriginOrNull {
  std::optional<std::string_view> scheme;
  std::optional<std::string_view> host;
  // Up to 99999: the grammar allows any five digits.
  std::optional<std::uint32_t> port;
};

// Nothing where the value does not fit. It says nothing about the CORS check, which never parses (ABNF-3, ABNF-7). Allocates nothing.
std::optional<OriginOrNull> parse_origin_or_null(std::string_view value);

}  // namespace crosscheck
