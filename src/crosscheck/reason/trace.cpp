#include "crosscheck/reason/trace.h"

namespace crosscheck {

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::success:
      return "success";
    case Outcome::failure:
      return "failure";
    case Outcome::allowed:
      return "allowed";
    case Outcome::blocked:
      return "blocked";
    case Outcome::yes:
      return "yes";
    case Outcome::no:
      return "no";
    case Outcome::sent:
      return "sent";
    case Outcome::set:
      return "set";
    case Outcome::dropped:
      return "dropped";
    case Outcome::stored:
      return "stored";
    case Outcome::matched:
      return "matched";
    case Outcome::removed:
      return "removed";
  }
  return {};
}

void CollectingTrace::step(TraceStep step) { steps_.push_back(std::move(step)); }

std::vector<TraceStep> CollectingTrace::take() { return std::exchange(steps_, {}); }

}  // namespace crosscheck
