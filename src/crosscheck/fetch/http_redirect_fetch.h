// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch: what a redirect makes of the request.
//
// A pure function but for the request that it changes; any bytes may be given, and any thread may call.
#pragma once

#include <optional>

#include "crosscheck/fetch/profile.h"
#include "crosscheck/fetch/request.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/reason/reason.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

// Why a redirect must not be followed, and the row that says so: one reason may have several.
struct RedirectRefusal {
  Reason reason;
  Rule rule;
};

// Steps 6-19: `request` is changed to ask for `location` next, or left as it is and what refuses it is returned.
// `headers` are those of the redirecting response, whose status is `status`.
std::optional<RedirectRefusal> http_redirect_fetch(Request& request, const Url& location, int status, HeaderListView headers,
                                                   const BlobLookup& blob_lookup = nullptr, const Profile& profile = standard_profile(),
                                                   Trace trace = {});

}  // namespace crosscheck
