// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check, and whether an embedder policy lets credentials go along.
//
// Pure functions: any bytes may be given, nothing is kept, and any thread may call. Linear in the headers.
#pragma once

#include "crosscheck/fetch/modes.h"
#include "crosscheck/fetch/profile.h"
#include "crosscheck/fetch/request.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

// Borrows the origin and the URL.
struct CorpCheckInput {
  const Origin& origin;  // the request's, untainted
  const Url& url;        // of the response: the hop that answered
  EmbedderPolicy embedder_policy = EmbedderPolicy::unsafe_none;
  bool credentials_included = false;  // in the request that was answered
  bool for_navigation = false;
};
// True for allowed.
bool cross_origin_resource_policy_check(const CorpCheckInput& input, HeaderListView headers, const Profile& profile = standard_profile(),
                                        Trace trace = {});

// https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials, with the condition of AMB-3.
bool cross_origin_embedder_policy_allows_credentials(const Request& request, RedirectTaint taint, Trace trace = {});

}  // namespace crosscheck
