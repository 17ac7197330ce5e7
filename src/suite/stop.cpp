#include "suite/stop.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace crosscheck::suite {

Stop::Stop() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}
Stop::~Stop() { close(descriptor_); }

void Stop::request(int signal) {
  int none = 0;
  if (signal != 0) signal_.compare_exchange_strong(none, signal);
  requested_.store(true);
  const std::uint64_t one = 1;
  // WHY ignored: it fails only where the descriptor is readable already.
  [[maybe_unused]] const ssize_t written = write(descriptor_, &one, sizeof one);
}

}  // namespace crosscheck::suite
