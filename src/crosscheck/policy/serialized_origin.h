// Whether bytes are a serialized origin, asked of requests: without allocating.
#pragma once

#include <string_view>

namespace crosscheck::policy {

// https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin of a tuple: `scheme://host[:port]` that parses and serializes
// to itself, whatever the scheme. `null` is none. The same as `parse_serialized_origin` for a tuple, and linear.
bool is_serialized_origin(std::string_view bytes);

// Whether all bytes are visible ASCII, as those of every serialized origin are.
bool is_visible_ascii(std::string_view bytes);

}  // namespace crosscheck::policy
