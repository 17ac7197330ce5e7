#include "crosscheck/fetch/cors_preflight.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <variant>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/cors_check.h"
#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/delta_seconds.h"
#include "crosscheck/http/extract_header_values.h"
#include "crosscheck/http/method.h"
#include "crosscheck/http/status.h"

namespace crosscheck {
namespace {

constexpr std::string_view kAllowMethods = "Access-Control-Allow-Methods";
constexpr std::string_view kAllowHeaders = "Access-Control-Allow-Headers";
constexpr std::string_view kMaxAge = "Access-Control-Max-Age";
constexpr std::string_view kWildcard = "*";
constexpr std::uint64_t kDefaultMaxAge = 5;  // seconds
// The statuses that servers answer preflights with.
constexpr int kOk = 200;
constexpr int kNoContent = 204;

using Elements = std::span<const std::string_view>;

// AMB-18: an absent list contains nothing.
Elements elements_of(const ExtractedValues& values) {
  const auto* elements = std::get_if<std::vector<std::string_view>>(&values);
  return elements == nullptr ? Elements{} : Elements(*elements);
}

std::optional<std::vector<std::string>> copied(const ExtractedValues& values) {
  const auto* elements = std::get_if<std::vector<std::string_view>>(&values);
  if (elements == nullptr) return std::nullopt;
  return std::vector<std::string>(elements->begin(), elements->end());
}

bool lists(Elements elements, std::string_view element) { return std::find(elements.begin(), elements.end(), element) != elements.end(); }

bool lists_ignoring_case(Elements elements, std::string_view element) {
  return std::any_of(elements.begin(), elements.end(),
                     [&](std::string_view candidate) { return equals_ignoring_ascii_case(candidate, element); });
}

// How `lower` (lower-case) compares with the other's lower case. Both are tokens, hence ASCII.
int compare_with_lower_case(std::string_view lower, std::string_view other) {
  const std::size_t common = std::min(lower.size(), other.size());
  for (std::size_t i = 0; i < common; ++i) {
    const char folded = to_ascii_lower(other[i]);
    if (lower[i] != folded) return lower[i] < folded ? -1 : 1;
  }
  return lower.size() < other.size() ? -1 : lower.size() > other.size() ? 1 : 0;
}

// PRE-16: the first of the names (lower-case, sorted) that no element is, without regard to case; null where each is listed.
// WHY: one pass over the elements with a look-up among the names, as a response may list millions and a request may need thousands.
const std::string* first_unlisted(const std::vector<std::string>& names, Elements elements) {
  std::vector<bool> listed(names.size());
  std::size_t missing = names.size();
  auto expected = names.begin();
  for (const std::string_view element : elements) {
    if (missing == 0) break;
    // WHY a guess first: most servers list the names in the order in which they were asked for.
    auto match = expected;
    if (match == names.end() || !equals_ignoring_ascii_case(*match, element)) {
      match = std::lower_bound(names.begin(), names.end(), element, [](const std::string& name, std::string_view candidate) {
        return compare_with_lower_case(name, candidate) < 0;
      });
      if (match == names.end() || compare_with_lower_case(*match, element) != 0) continue;
    }
    expected = match + 1;
    const auto index = static_cast<std::size_t>(match - names.begin());
    if (listed[index]) continue;
    listed[index] = true;
    --missing;
  }
  if (missing == 0) return nullptr;
  const auto first = std::find(listed.begin(), listed.end(), false);
  return &names[static_cast<std::size_t>(first - listed.begin())];
}

// 7.5 (PRE-14), for a method that neither is listed nor safelisted. The order of the table of reasons.
Reason method_reason(const Request& request, Elements methods) {
  if (request.credentials_mode == CredentialsMode::include && lists(methods, kWildcard)) return Reason::method_wildcard_with_credentials;
  if (lists_ignoring_case(methods, request.method)) return Reason::method_case_mismatch;
  return Reason::method_not_allowed;
}

struct MaxAge {
  std::uint64_t seconds = kDefaultMaxAge;
  bool cacheable = true;
};

// What a profile makes of an Access-Control-Max-Age that is no delta-seconds.
MaxAge malformed_max_age(HeaderListView headers, const Profile& profile) {
  const std::string value = get(headers, kMaxAge).value_or(std::string());
  if (profile.malformed_max_age_is_not_cached && !value.empty()) return {0, false};
  const bool has_number = value.size() > 1 && is_delta_seconds(std::string_view(value).substr(1));
  if (profile.negative_max_age_is_zero && has_number && value.front() == '-') return {0, true};
  if (profile.plus_signed_max_age_is_read && has_number && value.front() == '+')
    return {delta_seconds(std::string_view(value).substr(1)), true};
  return {};
}

// PRE-10: told where the lines of a list count together.
void tell_lines(std::string_view name, HeaderListView headers, Trace trace) {
  if (!trace || count(headers, name) < 2) return;
  trace.step(Rule::PRE_10, Outcome::set,
             [&] { return "The lines of " + std::string(name) + " are one list: " + shown(name, headers) + "."; });
}

// 7.8-7.10
MaxAge max_age_of(HeaderListView headers, const Profile& profile, Trace trace) {
  // 7.8 (PRE-17, AMB-21): the sole element.
  const ExtractedValues values = extract_header_list_values(kMaxAge, HeaderGrammar::delta_seconds, headers);
  MaxAge max_age;
  if (const auto* digits = std::get_if<std::vector<std::string_view>>(&values)) {
    max_age.seconds = delta_seconds(digits->front());
    trace.step(Rule::PRE_17, Outcome::set, [&] { return shown(kMaxAge, headers) + ": " + std::to_string(max_age.seconds) + " seconds."; });
  } else {
    // 7.9 (PRE-17, AMB-2): five seconds for what is absent or malformed, -1 included.
    if (std::holds_alternative<Malformed>(values)) {
      max_age = malformed_max_age(headers, profile);
      trace.step(Rule::PRE_17, Outcome::set, [&] {
        return shown(kMaxAge, headers) +
               (max_age.cacheable ? ": " + std::to_string(max_age.seconds) + " seconds." : ": nothing is cached.");
      });
    }
  }
  // 7.10 (PRE-18)
  if (profile.max_age_limit && max_age.seconds > *profile.max_age_limit) {
    max_age.seconds = *profile.max_age_limit;
    trace.step(Rule::PRE_18, Outcome::set, [&] { return "The limit is " + std::to_string(max_age.seconds) + " seconds."; });
  }
  return max_age;
}

}  // namespace

// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
Request make_cors_preflight_request(const Request& request, const std::vector<std::string>& unsafe_names, Trace trace) {
  // 1 (PRE-1, PRE-2): a new request with the whole URL list, so that it is tainted like the one it asks for. All else has its default: no
  // credentials, none of the author's headers, no body (PRE-7). DEVIATION (AMB-13): it has the original request's partition key.
  Request preflight;
  preflight.method = "OPTIONS";
  preflight.url_list = request.url_list;
  preflight.origin = request.origin;
  preflight.referrer_policy = request.referrer_policy;
  preflight.network_partition_key = request.network_partition_key;
  preflight.mode = Mode::cors;
  preflight.response_tainting = ResponseTainting::cors;
  // 1 (PRE-2): it goes where the request is to go.
  trace.step(Rule::PRE_2, Outcome::set, [&] {
    return "The preflight is OPTIONS " + quoted(serialize_url(preflight.current_url(), Fragment::excluded, Userinfo::excluded)) + ".";
  });
  // 2 (PRE-3)
  if (const std::optional<std::string> accept = request.header_list.get("Accept"); accept && *accept != "*/*") {
    trace.step(Rule::PRE_3, Outcome::set, [&] { return "Accept: */*, though the request's own is " + quoted(*accept) + "."; });
  }
  preflight.header_list.reserve(4);  // with its Origin
  preflight.header_list.append("Accept", "*/*");
  // 3 (PRE-4): as it stands, in whatever case.
  preflight.header_list.append("Access-Control-Request-Method", request.method);
  trace.step(Rule::PRE_4, Outcome::set, [&] { return "Access-Control-Request-Method: " + quoted(request.method) + "."; });
  // 4-5 (PRE-5)
  if (unsafe_names.empty()) {
    trace.step(Rule::PRE_5, Outcome::no, "No header needs leave, so there is no Access-Control-Request-Headers.");
    return preflight;
  }
  // 5.1-5.2 (PRE-6): one line, commas without spaces.
  std::string value;
  for (const std::string& name : unsafe_names) {
    if (!value.empty()) value += ',';
    value += name;
  }
  preflight.header_list.append("Access-Control-Request-Headers", value);
  trace.step(Rule::PRE_6, Outcome::set, [&] { return "Access-Control-Request-Headers: " + quoted(value) + "."; });
  return preflight;
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
Result<PreflightGrant, Reason> judge_cors_preflight_response(const Request& request, const std::vector<std::string>& unsafe_names,
                                                             std::optional<std::string_view> origin, int status, HeaderListView headers,
                                                             const Profile& profile, Trace trace) {
  const bool include = request.credentials_mode == CredentialsMode::include;
  // 7 (PRE-9): the CORS check of the request itself, hence with its credentials mode; and an ok status (STA-2). 8: failure otherwise.
  if (origin) {
    const CorsCheck check = cors_check(*origin, request.credentials_mode, headers, profile, trace);
    if (check != CorsCheck::success) return cors_check_reason(check, *origin, headers);
  }
  if (!is_ok_status(status)) {
    // PRE-8: redirects are not followed.
    const Reason reason = is_redirect_status(status) ? Reason::preflight_redirect : Reason::preflight_status_not_ok;
    trace.step(Rule::PRE_9, Outcome::failure, [&] {
      return "The preflight's status is " + std::to_string(status) + (reason == Reason::preflight_redirect ? ", a redirect." : ".");
    });
    if (reason == Reason::preflight_redirect) {
      trace.step(Rule::PRE_8, Outcome::no, "A preflight goes straight to the network, where no redirect is followed.");
    } else {
      trace.step(Rule::STA_2, Outcome::no, "An ok status is one from 200 to 299.");
    }
    return reason;
  }
  trace.step(Rule::PRE_9, Outcome::yes, [&] { return "The preflight's status is " + std::to_string(status) + "."; });
  if (status != kOk && status != kNoContent) trace.step(Rule::STA_2, Outcome::yes, "An ok status is one from 200 to 299.");

  // 7.1-7.2 (PRE-10)
  const ExtractedValues allow_methods = extract_header_list_values(kAllowMethods, HeaderGrammar::token_list, headers);
  const ExtractedValues allow_headers = extract_header_list_values(kAllowHeaders, HeaderGrammar::token_list, headers);
  // 7.3 (PRE-11): whether or not anything in them is needed.
  if (std::holds_alternative<Malformed>(allow_methods)) {
    trace.step(Rule::PRE_11, Outcome::failure, [&] { return shown(kAllowMethods, headers) + ", which is no list of methods."; });
    return Reason::allow_methods_unparsable;
  }
  if (std::holds_alternative<Malformed>(allow_headers)) {
    trace.step(Rule::PRE_11, Outcome::failure, [&] { return shown(kAllowHeaders, headers) + ", which is no list of header names."; });
    return Reason::allow_headers_unparsable;
  }
  const Elements methods = elements_of(allow_methods);
  const Elements header_names = elements_of(allow_headers);

  // 7.5 (PRE-14, AMB-22): listed byte for byte, or safelisted, or covered by `*` where credentials are not included (ABNF-9).
  // DEVIATION (AMB-35): step 7.4 comes below, so that its default, which is meant for the cache, lets no method through.
  if (!lists(methods, request.method) && !is_cors_safelisted_method(request.method) && (include || !lists(methods, kWildcard))) {
    trace.step(Rule::PRE_14, Outcome::failure, [&] {
      return shown(kAllowMethods, headers) + ", which does not allow " + quoted(request.method) +
             (include && lists(methods, kWildcard) ? ": with credentials included, * is the name of a method." : ".");
    });
    if (lists(methods, kWildcard)) {
      trace.step(Rule::ABNF_9, Outcome::no, "* stands for every method only where credentials are not included.");
    }
    return method_reason(request, methods);
  }
  // Told where somebody could think otherwise.
  if (!is_cors_safelisted_method(request.method) || (!methods.empty() && !lists(methods, request.method))) {
    trace.step(Rule::PRE_14, Outcome::yes,
               [&] { return shown(kAllowMethods, headers) + ", and " + quoted(request.method) + " is allowed."; });
    tell_lines(kAllowMethods, headers, trace);
  }

  // 7.6 (PRE-15, NWC-1): Authorization has to be listed by name, whatever the credentials mode.
  const bool wildcard = lists(header_names, kWildcard);
  const auto non_wildcard = std::find_if(request.header_list.begin(), request.header_list.end(),
                                         [](const Header& header) { return is_cors_non_wildcard_request_header_name(header.name); });
  const bool covers_authorization = profile.wildcard_covers_authorization && wildcard && !include;
  if (non_wildcard != request.header_list.end()) {
    if (!covers_authorization && !lists_ignoring_case(header_names, non_wildcard->name)) {
      trace.step(Rule::PRE_15, Outcome::failure, [&] {
        return shown(kAllowHeaders, headers) + ", which does not list Authorization" + (wildcard ? ": * does not cover it." : ".");
      });
      if (wildcard) trace.step(Rule::NWC_1, Outcome::no, "Authorization has to be listed by name, whatever the credentials mode.");
      return wildcard ? Reason::authorization_not_covered_by_wildcard : Reason::header_not_allowed;
    }
    trace.step(Rule::PRE_15, Outcome::yes, "Authorization is allowed.");
  }
  // 7.7 (PRE-16, AMB-22): each CORS-unsafe name is listed, or covered by `*` where credentials are not included (ABNF-9).
  if (include || !wildcard) {
    if (const std::string* unlisted = first_unlisted(unsafe_names, header_names)) {
      trace.step(Rule::PRE_16, Outcome::failure, [&] {
        return shown(kAllowHeaders, headers) + ", which does not list " + quoted(*unlisted) +
               (wildcard ? ": with credentials included, * is the name of a header." : ".");
      });
      if (wildcard) trace.step(Rule::ABNF_9, Outcome::no, "* stands for every name only where credentials are not included.");
      return wildcard ? Reason::header_wildcard_with_credentials : Reason::header_not_allowed;
    }
  }
  const bool is_authorization_alone = unsafe_names.size() == 1 && non_wildcard != request.header_list.end();
  if (!unsafe_names.empty() && !is_authorization_alone) {
    trace.step(Rule::PRE_16, Outcome::yes,
               [&] { return "CORS-unsafe header names that are allowed: " + std::to_string(unsafe_names.size()) + "."; });
  }
  if (!unsafe_names.empty()) tell_lines(kAllowHeaders, headers, trace);

  PreflightGrant grant;
  grant.methods = copied(allow_methods);
  grant.header_names = copied(allow_headers);
  // 7.8-7.10
  const MaxAge max_age = max_age_of(headers, profile, trace);
  grant.max_age = max_age.seconds;
  grant.cacheable = max_age.cacheable;
  // 7.4 (PRE-12), here by AMB-35: a preflight that the request asked for is remembered by its method. PRE-13, AMB-8: an empty list is not
  // absent.
  if (!grant.methods && request.use_cors_preflight) {
    grant.methods = std::vector<std::string>{request.method};
    trace.step(Rule::PRE_12, Outcome::set,
               [&] { return "Access-Control-Allow-Methods is absent: " + quoted(request.method) + " is what enters the cache."; });
  } else if (request.use_cors_preflight && grant.methods && grant.methods->empty()) {
    trace.step(Rule::PRE_13, Outcome::no, "Access-Control-Allow-Methods is empty, not absent: no method enters the cache.");
  }
  // 7.11-7.15 (PRE-19 to PRE-22) are the cache's. 7.16 (PRE-23): whatever of this is kept, the request may go.
  if (grant.max_age == 0) trace.step(Rule::PRE_23, Outcome::success, "Nothing of this will be kept, and the request may go all the same.");
  return grant;
}

}  // namespace crosscheck
