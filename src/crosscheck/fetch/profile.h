// Profiles: where shipped browsers were seen to depart from the standard, as named switches. The default of every switch is the standard
// (with the recommendations of the AMB rows). A switch that is on for an engine was measured on Chromium 156.0.8078, Firefox ESR 153.7 or
// WebKitGTK 2.50.6 (Debian 12, loopback, 601 scenarios) unless its comment says that sources were read.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace crosscheck {

struct Profile {
  std::string_view name = "standard";

  // --- requests as scripts make them
  // A `User-Agent` set by a script vanishes, without a preflight. Chromium: scenario "User-Agent set by script".
  bool script_user_agent_is_dropped = false;
  // An upload listener forces a preflight only where there is a body. Chromium: xhr-upl-get, xhr-upl-post-nobody.
  bool upload_listener_needs_body = false;
  // What becomes of a body that is a stream. Firefox turns it into text and sends a simple request, WebKit blocks it over HTTP/1 before any
  // preflight: body-stream.
  enum class StreamBody : std::uint8_t { standard, sent_as_text, blocked_before_preflight };
  StreamBody stream_body = StreamBody::standard;

  // --- CORS-safelisted request-headers
  // Lines of one name are judged as one combined value (AMB-1). Chromium, WebKit: safelist-ct-dup, safelist-accept-2x64, -2x100,
  // total-8x128.
  bool safelist_judges_combined_value = false;
  // The limit of 1024 bytes over all values is not applied. Firefox: safelist-total-9x128.
  bool safelist_has_no_total_limit = false;
  // Bytes above 0x7F are CORS-unsafe. Firefox: safelist-accept-x80, ct-high-param.
  bool safelist_refuses_non_ascii = false;
  // Content-Type: a comma anywhere, or a semicolon at the end after another one, is refused. Firefox: ct-double-semi; DEV-7 from its
  // sources.
  bool safelist_refuses_odd_parameters = false;
  // Client hints are still safelisted where their value is one (DEV-6). Chromium: dpr, width, viewport-width, downlink, rtt, device-memory,
  // intervention, save-data: on, ect; which values pass was read in its sources.
  bool safelist_has_client_hints = false;
  // Range: the unit in any case, a plus sign before a number. WebKit: safelist-range-upper, range-plus.
  bool safelist_range_is_lenient = false;
  // Range: numbers that do not fit 64 bits are refused. All three: safelist-range-huge.
  bool safelist_range_fits_64_bits = false;

  // --- CORS check
  // Empty Access-Control-Allow-Credentials lines are dropped before combining. Firefox: cred-dup-empty.
  bool empty_allow_credentials_lines_vanish = false;
  // `*` exposes everything although another element of the list does not parse. Firefox: expose-star-bad.
  bool expose_wildcard_survives_malformed_list = false;

  // --- CORS-preflight fetch
  // `*` in Access-Control-Allow-Headers covers Authorization (DEV-1). All three: acah-star-authorization.
  bool wildcard_covers_authorization = false;
  // Seconds; the limit imposed on max-age (PRE-18). Read in sources: 7200, 86400, 600.
  std::optional<std::uint32_t> max_age_limit;
  // What an Access-Control-Max-Age means that is no delta-seconds. Firefox caches nothing for any non-digit; the others take a negative
  // number as 0, and Chromium and WebKit a leading plus as nothing: ACMA abc, 0.5, "0, 0", two lines, -1, +600.
  bool malformed_max_age_is_not_cached = false;
  bool negative_max_age_is_zero = false;
  bool plus_signed_max_age_is_read = false;

  // --- CORS-preflight cache
  // A cached `*` never matches. Firefox: cache-star-method, cache-star-header.
  bool cache_ignores_wildcard = false;
  // A `*` learned by an include request is a literal for ever. Chromium, Firefox: cache-star-include-literal-then-omit.
  bool cache_ignores_wildcard_of_include = false;
  // A cached `*` covers Authorization too. WebKit: cache-star-header-auth.
  bool cache_wildcard_covers_authorization = false;
  // Entries match only requests of the same credentials flag. Firefox: cache-include-then-omit.
  bool cache_matches_exact_credentials = false;
  // A failed request leaves the entries alone. Chromium, WebKit: cache-cleared-on-fail.
  bool cache_survives_failure = false;
  // An answer with max-age 0 does not touch older entries. Firefox: cache-zero-clears.
  bool max_age_zero_leaves_cache_alone = false;
  // One answer for each partition, origin and URL: a new one replaces the older whole (DEV-4). Chromium, WebKit: sources read.
  bool cache_keeps_one_answer = false;

  // --- redirects
  // Whether a redirect decides anew if a preflight is due. Firefox and WebKit preflight each later cross-origin hop of a request that
  // needed one as it was made; WebKit also asks for the headers that it no longer sends: redir-put-303-B-B, redir-put-303-json-hdr-dropped,
  // redir-post-302-json-dropped, redir-auth-self-to-B, redir-auth-B-to-C.
  enum class RedirectPreflight : std::uint8_t { decided_anew, kept, kept_with_original_headers };
  RedirectPreflight redirect_preflight = RedirectPreflight::decided_anew;
  // A preflight bears the page's origin although the request's origin is tainted, and is checked against it; where its target is same
  // origin with the page it is not checked at all. Firefox: redir-put-307-B-C-null, -preA, redir-put-307-B-A-pre, redir-put-308-A-B-A.
  bool preflight_origin_is_untainted = false;
  // A redirect to a URL with credentials is blocked in every mode. Chromium: redir-self-creds-url-self, redir-nocors-creds-url.
  bool redirect_never_has_credentials = false;
  // More than one Location. Chromium and Firefox take equal ones as one, WebKit joins all with ", ": redir-loc-dup, redir-loc-dup-same.
  enum class RepeatedLocation : std::uint8_t { failure, equal_lines_are_one, joined };
  RepeatedLocation repeated_location = RepeatedLocation::failure;
  // An empty Location. Chromium hands the redirect out, WebKit blocks: redir-loc-empty.
  enum class EmptyLocation : std::uint8_t { itself, no_redirect, failure };
  EmptyLocation empty_location = EmptyLocation::itself;
  // Bytes of Location are read as UTF-8, not isomorphically (AMB-16). Chromium, Firefox: redir-loc-high-bytes.
  bool location_is_utf8 = false;
  // With redirect mode "error", a redirect status without Location is handed out. Chromium, WebKit (HF-12).
  bool redirect_error_needs_location = false;

  // --- Cross-Origin-Resource-Policy
  // Equal IP addresses are not the same site. Chromium: nocors-corp-ss.
  bool ip_addresses_have_no_site = false;
};

// The four profiles; constants, which any thread may read.
const Profile& standard_profile();
const Profile& chromium_profile();
const Profile& firefox_profile();
const Profile& webkit_profile();
// By name; null for any other.
const Profile* profile_by_name(std::string_view name);

}  // namespace crosscheck
