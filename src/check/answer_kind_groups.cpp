// Answers of other kinds: errors, HEAD, ranges, 304, and preflights elsewhere.
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "check/permission_judge.h"
#include "check/probe_groups.h"
#include "check/wanted.h"
#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

// A path of the same policy that no application knows; empty where the policy has no room for one. WHY not drawn: a finding is named by its path.
std::string unknown_path(const Ground& ground) {
  const std::string_view path = path_of(ground.path);
  const std::string made = fmt::format("{}{}crosscheck-no-such-path", path, path.ends_with('/') ? "" : "/");
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

// Who asks for answers of several kinds.
std::vector<std::pair<std::string_view, std::string>> askers(const Ground& ground) {
  std::vector<std::pair<std::string_view, std::string>> who = {{"an allowed origin", ground.friendly()}};
  if (ground.has_stranger()) who.emplace_back("an unknown origin", ground.stranger());
  if (!ground.null_allowed) who.emplace_back("the origin null", "null");
  return who;
}

Probe quiet_probe(PropertyId id, std::string label, std::string_view path, std::string_view origin, std::vector<Header> headers = {}) {
  Probe probe = actual_probe({id}, std::move(label), path, origin);
  probe.headers.insert(probe.headers.end(), headers.begin(), headers.end());
  probe.counted = Counted::nothing;
  return probe;
}

// A fault where the answer at one place permits something else than that at another. What is wrong in both is told by other properties.
void judge_alike(const GroupSeen& group, std::size_t itself, std::size_t at, PropertyId id, std::string summary, Ledger& ledger) {
  const auto& asked = group.wanted[at].asked;
  const Observation& seen = group.seen[at];
  if (!asked || !seen.answered() || !group.seen[itself].answered()) return;
  ledger.count(id);
  const suite::Permission whole = permission_seen(*asked, group.seen[itself]);
  const suite::Permission got = permission_seen(*asked, seen);
  const bool is_more = permits_more(got, whole);
  if (!is_more && !permits_more(whole, got)) return;
  Fault fault = fault_of(id, group.probes[at].has_header("Range") ? "range" : byte_lowercase(group.probes[at].method), std::move(summary),
                         is_more ? suite::Direction::permissive : suite::Direction::strict);
  fault.wanted = wanted_sentence(group.wanted[at]);
  fault.verdict = verdict_sentence(*asked, seen);
  ledger.add(std::move(fault), group.probes[at], seen);
}

// Places: for each asker GET, and then the others.
void judge_kinds(const GroupSeen& group, Ledger& ledger) {
  std::size_t whole = 0;
  for (std::size_t at = 0; at < group.probes.size(); ++at) {
    const bool is_whole = group.probes[at].method == "GET" && !group.probes[at].has_header("Range");
    if (is_whole) {
      whole = at;
    } else {
      judge_alike(group, whole, at, P099, fmt::format("{} has other CORS headers than GET of the whole.", group.probes[at].label), ledger);
    }
  }
}

Group other_kinds(const Ground& ground) {
  Group group;
  group.name = "HEAD and ranges";
  group.judges = {P099};
  group.judge = judge_kinds;
  const auto add = [&](std::string what, std::string_view method, std::string_view origin, std::vector<Header> headers) {
    Probe probe = quiet_probe(P099, std::move(what), ground.path, origin, std::move(headers));
    probe.method = method;
    group.probes.push_back(std::move(probe));
  };
  for (const auto& [name, origin] : askers(ground)) {
    add(fmt::format("GET of {}", name), "GET", origin, {});
    add(fmt::format("HEAD of {}", name), "HEAD", origin, {});
    add(fmt::format("A range for {}", name), "GET", origin, {{"Range", "bytes=0-0"}});
    if (ground.unsafe_methods) add(fmt::format("POST of {}", name), "POST", origin, {});
  }
  return group;
}

// A 304 that leaves CORS out leaves what the cache has; one that speaks of it has to say the same.
// Places: for each asker the whole answer, and then as many conditional requests.
void judge_not_modified(const GroupSeen& group, Ledger& ledger) {
  std::size_t whole = 0;
  for (std::size_t at = 0; at < group.probes.size(); ++at) {
    const Observation& seen = group.seen[at];
    if (group.probes[at].headers.size() == 1) {
      whole = at;
    } else if (seen.status == 304 && !seen.has("Access-Control-Allow-Origin")) {
      ledger.count(P098);
    } else if (seen.status == 304) {
      judge_alike(group, whole, at, P098, "A 304 says otherwise about the Origin than the 200, and takes the place of what a cache holds.",
                  ledger);
    }
  }
}

Group not_modified(const Ground& ground) {
  Group group;
  group.name = "conditional requests";
  group.judges = {P098};
  group.judge = judge_not_modified;
  group.looks_at_headers = false;
  for (const auto& [name, origin] : askers(ground)) {
    group.probes.push_back(quiet_probe(P098, fmt::format("GET of {}", name), ground.path, origin));
    for (const Header& condition : {Header{"If-None-Match", "*"}, Header{"If-Modified-Since", "Fri, 31 Dec 2100 23:59:59 GMT"}})
      group.probes.push_back(quiet_probe(P098, fmt::format("{} of {}", condition.name, name), ground.path, origin, {condition}));
  }
  return group;
}

// Places: GET, a preflight of a path that nobody knows, and then preflights for the GET. What every preflight is answered with is no resource.
void judge_handlers(const GroupSeen& group, Ledger& ledger) {
  const Observation& get = group.seen[0];
  if (!get.answered() || get.body.empty() || get.status >= 400) return;
  for (std::size_t at = 2; at < group.probes.size(); ++at) {
    const Observation& seen = group.seen[at];
    if (!seen.answered()) continue;
    ledger.count(P066);
    const auto is_like = [&seen](const Observation& other) {
      return seen.status == other.status && seen.body_size == other.body_size && seen.body == other.body;
    };
    if (!is_like(get) || is_like(group.seen[1])) continue;
    ledger.add(fault_of(P066, "same-body", "A preflight is answered with the body of the request behind it: what serves that request ran."),
               group.probes[at], seen);
  }
}

Group handlers(const Ground& ground, const std::string& unknown) {
  Group group;
  group.name = "what runs for a preflight";
  group.order = Order::in_order;
  group.judges = {P066};
  group.judge = judge_handlers;
  group.probes.push_back(actual_probe({P066}, "GET of an allowed origin", ground.path, ground.friendly()));
  group.probes.push_back(preflight_probe({P066}, "preflight of a path that nobody knows", unknown, ground.friendly(), "GET"));
  group.probes.push_back(preflight_probe({P066}, "preflight of GET", ground.path, ground.friendly(), "GET"));
  if (!ground.methods.empty())
    group.probes.push_back(preflight_probe({P066}, fmt::format("preflight of {}", ground.methods.front()), ground.path, ground.friendly(),
                                           ground.methods.front()));
  for (Probe& probe : group.probes) probe.counted = Counted::nothing;
  return group;
}

}  // namespace

std::vector<Group> answer_kind_groups(const Ground& ground, Draw&) {
  std::vector<Group> groups;
  if (!ground.has_friend()) return groups;
  const std::string unknown = unknown_path(ground);
  if (!unknown.empty()) groups.push_back(elsewhere(ground, unknown));
  groups.push_back(other_kinds(ground));
  groups.push_back(not_modified(ground));
  // Where the policy has no such path, one of no relation does: its preflights have the same body, if they all have one.
  groups.push_back(handlers(ground, unknown.empty() ? "/crosscheck-no-such-path" : unknown));
  return groups;
}

}  // namespace crosscheck::check
