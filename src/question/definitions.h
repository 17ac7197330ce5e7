// Definitions, told right behind the step in which they settle the matter: where a reader would otherwise not see why the step came out so.
//
// Each looks at what was asked and at what came out of it, and tells nothing where the definition is not in question. Free without a trace.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/fetch/client_request.h"
#include "crosscheck/fetch/cors_check.h"
#include "crosscheck/fetch/cross_origin_resource_policy.h"
#include "crosscheck/fetch/fetch.h"
#include "crosscheck/policy/decision.h"
#include "crosscheck/reason/reason.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck::question {

// header_definitions.cpp: for the kinds about one header of a request, or all of them.
bool traced_safelisted_request_header(std::string_view name, std::string_view value, const Profile& profile, Trace trace);
void define_no_cors_name(std::string_view name, Trace trace);
std::vector<std::string> traced_unsafe_names(HeaderListView headers, const Profile& profile, Trace trace);

// check_definitions.cpp: for the kinds that judge one response.
void define_cors_check(CorsCheck result, std::string_view origin, HeaderListView headers, Trace trace);
void define_preflight_check(const Request& request, int status, std::optional<Reason> reason, Trace trace);
void define_exposed_headers(const std::vector<std::string>& names, HeaderListView headers, Trace trace);
void define_corp_check(const CorpCheckInput& input, std::string_view url_text, HeaderListView headers, Trace trace);

// policy_definitions.cpp: for a server's decision. `headers` are the request's.
void define_policy(const policy::Decision& decision, HeaderListView headers, Trace trace);

// fetch_definitions.cpp: what becomes of the headers that a script sets, told before anything else, since that is when it is decided.
void define_headers(const ClientRequest& request, const Step& end, Trace trace);
// For a whole fetch. `response` is the last one that was taken; null where there was none.
void define_fetch(const ClientRequest& request, const Step& end, const NetworkResponseView* response, Trace trace);
// FLT-9, behind it: `earlier` is whether another response of the fetch had Access-Control-Expose-Headers.
void define_exposure(const Step& end, bool earlier, const NetworkResponseView* response, Trace trace);

}  // namespace crosscheck::question
