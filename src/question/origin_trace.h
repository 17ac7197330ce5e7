// The steps behind the results of `url/`, told from what its functions returned. The last step told is the one that explains the result.
#pragma once

#include <string_view>

#include "crosscheck/reason/trace.h"
#include "crosscheck/url/origin.h"
#include "crosscheck/url/url.h"

namespace crosscheck::question {

// `text` is what was parsed.
void trace_origin_of_url(const Url& url, const Origin& origin, std::string_view text, Trace trace);
void trace_url_failure(const UrlError& error, Trace trace);
void trace_origin_header(std::string_view value, bool valid, Trace trace);

}  // namespace crosscheck::question
