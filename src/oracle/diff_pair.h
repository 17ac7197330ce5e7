// One answer of another implementation held against ours.
//
// Values and pure functions; any thread may call.
#pragma once

#include <optional>
#include <string>

#include "suite/json_text.h"
#include "suite/outcome.h"

namespace crosscheck::oracle {

struct PairDifference {
  std::string at;                   // a pointer into the output, or into the answer as a whole where one of the two is an error
  std::optional<suite::Json> ours;  // nothing where our answer has no such key
  suite::Json theirs;
  suite::Direction direction = suite::Direction::other;
  bool same_effect = false;  // of a policy's answers: they permit the same
};

// Nothing where our answer has all that theirs says. Both are answers: an object with `output` or `error`. `question` is what was asked.
std::optional<PairDifference> difference_of(const suite::Json& question, const suite::Json& ours, const suite::Json& theirs);

// The rule that decided what stands at `at`: that of the trace's deciding step, of the fetch that `at` points into where there are several. Empty
// where our answer is an error.
std::string deciding_rule(const suite::Json& traced_answer, const std::string& at);

// One sentence for a person. `rule` may be empty.
std::string sentence_of(const PairDifference& difference, const std::string& rule);

}  // namespace crosscheck::oracle
