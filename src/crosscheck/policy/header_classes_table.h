// Header names as a policy's checks know them, in lower case. The user agent's room has its own, so that each is the other's check.
#pragma once

#include <array>
#include <string_view>

namespace crosscheck::policy {

// https://fetch.spec.whatwg.org/#forbidden-request-header, names alone; besides them all that begin with `proxy-` or `sec-`.
inline constexpr std::array<std::string_view, 21> kForbiddenRequestHeaders{
    "accept-charset", "accept-encoding", "access-control-request-headers", "access-control-request-method", "connection", "content-length", "cookie",
    "cookie2", "date", "dnt", "expect", "host", "keep-alive", "origin", "referer", "set-cookie", "te", "trailer", "transfer-encoding", "upgrade", "via"};

// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
inline constexpr std::array<std::string_view, 7> kSafelistedResponseHeaders{
    "cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"};

// Headers that mean something in a response alone.
inline constexpr std::array<std::string_view, 20> kHeadersOfResponsesAlone{
    "access-control-allow-credentials", "access-control-allow-headers", "access-control-allow-methods", "access-control-allow-origin",
    "access-control-allow-private-network", "access-control-expose-headers", "access-control-max-age", "clear-site-data", "content-security-policy",
    "content-security-policy-report-only", "cross-origin-embedder-policy", "cross-origin-opener-policy", "cross-origin-resource-policy",
    "set-cookie2", "strict-transport-security", "timing-allow-origin", "vary", "www-authenticate", "x-content-type-options", "x-frame-options"};

// Headers that mean something in a request alone.
inline constexpr std::array<std::string_view, 14> kHeadersOfRequestsAlone{
    "access-control-request-headers", "access-control-request-method", "cookie", "expect", "host", "if-match", "if-modified-since", "if-none-match",
    "if-range", "if-unmodified-since", "origin", "referer", "te", "user-agent"};

// https://fetch.spec.whatwg.org/#forbidden-response-header-name
inline constexpr std::array<std::string_view, 2> kForbiddenResponseHeaders{"set-cookie", "set-cookie2"};

}  // namespace crosscheck::policy
