// A path beside the first: whether it keeps to the policy at all.
#include <utility>

#include <fmt/format.h>

#include "check/probe_groups.h"

namespace crosscheck::check {
namespace {

constexpr std::size_t kOriginsOnFurtherPaths = 4;  // of the allowed ones
constexpr std::size_t kMethodsOnFurtherPaths = 2;

}  // namespace

std::vector<Group> surface_groups(const Ground& ground, Draw& draw) {
  using enum PropertyId;
  Group group;
  group.name = fmt::format("the path {}", ground.path);
  const auto add = [&](std::string_view who, const std::string& origin) {
    group.probes.push_back(actual_probe({P117}, std::string(who), ground.path, origin));
    group.probes.push_back(preflight_probe({P117}, fmt::format("preflight of {}", who), ground.path, origin, "GET"));
    for (const std::string& method : draw.sample(ground.methods, kMethodsOnFurtherPaths))
      group.probes.push_back(preflight_probe({P117}, fmt::format("preflight of {}, {}", who, method), ground.path, origin, method));
  };
  note_sample(group, ground.allowed.size(), kOriginsOnFurtherPaths, "allowed origins", "on further paths");
  for (const std::string& origin : draw.sample(ground.allowed, kOriginsOnFurtherPaths)) add("an allowed origin", origin);
  for (const std::string& origin : ground.unknown) add("an unknown origin", origin);
  if (!ground.null_allowed) add("the origin null", "null");
  if (ground.has_friend() && ground.has_stranger()) {
    const OriginParts parts = parts_of_origin(ground.friendly());
    for (const std::string& near : {fmt::format("{}://{}.{}", parts.scheme, parts.host, kAttacker),
                                    fmt::format("{}://evil{}{}", parts.scheme, parts.host, parts.port)})
      if (!ground.allows(near)) add("a near miss", near);
  }
  std::vector<Group> groups = {std::move(group)};
  for (Group& cache : cache_groups(ground, draw)) groups.push_back(std::move(cache));
  return groups;
}

}  // namespace crosscheck::check
