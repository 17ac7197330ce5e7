// What else a server may listen to in place of Origin, or beside it.
#include <algorithm>
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

// Whoever decides by what else is there answers a stranger otherwise, or an allowed origin.
Group beside_origin(const Ground& ground) {
  Group group;
  group.name = "headers beside Origin";
  group.judges = {P110};
  const auto add = [&](std::string_view who, const std::string& origin, const Beside* beside) {
    Probe probe = actual_probe({beside == nullptr ? P050 : beside->property},
                               beside == nullptr ? std::string(who) : fmt::format("{} with {}", who, beside->what), ground.path, origin);
    if (beside != nullptr) probe.headers.insert(probe.headers.end(), beside->headers.begin(), beside->headers.end());
    group.probes.push_back(std::move(probe));
  };
  const std::vector<Beside> all = besides();
  const auto add_all = [&](std::string_view who, const std::string& origin) {
    add(who, origin, nullptr);
    for (const Beside& beside : all) add(who, origin, &beside);
  };
  if (ground.has_friend()) add_all("an allowed origin", ground.friendly());
  if (ground.has_stranger()) add_all("an unknown origin", ground.stranger());
  if (!ground.null_allowed) add_all("the origin null", "null");
  const std::size_t each = all.size() + 1;
  // Runs of `each`: the plain request first.
  group.judge = [each](const GroupSeen& seen, Ledger& ledger) {
    for (std::size_t at = 0; at < seen.probes.size(); ++at) {
      const std::size_t plain = at - at % each;
      if (at == plain || !seen.seen[at].answered() || !seen.seen[plain].answered()) continue;
      ledger.count(P110);
      const auto said = [&](std::size_t place) {
        return seen.seen[place].combined("Access-Control-Allow-Origin") + "\n" +
               seen.seen[place].combined("Access-Control-Allow-Credentials");
      };
      if (said(at) == said(plain)) continue;
      const std::string name = byte_lowercase(seen.probes[at].headers.back().name);
      const std::string vary = byte_lowercase(seen.seen[at].combined("Vary"));
      if (vary.find(name) != std::string::npos || vary == "*") continue;
      ledger.add(fault_of(P110, name, fmt::format("{} changes the CORS headers of the answer, and Vary does not name it.", name)),
                 seen.probes[at], seen.seen[at]);
    }
  };
  return group;
}

// A server that takes what the request says of itself for its own name.
Group own_name(const Ground& ground) {
  Group group;
  group.name = "Host and forwarding headers";
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
  const std::string& stranger = ground.stranger();
  const auto add = [&](std::string label, std::string_view origin, std::vector<Header> headers, std::string_view query) {
    Probe probe = actual_probe({P038}, std::move(label), ground.path, origin);
    probe.headers.insert(probe.headers.end(), headers.begin(), headers.end());
    if (!query.empty()) probe.target += fmt::format("{}{}={}", probe.target.find('?') == std::string::npos ? '?' : '&', query, stranger);
    probe.judged_origin = stranger;
    probe.reachable = false;
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
