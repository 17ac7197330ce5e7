// https://fetch.spec.whatwg.org/#concept-request-tainted-origin and what is serialized of a request's origin.
//
// Pure functions; any thread may call.
#pragma once

#include <string_view>

#include "crosscheck/fetch/request.h"
#include "crosscheck/reason/trace.h"
#include "crosscheck/url/origin.h"

namespace crosscheck {

// Computed anew from the origin and the URL list: never stored. A list of one URL is never tainted, and costs nothing to look at.
RedirectTaint redirect_taint(const Request& request, const BlobLookup& blob_lookup = nullptr, Trace trace = {});

// https://fetch.spec.whatwg.org/#serializing-a-request-origin and #byte-serializing-a-request-origin (always ASCII): "null" where tainted.
// A view into the request, or a constant.
std::string_view serialize_request_origin(const Request& request, const BlobLookup& blob_lookup = nullptr, Trace trace = {});

}  // namespace crosscheck
