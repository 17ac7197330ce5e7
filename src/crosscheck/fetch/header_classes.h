// The other classes of header names: forbidden, non-wildcard, request-body, safelisted for responses.
//
// Pure functions; any bytes may be given, and any thread may call.
#pragma once

#include <string_view>

#include "crosscheck/reason/trace.h"

namespace crosscheck {

// https://fetch.spec.whatwg.org/#forbidden-request-header: the value matters for the three method-override headers, and only
// they allocate without a trace (a list of the value's parts).
bool is_forbidden_request_header(std::string_view name, std::string_view value, Trace trace = {});
// https://fetch.spec.whatwg.org/#forbidden-response-header-name
bool is_forbidden_response_header_name(std::string_view name);
// https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name: Authorization.
bool is_cors_non_wildcard_request_header_name(std::string_view name);
// https://fetch.spec.whatwg.org/#request-body-header-name
bool is_request_body_header_name(std::string_view name);
// https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name: Range.
bool is_privileged_no_cors_request_header_name(std::string_view name);
// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name, for an empty list: the seven names.
bool is_cors_safelisted_response_header_name(std::string_view name);

}  // namespace crosscheck
