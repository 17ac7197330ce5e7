// The one door: a question in JSON, an answer in JSON.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "question/limits.h"

namespace crosscheck {

// What a question is answered with.
enum class AnswerKind : std::uint8_t {
  output,
  error,
  skip,  // of an adapter: a kind that it does not know
};

// One line of JSON without the line's end, in UTF-8.
struct Answer {
  std::string json;
  AnswerKind kind = AnswerKind::output;
};
// The same, borrowed from an Evaluator until it is asked again.
struct AnswerView {
  std::string_view json;
  AnswerKind kind = AnswerKind::output;
};

enum class Speaks : std::uint8_t {
  questions,
  as_adapter,  // it answers `hello` too, and once it was greeted it skips kinds that it does not know
};

// Answers questions, one after another, and keeps its buffers between them. Questions know nothing of each other. One thread at a time.
class Evaluator {
 public:
  explicit Evaluator(const Limits& limits = {}, Speaks speaks = Speaks::questions);
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;

  // Whatever the bytes are, there is an answer. A question longer than the limit needs to be given only as far as one byte beyond it.
  AnswerView evaluate(std::string_view question);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// One question alone.
Answer evaluate(std::string_view question, const Limits& limits = {});

}  // namespace crosscheck
