// Origins that are nearly allowed, of every entry.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "check/probe_groups.h"
#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

constexpr std::size_t kInFull = 32;       // entries that all near misses are made of
constexpr std::size_t kEntryPairs = 800;  // of two entries that near misses are made of
constexpr std::size_t kPairedEntries = 40;
constexpr std::size_t kInPreflights = 10;  // entries whose plainest near misses are put in preflights too

Group near_misses_group(std::string name) {
  Group group;
  group.name = std::move(name);
  group.tells_nothing_under_reflection = true;
  return group;
}

// Each origin once, for each property.
class Collector {
 public:
  Collector(const Ground& ground, Group& group) : ground_(ground), group_(group) {}
  void add(const std::vector<NearMiss>& misses, std::string_view subject) {
    for (const NearMiss& miss : misses) {
      if (known_.emplace(miss.origin, miss.property).second) group_.probes.push_back(origin_probe(ground_, miss, subject));
    }
  }

 private:
  const Ground& ground_;
  Group& group_;
  std::set<std::pair<std::string, PropertyId>> known_;
};

Group single_entries(const Ground& ground, const std::vector<std::string>& in_full) {
  Group group = near_misses_group("near misses of each origin");
  Collector collector(ground, group);
  for (const std::string& origin : in_full) collector.add(near_misses(origin), origin);
  for (const std::string& wildcard : ground.wildcards) collector.add(near_wildcards(wildcard), wildcard);
  const auto origins = static_cast<std::size_t>(
      std::count_if(ground.allowed.begin(), ground.allowed.end(), [](const std::string& origin) { return origin != "null"; }));
  note_sample(group, origins, kInFull, "allowed origins", "with every near miss");
  collector.add(common_strangers(), "");
  NearMiss empty{"", P025, "an empty Origin"};
  collector.add({empty}, "");
  return group;
}

// Where not all entries are asked about with every near miss: two of each, which find out whether a long list is searched rightly.
Group long_list(const Ground& ground) {
  Group group = near_misses_group("a near miss of each entry of a long list");
  for (const std::string& origin : ground.exact) {
    const std::string shorter = origin.substr(0, origin.size() - 1);
    Probe probe = origin_probe(ground, {shorter, P041, "without its last byte"}, origin);
    probe.properties = {P041, P010};
    if (!ground.allows(shorter)) group.probes.push_back(std::move(probe));
    const OriginParts parts = parts_of_origin(origin);
    const std::string glued = fmt::format("{}://e{}{}", parts.scheme, parts.host, parts.port);
    if (!ground.allows(glued)) group.probes.push_back(origin_probe(ground, {glued, P041, "a letter before its host"}, origin));
  }
  return group;
}

Group pairs(const Ground& ground, Draw& draw) {
  Group group = near_misses_group("near misses of two origins at once");
  std::vector<std::pair<std::size_t, std::size_t>> places;
  const std::vector<std::string> some = draw.sample(ground.allowed, kPairedEntries);
  note_sample(group, ground.allowed.size() * (ground.allowed.size() - 1), kEntryPairs, "pairs of allowed origins",
              "with what is glued of both");
  for (std::size_t a = 0; a < some.size(); ++a) {
    for (std::size_t b = 0; b < some.size(); ++b) {
      if (a != b) places.emplace_back(a, b);
    }
  }
  Collector collector(ground, group);
  for (const auto& [a, b] : draw.sample(places, kEntryPairs)) collector.add(near_both(some[a], some[b]), some[a]);
  return group;
}

// `matches`, `rejects`, and what is near to both, are decided as RE2 decides.
Group expressions(const Ground& ground) {
  Group group = near_misses_group("regular expressions");
  Collector collector(ground, group);
  const auto as_pattern = [](std::vector<NearMiss> misses) {
    for (NearMiss& miss : misses) miss.property = P021;
    return misses;
  };
  for (const policy::OriginPattern& pattern : ground.single->origin_patterns) {
    for (const auto* const examples : {&pattern.matches, &pattern.rejects}) {
      for (const std::string& example : examples->value_or(std::vector<std::string>())) {
        collector.add({{example, P021, examples == &pattern.matches ? "an example that matches" : "an example that is rejected"}},
                      pattern.regex);
        collector.add(as_pattern(near_misses(example)), example);
        collector.add(shortened(example), example);
      }
    }
  }
  return group;
}

// An origin that is no text of one: several at once, and two lines.
Group several_origins(const Ground& ground) {
  Group group = near_misses_group("several origins at once");
  const std::string& allowed = ground.friendly();
  const std::string& stranger = ground.stranger();
  for (const auto& [what, value] : {std::pair{"an allowed origin, a space, an unknown one", fmt::format("{} {}", allowed, stranger)},
                                    std::pair{"an unknown origin, a space, an allowed one", fmt::format("{} {}", stranger, allowed)},
                                    std::pair{"an allowed origin, a comma, an unknown one", fmt::format("{}, {}", allowed, stranger)},
                                    std::pair{"an unknown origin, a comma, an allowed one", fmt::format("{},{}", stranger, allowed)}}) {
    if (!ground.allows(value)) group.probes.push_back(origin_probe(ground, {value, P029, what}, ""));
  }
  for (const bool stranger_first : {false, true}) {
    Probe probe = actual_probe(
        {P030}, stranger_first ? "a line of an unknown origin, then an allowed one" : "a line of an allowed origin, then an unknown one",
        ground.path, stranger_first ? stranger : allowed);
    probe.headers.push_back({"Origin", stranger_first ? allowed : stranger});
    probe.judged_origin = stranger;
    probe.reachable = false;
    group.probes.push_back(std::move(probe));
  }
  return group;
}

Group in_preflights(const Ground& ground, const std::vector<std::string>& origins) {
  Group group = near_misses_group("near misses in preflights");
  note_sample(group, ground.allowed.size(), kInPreflights, "allowed origins", "with near misses in preflights");
  for (std::size_t i = 0; i < std::min(origins.size(), kInPreflights); ++i) {
    for (const std::vector<NearMiss>& misses : {near_hosts(origins[i]), near_schemes_and_ports(origins[i])}) {
      for (const NearMiss& miss : misses) {
        if (ground.allows(miss.origin) || !is_reachable_origin(miss.origin)) continue;
        group.probes.push_back(preflight_probe({miss.property, P005}, fmt::format("preflight, {} of {}", miss.what, origins[i]),
                                               ground.path, miss.origin, "GET"));
      }
    }
  }
  return group;
}

// Whoever folds case and answers in their own spelling allows nobody. Places: a stranger, then origins in another case.
void judge_echo(const GroupSeen& group, Ledger& ledger) {
  const std::string constant = group.seen[0].combined("Access-Control-Allow-Origin");
  for (std::size_t at = 1; at < group.probes.size(); ++at) {
    const std::string answered = group.seen[at].combined("Access-Control-Allow-Origin");
    const std::string_view asked = group.probes[at].header("Origin");
    ledger.count(P054);
    if (answered.empty() || answered == constant || answered == asked || !equals_ignoring_ascii_case(answered, asked)) continue;
    ledger.add(
        fault_of(P054, "other-case", fmt::format("{} is answered with {}: found in any case, and not echoed as it came.", asked, answered),
                 suite::Direction::strict),
        group.probes[at], group.seen[at]);
  }
}

Group echo(const Ground& ground, const std::vector<std::string>& origins) {
  Group group = near_misses_group("origins in another case");
  group.judges = {P054};
  group.judge = judge_echo;
  group.probes.push_back(actual_probe({P054}, "an unknown origin", ground.path, ground.stranger()));
  for (const std::string& origin : origins) {
    const OriginParts parts = parts_of_origin(origin);
    for (const std::string& text : {byte_uppercase(origin), fmt::format("{}://{}{}", parts.scheme, byte_uppercase(parts.host), parts.port)})
      group.probes.push_back(actual_probe({P054}, fmt::format("{} in upper case", origin), ground.path, text));
  }
  for (Probe& probe : group.probes) {
    probe.counted = Counted::nothing;
    probe.reachable = is_reachable_origin(probe.header("Origin"));
  }
  return group;
}

}  // namespace

std::vector<Group> near_miss_groups(const Ground& ground, Draw& draw) {
  std::vector<Group> groups;
  if (!ground.has_stranger()) return groups;
  std::vector<std::string> subjects;
  for (const std::string& origin : ground.allowed) {
    if (origin != "null") subjects.push_back(origin);
  }
  const std::vector<std::string> in_full = draw.sample(subjects, kInFull);
  if (ground.single == nullptr) return groups;
  groups.push_back(single_entries(ground, in_full));
  if (subjects.size() > in_full.size()) groups.push_back(long_list(ground));
  if (subjects.size() > 1) groups.push_back(pairs(ground, draw));
  if (!ground.single->origin_patterns.empty()) groups.push_back(expressions(ground));
  if (ground.has_friend()) groups.push_back(several_origins(ground));
  groups.push_back(in_preflights(ground, in_full));
  groups.push_back(echo(ground, in_full));
  return groups;
}

}  // namespace crosscheck::check
