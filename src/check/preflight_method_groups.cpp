// Methods of preflights, and what is no preflight.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "check/probe_groups.h"
#include "check/wanted.h"
#include "crosscheck/base/ascii.h"
#include "crosscheck/http/method.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

constexpr std::size_t kAskersOfEachMethod = 12;

bool allows(const Ground& ground, std::string_view method) {
  return allows_preflight(*ground.policy, path_of(ground.path), ground.friendly(), method, {});
}

Probe method_probe(const Ground& ground, PropertyId id, std::string what, std::string_view method) {
  Probe probe = preflight_probe({id}, std::move(what), ground.path, ground.friendly(), method);
  probe.reachable = is_sendable_method(method);
  return probe;
}

Group allowed_methods(const Ground& ground, Draw& draw) {
  Group group;
  group.name = "allowed methods";
  std::vector<std::string> methods = {"GET", "HEAD", "POST"};
  for (const std::string& method : ground.methods) {
    if (std::find(methods.begin(), methods.end(), method) == methods.end()) methods.push_back(method);
  }
  if (ground.any_method) methods.insert(methods.end(), {"PUT", "PATCH", "DELETE", "X-" + byte_uppercase(draw.word(4))});
  note_sample(group, ground.allowed.size(), kAskersOfEachMethod, "allowed origins", "in preflights with every method");
  for (const std::string& origin : draw.sample(ground.allowed, kAskersOfEachMethod)) {
    for (const std::string& method : methods) {
      const bool is_mixed = byte_uppercase(method) != method;
      std::vector<PropertyId> ids = is_cors_safelisted_method(method) ? std::vector{P061, P055}
                                    : is_mixed                        ? std::vector{P060, P055}
                                                                      : std::vector{P055};
      ids.push_back(P070);
      group.probes.push_back(preflight_probe(std::move(ids), fmt::format("{} from {}", method, origin), ground.path, origin, method));
    }
  }
  // Some send the header only where they are asked for it (flask-cors).
  Probe nearer = preflight_probe({P091}, "a preflight that asks for the private network", ground.path, ground.friendly(), "GET");
  nearer.headers.push_back({"Access-Control-Request-Private-Network", "true"});
  nearer.counted = Counted::nothing;
  group.probes.push_back(std::move(nearer));
  return group;
}

Group other_methods(const Ground& ground, Draw& draw) {
  Group group;
  group.name = "methods that are not allowed";
  const auto add = [&](PropertyId id, std::string what, std::string_view method) {
    if (!method.empty() && !allows(ground, method)) group.probes.push_back(method_probe(ground, id, std::move(what), method));
  };
  for (const std::string_view method : {"PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "LINK"})
    add(P057, fmt::format("{}, which is not listed", method), method);
  add(P057, "a method that nobody knows", "X-" + byte_uppercase(draw.word(5)));
  std::vector<std::string> listed = ground.methods;
  for (const std::string_view safe : {"GET", "POST"}) listed.emplace_back(safe);
  for (const std::string& method : listed) {
    std::string lower = byte_lowercase(method);
    if (lower == method) lower = byte_uppercase(method);
    add(P059, fmt::format("{} in another case", method), lower);
    add(P062, fmt::format("{} without its last letter", method), std::string_view(method).substr(0, method.size() - 1));
    add(P062, fmt::format("{} without its first letter", method), std::string_view(method).substr(1));
    add(P062, fmt::format("{} with a letter more", method), method + "X");
  }
  if (listed.size() > 1) {
    const std::string& first = listed[0];
    const std::string& second = listed[1];
    add(P062, "the end of one method, a comma, the beginning of another",
        fmt::format("{}, {}", first.substr(first.size() - 1), second.substr(0, 1)));
    add(P062, "two methods with a comma", fmt::format("{}, {}", first, second));
    add(P062, "two methods with a comma, no blank", fmt::format("{},{}", first, second));
  }
  for (const std::string_view text : {"GET PUT", "P(UT", "\"PUT\"", "PUT;", "*", "PUT\t"})
    add(P082, fmt::format("{} as a method", text), text);
  Probe empty = preflight_probe({P082}, "an empty method", ground.path, ground.friendly(), "");
  empty.reachable = false;
  group.probes.push_back(std::move(empty));
  Probe twice = preflight_probe({P082}, "two lines of methods", ground.path, ground.friendly(),
                                ground.any_method ? "GET" : "X-" + byte_uppercase(draw.word(5)));
  twice.headers.push_back({"Access-Control-Request-Method", "GET"});
  twice.reachable = false;
  twice.counted = Counted::permissive;
  if (!ground.any_method) group.probes.push_back(std::move(twice));
  for (Probe& probe : group.probes) {
    if (probe.properties.front() == P082) probe.counted = Counted::permissive;
  }
  return group;
}

bool names_methods(const Observation& seen) {
  return seen.has("Access-Control-Allow-Methods") || seen.has("Access-Control-Allow-Headers") || seen.has("Access-Control-Max-Age");
}

// Places: plain OPTIONS; OPTIONS with Origin; with Origin and header names; GET; GET with a requested method; OPTIONS and GET with all that a
// preflight has but the Origin.
void judge_no_preflights(const GroupSeen& group, Ledger& ledger) {
  const auto add = [&](std::size_t at, PropertyId id, std::string key, std::string summary) {
    ledger.add(fault_of(id, std::move(key), std::move(summary)), group.probes[at], group.seen[at]);
  };
  for (const PropertyId id : {P079, P080, P081}) ledger.count(id);
  const Observation& plain = group.seen[0];
  for (const std::size_t at : {std::size_t{5}, std::size_t{6}}) {
    // A server that falls over what is half a preflight (Envoy, CVE-2023-35943).
    if (plain.answered() && !group.seen[at].answered())
      add(at, P080, "no-answer", fmt::format("{} that is half a preflight gets no answer.", group.probes[at].method));
  }
  for (const Observation& seen : group.seen.first(5)) {
    if (!seen.answered()) return;
  }
  if (names_methods(plain)) add(0, P080, "swallowed", "OPTIONS without Origin is answered as if it were a preflight.");
  for (const std::size_t at : {std::size_t{1}, std::size_t{2}}) {
    if (names_methods(group.seen[at]) && !names_methods(plain))
      add(at, P079, at == 1 ? "origin-alone" : "request-headers-alone",
          "OPTIONS without a requested method is answered as if it were a preflight.");
  }
  const Observation& get = group.seen[3];
  const Observation& asking = group.seen[4];
  if ((names_methods(asking) && !names_methods(get)) || asking.status != get.status)
    add(4, P081, "get-as-preflight",
        fmt::format("GET with Access-Control-Request-Method is answered {}, without it {}.", asking.status, get.status));
}

Group no_preflights(const Ground& ground) {
  Group group;
  group.name = "what is no preflight";
  group.order = Order::in_order;
  group.judges = {P079, P080, P081};
  group.judge = judge_no_preflights;
  const auto add = [&](PropertyId id, std::string label, std::string_view method, std::string_view origin, std::vector<Header> more) {
    Probe probe = actual_probe({id}, std::move(label), ground.path, origin);
    probe.method = method;
    probe.headers.insert(probe.headers.end(), more.begin(), more.end());
    probe.counted = Counted::nothing;
    group.probes.push_back(std::move(probe));
  };
  const std::string& origin = ground.friendly();
  add(P080, "plain OPTIONS", "OPTIONS", "", {});
  add(P079, "OPTIONS with Origin alone", "OPTIONS", origin, {});
  add(P079, "OPTIONS with Origin and header names", "OPTIONS", origin, {{"Access-Control-Request-Headers", "content-type"}});
  add(P081, "GET of an allowed origin", "GET", origin, {});
  add(P081, "GET with a requested method", "GET", origin, {{"Access-Control-Request-Method", "PUT"}});
  const std::vector<Header> half = {{"Access-Control-Request-Method", "PUT"}, {"Access-Control-Request-Headers", "content-type"}};
  add(P080, "OPTIONS with a requested method and no Origin", "OPTIONS", "", half);
  add(P080, "GET with a requested method and no Origin", "GET", "", half);
  return group;
}

}  // namespace

std::vector<Group> preflight_method_groups(const Ground& ground, Draw& draw) {
  std::vector<Group> groups;
  if (!ground.has_friend()) return groups;
  groups.push_back(allowed_methods(ground, draw));
  groups.push_back(other_methods(ground, draw));
  groups.push_back(no_preflights(ground));
  return groups;
}

}  // namespace crosscheck::check
