// A trace among what a run came to: a second run has to explain itself with the same words.
#pragma once

#include "crosscheck/reason/trace.h"
#include "fuzz/notes.h"

namespace crosscheck::fuzz {

inline void note_trace(Notes& notes, const CollectingTrace& trace) {
  if (!notes.listens()) return;
  for (const TraceStep& step : trace.steps()) {
    notes.note(step.rule);
    notes.note(step.outcome);
    notes.note(step.text);
  }
}

}  // namespace crosscheck::fuzz
