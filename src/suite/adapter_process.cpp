#include "suite/adapter_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include <fmt/format.h>

extern char** environ;

namespace crosscheck::suite {
namespace {

constexpr std::size_t kReadAtOnce = 64 * 1024;
constexpr int kSignalled = 128;  // and the signal's number

struct Pipe {
  int read_end = -1;
  int write_end = -1;
};

// Nothing where there are no descriptors left; errno says more.
std::optional<Pipe> open_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{ends[0], ends[1]};
}

void close_all(std::initializer_list<int> descriptors) {
  for (const int descriptor : descriptors) {
    if (descriptor >= 0) close(descriptor);
  }
}

struct Spawned {
  pid_t pid = -1;
  int error = 0;  // an errno where it did not start
};

Spawned spawn(const std::string& command, int input, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  // Signals are for the child as they are for any other program, and a terminal's go to this one alone.
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  std::string shell = "/bin/sh";
  std::string option = "-c";
  std::string text = command;
  const std::array<char*, 4> arguments = {shell.data(), option.data(), text.data(), nullptr};
  Spawned spawned;
  spawned.error = posix_spawn(&spawned.pid, shell.c_str(), &actions, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return spawned;
}

}  // namespace

Result<AdapterProcess, AdapterProcess::StartError> AdapterProcess::start(const std::string& command, std::size_t line_limit) {
  const Pipe in = open_pipe().value_or(Pipe());
  const Pipe out = open_pipe().value_or(Pipe());
  Spawned spawned;
  spawned.error = errno;
  if (out.read_end >= 0 && in.read_end >= 0) spawned = spawn(command, in.read_end, out.write_end);
  close_all({in.read_end, out.write_end});
  if (spawned.error != 0) {
    close_all({in.write_end, out.read_end});
    return StartError{fmt::format("it cannot be started: {}", std::strerror(spawned.error))};
  }
  fcntl(in.write_end, F_SETFL, O_NONBLOCK);
  fcntl(out.read_end, F_SETFL, O_NONBLOCK);
  return AdapterProcess(spawned.pid, in.write_end, out.read_end, line_limit);
}

AdapterProcess::AdapterProcess(AdapterProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      input_(std::exchange(other.input_, -1)),
      output_(std::exchange(other.output_, -1)),
      line_limit_(other.line_limit_),
      to_write_(std::move(other.to_write_)),
      written_(other.written_),
      close_when_written_(other.close_when_written_),
      read_(std::move(other.read_)),
      line_start_(other.line_start_),
      scanned_(other.scanned_),
      output_ended_(other.output_ended_),
      reaped_(other.reaped_),
      status_(other.status_) {}

AdapterProcess::~AdapterProcess() {
  if (pid_ < 0) return;
  close_input_now();
  close_all({output_});
  kill(-pid_, SIGKILL);
  if (!reaped_) waitpid(pid_, &status_, 0);
}

void AdapterProcess::close_input_now() {
  if (input_ >= 0) close(input_);
  input_ = -1;
}

std::optional<AdapterProcess::Event> AdapterProcess::take_line() {
  const std::size_t end = read_.find('\n', scanned_);
  if (end == std::string::npos) {
    scanned_ = read_.size();
    if (read_.size() - line_start_ > line_limit_) return Event{Got::too_long, {}};
    // The last line needs no end.
    if (!output_ended_ || line_start_ == read_.size()) return std::nullopt;
    const std::string_view rest = std::string_view(read_).substr(line_start_);
    line_start_ = read_.size();
    return Event{Got::line, rest};
  }
  const std::string_view line = std::string_view(read_).substr(line_start_, end - line_start_);
  line_start_ = scanned_ = end + 1;
  return Event{line.size() > line_limit_ ? Got::too_long : Got::line, line};
}

void AdapterProcess::write_some() {
  while (input_ >= 0 && unwritten() != 0) {
    const ssize_t length = write(input_, to_write_.data() + written_, unwritten());
    if (length > 0) {
      written_ += static_cast<std::size_t>(length);
      continue;
    }
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) break;
    // It reads no more: how it ended shows where its output ends.
    close_input_now();
  }
  if (unwritten() == 0 || input_ < 0) {
    to_write_.clear();
    written_ = 0;
    if (close_when_written_) close_input_now();
  }
}

bool AdapterProcess::read_some() {
  // What was handed out goes before more comes in.
  read_.erase(0, line_start_);
  scanned_ -= line_start_;
  line_start_ = 0;
  std::array<char, kReadAtOnce> block;
  const ssize_t length = read(output_, block.data(), block.size());
  if (length > 0) {
    read_.append(block.data(), static_cast<std::size_t>(length));
    return true;
  }
  if (length < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK)) return true;
  return false;
}

AdapterProcess::Event AdapterProcess::wait(Clock::time_point deadline, const Stop& stop) {
  while (true) {
    if (const std::optional<Event> event = take_line()) return *event;
    if (output_ended_) return {Got::ended, {}};
    if (unwritten() != 0) write_some();
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    std::array<pollfd, 3> waiting = {pollfd{output_, POLLIN, 0}, pollfd{stop.descriptor(), POLLIN, 0},
                                     pollfd{unwritten() != 0 || close_when_written_ ? input_ : -1, POLLOUT, 0}};
    const int ready = poll(waiting.data(), waiting.size(), static_cast<int>(std::clamp<long long>(left, 0, 1000000)));
    if (ready < 0 && errno != EINTR) return {Got::ended, {}};
    if (waiting[1].revents != 0) return {Got::stopped, {}};
    if (waiting[2].revents != 0) write_some();
    if (waiting[0].revents != 0) {
      output_ended_ = !read_some();
    } else if (ready == 0 && Clock::now() >= deadline) {
      return {Got::deadline, {}};
    }
  }
}

bool AdapterProcess::reap(std::chrono::milliseconds patience) {
  const Clock::time_point deadline = Clock::now() + patience;
  while (!reaped_) {
    const pid_t done = waitpid(pid_, &status_, WNOHANG);
    if (done == pid_ || (done < 0 && errno != EINTR)) {
      reaped_ = true;
    } else if (Clock::now() >= deadline) {
      return false;
    } else {
      poll(nullptr, 0, 1);
    }
  }
  return true;
}

std::string AdapterProcess::what_ended() {
  close_input_now();
  if (!reap(std::chrono::milliseconds(output_ended_ ? 500 : 0))) {
    kill(-pid_, SIGKILL);
    waitpid(pid_, &status_, 0);
    reaped_ = true;
    return output_ended_ ? "it closed its output and did not end" : "it was ended by the runner";
  }
  if (WIFSIGNALED(status_)) return fmt::format("it was ended by signal {} ({})", WTERMSIG(status_), strsignal(WTERMSIG(status_)));
  const int code = WEXITSTATUS(status_);
  // So a shell tells that what it started was ended by a signal.
  if (code > kSignalled && code < kSignalled + NSIG)
    return fmt::format("it ended with exit code {} ({})", code, strsignal(code - kSignalled));
  return fmt::format("it ended with exit code {}", code);
}

}  // namespace crosscheck::suite
