// Many questions in one body, answered while it arrives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "oracle/array_splitter.h"
#include "oracle/evaluators.h"
#include "oracle/limits.h"
#include "oracle/message.h"

namespace crosscheck::oracle {

// How questions are put one after another, and answers too.
enum class BatchFraming : std::uint8_t {
  array,  // a JSON array
  lines,  // a question a line; blank lines are passed over, and the last one needs no end
};

// Answers in the order of the questions. A question that cannot be answered has its error in its place. Fed with pieces of any size, the
// answer is the same. Holds one question and all answers. One thread at a time.
class Batch {
 public:
  // Both have to outlive it.
  Batch(BatchFraming framing, Evaluators& evaluators, const OracleLimits& limits);

  // False: a limit was passed or what came is no array, so that nothing more is wanted.
  bool take(std::string_view piece);
  // 200 with the answers; 400 where what came is no array, 413 where a limit was passed. Called once.
  Response finish();

  std::uint64_t answered() const { return answered_; }
  std::uint64_t refused() const { return refused_; }  // questions with an error in their place

 private:
  void take_lines(std::string_view piece);
  void take_elements(std::string_view piece);
  void answer(std::string_view question);

  const BatchFraming framing_;
  const OracleLimits& limits_;
  const std::size_t question_bytes_;
  Evaluators::Loan evaluator_;
  ArraySplitter elements_;
  std::string begun_;  // of a line
  std::string answers_;
  std::uint64_t answered_ = 0;
  std::uint64_t refused_ = 0;
  std::optional<Response> failed_;
};

}  // namespace crosscheck::oracle
