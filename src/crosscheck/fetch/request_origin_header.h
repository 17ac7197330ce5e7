// https://fetch.spec.whatwg.org/#append-a-request-origin-header
//
// A pure function; any thread may call.
#pragma once

#include <optional>
#include <string_view>

#include "crosscheck/fetch/request.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

// The value of the `Origin` header to append, or nothing. `serialized_origin` is the byte-serialized request origin, which has to
// outlive it.
std::optional<std::string_view> request_origin_header(const Request& request, std::string_view serialized_origin, Trace trace = {});

}  // namespace crosscheck
