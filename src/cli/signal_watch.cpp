#include "cli/signal_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace crosscheck::cli {

SignalWatch::SignalWatch(suite::Stop& stop) {
  sigset_t ending;
  sigemptyset(&ending);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ending, signal);
  pthread_sigmask(SIG_BLOCK, &ending, &before_);
  signals_ = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
  end_ = eventfd(0, EFD_CLOEXEC);
  if (signals_ < 0 || end_ < 0) throw std::system_error(errno, std::generic_category(), "signalfd");
  thread_ = std::thread([this, &stop] { wait(stop); });
}

SignalWatch::~SignalWatch() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(end_, &one, sizeof one);
  thread_.join();
  close(end_);
  close(signals_);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void SignalWatch::wait(suite::Stop& stop) const {
  std::array<pollfd, 2> waiting = {pollfd{signals_, POLLIN, 0}, pollfd{end_, POLLIN, 0}};
  while (true) {
    if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
    if (waiting[1].revents != 0) return;
    signalfd_siginfo came{};
    if (read(signals_, &came, sizeof came) == static_cast<ssize_t>(sizeof came)) stop.request(static_cast<int>(came.ssi_signo));
  }
}

}  // namespace crosscheck::cli
