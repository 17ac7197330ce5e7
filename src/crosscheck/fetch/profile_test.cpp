#include "crosscheck/fetch/profile.h"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace crosscheck {
namespace {

using Differences = std::vector<std::string>;
using Switches = std::vector<std::pair<std::string, std::string>>;

template <class T>
std::string text_of(const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    return value ? "on" : "off";
  } else if constexpr (std::is_enum_v<T>) {
    return std::to_string(static_cast<int>(value));
  } else {
    return value ? std::to_string(*value) : "none";
  }
}

// Every switch by name. A new switch does not compile before it stands here, and so is missed in no list below.
Switches switches_of(const Profile& profile) {
  const auto& [name, script_user_agent_is_dropped, upload_listener_needs_body, stream_body, safelist_judges_combined_value,
               safelist_has_no_total_limit, safelist_refuses_non_ascii, safelist_refuses_odd_parameters, safelist_has_client_hints,
               safelist_range_is_lenient, safelist_range_fits_64_bits, empty_allow_credentials_lines_vanish,
               expose_wildcard_survives_malformed_list, wildcard_covers_authorization, max_age_limit, malformed_max_age_is_not_cached,
               negative_max_age_is_zero, plus_signed_max_age_is_read, cache_ignores_wildcard, cache_ignores_wildcard_of_include,
               cache_wildcard_covers_authorization, cache_matches_exact_credentials, cache_survives_failure,
               max_age_zero_leaves_cache_alone, cache_keeps_one_answer, redirect_preflight, preflight_origin_is_untainted,
               redirect_never_has_credentials, repeated_location, empty_location, location_is_utf8, redirect_error_needs_location,
               ip_addresses_have_no_site] = profile;
  (void)name;
  return {
      {"script_user_agent_is_dropped", text_of(script_user_agent_is_dropped)},
      {"upload_listener_needs_body", text_of(upload_listener_needs_body)},
      {"stream_body", text_of(stream_body)},
      {"safelist_judges_combined_value", text_of(safelist_judges_combined_value)},
      {"safelist_has_no_total_limit", text_of(safelist_has_no_total_limit)},
      {"safelist_refuses_non_ascii", text_of(safelist_refuses_non_ascii)},
      {"safelist_refuses_odd_parameters", text_of(safelist_refuses_odd_parameters)},
      {"safelist_has_client_hints", text_of(safelist_has_client_hints)},
      {"safelist_range_is_lenient", text_of(safelist_range_is_lenient)},
      {"safelist_range_fits_64_bits", text_of(safelist_range_fits_64_bits)},
      {"empty_allow_credentials_lines_vanish", text_of(empty_allow_credentials_lines_vanish)},
      {"expose_wildcard_survives_malformed_list", text_of(expose_wildcard_survives_malformed_list)},
      {"wildcard_covers_authorization", text_of(wildcard_covers_authorization)},
      {"max_age_limit", text_of(max_age_limit)},
      {"malformed_max_age_is_not_cached", text_of(malformed_max_age_is_not_cached)},
      {"negative_max_age_is_zero", text_of(negative_max_age_is_zero)},
      {"plus_signed_max_age_is_read", text_of(plus_signed_max_age_is_read)},
      {"cache_ignores_wildcard", text_of(cache_ignores_wildcard)},
      {"cache_ignores_wildcard_of_include", text_of(cache_ignores_wildcard_of_include)},
      {"cache_wildcard_covers_authorization", text_of(cache_wildcard_covers_authorization)},
      {"cache_matches_exact_credentials", text_of(cache_matches_exact_credentials)},
      {"cache_survives_failure", text_of(cache_survives_failure)},
      {"max_age_zero_leaves_cache_alone", text_of(max_age_zero_leaves_cache_alone)},
      {"cache_keeps_one_answer", text_of(cache_keeps_one_answer)},
      {"redirect_preflight", text_of(redirect_preflight)},
      {"preflight_origin_is_untainted", text_of(preflight_origin_is_untainted)},
      {"redirect_never_has_credentials", text_of(redirect_never_has_credentials)},
      {"repeated_location", text_of(repeated_location)},
      {"empty_location", text_of(empty_location)},
      {"location_is_utf8", text_of(location_is_utf8)},
      {"redirect_error_needs_location", text_of(redirect_error_needs_location)},
      {"ip_addresses_have_no_site", text_of(ip_addresses_have_no_site)},
  };
}

// The switches that are not as in `standard`; a value where a switch is neither on nor off.
Differences differences(const Profile& profile) {
  const Switches standard = switches_of(standard_profile());
  const Switches own = switches_of(profile);
  Differences lines;
  for (std::size_t i = 0; i < own.size(); ++i) {
    const auto& [name, value] = own[i];
    if (value != standard[i].second) lines.push_back(value == "on" ? name : name + " = " + value);
  }
  return lines;
}

TEST(Profile, StandardHasEverySwitchOff) {
  for (const auto& [name, value] : switches_of(standard_profile())) {
    EXPECT_EQ(value, name == "max_age_limit" ? "none" : value == "0" ? "0" : "off") << name;
  }
  EXPECT_EQ(standard_profile().name, "standard");
}

// Behind each line: the scenarios that were measured, and what came out.

TEST(Profile, ChromiumDiffersAsMeasured) {
  EXPECT_EQ(differences(chromium_profile()),
            (Differences{
                "script_user_agent_is_dropped",       // "User-Agent set by script": dropped silently
                "upload_listener_needs_body",         // xhr-upl-get, xhr-upl-post-nobody: no preflight
                "safelist_judges_combined_value",     // safelist-ct-dup, -accept-2x64, -2x100, total-8x128: preflight
                "safelist_has_client_hints",          // dpr, width, …: none
                "safelist_range_fits_64_bits",        // safelist-range-huge: preflight
                "wildcard_covers_authorization",      // acah-star-authorization: allow
                "max_age_limit = 7200",               // sources
                "negative_max_age_is_zero",           // ACMA -1: not cached
                "plus_signed_max_age_is_read",        // ACMA +600: 600
                "cache_ignores_wildcard_of_include",  // cache-star-include-literal-then-omit: no
                "cache_survives_failure",             // cache-cleared-on-fail: kept
                "cache_keeps_one_answer",             // sources
                "redirect_never_has_credentials",     // redir-self-creds-url-self, redir-nocors-creds-url: block
                "repeated_location = 1",              // redir-loc-dup-same: follow; redir-loc-dup: block
                "empty_location = 1",                 // redir-loc-empty: the 302 is the response
                "location_is_utf8",                   // redir-loc-high-bytes: %C3%A9
                "redirect_error_needs_location",      // HF-12
                "ip_addresses_have_no_site",          // nocors-corp-ss: block
            }));
}

TEST(Profile, FirefoxDiffersAsMeasured) {
  EXPECT_EQ(differences(firefox_profile()),
            (Differences{
                "stream_body = 1",                          // body-stream: stringified, simple POST
                "safelist_has_no_total_limit",              // safelist-total-9x128: none
                "safelist_refuses_non_ascii",               // safelist-accept-x80, ct-high-param: preflight
                "safelist_refuses_odd_parameters",          // ct-double-semi: preflight
                "safelist_range_fits_64_bits",              // safelist-range-huge: preflight
                "empty_allow_credentials_lines_vanish",     // cred-dup-empty: allow
                "expose_wildcard_survives_malformed_list",  // expose-star-bad: exposes all
                "wildcard_covers_authorization",            // acah-star-authorization: allow
                "max_age_limit = 86400",                    // sources
                "malformed_max_age_is_not_cached",          // ACMA abc, 0.5, "0, 0", two lines, -1: not cached
                "cache_ignores_wildcard",                   // cache-star-method, cache-star-header: no
                "cache_ignores_wildcard_of_include",        // cache-star-include-literal-then-omit: no
                "cache_matches_exact_credentials",          // cache-include-then-omit: no
                "max_age_zero_leaves_cache_alone",          // cache-zero-clears: no
                "redirect_preflight = 1",                   // redir-put-303-B-B: second preflight without names
                "preflight_origin_is_untainted",            // redir-put-307-B-C-null, -preA, redir-put-307-B-A-pre, redir-put-308-A-B-A
                "repeated_location = 1",                    // redir-loc-dup-same: follow; redir-loc-dup: block
                "location_is_utf8",                         // redir-loc-high-bytes: %C3%A9
            }));
}

TEST(Profile, WebkitDiffersAsMeasured) {
  EXPECT_EQ(differences(webkit_profile()),
            (Differences{
                "stream_body = 2",                      // body-stream: block, no preflight
                "safelist_judges_combined_value",       // safelist-ct-dup, -accept-2x64, -2x100, total-8x128: preflight
                "safelist_range_is_lenient",            // safelist-range-upper, range-plus: none
                "safelist_range_fits_64_bits",          // safelist-range-huge: preflight
                "wildcard_covers_authorization",        // acah-star-authorization: allow
                "max_age_limit = 600",                  // sources
                "negative_max_age_is_zero",             // ACMA -1: not cached
                "plus_signed_max_age_is_read",          // ACMA +600: 600
                "cache_wildcard_covers_authorization",  // cache-star-header-auth: no preflight
                "cache_survives_failure",               // cache-cleared-on-fail: kept
                "cache_keeps_one_answer",               // sources
                "redirect_preflight = 2",               // redir-auth-self-to-B: preflight for `authorization`, which is not sent
                "repeated_location = 2",                // redir-loc-dup: joined
                "empty_location = 2",                   // redir-loc-empty: block
                "redirect_error_needs_location",        // HF-12
            }));
}

TEST(Profile, ValuesThatAreNumbersAboveMeanWhatTheLinesSay) {
  EXPECT_EQ(static_cast<int>(Profile::StreamBody::sent_as_text), 1);
  EXPECT_EQ(static_cast<int>(Profile::StreamBody::blocked_before_preflight), 2);
  EXPECT_EQ(static_cast<int>(Profile::RepeatedLocation::equal_lines_are_one), 1);
  EXPECT_EQ(static_cast<int>(Profile::RepeatedLocation::joined), 2);
  EXPECT_EQ(static_cast<int>(Profile::EmptyLocation::no_redirect), 1);
  EXPECT_EQ(static_cast<int>(Profile::EmptyLocation::failure), 2);
  EXPECT_EQ(static_cast<int>(Profile::RedirectPreflight::kept), 1);
  EXPECT_EQ(static_cast<int>(Profile::RedirectPreflight::kept_with_original_headers), 2);
}

TEST(Profile, IsFoundByName) {
  for (const Profile* profile : {&standard_profile(), &chromium_profile(), &firefox_profile(), &webkit_profile()}) {
    EXPECT_EQ(profile_by_name(profile->name), profile);
  }
  EXPECT_EQ(profile_by_name("webkit"), &webkit_profile());
  EXPECT_EQ(profile_by_name("Chromium"), nullptr);
  EXPECT_EQ(profile_by_name("safari"), nullptr);
  EXPECT_EQ(profile_by_name(""), nullptr);
}

}  // namespace
}  // namespace crosscheck
