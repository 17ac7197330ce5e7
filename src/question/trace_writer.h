// A trace as answers show it.
#pragma once

#include <vector>

#include "crosscheck/reason/trace.h"
#include "question/json_writer.h"

namespace crosscheck::question {

// The member `trace` of the object that is being written.
void write_trace(JsonWriter& out, const std::vector<TraceStep>& steps);

}  // namespace crosscheck::question
