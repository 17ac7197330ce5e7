// The classes of headers and of their names, word by word as the Fetch Standard tells them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/result.h"
#include "fuzz/literal.h"
#include "fuzz/literal_get_decode_split.h"
#include "fuzz/literal_method.h"
#include "fuzz/literal_mime_type.h"
#include "fuzz/literal_range.h"

namespace crosscheck::fuzz::literal {

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
inline bool is_cors_unsafe_request_header_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != 0x09) || is_among(c, "\"():<>?@[\\]{}\x7F");
}

// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
inline bool is_cors_safelisted_request_header(std::string_view name, std::string_view value) {
  const auto has_unsafe_byte = [&] { return std::any_of(value.begin(), value.end(), is_cors_unsafe_request_header_byte); };
  // 1
  if (value.size() > 128) return false;
  // 2
  const std::string lowered = lower(name);
  if (lowered == "accept") {
    if (has_unsafe_byte()) return false;
  } else if (lowered == "accept-language" || lowered == "content-language") {
    constexpr std::string_view kAllowed = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz *,-.;=";
    if (value.find_first_not_of(kAllowed) != std::string_view::npos) return false;
  } else if (lowered == "content-type") {
    if (has_unsafe_byte()) return false;
    const Result<MimeType, FailedStep> mime_type = parse_mime_type(value);
    if (!mime_type) return false;
    const std::string essence = mime_type->essence();
    if (essence != "application/x-www-form-urlencoded" && essence != "multipart/form-data" && essence != "text/plain") return false;
  } else if (lowered == "range") {
    const Result<Range, FailedStep> range_value = parse_single_range_header_value(value, false);
    if (!range_value) return false;
    if (!range_value->start) return false;
  } else {
    return false;
  }
  // 3
  return true;
}

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name
inline bool is_no_cors_safelisted_request_header_name(std::string_view name) {
  return matches_one_of(name, {"Accept", "Accept-Language", "Content-Language", "Content-Type"});
}

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
inline bool is_no_cors_safelisted_request_header(std::string_view name, std::string_view value) {
  return is_no_cors_safelisted_request_header_name(name) && is_cors_safelisted_request_header(name, value);
}

// https://fetch.spec.whatwg.org/#forbidden-request-header
inline bool is_forbidden_request_header(std::string_view name, std::string_view value) {
  // 1
  if (matches_one_of(name, {"Accept-Charset",
                            "Accept-Encoding",
                            "Access-Control-Request-Headers",
                            "Access-Control-Request-Method",
                            "Connection",
                            "Content-Length",
                            "Cookie",
                            "Cookie2",
                            "Date",
                            "DNT",
                            "Expect",
                            "Host",
                            "Keep-Alive",
                            "Origin",
                            "Referer",
                            "Set-Cookie",
                            "TE",
                            "Trailer",
                            "Transfer-Encoding",
                            "Upgrade",
                            "Via"})) {
    return true;
  }
  // 2
  const std::string lowered = lower(name);
  if (lowered.starts_with("proxy-") || lowered.starts_with("sec-")) return true;
  // 3
  if (matches_one_of(name, {"X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override"})) {
    const std::vector<std::string> parsed_values = get_decode_and_split(value);
    if (std::any_of(parsed_values.begin(), parsed_values.end(), is_forbidden_method)) return true;
  }
  // 4
  return false;
}

// https://fetch.spec.whatwg.org/#forbidden-response-header-name
inline bool is_forbidden_response_header_name(std::string_view name) { return matches_one_of(name, {"Set-Cookie", "Set-Cookie2"}); }

// https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
inline bool is_cors_non_wildcard_request_header_name(std::string_view name) { return matches_one_of(name, {"Authorization"}); }

// https://fetch.spec.whatwg.org/#request-body-header-name
inline bool is_request_body_header_name(std::string_view name) {
  return matches_one_of(name, {"Content-Encoding", "Content-Language", "Content-Location", "Content-Type"});
}

// https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name
inline bool is_privileged_no_cors_request_header_name(std::string_view name) { return matches_one_of(name, {"Range"}); }

// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name, given an empty list.
inline bool is_cors_safelisted_response_header_name(std::string_view name) {
  return matches_one_of(name,
                        {"Cache-Control", "Content-Language", "Content-Length", "Content-Type", "Expires", "Last-Modified", "Pragma"});
}

}  // namespace crosscheck::fuzz::literal
