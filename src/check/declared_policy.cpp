#include "check/declared_policy.h"

#include <utility>
#include <variant>

namespace crosscheck::check {

DeclaredPolicy::DeclaredPolicy(const policy::Policy& policy) {
  policy::Document document = policy.normal_form();
  if (auto* const routes = std::get_if<policy::Routes>(&document)) {
    has_routes_ = true;
    routes_ = std::move(*routes);
  } else {
    routes_.push_back({"/*", std::move(std::get<policy::SinglePolicy>(document))});
  }
}

std::optional<std::size_t> DeclaredPolicy::route_of(std::string_view path) const {
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    const std::string_view route = routes_[i].path;
    const bool has = route.ends_with('*') ? path.starts_with(route.substr(0, route.size() - 1)) : path == route;
    if (has || !has_routes_) return i;
  }
  return std::nullopt;
}

const policy::SinglePolicy* DeclaredPolicy::at(std::string_view path) const {
  const std::optional<std::size_t> route = route_of(path);
  if (!route || !routes_[*route].policy) return nullptr;
  return &*routes_[*route].policy;
}

bool allows_any_origin(const policy::SinglePolicy& policy) { return policy.origins && policy.origins->is_star; }

}  // namespace crosscheck::check
