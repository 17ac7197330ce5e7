#include "crosscheck/fetch/profile.h"

namespace crosscheck {

namespace {

constexpr Profile make_chromium() {
  Profile p;
  p.name = "chromium";
  p.script_user_agent_is_dropped = true;
  p.upload_listener_needs_body = true;
  p.safelist_judges_combined_value = true;
  p.safelist_has_client_hints = true;
  p.safelist_range_fits_64_bits = true;
  p.wildcard_covers_authorization = true;
  p.max_age_limit = 7200;
  p.negative_max_age_is_zero = true;
  p.plus_signed_max_age_is_read = true;
  p.cache_ignores_wildcard_of_include = true;
  p.cache_survives_failure = true;
  p.cache_keeps_one_answer = true;
  p.redirect_never_has_credentials = true;
  p.repeated_location = Profile::RepeatedLocation::equal_lines_are_one;
  p.empty_location = Profile::EmptyLocation::no_redirect;
  p.location_is_utf8 = true;
  p.redirect_error_needs_location = true;
  p.ip_addresses_have_no_site = true;
  return p;
}

constexpr Profile make_firefox() {
  Profile p;
  p.name = "firefox";
  p.stream_body = Profile::StreamBody::sent_as_text;
  p.safelist_has_no_total_limit = true;
  p.safelist_refuses_non_ascii = true;
  p.safelist_refuses_odd_parameters = true;
  p.safelist_range_fits_64_bits = true;
  p.empty_allow_credentials_lines_vanish = true;
  p.expose_wildcard_survives_malformed_list = true;
  p.wildcard_covers_authorization = true;
  p.max_age_limit = 86400;
  p.malformed_max_age_is_not_cached = true;
  p.cache_ignores_wildcard = true;
  p.cache_ignores_wildcard_of_include = true;
  p.cache_matches_exact_credentials = true;
  p.max_age_zero_leaves_cache_alone = true;
  p.redirect_preflight = Profile::RedirectPreflight::kept;
  p.preflight_origin_is_untainted = true;
  p.repeated_location = Profile::RepeatedLocation::equal_lines_are_one;
  p.location_is_utf8 = true;
  return p;
}

constexpr Profile make_webkit() {
  Profile p;
  p.name = "webkit";
  p.stream_body = Profile::StreamBody::blocked_before_preflight;
  p.safelist_judges_combined_value = true;
  p.safelist_range_is_lenient = true;
  p.safelist_range_fits_64_bits = true;
  p.wildcard_covers_authorization = true;
  p.max_age_limit = 600;
  p.negative_max_age_is_zero = true;
  p.plus_signed_max_age_is_read = true;
  p.cache_wildcard_covers_authorization = true;
  p.cache_survives_failure = true;
  p.cache_keeps_one_answer = true;
  p.redirect_preflight = Profile::RedirectPreflight::kept_with_original_headers;
  p.repeated_location = Profile::RepeatedLocation::joined;
  p.empty_location = Profile::EmptyLocation::failure;
  p.redirect_error_needs_location = true;
  return p;
}

constexpr Profile kStandard{};
constexpr Profile kChromium = make_chromium();
constexpr Profile kFirefox = make_firefox();
constexpr Profile kWebkit = make_webkit();

}  // namespace

const Profile& standard_profile() { return kStandard; }
const Profile& chromium_profile() { return kChromium; }
const Profile& firefox_profile() { return kFirefox; }
const Profile& webkit_profile() { return kWebkit; }

const Profile* profile_by_name(std::string_view name) {
  for (const Profile* profile : {&kStandard, &kChromium, &kFirefox, &kWebkit}) {
    if (profile->name == name) return profile;
  }
  return nullptr;
}

}  // namespace crosscheck
