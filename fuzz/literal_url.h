// A URL read from its outside to its inside, without states: fragment, query, scheme, authority, and a path that is a list of segments.
#pragma once

#include <string>
#include <string_view>

#include "crosscheck/base/result.h"
#include "crosscheck/url/url.h"

namespace crosscheck::fuzz::literal {

// https://url.spec.whatwg.org/#concept-basic-url-parser and #concept-url-serializer: how the URL is written, or why it is none.
Result<std::string, UrlFailure> url(std::string_view input, const Url* base = nullptr);

}  // namespace crosscheck::fuzz::literal
