#include "oracle/refusals.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace crosscheck::oracle {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t kMost = 256;
constexpr std::chrono::milliseconds kMoment{1000};

// Throws away what came. True: the peer has ended.
bool has_ended(int socket) {
  std::array<char, 4096> block;
  while (true) {
    const ssize_t length = recv(socket, block.data(), block.size(), MSG_DONTWAIT);
    if (length > 0) continue;
    return length == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
  }
}

}  // namespace

Refusals::Refusals() : woken_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (woken_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  thread_ = std::thread([this] { work(); });
}

Refusals::~Refusals() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  eventfd_write(woken_, 1);
  thread_.join();
  ::close(woken_);
}

void Refusals::take(int socket, std::string_view bytes) {
  [[maybe_unused]] const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  shutdown(socket, SHUT_WR);
  {
    const std::lock_guard lock(mutex_);
    if (count_ < kMost) {
      ++count_;
      arrived_.push_back({socket, steady_clock::now() + kMoment});
      socket = -1;
    }
  }
  if (socket >= 0) {
    ::close(socket);
  } else {
    eventfd_write(woken_, 1);
  }
}

void Refusals::work() {
  std::vector<Waiting> watched;
  std::vector<pollfd> polled;
  while (true) {
    {
      const std::lock_guard lock(mutex_);
      watched.insert(watched.end(), arrived_.begin(), arrived_.end());
      arrived_.clear();
      count_ = watched.size();
      if (ends_) break;
    }
    polled.assign(1, pollfd{woken_, POLLIN, 0});
    for (const Waiting& one : watched) polled.push_back(pollfd{one.socket, POLLIN, 0});
    int wait = -1;
    if (!watched.empty()) {
      // The first is the one whose moment ends first.
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(watched.front().end - steady_clock::now());
      wait = static_cast<int>(std::max<std::int64_t>(0, left.count())) + 1;
    }
    poll(polled.data(), polled.size(), wait);
    eventfd_t ignored = 0;
    eventfd_read(woken_, &ignored);
    const steady_clock::time_point now = steady_clock::now();
    std::erase_if(watched, [now](const Waiting& one) {
      const bool done = has_ended(one.socket) || now >= one.end;
      if (done) ::close(one.socket);
      return done;
    });
  }
  for (const Waiting& one : watched) ::close(one.socket);
}

}  // namespace crosscheck::oracle
