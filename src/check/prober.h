// Puts probes to a server over kept connections, several at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "check/observation.h"
#include "check/probe.h"
#include "check/target.h"
#include "suite/stop.h"
#include "wire/connection.h"

namespace crosscheck::check {

struct ProberOptions {
  unsigned jobs = 4;                                  // connections, a thread each
  double rate = 0;                                    // probes a second at most; 0: as fast as the server answers
  std::chrono::milliseconds timeout{5000};            // of one exchange, and of connecting
  std::optional<std::chrono::milliseconds> max_time;  // from the making of the prober on
  std::vector<Header> own_headers;                    // on every request that is no preflight; their values are masked in observations
  bool verifies_certificate = true;
  std::string certificate_authorities;  // PEM
};

// Why no more can be asked.
struct Lost {
  wire::WireFault fault = wire::WireFault::refused;
  std::string message;
};

// One thread at a time. An exchange that fails on a kept connection before a byte came is made again on a new one, once; so are the first
// ones that ran out of time. After that an error is an observation like any other, unless the server answers nobody any more, or a dozen requests
// that browsers send ran out of time: then the prober is lost, and what is still to be asked stays unasked.
class Prober {
 public:
  // `on_asked` is called for each probe, by any of its threads.
  Prober(const Target& target, const ProberOptions& options, const suite::Stop& stop, std::function<void()> on_asked = {});
  ~Prober();
  Prober(const Prober&) = delete;
  Prober& operator=(const Prober&) = delete;

  // An observation for each probe, in the probes' order.
  std::vector<Observation> ask(std::span<const Probe> probes, Order order = Order::together);
  Observation ask(const Probe& probe);

  const Target& target() const;
  const std::optional<Lost>& lost() const;
  bool out_of_time() const;
  std::size_t asked() const;  // probes that went out

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Waits until somebody answers HTTP there, for so long at most: what went wrong last, or nothing.
std::optional<Lost> wait_for(const Target& target, const ProberOptions& options, std::chrono::milliseconds time, const suite::Stop& stop);

}  // namespace crosscheck::check
