// Allowed origins, unknown ones, and none at all.
#include <utility>

#include <fmt/format.h>

#include "check/permission_judge.h"
#include "check/probe_groups.h"
#include "crosscheck/policy/serialized_origin.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

constexpr std::size_t kLongList = 8;  // entries: small tables become other structures about there

Group allowed_origins(const Ground& ground, Draw& draw) {
  Group group;
  group.name = "allowed origins";
  const bool is_long = ground.exact.size() >= kLongList;
  for (const std::string& origin : ground.allowed) {
    const PropertyId id = origin == "null" ? P024 : P001;
    std::vector<PropertyId> ids = {id};
    if (is_long) ids.push_back(P041);
    group.probes.push_back(actual_probe(ids, fmt::format("allowed origin {}", origin), ground.path, origin));
    group.probes.push_back(preflight_probe({P002}, fmt::format("preflight of the allowed origin {}", origin), ground.path, origin, "GET"));
  }
  if (ground.null_allowed) {
    group.probes.push_back(actual_probe({P024}, "the origin null, which is allowed", ground.path, "null"));
    group.probes.push_back(preflight_probe({P024}, "preflight of the origin null, which is allowed", ground.path, "null", "GET"));
  }
  for (const std::string& wildcard : ground.wildcards) {
    for (std::size_t labels = 1; labels <= 3; ++labels) {
      const std::string origin = example_of(wildcard, labels, draw);
      const std::string label = fmt::format("{} labels for {}", labels, wildcard);
      if (!ground.allows(origin)) continue;
      group.probes.push_back(actual_probe({P017}, label, ground.path, origin));
      group.probes.push_back(preflight_probe({P017}, fmt::format("preflight, {}", label), ground.path, origin, "GET"));
    }
  }
  return group;
}

Group unknown_origins(const Ground& ground) {
  Group group;
  group.name = "unknown origins";
  group.shows_reflection = true;
  bool is_first = true;
  for (const std::string& origin : ground.unknown) {
    std::vector<PropertyId> ids = {P048, P004};
    group.probes.push_back(actual_probe(is_first ? std::vector{P004} : ids, "an unknown origin", ground.path, origin));
    group.probes.push_back(preflight_probe({P005}, "preflight of an unknown origin", ground.path, origin, "GET"));
    if (is_first && !ground.methods.empty())
      group.probes.push_back(preflight_probe({P005}, "preflight of an unknown origin, with all that is allowed", ground.path, origin,
                                             ground.methods.front(), ground.request_headers));
    is_first = false;
  }
  if (!ground.null_allowed) {
    group.probes.push_back(actual_probe({P023}, "the origin null", ground.path, "null"));
    group.probes.push_back(preflight_probe({P023}, "preflight of the origin null", ground.path, "null", "GET"));
  }
  return group;
}

bool is_blocked(int status) { return status == 400 || status == 401 || status == 403 || status == 405; }

void add_status_fault(const GroupSeen& group, std::size_t at, PropertyId id, std::string key, std::string summary, Ledger& ledger) {
  ledger.add(fault_of(id, std::move(key), std::move(summary), suite::Direction::strict), group.probes[at], group.seen[at]);
}

// Places: without Origin, an allowed one, HEAD of the allowed one, HEAD without Origin, the server's own.
void judge_statuses(const GroupSeen& group, Ledger& ledger) {
  for (const Observation& seen : group.seen) {
    if (!seen.answered()) return;
  }
  const int plain = group.seen[0].status;
  const int allowed = group.seen[1].status;
  ledger.count(P101);
  ledger.count(P102);
  ledger.count(P103);
  if (is_blocked(plain) && !is_blocked(allowed))
    add_status_fault(group, 0, P101, "blocked", fmt::format("Without Origin the answer is {}, for an allowed origin {}.", plain, allowed),
                     ledger);
  if (is_blocked(plain)) return;
  const bool is_let_through = group.seen[1].has("Access-Control-Allow-Origin");
  for (const std::size_t at : {std::size_t{1}, std::size_t{2}}) {
    const int status = group.seen[at].status;
    const bool without_head = group.probes[at].method == "HEAD" && (status == 405 || status == 501 || group.seen[3].status == status);
    if (is_blocked(status) && is_let_through && !without_head)
      add_status_fault(group, at, P103, group.probes[at].method,
                       fmt::format("{} of an allowed origin is answered {}, without Origin {}.", group.probes[at].method, status, plain),
                       ledger);
  }
  if (is_blocked(group.seen[4].status))
    add_status_fault(group, 4, P102, "blocked",
                     fmt::format("A request of the server's own pages is answered {}, without Origin {}.", group.seen[4].status, plain),
                     ledger);
}

Group statuses(const Ground& ground) {
  Group group;
  group.name = "requests without Origin and of the server's own pages";
  group.order = Order::in_order;
  group.judges = {P101, P102, P103};
  group.judge = judge_statuses;
  const auto add = [&](PropertyId id, std::string label, std::string_view method, std::string_view origin) {
    Probe probe = actual_probe({id}, std::move(label), ground.path, origin);
    probe.method = method;
    probe.counted = Counted::nothing;
    group.probes.push_back(std::move(probe));
  };
  add(P101, "no Origin", "GET", "");
  add(P103, "GET of an allowed origin", "GET", ground.friendly());
  add(P103, "HEAD of an allowed origin", "HEAD", ground.friendly());
  add(P103, "HEAD without Origin", "HEAD", "");
  add(P102, "the server's own origin", ground.unsafe_methods ? "POST" : "GET", ground.own_origin);
  return group;
}

}  // namespace

bool is_reachable_origin(std::string_view origin) {
  if (origin == "null") return true;
  const OriginParts parts = parts_of_origin(origin);
  // No document has such an origin.
  if (parts.scheme == "ws" || parts.scheme == "wss" || parts.scheme == "file") return false;
  return policy::is_serialized_origin(origin);
}

Probe origin_probe(const Ground& ground, const NearMiss& miss, std::string_view subject) {
  const bool allowed = ground.allows(miss.origin);
  const PropertyId accepted = miss.property == P021 ? P021 : ground.wildcards.empty() ? P001 : P017;
  std::string label = subject.empty() ? miss.what : fmt::format("{} of {}", miss.what, subject);
  Probe probe = actual_probe({allowed ? accepted : miss.property}, std::move(label), ground.path, miss.origin);
  if (miss.origin.empty()) probe.headers.push_back({"Origin", ""});
  probe.reachable = is_reachable_origin(miss.origin);
  return probe;
}

std::vector<Group> origin_groups(const Ground& ground, Draw& draw) {
  std::vector<Group> groups;
  if (ground.has_friend()) groups.push_back(allowed_origins(ground, draw));
  groups.push_back(unknown_origins(ground));
  if (ground.has_friend()) groups.push_back(statuses(ground));
  return groups;
}

}  // namespace crosscheck::check
