// A host read part by part; the C library reads its IPv6 addresses, ICU its UTF-8.
//
// Shared with the engine: what Unicode makes of a domain that is not ASCII.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crosscheck::fuzz::literal {

// https://url.spec.whatwg.org/#concept-host-parser and #concept-host-serializer: how the host is written, or nothing where it is none. Text is UTF-8.
std::optional<std::string> host(std::string_view text, bool is_special);

// https://encoding.spec.whatwg.org/#utf-8-decode-without-bom, as UTF-8.
std::string well_formed(std::string_view bytes);

// https://url.spec.whatwg.org/#percent-decode
std::string percent_decoded(std::string_view text);

// https://url.spec.whatwg.org/#percent-encode-set: `ascii`, and what every set has: C0 controls, DEL and all that is not ASCII.
std::string percent_encoded(std::string_view text, std::string_view ascii);

}  // namespace crosscheck::fuzz::literal
