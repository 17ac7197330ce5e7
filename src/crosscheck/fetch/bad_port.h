// https://fetch.spec.whatwg.org/#block-bad-port
//
// Pure functions that allocate nothing; any thread may call.
#pragma once

#include <cstdint>

#include "crosscheck/url/url.h"

namespace crosscheck {

// https://fetch.spec.whatwg.org/#bad-port
bool is_bad_port(std::uint16_t port);
// Whether fetching the URL should be blocked: an HTTP(S) URL whose port is a bad one.
bool is_blocked_by_bad_port(const Url& url);

}  // namespace crosscheck
