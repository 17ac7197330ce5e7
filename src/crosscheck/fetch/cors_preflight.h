// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0: the request that asks, and the judgement of what it is answered.
//
// Pure functions: any bytes may be given, nothing is kept, and any thread may call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/fetch/profile.h"
#include "crosscheck/fetch/request.h"
#include "crosscheck/fetch/response.h"
#include "crosscheck/reason/reason.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

// What a successful preflight grants, as it would enter the cache.
struct PreflightGrant {
  std::uint64_t max_age = 5;                             // seconds, after default and limit, at most 2147483648
  bool cacheable = true;                                 // false: nothing enters the cache and nothing there is touched
  std::optional<std::vector<std::string>> methods;       // nothing where nothing was said
  std::optional<std::vector<std::string>> header_names;  // as the server spelt them
};

// Step 1-5: the preflight for `request`, whose CORS-unsafe names are given (lower-case, sorted). Its header list holds Accept,
// Access-Control-Request-Method and perhaps -Headers; Origin is appended where it is sent. The URL list is cloned, so that a tainted
// request is asked for with `Origin: null`.
Request make_cors_preflight_request(const Request& request, const std::vector<std::string>& unsafe_names, Trace trace = {});

// Step 7: of a response that is no network error. `origin` is what the CORS check compares: the byte-serialized request origin. Nothing
// in its place leaves the CORS check out, which no standard asks for (Profile::preflight_origin_is_untainted).
// Linear in the response, times the logarithm of the request's header lines.
Result<PreflightGrant, Reason> judge_cors_preflight_response(const Request& request, const std::vector<std::string>& unsafe_names,
                                                             std::optional<std::string_view> origin, int status, HeaderListView headers,
                                                             const Profile& profile = standard_profile(), Trace trace = {});

}  // namespace crosscheck
