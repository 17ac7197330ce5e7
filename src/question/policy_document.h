// A policy document in JSON, as the values that the engine compiles.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "crosscheck/policy/compile.h"
#include "crosscheck/policy/document.h"
#include "crosscheck/policy/fault.h"
#include "question/json_tree.h"

namespace crosscheck::question {

// What was read. Where a value has the wrong type something harmless stands in its place, so that everything else keeps its pointer.
struct PolicyReading {
  policy::Document document;
  std::vector<policy::Fault> faults;             // V23 alone
  std::unordered_set<std::string> wrong_values;  // pointers to what has the wrong type or is not there
};

// Reads the value at `node`, whatever it is: pointers begin at it. Linear in its size.
PolicyReading read_policy_document(const JsonTree& tree, NodeIndex node);

// Reads and compiles: all faults at once. Of a value with the wrong type nothing but that is said.
policy::Compilation compile_policy(const JsonTree& tree, NodeIndex node);

}  // namespace crosscheck::question
