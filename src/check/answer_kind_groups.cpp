// Answers of other kinds: errors, HEAD, ranges, 304, and preflights elsewhere.
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "check/permission_judge.h"
#include "check/probe_groups.h"
#include "check/wanted.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

// A path of the same policy that no application knows; empty where the policy has no room for one.
std::string unknown_path(const Ground& ground, Draw& draw) {
  const std::string_view path = path_of(ground.path);
  const std::string made = fmt::format("{}{}no-such-path-{}", path, path.ends_with('/') ? "" : "/", draw.word(6));
  const bool same_policy = !ground.has_friend() || allows_origin(*ground.policy, made, ground.friendly());
  return same_policy ? made : std::string();
}

Group elsewhere(const Ground& ground, const std::string& path) {
  Group group;
  group.name = "a path that nobody knows";
  // A server that answers everything there with an error and no CORS header does what many do: `should` on both.
  group.probes.push_back(actual_probe({P096}, "an allowed origin on an unknown path", path, ground.friendly()));
  group.probes.push_back(preflight_probe({P088}, "preflight of an allowed origin on an unknown path", path, ground.friendly(), "GET"));
  if (!ground.methods.empty())
    group.probes.push_back(preflight_probe({P088}, fmt::format("preflight of {} on an unknown path", ground.methods.front()), path,
                                           ground.friendly(), ground.methods.front()));
  if (ground.has_stranger()) {
    group.probes.push_back(actual_probe({P117}, "an unknown origin on an unknown path", path, ground.stranger()));
    group.probes.push_back(preflight_probe({P088}, "preflight of an unknown origin on an unknown path", path, ground.stranger(), "GET"));
  }
  return group;
}

Group other_kinds(const Ground& ground) {
  Group group;
  group.name = "HEAD and ranges";
  const auto add = [&](std::string what, std::string_view method, std::string_view origin, std::vector<Header> headers) {
    Probe probe = actual_probe({P099}, std::move(what), ground.path, origin);
    probe.method = method;
    probe.headers.insert(probe.headers.end(), headers.begin(), headers.end());
    group.probes.push_back(std::move(probe));
  };
  std::vector<std::pair<std::string_view, std::string>> who = {{"an allowed origin", ground.friendly()}};
  if (ground.has_stranger()) who.emplace_back("an unknown origin", ground.stranger());
  if (!ground.null_allowed) who.emplace_back("the origin null", "null");
  for (const auto& [name, origin] : who) {
    add(fmt::format("HEAD of {}", name), "HEAD", origin, {});
    add(fmt::format("a range for {}", name), "GET", origin, {{"Range", "bytes=0-0"}});
    if (ground.unsafe_methods) add(fmt::format("POST of {}", name), "POST", origin, {});
  }
  return group;
}

// A 304 that leaves CORS out leaves what the cache has; one that speaks of it has to be right.
// Places: the whole answer of an allowed origin, then of a stranger, then both as conditional requests.
void judge_not_modified(const GroupSeen& group, Ledger& ledger) {
  for (std::size_t at = 0; at < group.probes.size(); ++at) {
    const Observation& seen = group.seen[at];
    if (seen.status != 304 || !group.wanted[at].asked) continue;
    ledger.count(P098);
    if (!seen.has("Access-Control-Allow-Origin")) continue;
    const suite::Permission got = permission_seen(*group.wanted[at].asked, seen);
    if (got.refused.has_value() == group.wanted[at].permission.refused.has_value()) continue;
    Fault fault =
        fault_of(P098, "otherwise", "A 304 says otherwise about the Origin than the policy, and takes the place of what a cache holds.",
                 got.refused ? suite::Direction::strict : suite::Direction::permissive);
    fault.wanted = wanted_sentence(group.wanted[at]);
    fault.verdict = verdict_sentence(*group.wanted[at].asked, seen);
    ledger.add(std::move(fault), group.probes[at], seen);
  }
}

Group not_modified(const Ground& ground) {
  Group group;
  group.name = "conditional requests";
  group.judges = {P098};
  group.judge = judge_not_modified;
  group.looks_at_headers = false;
  const auto add = [&](std::string what, std::string_view origin, std::vector<Header> headers) {
    Probe probe = actual_probe({P098}, std::move(what), ground.path, origin);
    probe.headers.insert(probe.headers.end(), headers.begin(), headers.end());
    probe.counted = Counted::nothing;
    group.probes.push_back(std::move(probe));
  };
  for (const auto& [name, value] : {std::pair{"If-None-Match", "*"}, std::pair{"If-Modified-Since", "Fri, 31 Dec 2100 23:59:59 GMT"}}) {
    add(fmt::format("{} of an allowed origin", name), ground.friendly(), {{name, value}});
    if (ground.has_stranger()) add(fmt::format("{} of an unknown origin", name), ground.stranger(), {{name, value}});
  }
  return group;
}

// Places: GET, then preflights for it.
void judge_handlers(const GroupSeen& group, Ledger& ledger) {
  const Observation& get = group.seen[0];
  if (!get.answered() || get.body.empty() || get.status >= 400) return;
  for (std::size_t at = 1; at < group.probes.size(); ++at) {
    const Observation& seen = group.seen[at];
    if (!seen.answered()) continue;
    ledger.count(P066);
    if (seen.status != get.status || seen.body_size != get.body_size || seen.body != get.body) continue;
    ledger.add(fault_of(P066, "same-body", "A preflight is answered with the body of the request behind it: what serves that request ran."),
               group.probes[at], seen);
  }
}

Group handlers(const Ground& ground) {
  Group group;
  group.name = "what runs for a preflight";
  group.order = Order::in_order;
  group.judges = {P066};
  group.judge = judge_handlers;
  group.probes.push_back(actual_probe({P066}, "GET of an allowed origin", ground.path, ground.friendly()));
  group.probes.push_back(preflight_probe({P066}, "preflight of GET", ground.path, ground.friendly(), "GET"));
  if (!ground.methods.empty())
    group.probes.push_back(preflight_probe({P066}, fmt::format("preflight of {}", ground.methods.front()), ground.path, ground.friendly(),
                                           ground.methods.front()));
  for (Probe& probe : group.probes) probe.counted = Counted::nothing;
  return group;
}

}  // namespace

std::vector<Group> answer_kind_groups(const Ground& ground, Draw& draw) {
  std::vector<Group> groups;
  if (!ground.has_friend()) return groups;
  if (const std::string path = unknown_path(ground, draw); !path.empty()) groups.push_back(elsewhere(ground, path));
  groups.push_back(other_kinds(ground));
  groups.push_back(not_modified(ground));
  groups.push_back(handlers(ground));
  return groups;
}

}  // namespace crosscheck::check
