// What caches do with the answers: Vary, and a shared cache that goes by it.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "check/model_cache.h"
#include "check/permission_judge.h"
#include "check/probe_groups.h"
#include "crosscheck/base/ascii.h"
#include "suite/permission.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

std::vector<std::string> names_in_vary(const Observation& seen) {
  const std::vector<HeaderView> lines = seen.views();
  return convert_header_names_to_a_sorted_lowercase_set(suite::list_elements("Vary", lines));
}

bool names(const std::vector<std::string>& vary, std::string_view name) {
  return std::any_of(vary.begin(), vary.end(), [name](const std::string& one) { return one == name || one == "*"; });
}

bool agrees(const suite::Permission& got, const suite::Permission& wanted) {
  return !permits_more(got, wanted) && !permits_more(wanted, got);
}

void add(const GroupSeen& group, std::size_t at, PropertyId id, std::string key, std::string summary, Ledger& ledger,
         suite::Direction direction = suite::Direction::other, std::optional<Severity> severity = std::nullopt) {
  Fault fault = fault_of(id, std::move(key), std::move(summary), direction);
  fault.severity = severity;
  ledger.add(std::move(fault), group.probes[at], group.seen[at]);
}

std::string_view kind_of(const Probe& probe, const Wanted& wanted) {
  if (!probe.has_header("Origin")) return "no-origin";
  return wanted.allowed == true ? "allowed" : "refused";
}

// All of it about one resource: what it says of origins, to whom, and whether Vary tells.
void judge_vary(const GroupSeen& group, Ledger& ledger) {
  std::set<std::string> said_to_origins;
  std::set<std::string> said_to_nobody;
  for (std::size_t at = 0; at < group.probes.size(); ++at) {
    if (!group.seen[at].answered()) return;
    const std::string said =
        group.seen[at].combined("Access-Control-Allow-Origin") + "\n" + group.seen[at].combined("Access-Control-Allow-Credentials");
    (group.probes[at].has_header("Origin") ? said_to_origins : said_to_nobody).insert(said);
  }
  ledger.count(P104);
  ledger.count(P105);
  const bool is_constant_to_origins = said_to_origins.size() == 1;
  if (is_constant_to_origins && said_to_origins == said_to_nobody) return;
  for (std::size_t at = 0; at < group.probes.size(); ++at) {
    const bool is_asked = group.probes[at].has_header("Origin");
    if (names(names_in_vary(group.seen[at]), "origin")) continue;
    if (is_constant_to_origins) {
      if (!is_asked)
        add(group, at, P105, "only-with-origin",
            "Access-Control-Allow-Origin is always the same, and is missing without Origin, where Vary does not name it.", ledger);
      continue;
    }
    const std::string_view kind = kind_of(group.probes[at], group.wanted[at]);
    add(group, at, P104, std::string(kind),
        fmt::format("Access-Control-Allow-Origin depends on the Origin, and Vary does not name it {}.",
                    kind == "no-origin" ? "where there is none"
                    : kind == "allowed" ? "where it is allowed"
                                        : "where it is refused"),
        ledger, suite::Direction::other, may_be_kept(group.seen[at]) ? std::nullopt : std::optional(Severity::should));
  }
}

// Every answer in the cache first, and everybody asked after it.
void judge_replays(const GroupSeen& group, Ledger& ledger) {
  for (std::size_t kept = 0; kept < group.probes.size(); ++kept) {
    if (!group.seen[kept].answered() || !may_be_kept(group.seen[kept])) continue;
    for (std::size_t asked = 0; asked < group.probes.size(); ++asked) {
      const Wanted& wanted = group.wanted[asked];
      if (asked == kept || !wanted.asked || !answers_too(group.probes[kept], group.seen[kept], group.probes[asked])) continue;
      ledger.count(P109);
      // What is wrong without a cache is another finding.
      if (!agrees(permission_seen(*wanted.asked, group.seen[asked]), wanted.permission)) continue;
      const suite::Permission got = permission_seen(*wanted.asked, group.seen[kept]);
      if (agrees(got, wanted.permission)) continue;
      const bool is_more = permits_more(got, wanted.permission);
      Fault fault =
          fault_of(P109, fmt::format("{}-after-{}", kind_of(group.probes[asked], wanted), kind_of(group.probes[kept], group.wanted[kept])),
                   fmt::format("A shared cache that kept the answer to {} hands it to {}, who is then {}.", group.probes[kept].label,
                               group.probes[asked].label, is_more ? "let in" : "refused"),
                   is_more ? suite::Direction::permissive : suite::Direction::strict);
      fault.wanted = wanted_sentence(wanted);
      fault.verdict = verdict_sentence(*wanted.asked, group.seen[kept]);
      ledger.add(std::move(fault), group.probes[kept], group.seen[kept]);
    }
  }
}

// The first probe bears no Origin, and no `Vary`; the last one bears a Vary of its own.
void judge_other_names(const GroupSeen& group, Ledger& ledger) {
  if (!group.seen[0].answered()) return;
  const std::vector<std::string> plain = names_in_vary(group.seen[0]);
  for (std::size_t at = 1; at < group.probes.size(); ++at) {
    if (!group.seen[at].answered() || group.seen[at].status != group.seen[0].status) continue;
    const std::vector<std::string> vary = names_in_vary(group.seen[at]);
    ledger.count(P106);
    for (const std::string& name : plain) {
      if (name == "origin" || names(vary, name)) continue;
      add(group, at, P106, name, fmt::format("Vary names {} without Origin, and no longer does with one.", name), ledger);
    }
    const bool is_encoded = group.seen[at].has("Content-Encoding");
    if (is_encoded && !names(vary, "accept-encoding") && !names(plain, "accept-encoding") && names(vary, "origin"))
      add(group, at, P106, "accept-encoding", "The answer is encoded as the request allowed, and Vary names Origin alone.", ledger);
    if (group.probes[at].has_header("Vary")) {
      ledger.count(P108);
      for (const std::string& name : vary) {
        if (name.starts_with("x-poison"))
          add(group, at, P108, "copied", fmt::format("Vary names {}, which came with the request's own Vary.", name), ledger,
              suite::Direction::permissive);
      }
    }
  }
}

// What the answer to a preflight says, body and Vary aside.
std::string said_to_preflight(const Observation& seen) {
  std::string text = fmt::format("{}", seen.status);
  for (const std::string_view name : {"Allow-Origin", "Allow-Credentials", "Allow-Methods", "Allow-Headers", "Max-Age"})
    text += "\n" + seen.combined(fmt::format("Access-Control-{}", name));
  return text;
}

bool invites_shared_caches(const Observation& seen) {
  const std::string control = byte_lowercase(seen.combined("Cache-Control"));
  const bool invites = control.find("public") != std::string::npos || control.find("s-maxage") != std::string::npos;
  return invites && control.find("no-store") == std::string::npos;
}

// Places: a preflight, then the same but for one thing each: kOneThingElse says which.
constexpr std::array<std::string_view, 4> kOneThingElse = {"", "origin", "access-control-request-method", "access-control-request-headers"};

void judge_kept_preflights(const GroupSeen& group, Ledger& ledger) {
  for (std::size_t at = 0; at < group.probes.size(); ++at) {
    if (!group.seen[at].answered() || !invites_shared_caches(group.seen[at])) continue;
    ledger.count(P092);
    const std::vector<std::string> vary = names_in_vary(group.seen[at]);
    for (std::size_t other = 1; other < group.probes.size(); ++other) {
      const bool hangs_on_it = group.seen[other].answered() && said_to_preflight(group.seen[other]) != said_to_preflight(group.seen[0]);
      if (!hangs_on_it || names(vary, kOneThingElse[other])) continue;
      add(group, at, P092, "public-without-vary",
          fmt::format("The answer may be kept by shared caches ({}), and Vary does not name {}, on which it depends.",
                      group.seen[at].combined("Cache-Control"), kOneThingElse[other]),
          ledger);
      break;
    }
  }
}

Group kept_preflights(const Ground& ground, Draw& draw) {
  Group group;
  group.name = "preflights in a shared cache";
  group.order = Order::in_order;
  group.judges = {P092};
  group.judge = judge_kept_preflights;
  const std::string other_method = ground.methods.empty() ? "X-CROSSCHECK" : ground.methods.front();
  const std::string other_name = ground.request_headers.empty() ? "x-" + draw.word(5) : ground.request_headers.front();
  const auto add_probe = [&](std::string_view what, const std::string& origin, const std::string& method,
                             std::vector<std::string> headers) {
    Probe probe = preflight_probe({P092}, fmt::format("preflight, {}", what), ground.path, origin, method, std::move(headers));
    probe.counted = Counted::nothing;
    group.probes.push_back(std::move(probe));
  };
  add_probe("for a shared cache", ground.friendly(), "GET", {});
  add_probe("of another origin", ground.has_stranger() ? ground.stranger() : "https://other.crosscheck.test", "GET", {});
  add_probe("of another method", ground.friendly(), other_method, {});
  add_probe("with a request header", ground.friendly(), "GET", {other_name});
  return group;
}

Group one_resource(const Ground& ground, Draw& draw) {
  Group group;
  group.name = "one resource in a shared cache";
  group.order = Order::in_order;
  group.judges = {P104, P105, P109};
  const auto add_probe = [&](std::string label, std::string_view origin) {
    Probe probe = actual_probe({P109}, std::move(label), ground.path, origin);
    probe.counted = Counted::nothing;
    group.probes.push_back(std::move(probe));
  };
  add_probe("a request without Origin", "");
  for (const std::string& origin : draw.sample(ground.allowed, 3)) add_probe(fmt::format("an allowed origin, {}", origin), origin);
  if (ground.has_stranger()) add_probe("an unknown origin", ground.stranger());
  add_probe("the origin null", "null");
  group.judge = [](const GroupSeen& seen, Ledger& ledger) {
    judge_vary(seen, ledger);
    judge_replays(seen, ledger);
  };
  return group;
}

Group other_names(const Ground& ground, Draw& draw) {
  Group group;
  group.name = "other names in Vary";
  group.order = Order::in_order;
  group.judges = {P106, P108};
  group.judge = judge_other_names;
  const auto add_probe = [&](PropertyId id, std::string label, std::string_view origin, std::vector<Header> more) {
    Probe probe = actual_probe({id}, std::move(label), ground.path, origin);
    probe.headers.push_back({"Accept-Encoding", "gzip"});
    probe.headers.insert(probe.headers.end(), more.begin(), more.end());
    probe.counted = Counted::nothing;
    group.probes.push_back(std::move(probe));
  };
  add_probe(P106, "no Origin, gzip accepted", "", {});
  if (ground.has_friend()) add_probe(P106, "an allowed origin, gzip accepted", ground.friendly(), {});
  if (ground.has_stranger()) add_probe(P106, "an unknown origin, gzip accepted", ground.stranger(), {});
  add_probe(P108, "a request that bears Vary", ground.has_friend() ? ground.friendly() : "", {{"Vary", "X-Poison-" + draw.word(5)}});
  return group;
}

}  // namespace

std::vector<Group> cache_groups(const Ground& ground, Draw& draw) {
  std::vector<Group> groups = {one_resource(ground, draw), other_names(ground, draw)};
  if (ground.has_friend()) groups.push_back(kept_preflights(ground, draw));
  return groups;
}

}  // namespace crosscheck::check
