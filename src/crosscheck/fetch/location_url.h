// https://fetch.spec.whatwg.org/#concept-response-location-url
#pragma once

#include <optional>
#include <variant>

#include "crosscheck/fetch/profile.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/reason/trace.h"
#include "crosscheck/url/url.h"

namespace crosscheck {

// Null in the standard's words: there is nothing to redirect to.
struct NoLocation {};
// A value that does not parse as a URL, or more than one line.
struct BadLocation {
  bool has_several_lines = false;
};
using LocationUrl = std::variant<NoLocation, BadLocation, Url>;

// Pure; any thread may call. `headers` are any bytes. `response_url` is the response's URL, null where it has none: then the value has to
// be absolute. `request_fragment` is the fragment of the request's current URL, which the target inherits.
LocationUrl location_url(int status, HeaderListView headers, const Url* response_url, const std::optional<std::string>& request_fragment,
                         const Profile& profile = standard_profile(), Trace trace = {});

}  // namespace crosscheck
