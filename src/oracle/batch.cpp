#include "oracle/batch.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "oracle/problem.h"

namespace crosscheck::oracle {

Batch::Batch(BatchFraming framing, Evaluators& evaluators, const OracleLimits& limits)
    : framing_(framing),
      limits_(limits),
      question_bytes_(evaluators.limits().question_bytes),
      evaluator_(evaluators),
      elements_(evaluators.limits().question_bytes) {}

bool Batch::take(std::string_view piece) {
  if (!failed_) framing_ == BatchFraming::lines ? take_lines(piece) : take_elements(piece);
  return !failed_;
}

void Batch::take_lines(std::string_view piece) {
  while (!failed_) {
    const std::size_t end = piece.find('\n');
    if (end == std::string_view::npos || !begun_.empty()) {
      // Of a line that is too long already, only its beginning is kept.
      const std::string_view part = piece.substr(0, end);
      begun_ += part.substr(0, std::min(part.size(), question_bytes_ + 1 - std::min(begun_.size(), question_bytes_ + 1)));
      if (end == std::string_view::npos) return;
      answer(begun_);
      begun_.clear();
    } else {
      answer(piece.substr(0, end));
    }
    piece.remove_prefix(end + 1);
  }
}

void Batch::take_elements(std::string_view piece) {
  while (const std::optional<std::string_view> question = elements_.next(piece)) {
    if (answered_ + refused_ == limits_.batch_questions) {
      failed_ =
          problem(413, "too-large",
                  fmt::format("There are more than {} questions; ask in smaller batches, or a question a line.", limits_.batch_questions));
      return;
    }
    answer(*question);
    if (failed_) return;
  }
  if (!elements_.fault().empty()) failed_ = problem(400, "not-json", fmt::format("At byte {}: {}.", elements_.offset(), elements_.fault()));
}

void Batch::answer(std::string_view question) {
  if (framing_ == BatchFraming::lines) {
    // Of a line that is too long only the beginning may be there, and that may be blank.
    if (question.size() <= question_bytes_ && question.find_first_not_of(" \t\r") == std::string_view::npos) return;
  } else {
    answers_ += answered_ + refused_ == 0 ? '[' : ',';
  }
  const AnswerView answer = evaluator_.evaluate(question);
  ++(answer.kind == AnswerKind::error ? refused_ : answered_);
  answers_ += answer.json;
  if (framing_ == BatchFraming::lines) answers_ += '\n';
  if (answers_.size() > limits_.batch_answer_bytes)
    failed_ =
        problem(413, "too-large", fmt::format("The answers are larger than {} bytes; ask in smaller batches.", limits_.batch_answer_bytes));
}

Response Batch::finish() {
  if (!failed_ && framing_ == BatchFraming::lines && !begun_.empty()) answer(begun_);
  if (!failed_ && framing_ == BatchFraming::array && !elements_.is_whole())
    failed_ = problem(400, "not-json", fmt::format("At byte {}: the array has no end.", elements_.offset()));
  if (failed_) return *std::move(failed_);
  Response response;
  if (framing_ == BatchFraming::array) {
    answers_ += answers_.empty() ? "[]\n" : "]\n";
    response.content_type = "application/json";
  } else {
    response.content_type = "application/x-ndjson";
  }
  response.body = std::move(answers_);
  return response;
}

}  // namespace crosscheck::oracle
