#include "crosscheck/fetch/request_origin_header.h"

#include <utility>

#include "crosscheck/fetch/quoted_bytes.h"

namespace crosscheck {
namespace {

constexpr std::string_view kNull = "null";

}  // namespace

// https://fetch.spec.whatwg.org/#append-a-request-origin-header
std::optional<std::string> request_origin_header(const Request& request, std::string serialized_origin, Trace trace) {
  // 1-2 (ORH-1): the origin is serialized already, as it stands after redirects.
  // 3 (ORH-2): whoever asks for CORS, or opens a socket, is named; whatever the method and the referrer policy.
  if (request.response_tainting == ResponseTainting::cors || request.mode == Mode::websocket || request.mode == Mode::webtransport) {
    trace.step(Rule::ORH_2, Outcome::set,
               [&] { return "Origin: " + quoted(serialized_origin) + ", as CORS governs the response or a socket is opened."; });
    return serialized_origin;
  }
  // 4 (ORH-3): GET and HEAD bear none otherwise.
  if (request.method == "GET" || request.method == "HEAD") {
    trace.step(Rule::ORH_3, Outcome::no,
               [&] { return "A " + quoted(request.method) + " request that CORS does not govern bears no Origin."; });
    return std::nullopt;
  }
  // 4.1 (ORH-4): who did not ask for CORS is named as the referrer policy allows.
  if (request.mode == Mode::cors) {
    trace.step(Rule::ORH_4, Outcome::no, "Mode cors: the referrer policy has no say in Origin.");
  } else {
    switch (request.referrer_policy) {
      case ReferrerPolicy::no_referrer:
        // ORH-5
        trace.step(Rule::ORH_5, Outcome::set, "Referrer policy no-referrer: the origin is hidden.");
        serialized_origin = kNull;
        break;
      case ReferrerPolicy::no_referrer_when_downgrade:
      case ReferrerPolicy::strict_origin:
      case ReferrerPolicy::strict_origin_when_cross_origin: {
        // ORH-6: not from https to anything less.
        const bool downgrade = !request.origin.is_opaque() && request.origin.scheme() == "https" && request.current_url().scheme != "https";
        trace.step(Rule::ORH_6, downgrade ? Outcome::set : Outcome::no, [&] {
          return "Referrer policy " + std::string(to_string(request.referrer_policy)) +
                 (downgrade ? ": the origin is hidden on the way from https to " + quoted(request.current_url().scheme) + "."
                            : ": no downgrade.");
        });
        if (downgrade) serialized_origin = kNull;
        break;
      }
      case ReferrerPolicy::same_origin: {
        // ORH-7: the true origin is compared, not its serialization.
        const bool leaves = !same_origin(request.origin, origin_of_url(request.current_url()));
        trace.step(Rule::ORH_7, leaves ? Outcome::set : Outcome::no, [&] {
          return std::string("Referrer policy same-origin: ") +
                 (leaves ? "the origin is hidden from other origins." : "this is the requester's own origin.");
        });
        if (leaves) serialized_origin = kNull;
        break;
      }
      case ReferrerPolicy::empty:
      case ReferrerPolicy::origin:
      case ReferrerPolicy::origin_when_cross_origin:
      case ReferrerPolicy::unsafe_url:
        // ORH-8, AMB-11: the empty policy is taken by the letter, and hides nothing.
        trace.step(Rule::ORH_8, Outcome::no,
                   [&] { return "Referrer policy " + quoted(to_string(request.referrer_policy)) + " does not hide the origin."; });
        break;
    }
  }
  // 4.2 (ORH-9)
  trace.step(Rule::ORH_9, Outcome::set,
             [&] { return "Origin: " + quoted(serialized_origin) + ", as the method is " + quoted(request.method) + "."; });
  return serialized_origin;
}

}  // namespace crosscheck
