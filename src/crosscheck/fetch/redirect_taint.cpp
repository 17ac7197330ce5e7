#include "crosscheck/fetch/redirect_taint.h"

#include <cstddef>
#include <utility>

#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/url/site.h"

namespace crosscheck {
namespace {

std::string hop(const Origin& from, const Origin& to) {
  return "The hop from " + quoted(from.serialized()) + " to " + quoted(to.serialized());
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
RedirectTaint redirect_taint(const Request& request, const BlobLookup& blob_lookup, Trace trace) {
  // 1-3 (TNT-1): untainted at first. Nothing of this is kept: each hop makes the list longer, and then it is worked out again.
  if (request.url_list.size() < 2) {
    trace.step(Rule::TNT_1, Outcome::no, "Nothing was redirected, so nothing is tainted.");
    return RedirectTaint::same_origin;
  }
  trace.step(Rule::TNT_1, Outcome::set, "Whether the request is tainted is worked out anew from all its URLs.");
  RedirectTaint taint = RedirectTaint::same_origin;
  // 4.1 (TNT-2): the first URL is only what the second is compared with.
  Origin previous = origin_of_url(request.url_list.front(), blob_lookup);
  for (std::size_t i = 1; i < request.url_list.size(); ++i) {
    Origin origin = origin_of_url(request.url_list[i], blob_lookup);
    // 4.2 (TNT-3): a hop between sites whose start is not the requester's site. An opaque requester is never at home (TNT-6).
    if (!same_site(origin, previous) && !same_site(request.origin, previous)) {
      trace.step(request.origin.is_opaque() ? Rule::TNT_6 : Rule::TNT_3, Outcome::set, [&] {
        return hop(previous, origin) + (request.origin.is_opaque() ? " leaves an origin, and an opaque requester is nowhere at home."
                                                                   : " leaves a site that is not the requester's: cross-site.");
      });
      return RedirectTaint::cross_site;
    }
    // 4.3 (TNT-4): the same of origins. A later hop may still be worse.
    if (!same_origin(origin, previous) && !same_origin(request.origin, previous)) {
      trace.step(request.origin.is_opaque() ? Rule::TNT_6 : Rule::TNT_4, Outcome::set,
                 [&] { return hop(previous, origin) + " leaves an origin that is not the requester's: same-site."; });
      taint = RedirectTaint::same_site;
    }
    // 4.4 (TNT-5)
    previous = std::move(origin);
  }
  // 5 (TNT-5)
  if (taint == RedirectTaint::same_origin && trace) {
    // TNT-2 where nothing but the first URL is another origin than the requester's.
    const Origin first = origin_of_url(request.url_list.front(), blob_lookup);
    if (!same_origin(first, request.origin)) {
      trace.step(Rule::TNT_2, Outcome::no, "Every hop stayed at the first URL's origin, which is not compared with the requester's.");
    } else {
      trace.step(Rule::TNT_5, Outcome::no, "Each hop started at the requester's origin or stayed where it was: nothing is tainted.");
    }
  }
  return taint;
}

// https://fetch.spec.whatwg.org/#serializing-a-request-origin
// https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin (SRO-3): the same, as the serialization is ASCII.
std::string_view serialize_request_origin(const Request& request, const BlobLookup& blob_lookup, Trace trace) {
  // 1-2 (SRO-1): a taint within one site hides the origin as well. Which hop it was is told where the origin is sent.
  if (redirect_taint(request, blob_lookup) != RedirectTaint::same_origin) {
    trace.step(Rule::SRO_1, Outcome::set, "The request's origin is serialized as null, as a redirect tainted it.");
    return "null";
  }
  // 3 (SRO-2)
  if (request.origin.is_opaque()) trace.step(Rule::SRO_2, Outcome::set, "An opaque origin is serialized as null.");
  return request.origin.serialized();
}

}  // namespace crosscheck
