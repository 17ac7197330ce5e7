// A sink for the trace of one fetch: what shapes a request is told once, as long as it comes out the same on later hops.
#pragma once

#include <set>
#include <string>
#include <tuple>

#include "crosscheck/reason/trace.h"

namespace crosscheck {

// Hands steps on to `sink`, which it borrows and which must outlive it. One thread at a time.
//
// WHY: a fetch goes through main fetch again on each hop, and twice through the network where it is preflighted. A reader wants to know
// what changed. What judges a response is always told, as each response stands for itself.
class ToldOnce final : public TraceSink {
 public:
  explicit ToldOnce(TraceSink& sink) : sink_(sink) {}

  // Passes over a request-shaping step that was told before with this outcome and this text.
  void step(TraceStep step) override;

 private:
  TraceSink& sink_;
  std::set<std::tuple<Rule, Outcome, std::string>> told_;
};

}  // namespace crosscheck
