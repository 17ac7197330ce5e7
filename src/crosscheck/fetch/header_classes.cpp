#include "crosscheck/fetch/header_classes.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/get_decode_split.h"
#include "crosscheck/http/method.h"

namespace crosscheck {
namespace {

using namespace std::string_view_literals;

// Names in lower case, compared without regard to ASCII case.
template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view one) { return equals_ignoring_ascii_case(one, name); });
}

bool starts_ignoring_ascii_case(std::string_view name, std::string_view prefix) {
  return equals_ignoring_ascii_case(name.substr(0, prefix.size()), prefix);
}

constexpr auto kForbidden = std::to_array<std::string_view>({
    "accept-charset"sv,
    "accept-encoding"sv,
    "access-control-request-headers"sv,
    "access-control-request-method"sv,
    "connection"sv,
    "content-length"sv,
    "cookie"sv,
    "cookie2"sv,
    "date"sv,
    "dnt"sv,
    "expect"sv,
    "host"sv,
    "keep-alive"sv,
    "origin"sv,
    "referer"sv,
    "set-cookie"sv,
    "te"sv,
    "trailer"sv,
    "transfer-encoding"sv,
    "upgrade"sv,
    "via"sv,
});
constexpr auto kMethodOverrides = std::to_array<std::string_view>({"x-http-method"sv, "x-http-method-override"sv, "x-method-override"sv});
constexpr auto kForbiddenResponse = std::to_array<std::string_view>({"set-cookie"sv, "set-cookie2"sv});
constexpr auto kNonWildcard = std::to_array<std::string_view>({"authorization"sv});
constexpr auto kPrivilegedNoCors = std::to_array<std::string_view>({"range"sv});
constexpr auto kRequestBody =
    std::to_array<std::string_view>({"content-encoding"sv, "content-language"sv, "content-location"sv, "content-type"sv});
constexpr auto kSafelistedResponse = std::to_array<std::string_view>({
    "cache-control"sv,
    "content-language"sv,
    "content-length"sv,
    "content-type"sv,
    "expires"sv,
    "last-modified"sv,
    "pragma"sv,
});

// Whether one of the values, got, decoded and split, is a forbidden method.
bool holds_forbidden_method(std::string_view value) {
  const auto methods = get_decode_and_split_value(value);
  return std::any_of(methods.begin(), methods.end(), [](std::string_view method) { return is_forbidden_method(method); });
}

}  // namespace

// https://fetch.spec.whatwg.org/#forbidden-request-header
bool is_forbidden_request_header(std::string_view name, std::string_view value, Trace trace) {
  // 1 (FRH-1)
  if (is_one_of(name, kForbidden)) {
    trace.step(Rule::FRH_1, Outcome::yes, [&] { return "The name " + quoted(name) + " is one of those that only the user agent sets."; });
    return true;
  }
  // 2 (FRH-2)
  if (starts_ignoring_ascii_case(name, "proxy-") || starts_ignoring_ascii_case(name, "sec-")) {
    trace.step(Rule::FRH_2, Outcome::yes, [&] { return "The name " + quoted(name) + " begins with `proxy-` or `sec-`."; });
    return true;
  }
  // 3 (FRH-3)
  if (is_one_of(name, kMethodOverrides) && holds_forbidden_method(value)) {
    trace.step(Rule::FRH_3, Outcome::yes,
               [&] { return "The value " + quoted(value) + " of " + quoted(name) + " holds a forbidden method."; });
    return true;
  }
  // 4 (FRH-4)
  trace.step(Rule::FRH_4, Outcome::no, [&] { return "A script may set " + quoted(name) + " to " + quoted(value) + "."; });
  return false;
}

// https://fetch.spec.whatwg.org/#forbidden-response-header-name (FRN-1)
bool is_forbidden_response_header_name(std::string_view name) { return is_one_of(name, kForbiddenResponse); }

// https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name (NWC-1)
bool is_cors_non_wildcard_request_header_name(std::string_view name) { return is_one_of(name, kNonWildcard); }

// https://fetch.spec.whatwg.org/#request-body-header-name (RBH-1)
bool is_request_body_header_name(std::string_view name) { return is_one_of(name, kRequestBody); }

// https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name (PRV-1)
bool is_privileged_no_cors_request_header_name(std::string_view name) { return is_one_of(name, kPrivilegedNoCors); }

// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name (RSH-1)
bool is_cors_safelisted_response_header_name(std::string_view name) { return is_one_of(name, kSafelistedResponse); }

}  // namespace crosscheck
