#include "crosscheck/policy/compile.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "crosscheck/base/nearest.h"
#include "crosscheck/policy/check.h"
#include "crosscheck/policy/check_routes.h"
#include "crosscheck/policy/compiled.h"
#include "crosscheck/policy/document_order.h"
#include "crosscheck/policy/normal_policy.h"

namespace crosscheck::policy {

// Makes what only a document without errors may become.
class PolicyMaker {
 public:
  static Policy make(std::shared_ptr<const CompiledDocument> compiled) { return Policy(std::move(compiled)); }
};

namespace {

void append(std::vector<Fault>& all, std::vector<Fault> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string joined(std::span<const std::string> names) {
  std::string list;
  for (const std::string& name : names) {
    if (!list.empty()) list += ", ";
    list += name;
  }
  return list;
}

std::string value_of(const StarOrList& list) { return list.is_star ? "*" : joined(list.entries); }

bool is_danger(std::string_view name) {
  const std::optional<FaultKind> kind = fault_kind_from_name(name);
  return kind && fault_info(*kind).level == Level::danger;
}

// V24, and dangers that were acknowledged.
void weigh_acknowledgements(const SinglePolicy& policy, std::string_view base, std::vector<Fault>& faults) {
  const std::string list = pointer_to(base, "acknowledge");
  std::vector<std::string_view> dangers;
  for (const FaultInfo& info : all_faults()) {
    if (info.level == Level::danger) dangers.push_back(info.name);
  }
  std::vector<Fault> found;
  for (std::size_t i = 0; i < policy.acknowledge.size(); ++i) {
    const std::string& name = policy.acknowledge[i];
    if (!is_danger(name)) {
      const std::string_view meant = nearest(name, dangers);
      found.push_back(make_fault(FaultKind::unknown_acknowledgement, pointer_to(list, i),
                                 in_backquotes(name) + " is the name of no danger.",
                                 meant.empty() ? "Leave it out." : "Write \"" + std::string(meant) + "\"."));
    } else if (const auto first = std::find(policy.acknowledge.begin(), policy.acknowledge.end(), name);
               static_cast<std::size_t>(first - policy.acknowledge.begin()) != i) {
      found.push_back(make_fault(FaultKind::redundant_entry, pointer_to(list, i), in_backquotes(name) + " stands in the list already.",
                                 "Leave it out."));
    } else if (std::none_of(faults.begin(), faults.end(), [&](const Fault& fault) { return fault.name() == name; })) {
      Fault fault = make_fault(FaultKind::unknown_acknowledgement, pointer_to(list, i),
                               in_backquotes(name) + " is acknowledged, and the policy has no such danger.", "Leave it out.");
      fault.level = Level::warning;
      found.push_back(std::move(fault));
    }
  }
  for (Fault& fault : faults) {
    if (fault.level == Level::danger &&
        std::find(policy.acknowledge.begin(), policy.acknowledge.end(), fault.name()) != policy.acknowledge.end()) {
      fault.level = Level::warning;
    }
  }
  append(faults, std::move(found));
}

struct CheckedPolicy {
  std::vector<Fault> faults;
  CheckedOrigins origins;
};

CheckedPolicy check_policy(const SinglePolicy& policy, std::string_view base, RegexBudget& regexes) {
  CheckedPolicy checked;
  CheckedPatterns patterns = check_origin_patterns(policy, base, regexes);
  checked.origins = check_origins(policy, base, patterns, regexes);
  append(checked.faults, std::move(checked.origins.faults));
  append(checked.faults, std::move(patterns.faults));
  append(checked.faults, check_methods(policy, base));
  append(checked.faults, check_header_names(policy, base));
  append(checked.faults, check_scalars(policy, base));
  weigh_acknowledgements(policy, base, checked.faults);
  return checked;
}

// Of a policy without errors; `normal` is its normal form.
std::unique_ptr<const CompiledPolicy> make_policy(const SinglePolicy& normal, CheckedOrigins origins) {
  AnswerValues values;
  const bool any_name = has_star(normal.request_headers);
  values.any_origin = origins.any && !normal.credentials;
  values.credentials = normal.credentials;
  values.echo_methods = normal.methods.is_star && normal.credentials;
  values.echo_names = any_name && normal.credentials;
  values.diagnostic = normal.rejected_preflight == RejectedPreflight::diagnostic;
  values.preflight_status = static_cast<std::uint16_t>(normal.preflight_status);
  values.methods = value_of(normal.methods);
  values.request_headers = value_of(normal.request_headers);
  values.expose_headers = value_of(normal.expose_headers);
  if (normal.max_age) values.max_age = std::to_string(static_cast<long long>(*normal.max_age));

  auto policy = std::make_unique<CompiledPolicy>(std::move(values));
  policy->any_origin = origins.any;
  policy->star_index = origins.star_index;
  policy->only_exact = !origins.any && !normal.null_origin && !origins.matcher.has_patterns();
  policy->origins = std::move(origins.matcher);
  policy->anybody = origins.any && !normal.credentials;
  policy->null_origin = normal.null_origin;
  policy->any_method = normal.methods.is_star;
  policy->methods = AllowedMethods(normal.methods.entries);
  policy->names = AllowedNames(normal.request_headers.entries, any_name, !normal.credentials && normal.request_headers.is_star);
  return policy;
}

}  // namespace

Compilation compile(const Document& document, std::vector<Fault> found_while_reading) {
  std::vector<Fault> faults = std::move(found_while_reading);
  std::vector<CheckedPolicy> checked;
  RegexBudget regexes;
  const auto* const single = std::get_if<SinglePolicy>(&document);
  if (single != nullptr) {
    checked.push_back(check_policy(*single, "", regexes));
  } else {
    const Routes& routes = std::get<Routes>(document);
    append(faults, check_routes(routes));
    for (std::size_t i = 0; i < routes.size(); ++i) {
      checked.push_back(routes[i].policy ? check_policy(*routes[i].policy, pointer_to(pointer_to("/routes", i), "policy"), regexes)
                                         : CheckedPolicy{});
    }
  }
  for (CheckedPolicy& policy : checked) append(faults, std::move(policy.faults));

  Compilation compilation;
  if (!faults.empty()) {
    for (Fault& fault : in_document_order(std::move(faults), document)) {
      (fault.is_warning() ? compilation.warnings : compilation.errors).push_back(std::move(fault));
    }
  }
  if (!compilation.errors.empty()) return compilation;

  auto compiled = std::make_shared<CompiledDocument>();
  const auto without_table = [](const SinglePolicy& policy, const CheckedOrigins& origins) {
    return normal_policy(policy, !origins.any && origins.matcher.has_only_exact() ? KeptOrigins::none : KeptOrigins::all);
  };
  if (single != nullptr) {
    compiled->normal = without_table(*single, checked.front().origins);
    compiled->single = make_policy(std::get<SinglePolicy>(compiled->normal), std::move(checked.front().origins));
  } else {
    Routes routes;
    for (const Route& route : std::get<Routes>(document)) {
      const std::size_t i = routes.size();
      routes.push_back({route.path, route.policy ? std::optional(without_table(*route.policy, checked[i].origins)) : std::nullopt});
    }
    for (std::size_t i = 0; i < routes.size(); ++i) {
      CompiledRoute route;
      route.is_prefix = routes[i].path.ends_with('*');
      route.path = route.is_prefix ? routes[i].path.substr(0, routes[i].path.size() - 1) : routes[i].path;
      if (routes[i].policy) route.policy = make_policy(*routes[i].policy, std::move(checked[i].origins));
      compiled->routes.push_back(std::move(route));
    }
    compiled->normal = std::move(routes);
  }
  compilation.policy = PolicyMaker::make(std::move(compiled));
  return compilation;
}

}  // namespace crosscheck::policy
