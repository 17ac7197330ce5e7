// A run: vectors asked of implementations, and what came of it as a log.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/expectations.h"
#include "suite/implementation.h"
#include "suite/run_log.h"
#include "suite/stop.h"
#include "suite/vector.h"

namespace crosscheck::suite {

struct RunPlan {
  std::vector<const Vector*> vectors;  // those that are meant; they outlive the run
  std::size_t suite_size = 0;          // how many the suite holds
  std::vector<std::string> targets;    // make_implementation's
  unsigned jobs = 0;                   // askers at once, of each implementation; 0: one for each core for builtin ones, one for commands
  ImplementationOptions options;
  std::string profile = "standard";
  bool fail_fast = false;        // the first bad outcome ends the run
  bool names_every_rule = true;  // the deciding rule is named on passes and skips too, which takes as long as asking the engine
  const Expectations* expectations = nullptr;
  // For the log's header alone.
  std::vector<std::string> command;
  std::string shard;
  std::vector<std::string> unreadable;  // what is wrong with files of the suite that are not in it
};

// How far a run is.
struct Progress {
  std::string_view target;
  std::size_t done = 0;
  std::size_t of = 0;
  std::size_t bad = 0;
};
// Called from several threads, one at a time.
using OnProgress = std::function<void(const Progress&)>;

// One implementation after another. An implementation that cannot be started, or fails its greeting or a control question, is refused in the
// log's header, its vectors are not-run, and the run goes on. The footer's `exit` is left 0.
Result<RunLog, TargetError> run_suite(const RunPlan& plan, Stop& stop, const OnProgress& on_progress = nullptr);

// Now, in UTC: "2026-07-02T12:00:00Z".
std::string now_in_utc();

}  // namespace crosscheck::suite
