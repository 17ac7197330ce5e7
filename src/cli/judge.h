// Whether an answer is what a vector expects.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/vectors.h"
#include "question/evaluate.h"

namespace crosscheck::cli {

// The first place where two values differ.
struct Difference {
  std::string pointer;
  Json expected;
  std::optional<Json> got;  // nothing where there is no such key
};

// `expected` asks for a subset: an object for the keys that it has, a list for the same length and each element in turn, anything else for
// equality. Nothing where `got` has all of it.
std::optional<Difference> first_difference(const Json& expected, const Json& got);

enum class OutcomeOfVector : std::uint8_t {
  pass,
  non_strict,  // a tolerated alternative, or a `should` that does not hold
  fail,        // a `must` that does not hold
  info,        // any other that does not hold
};

struct Judgement {
  OutcomeOfVector outcome = OutcomeOfVector::pass;
  std::optional<Difference> difference;  // from what is expected first of all
  std::string deciding_rule;             // of a difference: the last step of the trace, "CHK-4"; empty where there is none
  std::string spec;                      // its place in the standard
};

Judgement judge(const Vector& vector, Evaluator& engine);

}  // namespace crosscheck::cli
