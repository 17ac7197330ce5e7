// Unicode IDNA Compatibility Processing (UTS46) as the URL Standard asks for it.
//
// A pure function: no object of ICU outlives a call, and any thread may call.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace crosscheck {

// Longer domains that are not ASCII are refused: names of this size exist nowhere (DNS has 253 bytes), and ICU's work grows with the square
// of the number of labels. ICU refuses labels of more than 1,000 UTF-16 code units that are not ASCII for the same reason.
inline constexpr std::size_t kLongestInternationalDomain = 16384;

// https://url.spec.whatwg.org/#domain-parser-toascii with beStrict false. `domain` is well-formed UTF-8. Nothing on failure; the
// result may be empty and may hold forbidden code points. Which characters are known depends on ICU's version of Unicode.
std::optional<std::string> domain_parser_to_ascii(std::string_view domain);

// https://url.spec.whatwg.org/#concept-domain-to-unicode: in UTF-8, to be shown, never to be compared. The domain itself where UTS46 has an error to
// record, and where it is longer than kLongestInternationalDomain.
std::string domain_to_unicode(std::string_view domain);

}  // namespace crosscheck
