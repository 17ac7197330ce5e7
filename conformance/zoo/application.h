// The application behind the CORS layer: a few pages that know nothing of CORS.
#pragma once

#include <string>
#include <string_view>

#include "answer.h"
#include "policy.h"
#include "wire/received_request.h"

namespace crosscheck::zoo {

// The path of a request's target, as it stands there: without a query, and without the scheme and host of an absolute form.
std::string_view path_of(std::string_view target);
// The value of the first parameter of that name in the target's query, percent-decoded; empty where there is none.
std::string query_value(std::string_view target, std::string_view name);
std::string percent_decoded(std::string_view text);

// The path that the application's router goes by: percent-decoded, slashes merged, `.` and `..` resolved.
std::string routed_path(std::string_view path);

// `/` (ETag, 304, 206), `/redirect` (302), `/error` (500), `/private` (401 without Authorization), `/cached` (304), `/range` (206), `/graphql`, and
// whatever stands below a route of the policy document; everything else is 404. OPTIONS is answered with what may be asked.
Answer application_answer(const wire::ReceivedRequest& request, const PolicyDocument& document);

}  // namespace crosscheck::zoo
