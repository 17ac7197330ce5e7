#include <algorithm>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/policy/check.h"
#include "crosscheck/policy/compile.h"
#include "crosscheck/policy/normal_policy.h"
#include "crosscheck/policy/text_table.h"

namespace crosscheck::policy {
namespace {

std::vector<std::string> without_repeats(const std::vector<std::string>& list) {
  TextTable seen(list.size());
  std::vector<std::string> kept;
  kept.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (seen.insert(list[i], static_cast<std::uint32_t>(i)) == i) kept.push_back(list[i]);
  }
  return kept;
}

StarOrList with_star_alone(const StarOrList& list) {
  if (list.is_star || (list.entries.size() == 1 && list.entries.front() == "*")) return {true, {}};
  return list;
}

// Origins: `*` beside others is a fault, so that it stays where it is.
StarOrList normal_origins(const std::optional<StarOrList>& origins) {
  if (!origins) return {};
  return with_star_alone({origins->is_star, without_repeats(origins->entries)});
}

// Where `*` stands in the list nothing else counts.
StarOrList normal_methods(const StarOrList& methods) {
  if (has_star(methods)) return {true, {}};
  return {false, without_repeats(methods.entries)};
}

std::vector<std::string> in_lower_case(std::vector<std::string> names) {
  for (std::string& name : names) name = byte_lowercase(name);
  return without_repeats(names);
}

StarOrList normal_exposed(const StarOrList& names) {
  if (has_star(names)) return {true, {}};
  return {false, in_lower_case(names.entries)};
}

// `*` and `authorization`, which it does not cover without credentials, or the names.
StarOrList normal_request_headers(const StarOrList& names, bool credentials) {
  std::vector<std::string> entries = in_lower_case(names.entries);
  if (!has_star(names)) return {false, std::move(entries)};
  const bool authorization = std::find(entries.begin(), entries.end(), "authorization") != entries.end();
  if (authorization && !credentials) return {false, {"*", "authorization"}};
  return {true, {}};
}

}  // namespace

SinglePolicy normal_policy(const SinglePolicy& policy, KeptOrigins kept) {
  SinglePolicy normal;
  normal.origins = kept == KeptOrigins::none ? StarOrList() : normal_origins(policy.origins);
  for (const OriginPattern& pattern : policy.origin_patterns) {
    if (std::find(normal.origin_patterns.begin(), normal.origin_patterns.end(), pattern) == normal.origin_patterns.end()) {
      normal.origin_patterns.push_back(pattern);
    }
  }
  normal.null_origin = policy.null_origin;
  normal.credentials = policy.credentials;
  normal.methods = normal_methods(policy.methods);
  normal.request_headers = normal_request_headers(policy.request_headers, policy.credentials);
  normal.expose_headers = normal_exposed(policy.expose_headers);
  normal.max_age = policy.max_age;
  normal.preflight_status = policy.preflight_status;
  normal.rejected_preflight = policy.rejected_preflight;
  normal.acknowledge = without_repeats(policy.acknowledge);
  return normal;
}

Document normal_form(const Document& document) {
  if (const auto* single = std::get_if<SinglePolicy>(&document)) return normal_policy(*single, KeptOrigins::all);
  Routes normal;
  for (const Route& route : std::get<Routes>(document)) {
    normal.push_back(Route{route.path, route.policy ? std::optional(normal_policy(*route.policy, KeptOrigins::all)) : std::nullopt});
  }
  return normal;
}

}  // namespace crosscheck::policy
