// https://fetch.spec.whatwg.org/#cors-safelisted-request-header and the sets built on it.
//
// Pure functions of bytes; any bytes may come. They may be called from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/fetch/profile.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
bool is_cors_unsafe_request_header_byte(char byte);

// https://fetch.spec.whatwg.org/#cors-safelisted-request-header: of one name and value. Allocates nothing without a trace.
bool is_cors_safelisted_request_header(std::string_view name, std::string_view value, const Profile& profile = standard_profile(),
                                       Trace trace = {});

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names: lower-case, sorted, without repeats. n log n in the lines.
std::vector<std::string> cors_unsafe_request_header_names(HeaderListView headers, const Profile& profile = standard_profile(),
                                                          Trace trace = {});

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name and #no-cors-safelisted-request-header
bool is_no_cors_safelisted_request_header_name(std::string_view name);
bool is_no_cors_safelisted_request_header(std::string_view name, std::string_view value, const Profile& profile = standard_profile(),
                                          Trace trace = {});

}  // namespace crosscheck
