// Everything that one server is asked, in the order in which it is asked.
//
// A pure function: the same policy, target, paths and seed make the same programme.
#pragma once

#include <string>
#include <vector>

#include "check/check_run.h"
#include "check/declared_policy.h"
#include "check/draw.h"
#include "check/ground.h"
#include "check/group.h"
#include "check/target.h"

namespace crosscheck::check {

struct Programme {
  std::vector<Group> groups;
  std::vector<Ground> grounds;     // of what is asked in full
  std::vector<std::string> paths;  // every path that somebody named, or that a route has
  std::vector<std::string> notes;  // what was left out
};

// Leaves out what finds out nothing that `enabled` has.
Programme make_programme(const Target& target, const policy::Policy& policy, const DeclaredPolicy& declared, const CheckOptions& options,
                         const PropertySet& enabled);

}  // namespace crosscheck::check
