// Asking a run to end before its time.
#pragma once

#include <atomic>

namespace crosscheck::suite {

// Any thread may ask and look; whoever waits for descriptors waits for this one too.
class Stop {
 public:
  Stop();
  ~Stop();
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;

  // `signal`: the number of the one that came; 0 where the run has seen enough. The first signal is kept.
  void request(int signal = 0);
  bool requested() const { return requested_.load(); }
  int signal() const { return signal_.load(); }
  // Readable from the first request on.
  int descriptor() const { return descriptor_; }

 private:
  std::atomic<bool> requested_ = false;
  std::atomic<int> signal_ = 0;
  int descriptor_;
};

}  // namespace crosscheck::suite
