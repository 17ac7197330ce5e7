#include <algorithm>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/url/origin_or_null.h"
#include "crosscheck/url/site.h"
#include "question/definitions.h"

namespace crosscheck::question {
namespace {

constexpr std::string_view kAllowOrigin = "Access-Control-Allow-Origin";
constexpr std::string_view kAllowCredentials = "Access-Control-Allow-Credentials";
constexpr std::string_view kCorp = "Cross-Origin-Resource-Policy";

// STA-3: which of the statuses that look like redirects are.
void define_preflight_status(int status, std::optional<Reason> reason, Trace trace) {
  if (reason == Reason::preflight_redirect) {
    trace.step(Rule::STA_3, Outcome::yes,
               [&] { return std::to_string(status) + " is a redirect status: 301, 302, 303, 307 and 308 are."; });
  } else if (reason == Reason::preflight_status_not_ok && status > 300 && status < 400) {
    trace.step(Rule::STA_3, Outcome::no,
               [&] { return std::to_string(status) + " is no redirect status: only 301, 302, 303, 307 and 308 are."; });
  }
}

bool mentions_authorization(std::string_view name) {
  const std::string lower = byte_lowercase(name);
  return lower.find("authorization") != std::string::npos;
}

// NWC-1: a spelling, or a name that only resembles the one.
void define_non_wildcard_name(const Request& request, std::optional<Reason> reason, Trace trace) {
  for (const Header& header : request.header_list) {
    if (!mentions_authorization(header.name) || header.name == "Authorization") continue;
    const bool is_one = is_cors_non_wildcard_request_header_name(header.name);
    if (is_one && reason == Reason::authorization_not_covered_by_wildcard) {
      trace.step(Rule::NWC_1, Outcome::yes, [&] { return quoted(header.name) + " is Authorization, whatever its case."; });
    } else if (!is_one && !reason) {
      trace.step(Rule::NWC_1, Outcome::no, [&] { return quoted(header.name) + " is not Authorization, so * covers it."; });
    }
  }
}

// ABNF-9: what `*` is where credentials are included.
void define_wildcard(const Request& request, std::optional<Reason> reason, Trace trace) {
  if (reason == Reason::method_wildcard_with_credentials || reason == Reason::header_wildcard_with_credentials) {
    trace.step(Rule::ABNF_9, Outcome::no, "With credentials included `*` is a name like any other.");
  } else if (!reason && request.credentials_mode == CredentialsMode::include &&
             (request.method == "*" || request.header_list.contains("*"))) {
    trace.step(Rule::ABNF_9, Outcome::yes, "With credentials included `*` names what is called `*`, and that is asked for.");
  }
}

std::string_view without_dot(std::string_view host) { return host.substr(0, host.size() - (host.ends_with('.') ? 1 : 0)); }

// OGN-3: two origins that differ in less than meets the eye, or are equal though it does not show in the URL as it was written.
void define_same_origin(const Origin& origin, const Url& url, std::string_view url_text, Trace trace) {
  const Origin responder = origin_of_url(url);
  if (responder.is_opaque() || origin.is_opaque()) {
    trace.step(Rule::OGN_1, Outcome::no, "An opaque origin has no scheme, host or port, and is the same as nothing but itself.");
  } else if (same_origin(origin, responder)) {
    if (!url_text.starts_with(origin.serialized() + "/"))
      trace.step(Rule::OGN_3, Outcome::yes, "Scheme, host and port are the same, as the URL is parsed.");
  } else if (without_dot(origin.host().serialized) == without_dot(responder.host().serialized)) {
    trace.step(Rule::OGN_3, Outcome::no, "Scheme, host and port have to be the same, each of them.");
  }
}

// OGN-17: hosts that have no registrable domain, or equal ones though they differ.
void define_same_site(const Origin& origin, const Url& url, Trace trace) {
  const Origin responder = origin_of_url(url);
  const bool one_is_opaque = origin.is_opaque() || responder.is_opaque();
  const bool has_domain = !one_is_opaque && registrable_domain(origin.host()) && registrable_domain(responder.host());
  const bool differ_in_dot = !one_is_opaque && origin.host().serialized != responder.host().serialized &&
                             without_dot(origin.host().serialized) == without_dot(responder.host().serialized);
  if (has_domain && !differ_in_dot) return;
  trace.step(Rule::OGN_17, schemelessly_same_site(origin, responder) ? Outcome::yes : Outcome::no,
             "Hosts without a registrable domain are compared as they are; opaque origins are the same as nothing but themselves.");
}

}  // namespace

void define_cors_check(CorsCheck result, std::string_view origin, HeaderListView headers, Trace trace) {
  if (!trace) return;
  if (result == CorsCheck::success && !parse_origin_or_null(origin) && get(headers, "Access-Control-Allow-Origin") == origin) {
    trace.step(Rule::ABNF_3, Outcome::no, quoted(origin) + " is outside of the header's grammar, which the check never asks for.");
  }
  if (result == CorsCheck::allow_origin_differs && count(headers, kAllowOrigin) > 1) {
    trace.step(Rule::CHK_1, Outcome::set,
               [&] { return "Its lines are one value: " + quoted(get(headers, kAllowOrigin).value_or(std::string())) + "."; });
  }
  const std::string credentials = get(headers, kAllowCredentials).value_or("");
  if (result == CorsCheck::no_allow_credentials && equals_ignoring_ascii_case(credentials, "true")) {
    trace.step(Rule::ABNF_4, Outcome::no, "The one value is `true`, in lower case.");
  }
}

void define_preflight_check(const Request& request, int status, std::optional<Reason> reason, Trace trace) {
  if (!trace) return;
  define_preflight_status(status, reason, trace);
  define_non_wildcard_name(request, reason, trace);
  define_wildcard(request, reason, trace);
}

void define_exposed_headers(const std::vector<std::string>& names, HeaderListView headers, Trace trace) {
  if (!trace) return;
  if (names.size() == 7 && std::all_of(names.begin(), names.end(), is_cors_safelisted_response_header_name)) {
    trace.step(Rule::RSH_1, Outcome::yes, "These seven names are safelisted for every response.");
  }
  const auto is_hidden_cookie = [&](const HeaderView& header) { return is_forbidden_response_header_name(header.name); };
  const std::string listed = byte_lowercase(get(headers, "Access-Control-Expose-Headers").value_or(""));
  if (listed.find("set-cookie") != std::string::npos && std::any_of(headers.begin(), headers.end(), is_hidden_cookie)) {
    trace.step(Rule::FRN_1, Outcome::yes, "Set-Cookie and Set-Cookie2 are hidden from scripts, listed or not.");
  }
}

void define_corp_check(const CorpCheckInput& input, std::string_view url_text, HeaderListView headers, Trace trace) {
  if (!trace) return;
  const std::string policy = get(headers, kCorp).value_or("");
  if (policy == "same-origin") {
    define_same_origin(input.origin, input.url, url_text, trace);
  } else if (policy == "same-site") {
    define_same_site(input.origin, input.url, trace);
  } else if (const std::string lower = byte_lowercase(policy); lower == "same-origin" || lower == "same-site") {
    trace.step(Rule::ABNF_10, Outcome::no,
               quoted(policy) + " is none of `same-origin`, `same-site` and `cross-origin`, which have one case.");
  }
}

}  // namespace crosscheck::question
