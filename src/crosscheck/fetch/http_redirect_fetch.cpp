#include "crosscheck/fetch/http_redirect_fetch.h"

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/fetch/redirect_taint.h"
#include "crosscheck/http/extract_header_values.h"

namespace crosscheck {

namespace {

constexpr unsigned kRedirectLimit = 20;

// https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect: the last token that is a policy.
std::optional<ReferrerPolicy> referrer_policy_of(HeaderListView headers) {
  const ExtractedValues values = extract_header_list_values("Referrer-Policy", HeaderGrammar::token_list, headers);
  const auto* tokens = std::get_if<std::vector<std::string_view>>(&values);
  if (tokens == nullptr) return std::nullopt;
  std::optional<ReferrerPolicy> policy;
  for (std::string_view token : *tokens) {
    if (const std::optional<ReferrerPolicy> parsed = from_string<ReferrerPolicy>(token)) policy = parsed;
  }
  return policy;
}

// HDR-9: every line of such a name. How many lines were removed.
std::size_t remove_where(HeaderList& list, bool (*is_meant)(std::string_view)) {
  std::vector<Header> kept;
  for (const Header& header : list) {
    if (!is_meant(header.name)) kept.push_back(header);
  }
  const std::size_t removed = list.size() - kept.size();
  if (removed > 0) list = HeaderList(std::move(kept));
  return removed;
}

// RED-12
bool becomes_get(const Request& request, int status) {
  if (status == 301 || status == 302) return request.method == "POST";
  return status == 303 && request.method != "GET" && request.method != "HEAD";
}

}  // namespace

std::optional<RedirectRefusal> http_redirect_fetch(Request& request, const Url& location, int status, HeaderListView headers,
                                                   const BlobLookup& blob_lookup, const Profile& profile, Trace trace) {
  // 6 (RED-6): redirects stay among HTTP(S) URLs, in every mode.
  if (!location.is_http()) {
    trace.step(Rule::RED_6, Outcome::failure, [&] { return "The target's scheme is " + quoted(location.scheme) + ", not http or https."; });
    return RedirectRefusal{Reason::redirect_to_non_http, Rule::RED_6};
  }
  // 7 (RED-7): twenty redirects are followed, the next one is not. Step 8 counts it below, once nothing can fail any more.
  if (request.redirect_count == kRedirectLimit) {
    trace.step(Rule::RED_7, Outcome::failure, "20 redirects were followed already.");
    return RedirectRefusal{Reason::too_many_redirects, Rule::RED_7};
  }

  const Origin location_origin = origin_of_url(location, blob_lookup);
  if (location.includes_credentials()) {
    // 9 (RED-9): a cors request must not be sent elsewhere with credentials in the URL.
    if (request.mode == Mode::cors && !same_origin(request.origin, location_origin)) {
      trace.step(Rule::RED_9, Outcome::failure, "The target holds credentials and is not same origin with the requester.");
      return RedirectRefusal{Reason::redirect_url_has_credentials, Rule::RED_9};
    }
    // 10 (RED-10): nor back home, once another origin had a say.
    if (request.response_tainting == ResponseTainting::cors) {
      trace.step(Rule::RED_10, Outcome::failure, "The target holds credentials and the request went through another origin.");
      return RedirectRefusal{Reason::redirect_url_has_credentials, Rule::RED_10};
    }
    if (profile.redirect_never_has_credentials) {
      trace.step(Rule::RED_10, Outcome::failure, "The target holds credentials, which this browser refuses in every mode.");
      return RedirectRefusal{Reason::redirect_url_has_credentials, Rule::RED_10};
    }
  }

  // 11 (RED-11): a stream cannot be sent again; judged before the method could become GET.
  if (status != 303 && request.body && request.body->source_is_null) {
    trace.step(Rule::RED_11, Outcome::failure, "The body is a stream, which cannot be sent a second time.");
    return RedirectRefusal{Reason::redirect_stream_body, Rule::RED_11};
  }

  ++request.redirect_count;

  // 12 (RED-12): POST after 301 and 302, and all but GET and HEAD after 303, become a GET without body and body headers.
  if (becomes_get(request, status)) {
    trace.step(Rule::RED_12, Outcome::set, [&] { return quoted(request.method) + " becomes GET, without body and body headers."; });
    request.method = "GET";
    request.body.reset();
    // DEVIATION (AMB-26): "for each" over a predicate means the names that it accepts.
    if (remove_where(request.header_list, is_request_body_header_name) > 0) {
      trace.step(Rule::RBH_1, Outcome::dropped, "Headers that describe the body go with it.");
    }
  }

  // 13 (RED-13): Authorization does not leave the origin it was meant for, and never comes back.
  if (!same_origin(origin_of_url(request.current_url(), blob_lookup), location_origin)) {
    const std::size_t lines = remove_where(request.header_list, is_cors_non_wildcard_request_header_name);
    if (lines > 0) trace.step(Rule::RED_13, Outcome::dropped, "Authorization is dropped, as the target is another origin.");
    if (lines > 1) trace.step(Rule::HDR_9, Outcome::dropped, [&] { return "All of its " + std::to_string(lines) + " lines are."; });
  }

  // 14 (RED-14): the body is extracted anew from its source, which changes nothing here. OMITTED: 15-17, timing.
  if (request.body) trace.step(Rule::RED_14, Outcome::set, "The body is taken from its source once more and sent again.");

  // 18 (RED-18): from now on the target is the current URL.
  request.url_list.push_back(location);
  if (trace && !request.origin.is_opaque() && redirect_taint(request, blob_lookup) != RedirectTaint::same_origin) {
    trace.step(Rule::RED_18, Outcome::set, "redirect-taints-origin: the request's origin is null from here on.");
  }

  // 19 (RED-19): the redirect may bring a referrer policy, which can change `Origin` on later hops.
  if (const std::optional<ReferrerPolicy> policy = referrer_policy_of(headers); policy && *policy != request.referrer_policy) {
    trace.step(Rule::RED_19, Outcome::set, [&] { return "The referrer policy is now " + std::string(to_string(*policy)) + "."; });
    request.referrer_policy = *policy;
  }
  return std::nullopt;
}

}  // namespace crosscheck
