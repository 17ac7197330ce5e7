// Every case, in the order in which it is told.
#pragma once

#include "bench/fetch_cases.h"
#include "bench/limits.h"
#include "bench/policy_cases.h"

namespace crosscheck::bench {

// Calls `visit(const CaseInfo&, prepare)` for each; `prepare()` gives a callable that does the operation once. What prepare captures lives
// as long as the program.
template <class Visit>
void for_each_case(Visit&& visit) {
  for_each_limit(visit);
  for_each_actual_case(visit);
  for_each_preflight_case(visit);
  for_each_scale_case(visit);
  for_each_fetch_case(visit);
}

}  // namespace crosscheck::bench
