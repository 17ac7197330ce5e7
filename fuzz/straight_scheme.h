// What main fetch and scheme fetch say of a URL before anything is sent, by the standard's own tables and steps.
//
// Shared with the engine: URLs (`url` holds them), and how a MIME type is parsed and written (`mime_type`).
#pragma once

#include <optional>
#include <string>

#include "crosscheck/url/url.h"

namespace crosscheck::fuzz {

// https://fetch.spec.whatwg.org/#block-bad-port
bool straight_port_is_bad(const Url& url);

// https://fetch.spec.whatwg.org/#concept-scheme-fetch of a URL that is not HTTP(S): its Content-Type, or nothing where it is a network error.
std::optional<std::string> straight_scheme_type(const Url& url);

}  // namespace crosscheck::fuzz
