#include "oracle/socket_io.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "oracle/head.h"

namespace crosscheck::oracle {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kBlock = 16 * 1024;
constexpr std::size_t kMostDrained = std::size_t{64} << 20;
constexpr milliseconds kLinger{1000};

// What is left of a span; at least 0.
milliseconds left_of(steady_clock::time_point end) {
  return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(end - steady_clock::now()));
}

}  // namespace

Came SocketIo::wait_readable(milliseconds time, bool until_stop) const {
  const steady_clock::time_point end = steady_clock::now() + time;
  while (true) {
    std::array<pollfd, 2> waiting = {pollfd{socket_, POLLIN, 0}, pollfd{stop_, POLLIN, 0}};
    const int count = poll(waiting.data(), until_stop ? 2 : 1, static_cast<int>(left_of(end).count()) + 1);
    if (count < 0 && errno != EINTR) return Came::end;
    // WHY first: what was asked before the server ended is still answered.
    if (waiting[0].revents != 0) return Came::bytes;
    if (until_stop && waiting[1].revents != 0) return Came::stopped;
    if (steady_clock::now() >= end) return Came::late;
  }
}

// Appends what is there to `input_`.
Came SocketIo::receive(milliseconds time, bool until_stop) {
  std::array<char, kBlock> block;
  while (true) {
    const ssize_t length = recv(socket_, block.data(), block.size(), MSG_DONTWAIT);
    if (length > 0) {
      input_.append(block.data(), static_cast<std::size_t>(length));
      return Came::bytes;
    }
    if (length == 0) return Came::end;
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return Came::end;
    if (const Came came = wait_readable(time, until_stop); came != Came::bytes) return came;
  }
}

Came SocketIo::read_head() {
  input_.erase(0, head_size_ + taken_);
  head_size_ = taken_ = 0;
  body_waited_ = {};
  body_late_ = false;
  std::size_t looked_at = 0;
  bool passed_over = false;
  steady_clock::time_point end{};
  while (true) {
    // An empty line before a request is passed over (https://www.rfc-editor.org/rfc/rfc9112#section-2.2), its CR and LF apart too.
    if (!passed_over && input_.starts_with("\r\n")) {
      input_.erase(0, 2);
      looked_at = 0;
      end = {};
      passed_over = true;
    }
    if (const std::size_t size = end_of_head(input_, looked_at); size != std::string::npos && size <= limits_.header_bytes) {
      head_size_ = size;
      return Came::bytes;
    }
    if (input_.size() > limits_.header_bytes) return Came::too_large;
    looked_at = input_.size();
    const bool begun = !input_.empty();
    if (begun && end == steady_clock::time_point{}) end = steady_clock::now() + limits_.header_time;
    const Came came = begun ? receive(std::min(limits_.read_time, left_of(end)), false) : receive(limits_.idle_time, true);
    if (came != Came::bytes) return came;
  }
}

// WHY what is waited for is counted and nothing else: while a batch is evaluated no time of the client's passes.
Came SocketIo::wait_for_body() {
  const steady_clock::time_point before = steady_clock::now();
  const milliseconds left = limits_.body_time - std::chrono::duration_cast<milliseconds>(body_waited_);
  const Came came = left.count() <= 0 ? Came::late : wait_readable(std::min(limits_.read_time, left), false);
  body_waited_ += steady_clock::now() - before;
  body_late_ = came == Came::late;
  return came;
}

std::size_t SocketIo::receive_body(char* to, std::size_t size) {
  while (true) {
    const ssize_t length = recv(socket_, to, size, MSG_DONTWAIT);
    if (length > 0) return static_cast<std::size_t>(length);
    if (length < 0 && errno == EINTR) continue;
    const bool waits = length < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (!waits || wait_for_body() != Came::bytes) return 0;
  }
}

std::size_t SocketIo::read(char* to, std::size_t size) {
  const std::size_t there = std::min(size, input_.size() - head_size_ - taken_);
  if (there == 0) return receive_body(to, size);
  std::memcpy(to, input_.data() + head_size_ + taken_, there);
  taken_ += there;
  return there;
}

std::string_view SocketIo::look() {
  if (head_size_ + taken_ == input_.size()) {
    taken_ = 0;
    input_.resize(head_size_ + kBlock);
    input_.resize(head_size_ + receive_body(input_.data() + head_size_, kBlock));
  }
  return std::string_view(input_).substr(head_size_ + taken_);
}

bool SocketIo::send_all(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t length = send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (length > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(length));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd waiting{socket_, POLLOUT, 0};
      if (poll(&waiting, 1, static_cast<int>(limits_.read_time.count())) == 0) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

bool SocketIo::write(std::string_view bytes) {
  if (output_.size() + bytes.size() > kBlock && !flush()) return false;
  if (bytes.size() > kBlock) return send_all(bytes);
  output_ += bytes;
  return true;
}

bool SocketIo::flush() {
  const bool sent = send_all(output_);
  output_.clear();
  return sent;
}

void SocketIo::linger() {
  shutdown(socket_, SHUT_WR);
  const steady_clock::time_point end = steady_clock::now() + kLinger;
  std::array<char, kBlock> block;
  std::size_t drained = 0;
  while (drained < kMostDrained) {
    const ssize_t length = recv(socket_, block.data(), block.size(), MSG_DONTWAIT);
    if (length > 0) {
      drained += static_cast<std::size_t>(length);
    } else if (length == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)) {
      return;
    } else if (wait_readable(left_of(end), true) != Came::bytes) {
      return;
    }
    if (steady_clock::now() >= end) return;
  }
}

}  // namespace crosscheck::oracle
