// Probes that belong together, and what is seen only in all of their answers.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "check/ledger.h"
#include "check/observation.h"
#include "check/probe.h"
#include "check/wanted.h"

namespace crosscheck::check {

// What came of a group: places in the three are the same. Borrowed.
struct GroupSeen {
  std::span<const Probe> probes;
  std::span<const Wanted> wanted;
  std::span<const Observation> seen;
};

using GroupJudge = std::function<void(const GroupSeen&, Ledger&)>;

// A value.
struct Group {
  std::string name;
  Order order = Order::together;
  std::vector<Probe> probes;
  GroupJudge judge;                             // may be empty
  std::vector<PropertyId> judges;               // what it judges: the group is asked where one of these, or of its probes' own, is enabled
  bool tells_nothing_under_reflection = false;  // left out where every origin is accepted anyway
  bool looks_at_headers = true;                 // whether the rules for every answer hold here too
};

}  // namespace crosscheck::check
