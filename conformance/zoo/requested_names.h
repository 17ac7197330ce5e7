// Access-Control-Request-Headers: the names that stand there, and whether a policy allows them all.
#pragma once

#include <string>
#include <vector>

#include "mutants.h"
#include "policy.h"

namespace crosscheck::zoo {

struct NamesAsked {
  std::vector<std::string> names;  // of all lines, as asked
  bool malformed = false;          // something is no name, or there is more than a browser would send
  bool allowed = false;            // all of them
};
NamesAsked names_asked(const Policy& policy, const std::vector<std::string>& lines, Mutant mutant);

}  // namespace crosscheck::zoo
