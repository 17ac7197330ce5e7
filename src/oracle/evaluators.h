// Evaluators that are lent to whoever has a question to answer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "question/evaluate.h"

namespace crosscheck::oracle {

// WHY lent: an evaluator keeps its buffers, and there are many more connections than questions at any moment. Any thread may call.
class Evaluators {
 public:
  explicit Evaluators(const Limits& limits = {}) : limits_(limits) {}

  const Limits& limits() const { return limits_; }

  // An evaluator for as long as the loan lives; one thread at a time.
  class Loan {
   public:
    explicit Loan(Evaluators& from) : from_(from), evaluator_(from.take()) {}
    ~Loan() { from_.give_back(std::move(evaluator_), largest_); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

    // Valid until the next one.
    AnswerView evaluate(std::string_view question) {
      const AnswerView answer = evaluator_.evaluate(question);
      largest_ = std::max(largest_, question.size() + answer.json.size());
      return answer;
    }

   private:
    Evaluators& from_;
    Evaluator evaluator_;
    std::size_t largest_ = 0;
  };

 private:
  Evaluator take();
  void give_back(Evaluator evaluator, std::size_t largest);

  const Limits limits_;
  std::mutex mutex_;
  std::vector<Evaluator> free_;
};

}  // namespace crosscheck::oracle
