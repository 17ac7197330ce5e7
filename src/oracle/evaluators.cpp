#include "oracle/evaluators.h"

namespace crosscheck::oracle {
namespace {

// What is kept for later: evaluators whose buffers stayed small, and not many of them.
constexpr std::size_t kMostKept = 64;
constexpr std::size_t kLargestKept = std::size_t{256} << 10;

}  // namespace

Evaluator Evaluators::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      Evaluator evaluator = std::move(free_.back());
      free_.pop_back();
      return evaluator;
    }
  }
  return Evaluator(limits_);
}

void Evaluators::give_back(Evaluator evaluator, std::size_t largest) {
  if (largest > kLargestKept) return;
  const std::lock_guard lock(mutex_);
  if (free_.size() < kMostKept) free_.push_back(std::move(evaluator));
}

}  // namespace crosscheck::oracle
