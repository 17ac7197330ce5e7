// The `Range` row of https://fetch.spec.whatwg.org/#cors-safelisted-request-header.
//
// A pure function; any thread may call.
#pragma once

#include <string_view>

#include "crosscheck/fetch/profile.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

// Whether `Range` may have the value, which has at most 128 bytes (a longer one asserts). Allocates nothing without a trace.
bool is_safelisted_range(std::string_view value, const Profile& profile, Trace trace = {});

}  // namespace crosscheck
