// For tests: the safelist asked with and without a trace.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "crosscheck/fetch/safelisted_request_header.h"

namespace crosscheck {

// Whether the header is safelisted; a trace must change nothing and say why.
inline bool is_safe(std::string_view name, std::string_view value, const Profile& profile = standard_profile()) {
  CollectingTrace steps;
  const bool safelisted = is_cors_safelisted_request_header(name, value, profile);
  EXPECT_EQ(is_cors_safelisted_request_header(name, value, profile, Trace(&steps)), safelisted) << "a trace changes nothing";
  EXPECT_FALSE(steps.steps().empty()) << "every verdict is explained";
  EXPECT_EQ(steps.steps().empty() ? Outcome::set : steps.steps().back().outcome, safelisted ? Outcome::yes : Outcome::no);
  return safelisted;
}

// The rules of the trace, in order, as ids.
inline std::string rules_of(std::string_view name, std::string_view value, const Profile& profile = standard_profile()) {
  CollectingTrace steps;
  is_cors_safelisted_request_header(name, value, profile, Trace(&steps));
  std::string ids;
  for (const TraceStep& step : steps.steps()) ids += (ids.empty() ? "" : " ") + std::string(rule_info(step.rule).id);
  return ids;
}

}  // namespace crosscheck
