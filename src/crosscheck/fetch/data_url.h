// https://fetch.spec.whatwg.org/#data-url-processor
//
// A pure function, linear in the URL; any thread may call.
#pragma once

#include <optional>
#include <string>

#include "crosscheck/url/url.h"

namespace crosscheck {

// The serialized MIME type of the resource behind a `data:` URL; nothing where the processor fails. The body is checked, not kept.
std::optional<std::string> data_url_mime_type(const Url& url);

}  // namespace crosscheck
