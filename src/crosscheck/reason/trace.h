// The trace: each step that decides something can tell so. Verdicts never depend on whether anyone listens.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "crosscheck/reason/rule.h"

namespace crosscheck {

// How a step came out: a closed list.
// clang-format off
enum class Outcome {
  success, failure,          // of a check
  allowed, blocked,          // of a fetch, or of CORP
  yes, no,                   // of a predicate
  sent,                      // a request goes out
  set,                       // a value was worked out: a method normalized, an Origin appended, a default taken
  dropped,                   // something given was left out
  stored, matched, removed,  // the preflight cache
};
// clang-format on
std::string_view to_string(Outcome outcome);

// One step that decided something. `text` is a sentence for people, in UTF-8.
struct TraceStep {
  Rule rule;
  Outcome outcome;
  std::string text;
};

// Where steps go. The caller owns it; one thread at a time.
class TraceSink {
 public:
  virtual ~TraceSink() = default;
  virtual void step(TraceStep step) = 0;
};

// A sink that keeps every step, in order.
class CollectingTrace final : public TraceSink {
 public:
  void step(TraceStep step) override;

  const std::vector<TraceStep>& steps() const { return steps_; }
  // Hands the steps over and begins anew.
  std::vector<TraceStep> take();

 private:
  std::vector<TraceStep> steps_;
};

// What algorithms are handed: perhaps a sink. Texts are made only where somebody listens:
//   trace.step(Rule::CHK_2, Outcome::failure, [&] { return "…" + name; });
class Trace {
 public:
  Trace() = default;
  explicit Trace(TraceSink* sink) : sink_(sink) {}

  explicit operator bool() const { return sink_ != nullptr; }

  template <class Text>
  void step(Rule rule, Outcome outcome, Text&& text) const {
    if (sink_ == nullptr) return;
    if constexpr (std::is_invocable_v<Text>) {
      sink_->step({rule, outcome, std::string(std::forward<Text>(text)())});
    } else {
      sink_->step({rule, outcome, std::string(std::forward<Text>(text))});
    }
  }

 private:
  TraceSink* sink_ = nullptr;
};

}  // namespace crosscheck
