// Long and broken input: last of all, as it may hurt.
#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <span>
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
constexpr double kSteepest = 8;                             // how many times longer four steps may take than one, where linear is 4
constexpr std::size_t kLongest = std::size_t{1024} * 1024;  // of a list; only where four steps are read
constexpr microseconds kLongestWorthAWord{250'000};

void add_permissive(const GroupSeen& group, std::size_t at, PropertyId id, std::string key, std::string summary, Ledger& ledger) {
  ledger.add(fault_of(id, std::move(key), std::move(summary), suite::Direction::permissive), group.probes[at], group.seen[at]);
}

void judge_oversize(const GroupSeen& group, Ledger& ledger) {
  for (std::size_t at = 0; at < group.probes.size(); ++at) {
    const Observation& seen = group.seen[at];
    if (seen.status >= 500)
      add_permissive(group, at, P039, "server-error",
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
    if (seen.has(kMark)) add_permissive(group, at, P040, "header-line", "Bytes of the Origin became a header line of the answer.", ledger);
    for (const Header& header : seen.headers) {
      const bool breaks = header.value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
      if (breaks && header.value.find(kMark) != std::string::npos)
        add_permissive(group, at, P040, "line-break", fmt::format("{} came back with a line break of the request in it.", header.name),
                       ledger);
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

std::size_t length_of_list(const Probe& probe) { return probe.header(kRequestedHeaders).size(); }

// A server that reads no further than some length does right.
bool is_refused_as_too_long(int status) { return status == 400 || status == 413 || status == 414 || status == 431; }

// The shortest time of some runs; nothing where one had no answer, or was refused for its length.
std::optional<microseconds> shortest_of(const GroupSeen& group, std::size_t first, std::size_t runs, Ledger& ledger) {
  microseconds shortest = microseconds::max();
  for (std::size_t at = first; at < first + runs; ++at) {
    const Observation& seen = group.seen[at];
    ledger.count(P077);
    if (seen.status >= 500)
      add_permissive(group, at, P077, "server-error",
                     fmt::format("A list of {} bytes is answered {}.", length_of_list(group.probes[at]), seen.status), ledger);
    if (!seen.answered() || seen.status >= 500 || is_refused_as_too_long(seen.status)) return std::nullopt;
    shortest = std::min(shortest, seen.duration);
  }
  return shortest;
}

bool is_silent(const Observation& seen) { return seen.error && seen.error->fault == wire::WireFault::timed_out; }

// Places: kRuns of a short list, of one step, of two, of four.
void judge_time(const GroupSeen& group, Ledger& ledger) {
  std::array<microseconds, 4> shortest{};
  for (std::size_t size = 0; size < shortest.size(); ++size) {
    const std::optional<microseconds> took = shortest_of(group, size * kRuns, kRuns, ledger);
    const std::span<const Observation> runs = group.seen.subspan(size * kRuns, kRuns);
    if (!took && size != 0 && std::any_of(runs.begin(), runs.end(), is_silent))
      add_permissive(group, size * kRuns, P077, "no-answer",
                     fmt::format("A list of {} bytes is not answered in time.", length_of_list(group.probes[size * kRuns])), ledger);
    if (!took) return;
    shortest[size] = *took;
  }
  const auto above = [&](std::size_t size) {
    return static_cast<double>(std::max<microseconds::rep>(1, (shortest[size] - shortest[0]).count()));
  };
  const bool is_steep = shortest[3] > kNotWorthAWord && above(3) / above(1) > kSteepest;
  if (!is_steep && shortest[3] <= kTooLong) return;
  add_permissive(group, 3 * kRuns, P077, "steep",
                 fmt::format("Lists of {}, {} and {} KiB took {}, {} and {} ms: more than in proportion.", kStep / 1024, 2 * kStep / 1024,
                             4 * kStep / 1024, shortest[1].count() / 1000, shortest[2].count() / 1000, shortest[3].count() / 1000),
                 ledger);
}

bool is_out_of_proportion(microseconds time, microseconds of_four_steps) {
  const auto in_proportion = of_four_steps * static_cast<microseconds::rep>(kLongest / (4 * kStep));
  return time > kLongestWorthAWord && time > 2 * in_proportion;
}

void add_steep(const GroupSeen& group, microseconds took, microseconds of_four_steps, std::string_view how, Ledger& ledger) {
  add_permissive(group, 0, P077, "steep",
                 fmt::format("A list of {} KiB took {} ms{}, one of {} KiB {} ms: more than in proportion.", kLongest / 1024,
                             took.count() / 1000, how, 4 * kStep / 1024, of_four_steps.count() / 1000),
                 ledger);
}

Probe long_list(const Ground& ground, std::string_view what, std::string_view piece, std::size_t bytes) {
  Probe probe = preflight_probe({P077}, fmt::format("{}, {} KiB", what, bytes / 1024), ground.path, ground.friendly(), "GET");
  probe.headers.push_back({std::string(kRequestedHeaders), repeated(piece, std::max<std::size_t>(1, bytes))});
  probe.counted = Counted::nothing;
  probe.reachable = false;
  return probe;
}

Group hostile_group(std::string_view what, GroupJudge judge) {
  Group group;
  group.name = fmt::format("long lists of request headers: {}", what);
  group.order = Order::in_order;
  group.judges = {P077};
  group.judge = std::move(judge);
  group.looks_at_headers = false;
  return group;
}

// What took long once is asked kRuns times more before it is told.
std::vector<Group> longest_again(const GroupSeen& once, std::string_view what, microseconds of_four_steps) {
  if (!once.seen[0].answered() || !is_out_of_proportion(once.seen[0].duration, of_four_steps)) return {};
  std::vector<Group> groups = {hostile_group(what, [of_four_steps](const GroupSeen& group, Ledger& ledger) {
    const std::optional<microseconds> took = shortest_of(group, 0, kRuns, ledger);
    if (took && is_out_of_proportion(*took, of_four_steps)) add_steep(group, *took, of_four_steps, "", ledger);
  })};
  groups.front().probes.assign(kRuns, once.probes[0]);
  return groups;
}

// A longer list still, where four steps were read and took no time. It is sent once: who hangs on it must not hold up the check.
std::vector<Group> longest_names(const GroupSeen& before, const Probe& probe, std::string_view what) {
  microseconds shortest = microseconds::max();
  for (std::size_t at = 3 * kRuns; at < 4 * kRuns; ++at) {
    const Observation& seen = before.seen[at];
    if (!seen.answered() || seen.status >= 500 || is_refused_as_too_long(seen.status)) return {};
    shortest = std::min(shortest, seen.duration);
  }
  if (shortest > kNotWorthAWord) return {};
  std::vector<Group> groups = {hostile_group(what, [shortest](const GroupSeen& group, Ledger& ledger) {
    shortest_of(group, 0, 1, ledger);
    const Observation& seen = group.seen[0];
    if (is_silent(seen) && is_out_of_proportion(seen.duration, shortest))
      add_steep(group, seen.duration, shortest, " without an answer", ledger);
  })};
  groups.front().probes = {probe};
  groups.front().next = [what, shortest](const GroupSeen& once) { return longest_again(once, what, shortest); };
  return groups;
}

Group long_names(const Ground& ground, std::string_view what, std::string_view piece) {
  Group group = hostile_group(what, judge_time);
  for (const std::size_t steps : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{4}})
    group.probes.insert(group.probes.end(), kRuns, long_list(ground, what, piece, steps * kStep));
  return group;
}

Group and_longest(Group group, const Ground& ground, std::string_view what, std::string_view piece) {
  group.next = [probe = long_list(ground, what, piece, kLongest), what](const GroupSeen& seen) { return longest_names(seen, probe, what); };
  return group;
}

}  // namespace

std::vector<Group> hostile_groups(const Ground& ground, Draw&) {
  std::vector<Group> groups;
  if (ground.single == nullptr) return groups;
  groups.push_back(oversize(ground));
  groups.push_back(injection(ground));
  if (!ground.has_friend()) return groups;
  groups.push_back(and_longest(long_names(ground, "commas", ","), ground, "commas", ","));
  groups.push_back(long_names(ground, "commas and blanks", ", \t"));
  groups.push_back(long_names(ground, "short names", "a,"));
  groups.push_back(and_longest(long_names(ground, "one long name", "a"), ground, "one long name", "a"));
  return groups;
}

}  // namespace crosscheck::check
