// The TAO check and the cross-origin resource policy check as somebody would write them down who has read the standard and nothing of the engine.
#pragma once

#include <string>
#include <vector>

#include "crosscheck/fetch/cross_origin_resource_policy.h"
#include "crosscheck/fetch/tao_check.h"
#include "crosscheck/http/header_list.h"

namespace crosscheck::fuzz {

// https://fetch.spec.whatwg.org/#concept-tao-check
bool straight_tao_check(const TaoCheckInput& input, HeaderListView headers);

// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
bool straight_resource_policy_check(const CorpCheckInput& input, HeaderListView headers);

// The values of all lines of Timing-Allow-Origin, none where there is no line.
std::vector<std::string> straight_timing_allow_values(HeaderListView headers);

}  // namespace crosscheck::fuzz
