// What a policy is, is not, and answers, in JSON.
#pragma once

#include <vector>

#include "crosscheck/policy/compile.h"
#include "crosscheck/policy/decision.h"
#include "crosscheck/policy/document.h"
#include "crosscheck/policy/fault.h"
#include "question/json_writer.h"

namespace crosscheck::question {

// A document with every key in its order.
void write_policy_document(JsonWriter& out, const policy::Document& document);
// A list of faults.
void write_faults(JsonWriter& out, const std::vector<policy::Fault>& faults);

// The members of an output of `validate-policy`: valid, errors, warnings, normal.
void write_compilation(JsonWriter& out, const policy::Compilation& compilation);
// The members of an output of `policy`.
void write_decision(JsonWriter& out, const policy::Decision& decision);

}  // namespace crosscheck::question
