#include "crosscheck/url/host.h"

#include <optional>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/byte_set.h"
#include "crosscheck/url/idna.h"
#include "crosscheck/url/ipv4.h"
#include "crosscheck/url/ipv6.h"
#include "crosscheck/url/percent_encoding.h"
#include "crosscheck/url/url.h"
#include "crosscheck/url/utf8.h"

namespace crosscheck {
namespace {

// https://url.spec.whatwg.org/#forbidden-host-code-point
constexpr ByteSet kForbiddenHostCodePoints(std::string_view("\0\t\n\r #/:<>?@[\\]^|", 17));

// https://url.spec.whatwg.org/#forbidden-domain-code-point
constexpr ByteSet kForbiddenDomainCodePoints =
    kForbiddenHostCodePoints.with([](char c) { return static_cast<unsigned char>(c) <= 0x1F || c == '%' || c == '\x7F'; });

// https://url.spec.whatwg.org/#concept-domain-to-ascii with beStrict false.
Result<std::string, HostFailure> domain_parser(std::string_view domain) {
  // 1-3 OMITTED: the strict result is asked for validation errors alone.
  // 4-5 (OGN-10): a domain of ASCII is lower-cased, whatever UTS46 would say of its labels.
  // 6 (OGN-9): any other goes through UTS46.
  std::optional<std::string> result = is_ascii_string(domain) ? byte_lowercase(domain) : domain_parser_to_ascii(domain);
  // 6.2, 7
  if (!result || result->empty()) return HostFailure::domain_to_ascii;
  // 8 (OGN-11): the rest of ASCII, empty labels and a trailing dot are allowed.
  if (kForbiddenDomainCodePoints.find_in(*result) != result->size()) return HostFailure::domain_invalid;
  // 9
  return std::move(*result);
}

// https://url.spec.whatwg.org/#concept-opaque-host-parser; the empty string gives the empty host.
Result<Host, HostFailure> parse_opaque_host(std::string_view input) {
  // 1
  if (kForbiddenHostCodePoints.find_in(input) != input.size()) return HostFailure::opaque_host_invalid;
  // 2-3 OMITTED: validation errors change nothing.
  // 4
  return Host{input.empty() ? HostKind::empty : HostKind::opaque, utf8_percent_encode(input, kC0ControlPercentEncodeSet)};
}

}  // namespace

Result<Host, HostFailure> parse_host(std::string_view input, bool is_opaque) {
  // 1 (OGN-13)
  if (input.starts_with('[')) {
    if (!input.ends_with(']')) return HostFailure::ipv6_unclosed;
    const std::optional<Ipv6Address> address = parse_ipv6(input.substr(1, input.size() - 2));
    if (!address) return HostFailure::ipv6_invalid;
    return Host{HostKind::ipv6, "[" + serialize_ipv6(*address) + "]"};
  }
  // 2
  if (is_opaque) return parse_opaque_host(input);
  // 3-4 OMITTED: the empty string fails in the domain parser; a validation error changes nothing.
  // 5 (OGN-9): decoded bytes that are not UTF-8 become U+FFFD, which UTS46 refuses.
  const std::string domain = utf8_decode_without_bom(percent_decode(input));
  // 6-7
  Result<std::string, HostFailure> ascii_domain = domain_parser(domain);
  if (!ascii_domain) return ascii_domain.error();
  // 8 (OGN-12)
  if (ends_in_a_number(*ascii_domain)) {
    const std::optional<std::uint32_t> address = parse_ipv4(*ascii_domain);
    if (!address) return HostFailure::ipv4_invalid;
    return Host{HostKind::ipv4, serialize_ipv4(*address)};
  }
  // 9
  return Host{HostKind::domain, std::move(ascii_domain).value()};
}

}  // namespace crosscheck
