// The steps behind a policy's answer, which takes no trace itself: told here from what it decided. The last step told is the one that explains it.
#pragma once

#include <string_view>

#include "crosscheck/http/header_list.h"
#include "crosscheck/policy/compile.h"
#include "crosscheck/policy/decision.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck::question {

// `method` and `headers` are what the decision was asked for.
void trace_decision(const policy::Decision& decision, std::string_view method, HeaderListView headers, Trace trace);
// Errors alone, or that there is none.
void trace_compilation(const policy::Compilation& compilation, Trace trace);

}  // namespace crosscheck::question
