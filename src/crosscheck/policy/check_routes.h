// The check of `routes` as a whole: which of them can ever be reached.
#pragma once

#include <vector>

#include "crosscheck/policy/document.h"
#include "crosscheck/policy/fault.h"

namespace crosscheck::policy {

// V22.
std::vector<Fault> check_routes(const Routes& routes);

}  // namespace crosscheck::policy
