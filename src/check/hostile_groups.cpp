// Long and broken input: last of all, as it may hurt.
#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "check/permission_judge.h"
#include "check/probe_groups.h"
#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;
using std::chrono::microseconds;

constexpr std::string_view kMark = "X-Crosscheck-Injected";
constexpr std::size_t kStep = std::size_t{16} * 1024;  // bytes; twice and four times as many follow
constexpr std::size_t kRuns = 3;                       // of which the shortest counts
constexpr microseconds kNotWorthAWord{50'000};         // for four steps
constexpr microseconds kTooLong{1'000'000};
constexpr double kSteepest = 8;  // how many times longer four steps may take than one, where linear is 4

void add(const GroupSeen& group, std::size_t at, PropertyId id, std::string key, std::string summary, Ledger& ledger) {
  ledger.add(fault_of(id, std::move(key), std::move(summary), suite::Direction::permissive), group.probes[at], group.seen[at]);
}

void judge_oversize(const GroupSeen& group, Ledger& ledger) {
  for (std::size_t at = 0; at < group.probes.size(); ++at) {
    const Observation& seen = group.seen[at];
    if (seen.status >= 500)
      add(group, at, P039, "server-error",
          fmt::format("An Origin of {} bytes is answered {}.", group.probes[at].header("Origin").size(), seen.status), ledger);
  }
}

Group oversize(const Ground& ground) {
  Group group;
  group.name = "oversize origins";
  group.order = Order::in_order;
  group.judges = {P039};
  group.judge = judge_oversize;
  group.looks_at_headers = false;
  for (const std::size_t size : {std::size_t{4096}, std::size_t{16384}}) {
    const std::string filler(size, 'a');
    std::vector<std::pair<std::string, std::string>> origins = {{"a host of {} bytes", fmt::format("https://{}.test", filler)}};
    if (ground.has_friend()) {
      origins.emplace_back("an allowed origin before {} bytes", fmt::format("{}.{}.test", ground.friendly(), filler));
      const OriginParts parts = parts_of_origin(ground.friendly());
      origins.emplace_back("an allowed host behind {} bytes", fmt::format("{}://{}{}{}", parts.scheme, filler, parts.host, parts.port));
    }
    for (const auto& [what, origin] : origins) {
      Probe probe = actual_probe({P039}, fmt::format(fmt::runtime(what), size), ground.path, origin);
      probe.counted = Counted::permissive;
      probe.reachable = false;
      if (!ground.allows(origin)) group.probes.push_back(std::move(probe));
    }
  }
  return group;
}

void judge_injection(const GroupSeen& group, Ledger& ledger) {
  for (std::size_t at = 0; at < group.probes.size(); ++at) {
    const Observation& seen = group.seen[at];
    if (!seen.answered()) continue;
    ledger.count(P040);
    if (seen.has(kMark)) add(group, at, P040, "header-line", "Bytes of the Origin became a header line of the answer.", ledger);
    for (const Header& header : seen.headers) {
      const bool breaks = header.value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
      if (breaks && header.value.find(kMark) != std::string::npos)
        add(group, at, P040, "line-break", fmt::format("{} came back with a line break of the request in it.", header.name), ledger);
    }
  }
}

Group injection(const Ground& ground) {
  Group group;
  group.name = "line breaks in origins";
  group.order = Order::in_order;
  group.judges = {P040};
  group.judge = judge_injection;
  group.looks_at_headers = false;
  const std::string origin = ground.has_friend() ? ground.friendly() : "https://a.test";
  const std::string line = fmt::format("{}: yes", kMark);
  const std::vector<std::pair<std::string, std::string>> tails = {{"an encoded line break", fmt::format("%0d%0a{}", line)},
                                                                  {"an encoded line feed", fmt::format("%0a{}", line)},
                                                                  {"a doubly encoded line break", fmt::format("%250d%250a{}", line)},
                                                                  {"a line break in Unicode", fmt::format("\xE5\x98\x8A{}", line)},
                                                                  {"a carriage return", fmt::format("\r{}", line)},
                                                                  {"a folded line", fmt::format("\r\n {}", line)},
                                                                  {"a NUL", std::string(1, '\0') + line}};
  for (const auto& [what, tail] : tails) {
    for (const bool is_preflight : {false, true}) {
      Probe probe = is_preflight
                        ? preflight_probe({P040}, fmt::format("preflight, {} behind the origin", what), ground.path, origin + tail, "GET")
                        : actual_probe({P040}, fmt::format("{} behind the origin", what), ground.path, origin + tail);
      probe.counted = Counted::nothing;
      probe.reachable = false;
      probe.fresh_connection = true;  // what such bytes do to a connection must not hit the next probe
      group.probes.push_back(std::move(probe));
    }
  }
  return group;
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

// Places: kRuns of a short list, of one step, of two, of four.
void judge_time(const GroupSeen& group, Ledger& ledger) {
  microseconds shortest[4];
  for (std::size_t size = 0; size < 4; ++size) {
    shortest[size] = microseconds::max();
    for (std::size_t run = 0; run < kRuns; ++run) {
      const std::size_t at = size * kRuns + run;
      const Observation& seen = group.seen[at];
      ledger.count(P077);
      if (seen.status >= 500) {
        add(group, at, P077, "server-error",
            fmt::format("A list of {} bytes is answered {}.", group.probes[at].header("Access-Control-Request-Headers").size(),
                        seen.status),
            ledger);
        return;
      }
      if (seen.error && seen.error->fault == wire::WireFault::timed_out && size != 0) {
        add(group, at, P077, "no-answer",
            fmt::format("A list of {} bytes is not answered in time.", group.probes[at].header("Access-Control-Request-Headers").size()),
            ledger);
        return;
      }
      if (!seen.answered()) return;
      shortest[size] = std::min(shortest[size], seen.duration);
    }
  }
  const auto above = [&](std::size_t size) {
    return static_cast<double>(std::max<microseconds::rep>(1, (shortest[size] - shortest[0]).count()));
  };
  const bool is_steep = shortest[3] > kNotWorthAWord && above(3) / above(1) > kSteepest;
  if (!is_steep && shortest[3] <= kTooLong) return;
  add(group, 3 * kRuns, P077, "steep",
      fmt::format("Lists of {}, {} and {} KiB took {}, {} and {} ms: more than in proportion.", kStep / 1024, 2 * kStep / 1024,
                  4 * kStep / 1024, shortest[1].count() / 1000, shortest[2].count() / 1000, shortest[3].count() / 1000),
      ledger);
}

Group long_names(const Ground& ground, std::string_view what, std::string_view piece) {
  Group group;
  group.name = fmt::format("long lists of request headers: {}", what);
  group.order = Order::in_order;
  group.judges = {P077};
  group.judge = judge_time;
  group.looks_at_headers = false;
  for (const std::size_t steps : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{4}}) {
    Probe probe = preflight_probe({P077}, fmt::format("{}, {} KiB", what, steps * kStep / 1024), ground.path, ground.friendly(), "GET");
    probe.headers.push_back({"Access-Control-Request-Headers", repeated(piece, std::max<std::size_t>(1, steps * kStep))});
    probe.counted = Counted::nothing;
    probe.reachable = false;
    group.probes.insert(group.probes.end(), kRuns, probe);
  }
  return group;
}

}  // namespace

std::vector<Group> hostile_groups(const Ground& ground, Draw&) {
  std::vector<Group> groups;
  if (ground.single == nullptr) return groups;
  groups.push_back(oversize(ground));
  groups.push_back(injection(ground));
  if (!ground.has_friend()) return groups;
  groups.push_back(long_names(ground, "commas", ","));
  groups.push_back(long_names(ground, "commas and blanks", ", \t"));
  groups.push_back(long_names(ground, "short names", "a,"));
  groups.push_back(long_names(ground, "one long name", "a"));
  return groups;
}

}  // namespace crosscheck::check
