// The normal form of one policy, as it is compiled.
#pragma once

#include "crosscheck/policy/document.h"

namespace crosscheck::policy {

// Whether its origins are in it. `none`: they are exact, and stand in a table already.
enum class KeptOrigins { none, all };

// `compile.h` says what the form is.
SinglePolicy normal_policy(const SinglePolicy& policy, KeptOrigins kept);

}  // namespace crosscheck::policy
