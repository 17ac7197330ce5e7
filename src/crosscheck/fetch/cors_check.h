// https://fetch.spec.whatwg.org/#concept-cors-check
//
// Pure functions: any bytes may be given, nothing is kept, and any thread may call. Linear in the headers.
#pragma once

#include <string_view>

#include "crosscheck/fetch/modes.h"
#include "crosscheck/fetch/profile.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/reason/reason.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

// Success, or the step that returned failure.
enum class CorsCheck {
  success,
  no_allow_origin,       // 2
  allow_origin_differs,  // 4
  no_allow_credentials,  // 8
};

// `origin` is the byte-serialized request origin (after tainting); `headers` the response's. Allocates nothing without a trace.
CorsCheck cors_check(std::string_view origin, CredentialsMode credentials_mode, HeaderListView headers,
                     const Profile& profile = standard_profile(), Trace trace = {});

// The code for a failure: of the ways in which its step can fail, the first that fits (the order of the table of reasons).
// `result` is not `success`.
Reason cors_check_reason(CorsCheck result, std::string_view origin, HeaderListView headers);

}  // namespace crosscheck
