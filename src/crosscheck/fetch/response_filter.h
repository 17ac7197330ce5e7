// https://fetch.spec.whatwg.org/#concept-filtered-response: which headers a script may read.
//
// Pure functions, n log n in the headers; any bytes may be given, and any thread may call.
#pragma once

#include <string>
#include <vector>

#include "crosscheck/fetch/modes.h"
#include "crosscheck/fetch/profile.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

// The headers that remain under a filter, in the list's order: basic, CORS (by Access-Control-Expose-Headers), none for opaque ones.
// The views are those of `headers`.
std::vector<HeaderView> filtered_headers(ResponseTainting tainting, CredentialsMode credentials_mode, HeaderListView headers,
                                         const Profile& profile = standard_profile(), Trace trace = {});

// The names that a script can read: lower-case, sorted, without repeats. `set-cookie` is never among them.
std::vector<std::string> exposed_header_names(ResponseTainting tainting, CredentialsMode credentials_mode, HeaderListView headers,
                                              const Profile& profile = standard_profile(), Trace trace = {});

}  // namespace crosscheck
