// https://fetch.spec.whatwg.org/#concept-tao-check
//
// Pure functions: any bytes may be given, nothing is kept, and any thread may call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/fetch/modes.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/reason/trace.h"
#include "crosscheck/url/origin.h"

namespace crosscheck {

// Borrows what it refers to.
struct TaoCheckInput {
  const Origin& origin;                // the request's
  std::string_view serialized_origin;  // after tainting
  Mode mode;
  const Url& current_url;
  ResponseTainting response_tainting;
  bool timing_allow_failed;
};
// True for success. Linear in the headers.
bool tao_check(const TaoCheckInput& input, HeaderListView headers, Trace trace = {});

// https://fetch.spec.whatwg.org/#append-to-a-requests-navigation-timing-allow-values-list: what a redirect response of a navigation adds
// to the list of lists: its Timing-Allow-Origin values, none where it has no such header.
std::vector<std::string> navigation_timing_allow_values(HeaderListView headers);

// https://fetch.spec.whatwg.org/#navigation-tao-check: `lists` are the Timing-Allow-Origin values of each redirect (TAO-6). True for
// success.
bool navigation_tao_check(const Origin& destination, const std::vector<std::vector<std::string>>& lists, Trace trace = {});

}  // namespace crosscheck
