#include "oracle/routes.h"

#include <algorithm>

namespace crosscheck::oracle {
namespace {

bool matches(std::string_view pattern, std::string_view path) {
  if (!pattern.ends_with('*')) return path == pattern;
  pattern.remove_suffix(1);
  return path.starts_with(pattern);
}

}  // namespace

const Route* RouteTable::find(std::string_view method, std::string_view path) const {
  if (method == "HEAD") method = "GET";
  const auto found =
      std::find_if(routes_.begin(), routes_.end(), [&](const Route& route) { return route.method == method && matches(route.path, path); });
  return found == routes_.end() ? nullptr : &*found;
}

std::string RouteTable::allow(std::string_view path) const {
  std::string methods;
  for (const std::string_view method : {"GET", "POST"}) {
    if (find(method, path) == nullptr) continue;
    methods += method;
    methods += method == "GET" ? ", HEAD, " : ", ";
  }
  if (!methods.empty()) methods += "OPTIONS";
  return methods;
}

}  // namespace crosscheck::oracle
