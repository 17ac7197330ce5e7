// A trace as a part of what a run came to: a replay compares each step of it, and its words.
#pragma once

#include "crosscheck/reason/trace.h"
#include "fuzz/notes.h"

namespace crosscheck::fuzz {

inline void note_trace(Notes& notes, const CollectingTrace& trace) {
  if (!notes.listens()) return;
  notes.note(trace.steps().size());
  for (const TraceStep& step : trace.steps()) {
    notes.note(step.rule);
    notes.note(step.outcome);
    notes.note(step.text);
  }
}

}  // namespace crosscheck::fuzz
