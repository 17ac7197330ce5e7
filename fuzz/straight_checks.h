// The CORS check and the judgement of a preflight as somebody would write them down who has read the standard and nothing of the engine.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/result.h"
#include "crosscheck/fetch/cors_preflight.h"
#include "crosscheck/fetch/modes.h"
#include "crosscheck/fetch/request.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/reason/reason.h"

namespace crosscheck::fuzz {

// All lines of a header, joined; nothing where there is none.
std::optional<std::string> combined(HeaderListView headers, std::string_view name);
// All elements of all its lines; an empty list where there is no line, nothing where one does not parse.
std::optional<std::vector<std::string>> list_of(HeaderListView headers, std::string_view name);

// Nothing where the response passes; otherwise the step that it fails, and of the ways in which that step can fail the first that fits.
std::optional<Reason> straight_cors_check(std::string_view origin, CredentialsMode credentials, HeaderListView headers);

// What a preflight's answer grants, or why it lets the request not go. `unsafe_names` in lower case.
Result<PreflightGrant, Reason> straight_preflight_check(const Request& request, const std::set<std::string>& unsafe_names,
                                                        std::string_view origin, int status, HeaderListView headers);

// Which of a response's headers a script reads: names in lower case, values combined, sorted.
std::vector<Header> straight_filter(ResponseTainting tainting, CredentialsMode credentials, HeaderListView headers);

}  // namespace crosscheck::fuzz
