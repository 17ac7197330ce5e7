// One of the threads of a run: its own copy of an implementation, and its part of the vectors.
#pragma once

#include <cstddef>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "question/evaluate.h"
#include "suite/controls.h"
#include "suite/implementation.h"
#include "suite/judge.h"
#include "suite/run.h"

namespace crosscheck::suite {

// A line as far as the vector itself fills it.
LogLine line_of(const Vector& vector);

// How many vectors of an implementation have come out; any thread may call.
class ProgressCount {
 public:
  ProgressCount(std::string_view target, std::size_t of, const OnProgress& on_progress) : on_progress_(on_progress) {
    progress_.target = target;
    progress_.of = of;
  }
  void add(bool bad);

 private:
  const OnProgress& on_progress_;
  std::mutex mutex_;
  Progress progress_;
};

class Asker {
 public:
  // It asks each vector whose place is `number` modulo `count`, and writes to the line of that place alone. All references outlive it.
  Asker(const RunPlan& plan, const std::string& target, unsigned number, unsigned count, std::vector<LogLine>& lines,
        ProgressCount& progress, Stop& stop);
  // Called once, by a thread of its own: signals of broken pipes are blocked there.
  void run();
  // After `run`.
  const ImplementationInfo& info() const { return info_; }

 private:
  // What is asked at one place: a vector, or a control question.
  struct Item {
    std::size_t place = 0;
    std::optional<Control> control;
  };

  std::vector<Item> items_to_ask();
  void add_controls(std::vector<Item>& items);
  std::vector<Control> controls_for(const std::string& kind);
  // In the role in which it was asked.
  Judgement judged(const Vector& vector, const Json& answer);
  void take(const Item& item, Reply reply, std::size_t number);
  void take_control(const Control& control, const Reply& reply, std::size_t number);
  void ask_controls_again(Implementation& implementation, std::span<const std::string> questions, const std::vector<Item>& items);
  void judge_reply(LogLine& line, const Vector& vector, Reply& reply);
  void name_deciding_rule(LogLine& line, const Vector& vector);
  bool is_bad_unexpectedly(const LogLine& line) const;

  const RunPlan& plan_;
  std::string target_;
  unsigned number_;
  unsigned count_;
  std::vector<LogLine>& lines_;
  ProgressCount& progress_;
  Stop& stop_;
  ImplementationInfo info_;
  Claims claims_;
  Random random_;
  std::vector<std::size_t> unanswered_controls_;  // places in what was asked
  Evaluator engine_;
};

}  // namespace crosscheck::suite
