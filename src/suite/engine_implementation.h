// `builtin:engine`: the engine of this program.
#pragma once

#include "question/evaluate.h"
#include "suite/implementation.h"
#include "suite/judge.h"

namespace crosscheck::suite {

class EngineImplementation final : public Implementation {
 public:
  ImplementationInfo introduce(const Stop& stop) override;
  void ask(std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop) override;
  void dismiss(const OnReply&, const Stop&) override {}

 private:
  Evaluator evaluator_{Limits{}, Speaks::as_adapter};
};

// The members of a question as they are asked: `"kind":…,"input":…`, and the profile where it is not "standard".
std::string question_of(std::string_view kind, const Json& input, std::string_view profile = "standard");

}  // namespace crosscheck::suite
