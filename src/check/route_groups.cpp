// Policies with routes: paths in several of them, preflights of each, other spellings of paths.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "check/permission_judge.h"
#include "check/probe_groups.h"
#include "check/wanted.h"
#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

constexpr std::size_t kOriginsOfEachRoute = 6;
constexpr std::size_t kMostCrossed = 2000;  // pairs of a path and an origin, unless there are very many paths

bool covers(const policy::Route& route, std::string_view path) {
  const std::string_view own = route.path;
  return own.ends_with('*') ? path.starts_with(own.substr(0, own.size() - 1)) : path == own;
}

// Origins that some route allows.
std::vector<std::string> origins_of_all(const DeclaredPolicy& declared, Draw& draw) {
  std::vector<std::string> all;
  for (const policy::Route& route : declared.routes()) {
    if (!route.policy) continue;
    for (std::string& origin : draw.sample(examples_of(*route.policy, draw), kOriginsOfEachRoute)) {
      if (std::find(all.begin(), all.end(), origin) == all.end()) all.push_back(std::move(origin));
    }
    if (route.policy->null_origin && std::find(all.begin(), all.end(), "null") == all.end()) all.emplace_back("null");
  }
  return all;
}

Group every_route(const DeclaredPolicy& declared, const std::vector<std::string>& paths, const std::vector<std::string>& origins,
                  Draw& draw) {
  Group group;
  group.name = "origins of every route, on every route";
  const std::size_t of_each = std::max(kOriginsOfEachRoute, kMostCrossed / std::max<std::size_t>(1, paths.size()));
  note_sample(group, origins.size(), of_each, "origins of all routes", "on each path");
  for (const std::string& path : paths) {
    std::size_t covering = 0;
    for (const policy::Route& route : declared.routes()) covering += covers(route, path_of(path)) ? 1 : 0;
    const PropertyId id = covering > 1 ? P115 : P117;
    for (const std::string& origin : draw.sample(origins, of_each)) {
      group.probes.push_back(actual_probe({id}, fmt::format("{} on {}", origin, path), path, origin));
      for (const std::string_view method : {"GET", "PUT", "DELETE"})
        group.probes.push_back(
            preflight_probe({P116}, fmt::format("preflight of {} from {} on {}", method, origin, path), path, origin, method));
    }
  }
  return group;
}

struct Spelling {
  std::string what;
  std::string path;
};

std::vector<Spelling> spellings_of(const std::string& path) {
  std::vector<Spelling> spellings;
  if (path.size() < 2) return spellings;
  const std::size_t letter = path.find_first_not_of('/');
  if (letter == std::string::npos) return spellings;
  const std::size_t slash = path.find('/', letter);
  const std::string head = path.substr(0, letter);
  const std::string rest = path.substr(letter);
  spellings.push_back({"in upper case", byte_uppercase(path)});
  spellings.push_back({"with its first letter in upper case", head + byte_uppercase(rest.substr(0, 1)) + rest.substr(1)});
  spellings.push_back(
      {"with its first letter encoded", fmt::format("{}%{:02x}{}", head, static_cast<unsigned char>(rest[0]), rest.substr(1))});
  spellings.push_back({"with two slashes before it", "/" + path});
  spellings.push_back({"behind a dot", "/." + path});
  spellings.push_back({"behind a way back", "/crosscheck/.." + path});
  spellings.push_back({"behind an encoded way back", "/crosscheck/%2e%2e" + path});
  spellings.push_back({"behind an encoded slash", "/crosscheck/..%2f" + rest});
  spellings.push_back(path.ends_with('/') ? Spelling{"without its last slash", path.substr(0, path.size() - 1)}
                                          : Spelling{"with a slash behind it", path + "/"});
  spellings.push_back({"with a blank behind it", path + "%20"});
  spellings.push_back({"with a plus behind it", path + "+"});
  spellings.push_back({"with a NUL behind it", path + "%00"});
  spellings.push_back({"with a parameter behind it", path + ";a=b"});
  if (slash != std::string::npos) {
    spellings.push_back({"with two slashes inside", path.substr(0, slash) + "/" + path.substr(slash)});
    spellings.push_back({"with an encoded slash inside", path.substr(0, slash) + "%2f" + path.substr(slash + 1)});
    spellings.push_back({"with a parameter inside", path.substr(0, slash) + ";a=b" + path.substr(slash)});
    spellings.push_back({"with a backslash inside", path.substr(0, slash) + "\\" + path.substr(slash + 1)});
  }
  return spellings;
}

bool is_browsers(std::string_view path) {
  return path.find("/.") == std::string_view::npos && path.find('\\') == std::string_view::npos && !path.starts_with("//");
}

// Places: the path itself, one of no relation, then the spellings; the same for each origin. A spelling that leads to the same resource, whose
// answer no other path has, must not permit more than the path itself does.
GroupJudge same_resource(std::size_t each) {
  return [each](const GroupSeen& group, Ledger& ledger) {
    for (std::size_t first = 0; first + each <= group.probes.size(); first += each) {
      const Observation& itself = group.seen[first];
      const Observation& other = group.seen[first + 1];
      if (!itself.answered() || itself.status >= 400 || itself.body.empty() || !other.answered()) continue;
      if (other.status == itself.status && other.body == itself.body) continue;  // they all look alike
      const auto& asked = group.wanted[first].asked;
      for (std::size_t at = first + 2; at < first + each; ++at) {
        const Observation& seen = group.seen[at];
        if (!seen.answered() || seen.status != itself.status || seen.body != itself.body || !asked) continue;
        ledger.count(P114);
        if (!permits_more(permission_seen(*asked, seen), group.wanted[first].permission)) continue;
        Fault fault = fault_of(P114, "dodged",
                               fmt::format("{} is the same resource as {}, and lets {} read what its route refuses.",
                                           group.probes[at].target, group.probes[first].target, asked->origin),
                               suite::Direction::permissive);
        fault.wanted = wanted_sentence(group.wanted[first]);
        fault.verdict = verdict_sentence(*asked, seen);
        ledger.add(std::move(fault), group.probes[at], seen);
      }
    }
  };
}

// Origins that are refused on this path, and allowed somewhere else.
Group spellings(const policy::Policy& policy, const std::string& path, const std::vector<std::string>& origins, Draw& draw) {
  Group group;
  group.name = fmt::format("other spellings of {}", path);
  group.judges = {P114};
  const std::vector<Spelling> all = spellings_of(path);
  const std::string elsewhere = fmt::format("/crosscheck-{}", draw.word(6));
  std::size_t asked = 0;
  for (const std::string& origin : origins) {
    if (asked == 3 || all.empty() || allows_origin(policy, path, origin)) continue;
    ++asked;
    const auto add = [&](std::string label, const std::string& target) {
      Probe probe = actual_probe({P114}, std::move(label), target, origin);
      probe.counted = Counted::nothing;
      probe.reachable = is_browsers(target);
      group.probes.push_back(std::move(probe));
    };
    add(fmt::format("{} on {}", origin, path), path);
    add(fmt::format("{} on a path of no relation", origin), elsewhere);
    for (const Spelling& spelling : all) add(fmt::format("{} on {} {}", origin, path, spelling.what), spelling.path);
  }
  group.judge = same_resource(all.size() + 2);
  // The rules of another spelling's own route are not known here.
  group.looks_at_headers = false;
  return group;
}

}  // namespace

std::vector<Group> route_groups(const policy::Policy& policy, const DeclaredPolicy& declared, const std::vector<std::string>& paths,
                                Draw& draw) {
  const std::vector<std::string> origins = origins_of_all(declared, draw);
  std::vector<Group> groups = {every_route(declared, paths, origins, draw)};
  for (const std::string& path : paths) {
    const std::string bare(path_of(path));
    Group group = spellings(policy, bare, origins, draw);
    if (!group.probes.empty()) groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace crosscheck::check
