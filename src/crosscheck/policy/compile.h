// From a policy document to a compiled policy, or to everything that is wrong with it.
#pragma once

#include <optional>
#include <vector>

#include "crosscheck/policy/document.h"
#include "crosscheck/policy/fault.h"
#include "crosscheck/policy/policy.h"

namespace crosscheck::policy {

struct Compilation {
  std::optional<Policy> policy;  // where there is no error
  std::vector<Fault> errors;     // errors, and dangers that nobody acknowledged; in document order
  std::vector<Fault> warnings;   // in document order

  explicit operator bool() const { return policy.has_value(); }
};

// Finds all faults at once. `found_while_reading` are faults of whoever read the document (V23): they are put in their places among the others, and an
// error among them keeps the policy from being compiled. Time and memory are linear in the document, but for what RE2 takes for its patterns.
Compilation compile(const Document& document, std::vector<Fault> found_while_reading = {});

// The document with every key, lists without repeats, header names in lower case, `["*"]` as "*", and nothing beside a `*` but what it does not
// cover. Of a document that compiles: `compile` gives the same policy for both.
Document normal_form(const Document& document);

}  // namespace crosscheck::policy
