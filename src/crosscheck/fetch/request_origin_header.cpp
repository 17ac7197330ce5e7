#include "crosscheck/fetch/request_origin_header.h"

#include <algorithm>
#include <string>

#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/fetch/redirect_taint.h"

namespace crosscheck {
namespace {

constexpr std::string_view kNull = "null";

std::string named(std::string_view value) { return "Origin: " + quoted(value) + ", "; }

bool is_downgrade(const Request& request) {
  return !request.origin.is_opaque() && request.origin.scheme() == "https" && request.current_url().scheme != "https";
}

// Whether the referrer policy hides the origin from the current URL (ORH-5 to ORH-8).
bool policy_hides_origin(const Request& request) {
  switch (request.referrer_policy) {
    case ReferrerPolicy::no_referrer:
      // ORH-5
      return true;
    case ReferrerPolicy::no_referrer_when_downgrade:
    case ReferrerPolicy::strict_origin:
    case ReferrerPolicy::strict_origin_when_cross_origin:
      // ORH-6: not from https to anything less.
      return is_downgrade(request);
    case ReferrerPolicy::same_origin:
      // ORH-7: the true origin is compared, not its serialization.
      return !same_origin(request.origin, origin_of_url(request.current_url()));
    case ReferrerPolicy::empty:
    case ReferrerPolicy::origin:
    case ReferrerPolicy::origin_when_cross_origin:
    case ReferrerPolicy::unsafe_url:
      // ORH-8, AMB-11: the empty policy is taken by the letter, and hides nothing.
      break;
  }
  return false;
}

// Which row made the value what it is, in one step; ORH-9 where no policy could have had a say.
void tell_value(const Request& request, std::string_view value, bool hidden, Trace trace) {
  const auto tell = [&](Rule rule, const std::string& why) {
    trace.step(rule, hidden || rule == Rule::ORH_9 ? Outcome::set : Outcome::no, named(value) + why);
  };
  const std::string method = "as the method is " + quoted(request.method) + ".";
  if (request.mode == Mode::cors) {
    // ORH-4: told where the policy would hide what it must not.
    const bool held = value != kNull && policy_hides_origin(request);
    return held ? tell(Rule::ORH_4, "as the referrer policy has no say in mode \"cors\".") : tell(Rule::ORH_9, method);
  }
  const std::string policy = "as the referrer policy " + quoted(to_string(request.referrer_policy));
  switch (request.referrer_policy) {
    case ReferrerPolicy::no_referrer:
      return tell(Rule::ORH_5, policy + " hides it.");
    case ReferrerPolicy::no_referrer_when_downgrade:
    case ReferrerPolicy::strict_origin:
    case ReferrerPolicy::strict_origin_when_cross_origin:
      if (hidden) return tell(Rule::ORH_6, policy + " hides it on the way from https to less.");
      if (!request.origin.is_opaque() && request.origin.scheme() == "https")
        return tell(Rule::ORH_6, policy + " hides it only on the way from https to less.");
      return tell(Rule::ORH_9, method);
    case ReferrerPolicy::same_origin:
      return tell(Rule::ORH_7, policy + (hidden ? " hides it from other origins." : " lets the requester's own origin see it."));
    case ReferrerPolicy::empty:
      tell(Rule::ORH_8, "as an empty referrer policy hides nothing.");
      return trace.step(Rule::MF_6, Outcome::no, "Nobody set a referrer policy: it stays empty, which is not the default policy.");
    case ReferrerPolicy::origin:
    case ReferrerPolicy::origin_when_cross_origin:
    case ReferrerPolicy::unsafe_url:
      break;
  }
  tell(Rule::ORH_8, policy + " hides it from nobody.");
}

// Why the value is not simply the requester's origin, told behind it: redirects (TNT) or an opaque requester (SRO-2). A redirect that left
// the origin as it was is told where it crossed origins.
void tell_serialization(const Request& request, std::string_view value, Trace trace) {
  if (!trace) return;
  const bool crossed = std::any_of(request.url_list.begin(), request.url_list.end(),
                                   [&](const Url& url) { return !same_origin(origin_of_url(url), origin_of_url(request.url())); });
  const bool tainted = redirect_taint(request) != RedirectTaint::same_origin;
  if (request.origin.is_opaque()) {
    trace.step(Rule::SRO_2, Outcome::set, "An opaque origin is serialized as null.");
  } else if (crossed && (value == kNull) == tainted) {
    if (tainted) trace.step(Rule::SRO_1, Outcome::set, "The request's origin is serialized as null, as a redirect tainted it.");
    redirect_taint(request, nullptr, trace);
  }
}

}  // namespace

// https://fetch.spec.whatwg.org/#append-a-request-origin-header
std::optional<std::string_view> request_origin_header(const Request& request, std::string_view serialized_origin, Trace trace) {
  // 1-2 (ORH-1): the origin is serialized already, as it stands after redirects.
  // 3 (ORH-2): whoever asks for CORS, or opens a socket, is named; whatever the method and the referrer policy.
  const bool is_socket = request.mode == Mode::websocket || request.mode == Mode::webtransport;
  if (request.response_tainting == ResponseTainting::cors || is_socket) {
    trace.step(Rule::ORH_2, Outcome::set,
               [&] { return named(serialized_origin) + (is_socket ? "as a socket is opened." : "as CORS governs the response."); });
    tell_serialization(request, serialized_origin, trace);
    return serialized_origin;
  }
  // 4 (ORH-3): GET and HEAD bear none otherwise. Told of no-cors requests to other origins.
  if (request.method == "GET" || request.method == "HEAD") {
    if (trace && request.response_tainting == ResponseTainting::opaque) {
      trace.step(Rule::ORH_3, Outcome::no, "A " + quoted(request.method) + " request that CORS does not govern bears no Origin.");
    }
    return std::nullopt;
  }
  // 4.1 (ORH-4 to ORH-8): who did not ask for CORS is named as the referrer policy allows.
  const bool hidden = request.mode != Mode::cors && policy_hides_origin(request);
  if (hidden) serialized_origin = kNull;
  // 4.2 (ORH-9)
  if (trace) tell_value(request, serialized_origin, hidden, trace);
  if (!hidden) tell_serialization(request, serialized_origin, trace);
  return serialized_origin;
}

}  // namespace crosscheck
