// Fetch, the part that tells: what the trace says beside the steps of the algorithms. Nothing here decides anything.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <variant>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/fetch.h"
#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/fetch/redirect_taint.h"
#include "crosscheck/fetch/response_filter.h"
#include "crosscheck/http/extract_header_values.h"
#include "crosscheck/http/method.h"

namespace crosscheck {
namespace {

constexpr std::string_view kExposeHeaders = "Access-Control-Expose-Headers";

// Headers that speak to user agents and caches: scripts do not miss them.
bool speaks_to_user_agents(std::string_view name) {
  constexpr std::string_view kAccessControl = "access-control-";
  constexpr auto kNames = std::to_array<std::string_view>(
      {"cross-origin-resource-policy", "location", "referrer-policy", "timing-allow-origin", "vary", "www-authenticate"});
  return equals_ignoring_ascii_case(name.substr(0, kAccessControl.size()), kAccessControl) ||
         std::any_of(kNames.begin(), kNames.end(), [&](std::string_view known) { return equals_ignoring_ascii_case(known, name); });
}

// Whether a filter hides a header that a script could miss, or shows one that it would otherwise hide. For the trace.
bool filter_matters(ResponseTainting tainting, HeaderListView headers, HeaderListView readable) {
  // What is readable stands in the order of the response: the same views, with those left out that are hidden.
  std::size_t shown = 0;
  bool hides = false;
  for (const HeaderView& header : headers) {
    if (shown < readable.size() && readable[shown].name.data() == header.name.data()) {
      ++shown;
    } else {
      hides = hides || !speaks_to_user_agents(header.name);
    }
  }
  const bool exposes = tainting == ResponseTainting::cors && std::any_of(readable.begin(), readable.end(), [](const HeaderView& header) {
                         return !is_cors_safelisted_response_header_name(header.name);
                       });
  return hides || exposes;
}

bool lists_star_among_names(HeaderListView headers) {
  const ExtractedValues values = extract_header_list_values(kExposeHeaders, HeaderGrammar::token_list, headers);
  const auto* names = std::get_if<std::vector<std::string_view>>(&values);
  return names != nullptr && names->size() > 1 && std::find(names->begin(), names->end(), "*") != names->end();
}

}  // namespace

// For the trace of MF-19.
std::string Fetch::why_preflight() const {
  if (request_.unsafe_request && !is_cors_safelisted_method(request_.method)) return "the method is " + quoted(request_.method);
  if (request_.unsafe_request && !unsafe_names_.empty()) return "the header " + quoted(unsafe_names_.front()) + " is not safelisted";
  return "it is asked for whatever the request";
}

// REQ-3, told behind MF-20 where the flag would make a preflight due.
void Fetch::tell_flag_unset() const {
  if (request_.unsafe_request || (is_cors_safelisted_method(request_.method) && unsafe_names_.empty())) return;
  trace_.step(Rule::REQ_3, Outcome::no, [&] {
    return "The unsafe-request flag is unset, so nobody looks at the " +
           (is_cors_safelisted_method(request_.method) ? "header " + quoted(unsafe_names_.front()) : "method " + quoted(request_.method)) +
           ".";
  });
}

// PRT-1, PRT-2, told behind MF-5 where the first URL is at fault: a redirect's target is blocked like any.
void Fetch::tell_bad_port() const {
  if (request_.redirect_count > 0) return;
  if (request_.mode == Mode::cors) {
    trace_.step(Rule::PRT_2, Outcome::yes, [&] { return std::to_string(*request_.current_url().port) + " is on the list of bad ports."; });
  } else {
    trace_.step(Rule::PRT_1, Outcome::yes,
                [&] { return "A bad port is blocked in mode " + std::string(to_string(request_.mode)) + " as in any other."; });
  }
}

// MF-12, REQ-9: a URL of the requester's own origin is no longer enough once another origin had a say.
void Fetch::tell_way_back(const Origin& url_origin) const {
  if (!trace_ || request_.response_tainting == ResponseTainting::basic || !same_origin(url_origin, request_.origin)) return;
  const std::string back = quoted(url_origin.serialized()) + " is the requester's own origin, but the request came through another one";
  if (request_.response_tainting == ResponseTainting::cors) {
    trace_.step(Rule::MF_12, Outcome::no, back + ": it is not same-origin any more.");
  } else {
    trace_.step(Rule::REQ_9, Outcome::no, back + ": the response stays opaque.");
  }
}

// What becomes of a response that the script gets, where the checks before it do not say it all.
void Fetch::tell_filtered(const Answer& answer, ResponseType type, HeaderListView readable) const {
  const HeaderListView headers = answer.response.headers;
  if (answer.url == nullptr) {
    // A local scheme's answer. MF-26
    if (request_.current_url().fragment) {
      trace_.step(Rule::MF_26, Outcome::set, "The response has the request's URL, without its fragment.");
    }
    return;
  }
  if (type == ResponseType::opaqueredirect && contains(headers, "Location")) {
    trace_.step(Rule::FLT_7, Outcome::dropped, "Status and headers of the redirect stay hidden, its target with them.");
  } else if (answer.type == ResponseType::default_ && filter_matters(request_.response_tainting, headers, readable)) {
    // MF-22 to MF-24, FLT
    filtered_headers(request_.response_tainting, request_.credentials_mode, headers, profile_, trace_);
    if (type == ResponseType::cors && request_.credentials_mode != CredentialsMode::include && lists_star_among_names(headers)) {
      trace_.step(Rule::MF_23, Outcome::yes, "* counts wherever it stands, and the names beside it do not narrow it.");
    }
    if (type != ResponseType::basic && same_origin(origin_of_url(request_.url(), blob_lookup_), request_.origin)) {
      trace_.step(Rule::MF_21, Outcome::set, "The filter is that of the last hop, though the first one was the requester's own origin.");
    }
  } else if (type == ResponseType::basic) {
    // NOC-18 has told of the first redirect.
    if (request_.url_list.size() > 2) {
      trace_.step(Rule::REQ_10, Outcome::set,
                  [&] { return "The response has the last of " + std::to_string(request_.url_list.size()) + " URLs."; });
    } else if (request_.url_list.size() == 1) {
      trace_.step(Rule::MF_25, Outcome::allowed, "The response is basic: the script sees it as it came.");
    }
  }
  if ((type == ResponseType::opaque || type == ResponseType::opaqueredirect) && contains(headers, kExposeHeaders)) {
    trace_.step(Rule::MF_22, Outcome::no, "Access-Control-Expose-Headers is not read: it serves CORS responses alone.");
  }
  constexpr int kUnauthorized = 401;  // NOC-19 speaks of it
  constexpr int kFirstError = 400;
  constexpr int kLastError = 599;
  const int status = answer.response.status;
  if (type == ResponseType::basic && status >= kFirstError && status <= kLastError && status != kUnauthorized) {
    trace_.step(Rule::API_14, Outcome::allowed, [&] { return "Status " + std::to_string(status) + " is a response like any other."; });
  }
  if (contains(headers, "Timing-Allow-Origin") && !request_.timing_allow_failed) {
    trace_.step(Rule::MF_29, Outcome::set, "No response refused: the timing of this fetch can be seen.");
  } else if (contains(headers, "Timing-Allow-Origin") && request_.url_list.size() > 1) {
    trace_.step(Rule::REQ_11, Outcome::no, "One response that hides its timing is enough to hide that of the whole fetch.");
  }
}

// WHY behind the block: what the author of the request or of the response could not see.
void Fetch::tell_behind(Reason reason, At at) const {
  switch (reason) {
    case Reason::header_not_allowed:
    case Reason::header_wildcard_with_credentials:
      // API-16, API-12 (API-17): a header that the script never set.
      if (added_accept_ && std::count(unsafe_names_.begin(), unsafe_names_.end(), "accept") > 0) {
        trace_.step(Rule::API_16, Outcome::set,
                    "The script set no `Accept`: `*/*` was added for it, and its bytes count like any other's.");
      } else if (type_by_body_ && unsafe_names_ == std::vector<std::string>{"content-type"}) {
        trace_.step(Rule::API_12, Outcome::yes, "The script set no `Content-Type`: the body brought it along.");
      }
      break;
    case Reason::allow_origin_null_mismatch:
      // SRO-1, SRO-2
      if (request_.origin.is_opaque()) {
        trace_.step(Rule::SRO_2, Outcome::yes, "The requester's origin is opaque, so it is null to every server.");
        // TNT-6
        if (redirect_taint(request_, blob_lookup_) != RedirectTaint::same_origin) redirect_taint(request_, blob_lookup_, trace_);
      } else {
        trace_.step(Rule::SRO_1, Outcome::yes, [&] {
          return "The requester is " + quoted(request_.origin.serialized()) + ", but null to servers behind a redirect that tainted it.";
        });
      }
      break;
    case Reason::allow_origin_malformed:
    case Reason::allow_origin_mismatch:
      // TNT-2, TNT-5: some expect null behind every redirect.
      if (request_.url_list.size() > 1) redirect_taint(request_, blob_lookup_, trace_);
      break;
    default:
      break;
  }
  // REQ-4: nothing else of the request asks for a preflight.
  if (at == At::preflight && request_.use_cors_preflight && is_cors_safelisted_method(request_.method) && unsafe_names_.empty()) {
    trace_.step(Rule::REQ_4, Outcome::yes, "The preflight was due for a listener on the upload or a streamed body alone.");
  }
}

}  // namespace crosscheck
