// Header names of preflights.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "check/probe_groups.h"
#include "check/wanted.h"
#include "crosscheck/base/ascii.h"
#include "crosscheck/http/token.h"

namespace crosscheck::check {
namespace {

using enum PropertyId;

constexpr std::size_t kAskersOfEachHeader = 12;
constexpr std::size_t kHeaderPairs = 120;   // of headers, beside the neighbours
constexpr std::size_t kPairedHeaders = 40;  // headers that are paired with others than their neighbours
constexpr std::size_t kNearby = 40;         // names that near misses are made of

std::string method_for(const Ground& ground) {
  const bool has_put = std::find(ground.methods.begin(), ground.methods.end(), "PUT") != ground.methods.end();
  return has_put || ground.any_method ? "PUT" : "POST";
}

bool allows(const Ground& ground, const std::vector<std::string>& names) {
  return allows_preflight(*ground.policy, path_of(ground.path), ground.friendly(), "POST", names);
}

std::vector<std::string> names_for(const Ground& ground, Draw& draw) {
  std::vector<std::string> names = ground.request_headers;
  if (ground.any_request_header) {
    for (std::string name : {std::string("content-type"), std::string("x-requested-with"), "x-" + draw.word(6)})
      names.push_back(std::move(name));
  }
  return names;
}

Group allowed_names(const Ground& ground, const std::vector<std::string>& names, Draw& draw) {
  Group group;
  group.name = "allowed request headers";
  const std::string method = method_for(ground);
  note_sample(group, ground.allowed.size(), kAskersOfEachHeader, "allowed origins", "in preflights with every request header");
  for (const std::string& origin : draw.sample(ground.allowed, kAskersOfEachHeader)) {
    for (const std::string& name : names) {
      const PropertyId id = name == "authorization" ? P069 : P056;
      group.probes.push_back(preflight_probe({id}, fmt::format("{} from {}", name, origin), ground.path, origin,
                                             name == "authorization" ? "GET" : "POST", {name}));
    }
    if (names.size() > 1) {
      group.probes.push_back(
          preflight_probe({P056}, fmt::format("all request headers from {}", origin), ground.path, origin, method, names));
    }
  }
  std::vector<std::string> sorted = names;
  std::sort(sorted.begin(), sorted.end());
  const auto add_pair = [&](const std::string& a, const std::string& b) {
    group.probes.push_back(preflight_probe({P056}, fmt::format("{} and {}", a, b), ground.path, ground.friendly(), "POST", {a, b}));
  };
  // Neighbours are asked about in full: what walks through a sorted list loses those.
  for (std::size_t at = 1; at < sorted.size(); ++at) add_pair(sorted[at - 1], sorted[at]);
  std::vector<std::pair<std::size_t, std::size_t>> apart;
  const std::vector<std::string> some = draw.sample(sorted, kPairedHeaders);
  for (std::size_t a = 0; a < some.size(); ++a) {
    for (std::size_t b = a + 2; b < some.size(); ++b) apart.emplace_back(a, b);
  }
  note_sample(group, sorted.size() * (sorted.size() - 1) / 2, kHeaderPairs, "pairs of request headers", "beside those that are neighbours");
  for (const auto& [a, b] : draw.sample(std::move(apart), kHeaderPairs)) add_pair(some[a], some[b]);
  for (std::size_t left_out = 0; left_out < std::min(sorted.size(), kNearby) && sorted.size() > 2; ++left_out) {
    std::vector<std::string> most = sorted;
    most.erase(most.begin() + static_cast<std::ptrdiff_t>(left_out));
    group.probes.push_back(
        preflight_probe({P056}, fmt::format("all but {}", sorted[left_out]), ground.path, ground.friendly(), "POST", std::move(most)));
  }
  return group;
}

// First, in the middle and last among the allowed ones, as browsers sort them.
std::vector<std::string> strange_names(Draw& draw) {
  const std::string word = draw.word(5);
  return {"a0-" + word, "m-" + word, "x-" + word, "zz-" + word};
}

Group other_names(const Ground& ground, const std::vector<std::string>& names, Draw& draw) {
  Group group;
  group.name = "request headers that are not allowed";
  const auto add = [&](std::string label, std::vector<std::string> asked) {
    if (!allows(ground, asked))
      group.probes.push_back(preflight_probe({P058}, std::move(label), ground.path, ground.friendly(), "POST", std::move(asked)));
  };
  // The words of these labels must be the same under every seed.
  const std::vector<std::string> strange = strange_names(draw);
  for (std::size_t i = 0; i < strange.size(); ++i) {
    add(fmt::format("an unknown header ({})", i + 1), {strange[i]});
    std::vector<std::string> with_all = names;
    with_all.push_back(strange[i]);
    if (!names.empty()) add(fmt::format("an unknown header ({}) among all allowed ones", i + 1), with_all);
    for (const std::string& name : draw.sample(names, 4))
      add(fmt::format("an unknown header ({}) beside {}", i + 1, name), {name, strange[i]});
  }
  for (const std::string_view common :
       {"authorization", "content-type", "x-requested-with", "x-csrf-token", "x-api-key", "x-forwarded-for", "x-http-method-override"}) {
    add(fmt::format("{}, which is not listed", common), {std::string(common)});
    std::vector<std::string> with_all = names;
    with_all.emplace_back(common);
    if (!names.empty()) add(fmt::format("{}, which is not listed, among all allowed ones", common), std::move(with_all));
  }
  note_sample(group, names.size(), kNearby, "request headers", "with every near miss");
  for (const std::string& name : draw.sample(names, kNearby)) {
    add(fmt::format("{} with a part more", name), {name + "-bar"});
    add(fmt::format("{} with a letter more", name), {name + "x"});
    add(fmt::format("{} without its last letter", name), {name.substr(0, name.size() - 1)});
    add(fmt::format("{} without its first letter", name), {name.substr(1)});
    add(fmt::format("a letter before {}", name), {"x" + name});
    add(fmt::format("{} and the same with a part more", name), {name, name + "-bar"});
  }
  std::erase_if(group.probes, [](const Probe& probe) {
    const std::string_view line = probe.header("Access-Control-Request-Headers");
    return line.empty() || line.starts_with(',') || line.ends_with(',');
  });
  return group;
}

}  // namespace

std::vector<Group> preflight_header_groups(const Ground& ground, Draw& draw) {
  std::vector<Group> groups;
  if (!ground.has_friend()) return groups;
  const std::vector<std::string> names = names_for(ground, draw);
  if (!names.empty()) groups.push_back(allowed_names(ground, names, draw));
  groups.push_back(other_names(ground, names, draw));
  return groups;
}

}  // namespace crosscheck::check
