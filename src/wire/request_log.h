// The requests that a scripted server was asked with.
#pragma once

#include <mutex>
#include <utility>
#include <vector>

#include "wire/received_request.h"

namespace crosscheck::wire {

// Any thread may call.
class RequestLog {
 public:
  explicit RequestLog(bool keeps) : keeps_(keeps) {}

  void add(ReceivedRequest request) {
    if (!keeps_) return;
    const std::lock_guard lock(mutex_);
    requests_.push_back(std::move(request));
  }
  std::vector<ReceivedRequest> all() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  void forget() {
    const std::lock_guard lock(mutex_);
    requests_.clear();
  }

 private:
  const bool keeps_;
  mutable std::mutex mutex_;
  std::vector<ReceivedRequest> requests_;
};

}  // namespace crosscheck::wire
