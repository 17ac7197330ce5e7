#include "crosscheck/fetch/cross_origin_resource_policy.h"

#include <string>

#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/url/site.h"

namespace crosscheck {
namespace {

constexpr std::string_view kCorp = "Cross-Origin-Resource-Policy";

enum class Policy { none, same_origin, same_site, cross_origin };

// Steps 2-3 (CRP-5): the combined value byte for byte (ABNF-10); everything but the three tokens is no policy at all.
Policy policy_of(HeaderListView headers) {
  if (combined_value_is(headers, kCorp, "same-origin")) return Policy::same_origin;
  if (combined_value_is(headers, kCorp, "same-site")) return Policy::same_site;
  if (combined_value_is(headers, kCorp, "cross-origin")) return Policy::cross_origin;
  return Policy::none;
}

bool is_ip_address(const Host& host) { return host.kind == HostKind::ipv4 || host.kind == HostKind::ipv6; }

bool verdict(bool allowed, Rule rule, Trace trace, const CorpCheckInput& input, const Origin& responder, std::string_view policy) {
  trace.step(rule, allowed ? Outcome::allowed : Outcome::blocked, [&] {
    return "The policy " + std::string(policy) + (allowed ? " lets " : " does not let ") + quoted(input.origin.serialized()) +
           " read what " + quoted(responder.serialized()) + " serves.";
  });
  return allowed;
}

// CRP-5, told behind the step in which it settles the matter: a header that is no policy.
void trace_no_policy(HeaderListView headers, Trace trace) {
  if (!contains(headers, kCorp)) return;
  trace.step(Rule::CRP_5, Outcome::allowed, [&] { return shown(kCorp, headers) + ", which is no policy."; });
}

// CRP-6: whether the embedder policy puts same-origin for a policy that is not there.
bool stands_in(const CorpCheckInput& input, EmbedderPolicy embedder_policy) {
  return embedder_policy == EmbedderPolicy::require_corp ||
         (embedder_policy == EmbedderPolicy::credentialless && (input.credentials_included || input.for_navigation));
}

// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
bool internal_check(const CorpCheckInput& input, EmbedderPolicy embedder_policy, HeaderListView headers, const Profile& profile,
                    Trace trace) {
  // 1 (CRP-4)
  if (input.for_navigation && embedder_policy == EmbedderPolicy::unsafe_none) {
    trace.step(Rule::CRP_4, Outcome::allowed, "A navigation, and no embedder policy asks for more.");
    return true;
  }
  // 2-3 (CRP-5)
  Policy policy = policy_of(headers);
  // 4 (CRP-6): the embedder may ask for a policy where the response has none.
  if (policy == Policy::none && stands_in(input, embedder_policy)) policy = Policy::same_origin;
  // 5
  switch (policy) {
    case Policy::none:
    case Policy::cross_origin:
      // CRP-7
      trace.step(Rule::CRP_7, Outcome::allowed, policy == Policy::none ? "There is no policy." : "The policy is cross-origin.");
      if (policy == Policy::none) trace_no_policy(headers, trace);
      return true;
    case Policy::same_origin: {
      // CRP-8: the hop that answered, and the origin as it is without taint.
      const Origin responder = origin_of_url(input.url);
      return verdict(same_origin(input.origin, responder), Rule::CRP_8, trace, input, responder, "same-origin");
    }
    case Policy::same_site:
      break;
  }
  // CRP-9: the same site whatever the scheme, but nothing that came securely for who was not served so.
  const Origin responder = origin_of_url(input.url);
  const bool site_is_left_out = profile.ip_addresses_have_no_site && !input.origin.is_opaque() && is_ip_address(input.origin.host()) &&
                                !same_origin(input.origin, responder);
  const bool allowed = !site_is_left_out && schemelessly_same_site(input.origin, responder) &&
                       (input.origin.scheme() == "https" || input.url.scheme != "https");
  return verdict(allowed, Rule::CRP_9, trace, input, responder, "same-site");
}

}  // namespace

// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
// CRP-10 is the caller's: only opaque responses are checked. AMB-19: a request without a client has the embedder policy unsafe-none.
bool cross_origin_resource_policy_check(const CorpCheckInput& input, HeaderListView headers, const Profile& profile, Trace trace) {
  // 1-3 (CRP-1): what blocks without any embedder policy.
  const bool allowed_by_header = internal_check(input, EmbedderPolicy::unsafe_none, headers, profile, trace);
  // WHY: with unsafe-none, step 5 asks the same question again.
  if (input.embedder_policy == EmbedderPolicy::unsafe_none) return allowed_by_header;
  if (!allowed_by_header) {
    trace.step(Rule::CRP_1, Outcome::blocked, "The response's own policy blocks, whatever the embedder policy.");
    return false;
  }
  // OMITTED: 4 (CRP-2), the report-only embedder policy: it reports and decides nothing.
  // 5-7 (CRP-3). OMITTED: 6, a report.
  const bool allowed = internal_check(input, input.embedder_policy, headers, profile, trace);
  trace.step(Rule::CRP_3, allowed ? Outcome::allowed : Outcome::blocked, [&] {
    return "The embedder policy " + std::string(to_string(input.embedder_policy)) +
           (allowed ? " is content." : " blocks what has not opted in.");
  });
  if (trace && policy_of(headers) == Policy::none) {
    const bool put = stands_in(input, input.embedder_policy);
    trace.step(Rule::CRP_6, allowed ? Outcome::allowed : Outcome::blocked, [&] {
      return std::string(put ? "There is no policy, for which same-origin is put."
                             : "There is no policy, and none is asked for: the request bore no credentials.");
    });
  }
  return allowed;
}

// https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials
bool cross_origin_embedder_policy_allows_credentials(const Request& request, RedirectTaint taint, Trace trace) {
  // 1-4 (COE-1): only no-cors requests of credentialless embedders are held back. A request without a client has the policy unsafe-none.
  if (request.mode != Mode::no_cors || request.embedder_policy != EmbedderPolicy::credentialless) {
    trace.step(Rule::COE_1, Outcome::yes, [&] {
      return "The embedder policy does not hold credentials back: the mode is " + std::string(to_string(request.mode)) + ", the policy " +
             std::string(to_string(request.embedder_policy)) + ".";
    });
    return true;
  }
  // 5-6 (COE-2). DEVIATION (AMB-3): the text grants where the taint is not "same-origin", which is the wrong way round.
  const bool allowed = same_origin(request.origin, origin_of_url(request.current_url())) && taint == RedirectTaint::same_origin;
  trace.step(Rule::COE_2, allowed ? Outcome::yes : Outcome::no, [&] {
    return std::string("Embedder policy credentialless: ") + (allowed
                                                                  ? "the URL is the requester's own and no redirect tainted the request."
                                                                  : "no credentials go to other origins, nor behind a redirect from one.");
  });
  return allowed;
}

}  // namespace crosscheck
