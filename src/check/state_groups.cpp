// Whether answers depend on what was asked before, or at the same time.
#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "check/permission_judge.h"
#include "check/probe_groups.h"
#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

constexpr std::size_t kRepeats = 50;
constexpr std::size_t kAtOnce = 400;

// Everything of an answer that CORS or a cache goes by.
std::string cors_lines_of(const Observation& seen) {
  if (!seen.answered()) return "no answer";
  std::vector<std::string> lines;
  for (const Header& header : seen.headers) {
    const std::string name = byte_lowercase(header.name);
    if (name.starts_with("access-control-") || name == "vary") lines.push_back(fmt::format("{}: {}", name, header.value));
  }
  std::sort(lines.begin(), lines.end());
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::string question_of(const Probe& probe) {
  std::string text = probe.method + " " + probe.target;
  for (const Header& header : probe.headers) text += "\n" + header.name + ": " + header.value;
  return text;
}

// The same request, the same answer.
GroupJudge same_answers(PropertyId id, std::string_view when) {
  return [id, when](const GroupSeen& group, Ledger& ledger) {
    std::map<std::string, std::size_t> first;
    for (std::size_t at = 0; at < group.probes.size(); ++at) {
      ledger.count(id);
      const auto [found, is_new] = first.emplace(question_of(group.probes[at]), at);
      if (is_new || cors_lines_of(group.seen[at]) == cors_lines_of(group.seen[found->second])) continue;
      std::string summary = fmt::format("The same request is answered otherwise {}: first \"{}\", then \"{}\".", when,
                                        cors_lines_of(group.seen[found->second]), cors_lines_of(group.seen[at]));
      std::replace(summary.begin(), summary.end(), '\n', ' ');
      Fault fault = fault_of(id, group.probes[at].is_preflight() ? "preflight" : "actual", std::move(summary));
      if (const auto& asked = group.wanted[at].asked) {
        const bool now = !permission_seen(*asked, group.seen[at]).refused;
        const bool then = !permission_seen(*asked, group.seen[found->second]).refused;
        const bool wanted = !group.wanted[at].permission.refused;
        if (now != then) fault.direction = wanted ? suite::Direction::strict : suite::Direction::permissive;
        fault.verdict = verdict_sentence(*asked, group.seen[at]);
        fault.wanted = wanted_sentence(group.wanted[at]);
      }
      ledger.add(std::move(fault), group.probes[at], group.seen[at]);
    }
  };
}

Probe quiet(Probe probe) {
  probe.counted = Counted::nothing;
  return probe;
}

// Who asks: allowed ones, an unknown one, null, nobody.
std::vector<Probe> askers(const Ground& ground, PropertyId id, Draw& draw) {
  std::vector<Probe> probes;
  for (const std::string& origin : draw.sample(ground.allowed, 3))
    probes.push_back(quiet(actual_probe({id}, "an allowed origin", ground.path, origin)));
  if (ground.has_stranger()) probes.push_back(quiet(actual_probe({id}, "an unknown origin", ground.path, ground.stranger())));
  probes.push_back(quiet(actual_probe({id}, "the origin null", ground.path, "null")));
  probes.push_back(quiet(actual_probe({id}, "no Origin", ground.path, "")));
  if (ground.has_friend()) {
    probes.push_back(quiet(preflight_probe({id}, "a preflight of an allowed origin", ground.path, ground.friendly(), "GET")));
    probes.push_back(
        quiet(preflight_probe({id}, "a preflight that asks for a header", ground.path, ground.friendly(), "POST", {"x-" + draw.word(5)})));
  }
  if (ground.has_stranger())
    probes.push_back(quiet(preflight_probe({id}, "a preflight of an unknown origin", ground.path, ground.stranger(), "GET")));
  return probes;
}

Group repetition(const Ground& ground, Draw& draw) {
  Group group;
  group.name = "repetition";
  group.order = Order::in_order;
  group.judges = {P111};
  group.judge = same_answers(P111, "when it is repeated");
  for (const Probe& probe : askers(ground, P111, draw)) group.probes.insert(group.probes.end(), kRepeats, probe);
  return group;
}

// Each after each other, on one connection, and then on connections of their own.
Group order(const Ground& ground, Draw& draw) {
  Group group;
  group.name = "order";
  group.order = Order::in_order;
  group.judges = {P112};
  group.judge = same_answers(P112, "after another one");
  const std::vector<Probe> probes = askers(ground, P112, draw);
  for (const bool fresh : {false, true}) {
    for (const Probe& first : probes) {
      for (const Probe& second : probes) {
        for (Probe probe : {first, second}) {
          probe.fresh_connection = fresh;
          group.probes.push_back(std::move(probe));
        }
      }
    }
  }
  return group;
}

Group concurrency(const Ground& ground, Draw& draw) {
  Group group;
  group.name = "concurrency";
  group.judges = {P113};
  group.judge = same_answers(P113, "among others at the same time");
  const std::vector<Probe> probes = askers(ground, P113, draw);
  for (std::size_t i = 0; i < kAtOnce; ++i) group.probes.push_back(probes[draw.below(probes.size())]);
  return group;
}

}  // namespace

std::vector<Group> state_groups(const Ground& ground, Draw& draw) {
  if (ground.single == nullptr) return {};
  return {repetition(ground, draw), order(ground, draw), concurrency(ground, draw)};
}

}  // namespace crosscheck::check
