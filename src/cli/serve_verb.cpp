#include "cli/serve_verb.h"

#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <ctime>
#include <memory>
#include <optional>
#include <random>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "oracle/http_server.h"
#include "oracle/service.h"

namespace crosscheck::cli {
namespace {

// "127.0.0.1:8765", "[::1]:0"
std::optional<oracle::ListenAddress> parse_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return std::nullopt;
  }
  oracle::ListenAddress address;
  address.host = host;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (host.empty() || port.empty() || error != std::errc() || end != port.data() + port.size()) return std::nullopt;
  return address;
}

// While it lives, no signal ends the program, and `wait` tells which ones came.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&held_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGPIPE}) sigaddset(&held_, signal);
    // WHY before any thread starts: threads inherit it, so that each signal waits for `wait`.
    pthread_sigmask(SIG_BLOCK, &held_, &before_);
  }
  ~HeldSignals() {
    // A SIGPIPE or SIGHUP that came is not to end the program now.
    const timespec now{};
    while (sigtimedwait(&held_, nullptr, &now) > 0) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  // The signal that came; nothing after a second without one.
  std::optional<int> wait() const {
    const timespec second{1, 0};
    const int signal = sigtimedwait(&held_, nullptr, &second);
    return signal > 0 ? std::optional<int>(signal) : std::nullopt;
  }

 private:
  sigset_t held_{};
  sigset_t before_{};
};

bool asks_for_end(std::optional<int> signal) { return signal == SIGTERM || signal == SIGINT; }

// Whoever asks a second time for the end does not want to wait: then there is no more grace.
void stop(oracle::HttpServer& server, std::chrono::milliseconds grace, const HeldSignals& signals) {
  std::atomic<bool> stopped = false;
  std::thread impatient([&] {
    while (!stopped) {
      if (asks_for_end(signals.wait())) server.stop(std::chrono::milliseconds(0));
    }
  });
  server.stop(grace);
  stopped = true;
  // A signal that means nothing, so that it waits no longer.
  pthread_kill(impatient.native_handle(), SIGHUP);
  impatient.join();
}

// Each connection has a descriptor. The most that the system allows is taken where it is needed.
void make_room(std::size_t connections, std::FILE* err) {
  constexpr rlim_t kOthers = 64;
  rlimit limit{};
  const rlim_t wanted = connections + kOthers;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wanted : std::min(wanted, limit.rlim_max);
  setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < wanted)
    fmt::print(err, "crosscheck serve: {} descriptors are allowed here, so fewer connections than {} can be open.\n", limit.rlim_cur,
               connections);
}

// WHY: left to itself, glibc's allocator raises this bound to what the largest batch needed, and each of its arenas (eight for a core) keeps as
// much from then on. What is larger goes back to the system when it is freed.
void keep_no_large_blocks() {
#ifdef M_MMAP_THRESHOLD
  constexpr int kLarge = 1 << 18;
  mallopt(M_MMAP_THRESHOLD, kLarge);
#endif
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

int refuse(std::FILE* err, std::string_view option, std::string_view why) {
  fmt::print(err, "crosscheck serve: {}: {}\n", option, why);
  return kUnusableInput;
}

std::string shown(const oracle::ListenAddress& address, std::uint16_t port) {
  const bool is_ipv6 = address.host.find(':') != std::string::npos;
  return fmt::format("http://{}{}{}:{}/", is_ipv6 ? "[" : "", address.host, is_ipv6 ? "]" : "", port);
}

}  // namespace

int serve_verb(const ServeOptions& options, std::FILE* out, std::FILE* err) {
  const std::optional<oracle::ListenAddress> address = parse_address(options.listen);
  if (!address) return refuse(err, "--listen", fmt::format("`{}` is not HOST:PORT, as 127.0.0.1:8765 or [::1]:8765 are.", options.listen));
  Result<oracle::OwnCors, oracle::OwnCorsError> cors = oracle::OwnCors::make(options.allow_origins);
  if (!cors) return refuse(err, "--allow-origin", cors.error().message);
  std::unique_ptr<std::FILE, CloseFile> log_file;
  std::optional<oracle::RequestLog> log;
  if (options.log == "-") {
    log.emplace(err);
  } else if (options.log != "none") {
    log_file.reset(std::fopen(options.log.c_str(), "ae"));
    if (!log_file) return refuse(err, "--log", fmt::format("{} cannot be written: {}", options.log, std::strerror(errno)));
    log.emplace(log_file.get());
  }

  const HeldSignals signals;
  make_room(options.limits.connections, err);
  keep_no_large_blocks();
  std::vector<std::string> hosts = options.allow_hosts;
  hosts.push_back(address->host);
  std::random_device random;
  oracle::Service service({.limits = options.limits,
                           .cors = std::move(cors).value(),
                           .hosts = oracle::HostList(hosts),
                           .log = log ? &*log : nullptr,
                           .id_seed = std::uint64_t{random()} << 32U | random()});
  Result<std::unique_ptr<oracle::HttpServer>, oracle::ListenError> listening =
      oracle::HttpServer::listen(*address, service.limits(), service);
  if (!listening) {
    fmt::print(err, "crosscheck serve: {}\n", listening.error().message);
    return kCouldNotRun;
  }
  oracle::HttpServer& server = **listening;
  service.watch(server);
  fmt::print(out, "crosscheck serve: {}\n", shown(*address, server.port()));
  std::fflush(out);
  while (!server.has_failed()) {
    const std::optional<int> signal = signals.wait();
    if (!asks_for_end(signal)) continue;
    service.end_soon();
    stop(server, std::chrono::milliseconds(static_cast<std::int64_t>(options.grace * 1000)), signals);
    return kDone;
  }
  fmt::print(err, "crosscheck serve: no more connections can be accepted.\n");
  return kCouldNotRun;
}

}  // namespace crosscheck::cli
