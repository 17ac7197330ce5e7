// Probes that belong together, and what is seen only in all of their answers.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
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

struct Group;
// What the answers give occasion to ask next; mostly nothing.
using NextGroups = std::function<std::vector<Group>(const GroupSeen&)>;

// A value. Its probes have one path where it is left out under reflection.
struct Group {
  std::string name;
  Order order = Order::together;
  std::vector<Probe> probes;
  GroupJudge judge;                             // may be empty; it is asked only where every answer came
  std::vector<PropertyId> judges;               // what it judges: the group is asked where one of these, or of its probes' own, is enabled
  bool shows_reflection = false;                // whether it is by its strangers that every origin is seen to be accepted
  bool tells_nothing_under_reflection = false;  // left out where every origin is accepted anyway
  bool looks_at_headers = true;                 // whether the rules for every answer hold here too
  NextGroups next;                              // may be empty; asked as the judge is
  std::vector<std::string> notes;               // sentences: of what only a sample is asked
};

// Notes that no more than `most` of so many things are asked about in some way; nothing where those are all of them.
void note_sample(Group& group, std::size_t of, std::size_t most, std::string_view things, std::string_view how);

}  // namespace crosscheck::check
