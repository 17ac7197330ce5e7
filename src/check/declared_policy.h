// The policy as it was declared: which single policy a path has, and what it says.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "crosscheck/policy/document.h"
#include "crosscheck/policy/policy.h"

namespace crosscheck::check {

// Immutable: the normal form of a policy.
class DeclaredPolicy {
 public:
  explicit DeclaredPolicy(const policy::Policy& policy);

  bool has_routes() const { return has_routes_; }
  // In their order; a single policy is one route for every path.
  const policy::Routes& routes() const { return routes_; }
  // The place of the first route that has the path; nothing where none has it.
  std::optional<std::size_t> route_of(std::string_view path) const;
  // Null where CORS is off.
  const policy::SinglePolicy* at(std::string_view path) const;

 private:
  bool has_routes_ = false;
  policy::Routes routes_;
};

// Whether "*" allows any origin.
bool allows_any_origin(const policy::SinglePolicy& policy);

}  // namespace crosscheck::check
