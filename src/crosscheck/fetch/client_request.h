// The API layer: what `fetch()` and XMLHttpRequest make of a script's request before main fetch sees it.
//
// A pure function of values; any thread may call, and a sink hears one call at a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crosscheck/base/result.h"
#include "crosscheck/fetch/profile.h"
#include "crosscheck/fetch/request.h"
#include "crosscheck/reason/reason.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

// The body of a request, by what extracting it gives: https://fetch.spec.whatwg.org/#concept-bodyinit-extract.
struct ClientBody {
  std::optional<std::string> content_type;  // the type that the body brings along
  bool replayable = true;                   // false: a stream, whose source is null
};

// A request as a script writes it. What an API cannot express at all (mode `navigate` for `fetch`, `no-cors` for `xhr`) is the caller's
// fault and asserts; what it throws for is a result.
struct ClientRequest {
  Client client = Client::fetch;
  std::string url;  // UTF-8, absolute
  std::string method = "GET";
  Origin origin;
  Mode mode = Mode::cors;
  CredentialsMode credentials = CredentialsMode::same_origin;
  RedirectMode redirect = RedirectMode::follow;
  std::vector<Header> headers;  // in the order in which the script sets them
  std::optional<ClientBody> body;
  bool upload_listener = false;
  bool unsafe_request = false;  // `raw` alone; the other clients set it themselves
  ReferrerPolicy referrer_policy = ReferrerPolicy::strict_origin_when_cross_origin;
  EmbedderPolicy embedder_policy = EmbedderPolicy::unsafe_none;
  std::string network_partition_key;
};

// The request, or why the API throws; the trace names the step. `raw` never throws, but for a URL that does not parse (url_invalid).
// The header list of a `fetch` or `xhr` request holds the `Accept` that the fetch algorithm appends where the script set none (API-16):
// it counts towards the limit of 1024 bytes; `added_accept` says that it is not the script's, so that it is not shown among what CORS
// decides; `type_by_body` says the same of its `Content-Type`, which the body brought along (API-12).
struct ConstructedRequest {
  Request request;
  bool added_accept = false;
  bool type_by_body = false;
};
Result<ConstructedRequest, Reason> construct_request(const ClientRequest& client_request, const Profile& profile = standard_profile(),
                                                     Trace trace = {});

}  // namespace crosscheck
