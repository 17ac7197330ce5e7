#include "check/prober.h"

#include <poll.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "check/request_bytes.h"
#include "check/secrets.h"
#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostFailures = 8;         // on end, before somebody looks whether the server lives
constexpr std::size_t kMostSilences = 12;        // of what browsers send, before it is given up
constexpr std::size_t kAskedAgain = 3;           // of those
constexpr std::chrono::milliseconds kAnew{100};  // between two attempts to connect

wire::ConnectionLimits limits_of(const ProberOptions& options) {
  wire::ConnectionLimits limits;
  limits.connect_timeout = limits.response_timeout = options.timeout;
  limits.verifies_certificate = options.verifies_certificate;
  limits.certificate_authorities = options.certificate_authorities;
  return limits;
}

// Whether verdicts hang on it.
bool is_judged(std::string_view name) {
  const std::string lower = byte_lowercase(name);
  return lower.starts_with("access-control-") || lower == "vary" || lower == "cache-control" || lower == "expires" || lower == "date" ||
         lower == "content-encoding";
}

bool needs_no_second_look(wire::WireFault fault) {
  return fault == wire::WireFault::no_such_host || fault == wire::WireFault::refused || fault == wire::WireFault::tls;
}

// False where the wait was cut short.
bool wait_until(Clock::time_point when, const suite::Stop& stop) {
  while (!stop.requested()) {
    const auto left = when - Clock::now();
    if (left <= Clock::duration::zero()) return true;
    const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(left).count();
    const timespec time{static_cast<time_t>(nanoseconds / 1'000'000'000), static_cast<long>(nanoseconds % 1'000'000'000)};
    pollfd asked{stop.descriptor(), POLLIN, 0};
    ppoll(&asked, 1, &time, nullptr);
  }
  return false;
}

}  // namespace

struct Prober::Parts {
  const Target target;
  const ProberOptions options;
  const suite::Stop& stop;
  const std::function<void()> on_asked;
  const Secrets secrets;
  const wire::ConnectionLimits limits;
  const std::optional<Clock::time_point> deadline;
  std::vector<std::optional<wire::Connection>> connections;

  std::atomic<std::size_t> asked = 0;
  std::atomic<std::size_t> failures = 0;  // on end
  std::atomic<std::size_t> silences = 0;  // answers that did not come in time
  std::atomic<bool> is_lost = false;
  std::atomic<bool> is_late = false;
  std::mutex mutex;
  std::optional<Lost> lost;     // with the mutex
  Clock::time_point next_turn;  // with the mutex

  Parts(const Target& where, const ProberOptions& how, const suite::Stop& ends, std::function<void()> told)
      : target(where),
        options(how),
        stop(ends),
        on_asked(std::move(told)),
        secrets(how.own_headers),
        limits(limits_of(how)),
        deadline(how.max_time ? std::optional(Clock::now() + *how.max_time) : std::nullopt),
        connections(std::max(1U, how.jobs)) {}

  void lose(const wire::WireError& error) {
    const std::lock_guard lock(mutex);
    if (!lost) lost = Lost{error.fault, secrets.masked(error.message)};
    is_lost = true;
  }

  // Whether there is still something to ask, once it is this probe's turn.
  bool may_ask() {
    if (is_lost || stop.requested()) return false;
    Clock::time_point turn = Clock::now();
    if (options.rate > 0) {
      const std::lock_guard lock(mutex);
      turn = std::max(turn, next_turn);
      next_turn = turn + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / options.rate));
    }
    if (deadline && turn >= *deadline) {
      is_late = true;
      return false;
    }
    return options.rate <= 0 || wait_until(turn, stop);
  }

  Result<wire::Connection, wire::WireError> connect() {
    Result<wire::Connection, wire::WireError> opened = wire::Connection::open(target.location.endpoint, limits);
    if (opened || opened.error().fault == wire::WireFault::no_such_host || opened.error().fault == wire::WireFault::tls) return opened;
    // It may be starting anew, or have more to do than it takes.
    if (!wait_until(Clock::now() + kAnew, stop)) return opened;
    return wire::Connection::open(target.location.endpoint, limits);
  }

  Result<wire::WireResponse, wire::WireError> exchange(std::optional<wire::Connection>& connection, const std::string& bytes, bool is_head,
                                                       std::chrono::microseconds& took) {
    bool was_slow = false;
    while (true) {
      const bool is_kept = connection && connection->is_open();
      if (!is_kept) {
        Result<wire::Connection, wire::WireError> opened = connect();
        if (!opened) {
          if (needs_no_second_look(opened.error().fault)) lose(opened.error());
          return opened.error();
        }
        connection.emplace(std::move(opened).value());
      }
      const Clock::time_point start = Clock::now();
      Result<wire::WireResponse, wire::WireError> came = connection->exchange(bytes, is_head);
      took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
      if (came) return came;
      connection.reset();
      // A server may close a connection between two requests.
      if (is_kept && came.error().fault == wire::WireFault::closed && came.error().received.empty()) continue;
      if (came.error().fault != wire::WireFault::timed_out || was_slow || stop.requested() || silences >= kAskedAgain) return came;
      was_slow = true;
    }
  }

  void count_failure(const Probe& probe, const wire::WireError& error) {
    // WHY: else a server that answers no preflight would take hours.
    if (error.fault == wire::WireFault::timed_out && probe.reachable && ++silences >= kMostSilences) lose(error);
    if (++failures < kMostFailures || is_lost) return;
    failures = 0;
    Probe life;
    life.target = target.path();
    std::optional<wire::Connection> connection;
    std::chrono::microseconds took{0};
    const Result<wire::WireResponse, wire::WireError> came =
        exchange(connection, request_bytes(life, target, options.own_headers), false, took);
    if (!came) lose(came.error());
  }

  Observation ask(const Probe& probe, std::optional<wire::Connection>& connection) {
    Observation seen;
    if (!may_ask()) return seen;
    seen.asked = true;
    ++asked;
    const std::string bytes = request_bytes(probe, target, options.own_headers);
    seen.request = secrets.masked(bytes);
    if (probe.fresh_connection) connection.reset();
    Result<wire::WireResponse, wire::WireError> came = exchange(connection, bytes, probe.method == "HEAD", seen.duration);
    if (probe.fresh_connection) connection.reset();
    if (came) {
      failures = 0;
      wire::WireResponse response = std::move(came).value();
      seen.status = response.status;
      seen.headers = std::move(response.headers);
      seen.body_size = response.body.size();
      seen.body = std::move(response.body);
      seen.response = std::move(response.bytes);
    } else {
      seen.error = came.error();
      seen.response = seen.error->received;
      count_failure(probe, *seen.error);
    }
    mask(seen);
    cut(seen);
    if (on_asked) on_asked();
    return seen;
  }

  // WHY after the masking: of a secret that lies across the end nothing must stay.
  static void cut(Observation& seen) {
    const std::size_t excess = seen.body_size > Observation::kBodyKept ? seen.body_size - Observation::kBodyKept : 0;
    seen.response.resize(seen.response.size() - std::min(seen.response.size(), excess));
    if (seen.error) seen.response.resize(std::min(seen.response.size(), Observation::kBodyKept));
    seen.body.resize(std::min(seen.body.size(), Observation::kBodyKept));
  }

  void mask(Observation& seen) const {
    if (secrets.empty()) return;
    seen.response = secrets.masked(seen.response);
    seen.body = secrets.masked(seen.body);
    for (Header& header : seen.headers) {
      if (!is_judged(header.name)) header.value = secrets.masked(header.value);
    }
    if (seen.error) {
      seen.error->message = secrets.masked(seen.error->message);
      seen.error->received = secrets.masked(seen.error->received);
    }
  }
};

Prober::Prober(const Target& target, const ProberOptions& options, const suite::Stop& stop, std::function<void()> on_asked)
    : parts_(std::make_unique<Parts>(target, options, stop, std::move(on_asked))) {}

Prober::~Prober() = default;

std::vector<Observation> Prober::ask(std::span<const Probe> probes, Order order) {
  std::vector<Observation> seen(probes.size());
  const std::size_t jobs = order == Order::in_order ? 1 : std::min(parts_->connections.size(), probes.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t job) {
    for (std::size_t at = next++; at < probes.size(); at = next++) seen[at] = parts_->ask(probes[at], parts_->connections[job]);
  };
  std::vector<std::thread> threads;
  for (std::size_t job = 1; job < jobs; ++job) threads.emplace_back(work, job);
  if (jobs != 0) work(0);
  for (std::thread& thread : threads) thread.join();
  return seen;
}

Observation Prober::ask(const Probe& probe) { return parts_->ask(probe, parts_->connections.front()); }

const Target& Prober::target() const { return parts_->target; }

const std::optional<Lost>& Prober::lost() const { return parts_->lost; }

bool Prober::out_of_time() const { return parts_->is_late; }

std::size_t Prober::asked() const { return parts_->asked; }

std::optional<Lost> wait_for(const Target& target, const ProberOptions& options, std::chrono::milliseconds time, const suite::Stop& stop) {
  const Clock::time_point end = Clock::now() + time;
  Probe life;
  life.target = target.path();
  const std::string bytes = request_bytes(life, target, options.own_headers);
  const Secrets secrets(options.own_headers);
  std::optional<Lost> last;
  do {
    Result<wire::Connection, wire::WireError> opened = wire::Connection::open(target.location.endpoint, limits_of(options));
    std::optional<wire::WireError> error;
    if (!opened) {
      error = opened.error();
    } else {
      const Result<wire::WireResponse, wire::WireError> came = opened.value().exchange(bytes);
      if (came) return std::nullopt;
      error = came.error();
    }
    last = Lost{error->fault, secrets.masked(error->message)};
    // Neither becomes another by waiting.
    if (error->fault == wire::WireFault::tls || error->fault == wire::WireFault::not_http) return last;
  } while (Clock::now() < end && wait_until(std::min(Clock::now() + kAnew, end), stop));
  return last;
}

}  // namespace crosscheck::check
