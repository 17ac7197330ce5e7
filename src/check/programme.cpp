#include "check/programme.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "check/probe_groups.h"
#include "check/response_rules.h"

namespace crosscheck::check {
namespace {

using Made = std::vector<Group> (*)(const Ground&, Draw&);

struct Part {
  Made make;
  bool is_core;  // asked for the sake of the rules that look at every answer, too
};

// Baseline and plain questions, then near misses, preflights, caches, state, and last what may hurt.
constexpr std::array<Part, 10> kParts{{{origin_groups, true},
                                       {near_miss_groups, false},
                                       {shortcut_groups, false},
                                       {preflight_method_groups, true},
                                       {preflight_header_groups, true},
                                       {requested_line_groups, false},
                                       {answer_kind_groups, false},
                                       {cache_groups, false},
                                       {state_groups, false},
                                       {hostile_groups, false}}};

// Takes out of the group what is not enabled; false where nothing stays.
bool keep_enabled(Group& group, const PropertySet& enabled, bool is_core) {
  if (is_core && enabled.meets(properties_of_every_response())) return true;
  const bool judges = std::any_of(group.judges.begin(), group.judges.end(), [&](PropertyId id) { return enabled.has(id); });
  if (!judges) {
    group.judge = nullptr;
    std::erase_if(group.probes, [&](const Probe& probe) {
      return std::none_of(probe.properties.begin(), probe.properties.end(), [&](PropertyId id) { return enabled.has(id); });
    });
  }
  return !group.probes.empty();
}

// A path that the route covers, of those that were named, or made from its own.
std::optional<std::string> path_in_route(const DeclaredPolicy& declared, std::size_t route, const std::vector<std::string>& named) {
  for (const std::string& path : named) {
    if (declared.route_of(path_of(path)) == route) return path;
  }
  const std::string& own = declared.routes()[route].path;
  const std::string stem = own.ends_with('*') ? own.substr(0, own.size() - 1) : own;
  for (const std::string& path : {stem, stem + "crosscheck", stem + "/crosscheck"}) {
    if (path.starts_with('/') && declared.route_of(path) == route) return path;
  }
  return std::nullopt;
}

}  // namespace

Programme make_programme(const Target& target, const policy::Policy& policy, const DeclaredPolicy& declared, const CheckOptions& options,
                         const PropertySet& enabled) {
  Draw draw(options.seed);
  Programme programme;
  const auto take = [&](std::vector<Group> groups, bool is_core) {
    for (Group& group : groups) {
      const bool wants_several = std::find(group.judges.begin(), group.judges.end(), PropertyId::P113) != group.judges.end();
      if (wants_several && options.prober.jobs < 2) continue;
      if (!keep_enabled(group, enabled, is_core)) continue;
      std::move(group.notes.begin(), group.notes.end(), std::back_inserter(programme.notes));
      programme.groups.push_back(std::move(group));
    }
  };
  std::vector<std::string> named = {target.path()};
  for (const std::string& path : options.paths) {
    if (std::find(named.begin(), named.end(), path) == named.end()) named.push_back(path);
  }
  std::vector<std::string> in_full;
  if (!declared.has_routes()) in_full.push_back(named.front());
  for (std::size_t route = 0; declared.has_routes() && route < declared.routes().size(); ++route) {
    if (std::optional<std::string> path = path_in_route(declared, route, named)) {
      in_full.push_back(std::move(*path));
    } else {
      programme.notes.push_back(
          fmt::format("No path is known that route {} ({}) decides: name one with --path.", route, declared.routes()[route].path));
    }
  }
  for (const std::string& path : in_full) {
    Ground ground = ground_of(policy, declared, path, target.origin(), draw);
    ground.unsafe_methods = options.unsafe_methods;
    programme.grounds.push_back(std::move(ground));
  }
  // By meaning first, then by path: what hurts comes last on every path.
  for (const Part& part : kParts) {
    for (const Ground& ground : programme.grounds) take(part.make(ground, draw), part.is_core);
  }
  for (const std::string& path : named) {
    if (std::find(in_full.begin(), in_full.end(), path) != in_full.end()) continue;
    // Errors and redirects are mostly among these (P096, P097).
    take(surface_groups(ground_of(policy, declared, path, target.origin(), draw), draw), true);
  }
  programme.paths = named;
  for (const std::string& path : in_full) {
    if (std::find(named.begin(), named.end(), path) == named.end()) programme.paths.push_back(path);
  }
  if (declared.has_routes()) take(route_groups(policy, declared, programme.paths, draw), false);
  return programme;
}

}  // namespace crosscheck::check
