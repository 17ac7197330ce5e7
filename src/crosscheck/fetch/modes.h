// The enumerations of requests and responses, each spelled as the standards spell it.
//
// Pure functions of constants; any thread may call.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace crosscheck {

// https://fetch.spec.whatwg.org/#concept-request-mode (REQ-6)
enum class Mode : std::uint8_t { cors, no_cors, same_origin, navigate, websocket, webtransport };
// https://fetch.spec.whatwg.org/#concept-request-credentials-mode (REQ-7)
enum class CredentialsMode : std::uint8_t { omit, same_origin, include };
// https://fetch.spec.whatwg.org/#concept-request-redirect-mode (REQ-8)
enum class RedirectMode : std::uint8_t { follow, error, manual };
// https://fetch.spec.whatwg.org/#concept-request-response-tainting (REQ-9)
enum class ResponseTainting : std::uint8_t { basic, cors, opaque };
// https://fetch.spec.whatwg.org/#concept-response-type
enum class ResponseType : std::uint8_t { basic, cors, default_, error, opaque, opaqueredirect };
// https://w3c.github.io/webappsec-referrer-policy/#referrer-policy
enum class ReferrerPolicy : std::uint8_t {
  empty,
  no_referrer,
  no_referrer_when_downgrade,
  same_origin,
  origin,
  strict_origin,
  origin_when_cross_origin,
  strict_origin_when_cross_origin,
  unsafe_url,
};
// https://html.spec.whatwg.org/multipage/browsers.html#embedder-policy-value
enum class EmbedderPolicy : std::uint8_t { unsafe_none, credentialless, require_corp };
// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
enum class RedirectTaint : std::uint8_t { same_origin, same_site, cross_site };
// Which API makes the request: `fetch()`, XMLHttpRequest, or a caller that hands main fetch its request.
enum class Client : std::uint8_t { fetch, xhr, raw };

// The standards' spelling ("no-cors"; "" for an empty referrer policy; "default" for default_).
std::string_view to_string(Mode);
std::string_view to_string(CredentialsMode);
std::string_view to_string(RedirectMode);
std::string_view to_string(ResponseTainting);
std::string_view to_string(ResponseType);
std::string_view to_string(ReferrerPolicy);
std::string_view to_string(EmbedderPolicy);
std::string_view to_string(RedirectTaint);
std::string_view to_string(Client);

// Nothing for any other spelling: case matters.
template <class Enum>
std::optional<Enum> from_string(std::string_view text);
// clang-format off
template <> std::optional<Mode> from_string<Mode>(std::string_view);
template <> std::optional<CredentialsMode> from_string<CredentialsMode>(std::string_view);
template <> std::optional<RedirectMode> from_string<RedirectMode>(std::string_view);
template <> std::optional<ResponseTainting> from_string<ResponseTainting>(std::string_view);
template <> std::optional<ResponseType> from_string<ResponseType>(std::string_view);
template <> std::optional<ReferrerPolicy> from_string<ReferrerPolicy>(std::string_view);
template <> std::optional<EmbedderPolicy> from_string<EmbedderPolicy>(std::string_view);
template <> std::optional<Client> from_string<Client>(std::string_view);
// clang-format on

}  // namespace crosscheck
