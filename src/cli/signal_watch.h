// Signals that end programs end a run in order instead: what is known by then is still written.
#pragma once

#include <signal.h>

#include <thread>

#include "suite/stop.h"

namespace crosscheck::cli {

// From its making to its end, SIGINT, SIGTERM and SIGHUP ask for a stop. Threads that are started meanwhile do not get them.
class SignalWatch {
 public:
  explicit SignalWatch(suite::Stop& stop);
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  void wait(suite::Stop& stop) const;

  sigset_t before_{};
  int signals_ = -1;  // readable where one came
  int end_ = -1;      // readable where the watch ends
  std::thread thread_;
};

}  // namespace crosscheck::cli
