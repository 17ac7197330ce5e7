// Whether a run says anything at all: a server that knows no CORS lets nobody through, and that proves nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "check/observation.h"
#include "check/probe.h"
#include "check/wanted.h"

namespace crosscheck::check {

// Adds up over all answers. One thread at a time.
class Vacuity {
 public:
  void look_at(const Probe& probe, const Wanted& wanted, const Observation& seen);
  // Why the run proves nothing, in sentences; nothing where it does, and where the policy lets nobody through anyway.
  std::optional<std::string> sentence() const;

 private:
  std::size_t answers_ = 0;
  std::size_t with_cors_ = 0;
  std::size_t preflights_ = 0;
  std::size_t preflights_not_known_ = 0;
  std::size_t allowed_ = 0;  // probes that the policy permits
};

}  // namespace crosscheck::check
