// A child process that is spoken to in lines: what is written and what is read never wait for each other.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crosscheck/base/result.h"
#include "suite/stop.h"

namespace crosscheck::suite {

// `/bin/sh -c COMMAND` in a process group of its own, which ends with this object. Its stderr is ours. One thread at a time; that thread has
// SIGPIPE blocked or ignored.
class AdapterProcess {
 public:
  using Clock = std::chrono::steady_clock;

  struct StartError {
    std::string message;
  };
  static Result<AdapterProcess, StartError> start(const std::string& command, std::size_t line_limit);

  AdapterProcess(AdapterProcess&& other) noexcept;
  AdapterProcess& operator=(AdapterProcess&&) = delete;
  AdapterProcess(const AdapterProcess&) = delete;
  AdapterProcess& operator=(const AdapterProcess&) = delete;
  ~AdapterProcess();

  // The line, which ends with '\n', is written as soon as it takes it.
  void queue(std::string_view line) { to_write_ += line; }
  std::size_t unwritten() const { return to_write_.size() - written_; }
  // All that is queued, then end of file.
  void close_input() { close_when_written_ = true; }

  enum class Got : std::uint8_t {
    line,
    deadline,  // it passed
    ended,     // the output ended; `what_ended` says how
    too_long,  // a line of more than the limit
    stopped,   // a stop was asked for
  };
  struct Event {
    Got what = Got::deadline;
    std::string_view line;  // without its end; valid until the next call
  };
  // Writes and reads until one of these comes. Lines that came before the end are given first.
  Event wait(Clock::time_point deadline, const Stop& stop);

  // Ends the group, where it did not end by itself, and says how it went: "it ended with exit code 3", "it was ended by signal 11
  // (Segmentation fault)". A process that is gone is given a moment to be told from one that only closed its output.
  std::string what_ended();

 private:
  AdapterProcess(pid_t pid, int input, int output, std::size_t line_limit)
      : pid_(pid), input_(input), output_(output), line_limit_(line_limit) {}

  std::optional<Event> take_line();
  void write_some();
  bool read_some();
  bool reap(std::chrono::milliseconds patience);
  void close_input_now();

  pid_t pid_;
  int input_;   // where it reads; -1 once it is closed
  int output_;  // what it writes
  std::size_t line_limit_;
  std::string to_write_;
  std::size_t written_ = 0;
  bool close_when_written_ = false;
  std::string read_;
  std::size_t line_start_ = 0;
  std::size_t scanned_ = 0;
  bool output_ended_ = false;
  bool reaped_ = false;
  int status_ = 0;
};

}  // namespace crosscheck::suite
