// What an API makes of a request before it is fetched, read from top to bottom by the Fetch Standard and that of XMLHttpRequest.
//
// Shared with the engine, and held by targets of their own: URLs (`url`), header lists (`header_list`), a value split at its commas
// (`get_decode_split`), and whether one header is CORS-safelisted (`safelist`).
#pragma once

#include <set>
#include <string>

#include "crosscheck/base/result.h"
#include "crosscheck/fetch/client_request.h"
#include "crosscheck/fetch/request.h"
#include "crosscheck/reason/reason.h"

namespace crosscheck::fuzz {

struct StraightRequest {
  Request request;
  bool added_accept = false;  // its `Accept` is the fetch algorithm's, not the script's
};

// The request, or why the API throws.
Result<StraightRequest, Reason> straight_request(const ClientRequest& asked);

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
std::set<std::string> straight_unsafe_names(const HeaderList& headers);

}  // namespace crosscheck::fuzz
