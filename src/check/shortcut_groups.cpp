// What else a server may listen to in place of Origin, or beside it.
#include <algorithm>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "check/permission_judge.h"
#include "check/probe_groups.h"
#include "crosscheck/base/ascii.h"
#include "suite/permission.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

struct Beside {
  PropertyId property;
  std::string_view what;
  std::vector<Header> headers;
};

std::vector<Beside> besides() {
  return {{P049, "a cookie", {{"Cookie", "x=1"}}},
          {P049, "a session cookie", {{"Cookie", "session=0123456789abcdef; access-token=x"}}},
          {P050, "Authorization", {{"Authorization", "Bearer crosscheck"}}},
          {P050, "X-Requested-With", {{"X-Requested-With", "XMLHttpRequest"}}},
          {P050, "Sec-Fetch headers of the same origin", {{"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Mode", "cors"}}},
          {P050, "Sec-Fetch headers of another site", {{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "cors"}}},
          {P050, "the user agent of a browser", {{"User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}}},
          {P050, "the user agent of a crawler", {{"User-Agent", "curl/8.0"}}},
          {P050, "a forwarded address", {{"X-Forwarded-For", "127.0.0.1"}, {"X-Real-IP", "127.0.0.1"}}}};
}

std::string allowed_by(const Observation& seen) {
  return seen.combined("Access-Control-Allow-Origin") + "\n" + seen.combined("Access-Control-Allow-Credentials");
}

// Whether the answer with more headers permits something else than the one without. What is wrong in both is told by other properties.
void judge_difference(const GroupSeen& group, std::size_t plain, std::size_t at, Ledger& ledger) {
  const PropertyId id = group.probes[at].properties.front();
  const auto& asked = group.wanted[at].asked;
  if (!asked) return;
  ledger.count(id);
  const suite::Permission without = permission_seen(*asked, group.seen[plain]);
  const suite::Permission with = permission_seen(*asked, group.seen[at]);
  const bool is_more = permits_more(with, without);
  if (!is_more && !permits_more(without, with)) return;
  // A cookie or a token that the application does not know may be an error of its own, or lead to where one signs in.
  const int status = group.seen[at].status;
  const bool is_another_answer = !is_more && status >= 300 && status != group.seen[plain].status;
  Fault fault = fault_of(!is_another_answer ? id
                         : status >= 400    ? P096
                                            : P097,
                         is_more ? "more" : "less",
                         fmt::format("{}: {} is permitted than without.", group.probes[at].label, is_more ? "more" : "less"),
                         is_more ? suite::Direction::permissive : suite::Direction::strict);
  fault.wanted = wanted_sentence(group.wanted[at]);
  fault.verdict = verdict_sentence(*asked, group.seen[at]);
  ledger.add(std::move(fault), group.probes[at], group.seen[at]);
}

// What changes the headers is named in Vary. WHY not Authorization: a shared cache keeps no answer to a request with one. An error
// that only the one of the two gets is P096's.
void judge_vary(const GroupSeen& group, std::size_t plain, std::size_t at, std::span<const Header> beside, Ledger& ledger) {
  const bool is_secret = std::any_of(beside.begin(), beside.end(), [](const Header& header) { return header.name == "Authorization"; });
  const Observation& seen = group.seen[at];
  if (is_secret || (seen.status >= 300 && seen.status != group.seen[plain].status)) return;
  ledger.count(P110);
  if (allowed_by(seen) == allowed_by(group.seen[plain])) return;
  const std::vector<HeaderView> lines = seen.views();
  const std::vector<std::string> vary = convert_header_names_to_a_sorted_lowercase_set(suite::list_elements("Vary", lines));
  const bool is_named = std::any_of(beside.begin(), beside.end(), [&](const Header& header) {
    const std::string name = byte_lowercase(header.name);
    return std::any_of(vary.begin(), vary.end(), [&](const std::string& one) { return one == name || one == "*"; });
  });
  if (is_named) return;
  const std::string name = byte_lowercase(beside.front().name);
  ledger.add(fault_of(P110, name, fmt::format("{} changes the CORS headers of the answer, and Vary does not name it.", name)),
             group.probes[at], seen);
}

// Whoever decides by what else is there answers a stranger otherwise, or an allowed origin.
Group beside_origin(const Ground& ground) {
  Group group;
  group.name = "headers beside Origin";
  group.judges = {P049, P050, P110};
  const std::vector<Beside> all = besides();
  const auto add_all = [&](std::string_view who, const std::string& origin) {
    group.probes.push_back(actual_probe({P050}, std::string(who), ground.path, origin));
    for (const Beside& beside : all) {
      Probe probe = actual_probe({beside.property}, fmt::format("{} with {}", who, beside.what), ground.path, origin);
      probe.headers.insert(probe.headers.end(), beside.headers.begin(), beside.headers.end());
      group.probes.push_back(std::move(probe));
    }
  };
  if (ground.has_friend()) add_all("an allowed origin", ground.friendly());
  if (ground.has_stranger()) add_all("an unknown origin", ground.stranger());
  if (!ground.null_allowed) add_all("the origin null", "null");
  for (Probe& probe : group.probes) probe.counted = Counted::nothing;
  // Runs of one more than there are headers: the plain request first.
  group.judge = [all](const GroupSeen& seen, Ledger& ledger) {
    const std::size_t each = all.size() + 1;
    for (std::size_t at = 0; at < seen.probes.size(); ++at) {
      const std::size_t plain = at - at % each;
      if (at == plain || !seen.seen[at].answered() || !seen.seen[plain].answered()) continue;
      judge_difference(seen, plain, at, ledger);
      judge_vary(seen, plain, at, all[at - plain - 1].headers, ledger);
    }
  };
  return group;
}

// A server that takes what the request says of itself for its own name.
Group own_name(const Ground& ground) {
  Group group;
  group.name = "Host and forwarding headers";
  group.tells_nothing_under_reflection = true;
  const std::string host = ground.stranger().substr(ground.stranger().find("://") + 3);
  for (const std::string_view scheme : {"https", "http"}) {
    const std::string origin = fmt::format("{}://{}", scheme, host);
    if (ground.allows(origin)) continue;
    const auto add = [&](std::string_view what, std::optional<std::string> as_host, std::vector<Header> headers) {
      for (const bool is_preflight : {false, true}) {
        const std::string label = fmt::format("{}{} names the {} origin", is_preflight ? "preflight, " : "", what, scheme);
        Probe probe =
            is_preflight ? preflight_probe({P037}, label, ground.path, origin, "GET") : actual_probe({P037}, label, ground.path, origin);
        probe.host = as_host;
        probe.headers.insert(probe.headers.end(), headers.begin(), headers.end());
        probe.reachable = false;
        group.probes.push_back(std::move(probe));
      }
    };
    add("Host", host, {});
    add("X-Forwarded-Host", std::nullopt, {{"X-Forwarded-Host", host}, {"X-Forwarded-Proto", std::string(scheme)}});
    add("Forwarded", std::nullopt, {{"Forwarded", fmt::format("host={};proto={}", host, scheme)}});
    add("X-Original-Host", std::nullopt, {{"X-Original-Host", host}, {"X-Host", host}});
  }
  return group;
}

// Something else in the place of Origin.
Group other_sources(const Ground& ground) {
  Group group;
  group.name = "other sources of an origin";
  group.tells_nothing_under_reflection = true;
  const std::string& stranger = ground.stranger();
  const auto add = [&](std::string label, std::string_view origin, std::vector<Header> headers, std::string_view query) {
    Probe probe = actual_probe({P038}, std::move(label), ground.path, origin);
    probe.headers.insert(probe.headers.end(), headers.begin(), headers.end());
    if (!query.empty()) probe.target += fmt::format("{}{}={}", probe.target.find('?') == std::string::npos ? '?' : '&', query, stranger);
    probe.judged_origin = stranger;
    // A page can name itself in a URL. To send such a header it would first have to be let through.
    probe.reachable = !query.empty() && origin == stranger;
    group.probes.push_back(std::move(probe));
  };
  for (const std::string_view name : {"X-Origin", "Referer", "X-Forwarded-Origin", "X-Original-Origin"}) {
    const std::string value = name == "Referer" ? stranger + "/" : stranger;
    add(fmt::format("{} of an unknown origin, no Origin", name), "", {{std::string(name), value}}, "");
    if (ground.has_friend())
      add(fmt::format("{} of an unknown origin beside an allowed Origin", name), ground.friendly(), {{std::string(name), value}}, "");
    if (ground.has_friend() && name != "Referer")
      add(fmt::format("{} of an allowed origin beside an unknown Origin", name), stranger, {{std::string(name), ground.friendly()}}, "");
  }
  for (const std::string_view query : {"origin", "domain", "cors", "callback"}) {
    add(fmt::format("?{}= of an unknown origin, no Origin", query), "", {}, query);
    add(fmt::format("?{}= and Origin of an unknown origin", query), stranger, {}, query);
  }
  return group;
}

}  // namespace

std::vector<Group> shortcut_groups(const Ground& ground, Draw&) {
  std::vector<Group> groups;
  if (ground.single == nullptr) return groups;
  groups.push_back(beside_origin(ground));
  if (ground.has_stranger()) {
    groups.push_back(own_name(ground));
    groups.push_back(other_sources(ground));
  }
  return groups;
}

}  // namespace crosscheck::check
