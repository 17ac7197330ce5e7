// Which policy holds for a path.
#pragma once

#include <string>
#include <string_view>

#include "mutants.h"
#include "policy.h"

namespace crosscheck::zoo {

// The policy of the first route that the path matches; null where that is off, or no route matches. `raw` is the path as it stands in the
// request, `routed` the one that the application goes by, which correct servers compare.
const Policy* policy_for(const PolicyDocument& document, std::string_view raw, std::string_view routed, bool is_preflight, Mutant mutant);

}  // namespace crosscheck::zoo
