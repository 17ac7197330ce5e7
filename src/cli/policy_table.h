// What a policy permits, as a table for people.
#pragma once

#include <string>
#include <vector>

#include "crosscheck/policy/document.h"

namespace crosscheck::cli {

// The lines of the table, of at most 80 columns. `normal` is the normal form of a policy that validates.
std::vector<std::string> policy_table(const policy::Document& normal);

}  // namespace crosscheck::cli
