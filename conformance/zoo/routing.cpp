#include "routing.h"

#include <algorithm>
#include <vector>

#include "crosscheck/base/ascii.h"

namespace crosscheck::zoo {
namespace {

bool covers(std::string_view pattern, std::string_view path) {
  return pattern.ends_with('*') ? path.starts_with(pattern.substr(0, pattern.size() - 1)) : path == pattern;
}

// How long the route is as a regular expression: its `*` is `.*` there.
std::size_t regex_length(const Route& route) { return route.path.size() + (route.path.ends_with('*') ? 1 : 0); }

}  // namespace

const Policy* policy_for(const PolicyDocument& document, std::string_view raw, std::string_view routed, bool is_preflight, Mutant mutant) {
  std::string path(mutant == M95 ? raw : routed);  // M95: before the router has decoded and resolved it
  if (mutant == M96) {
    path = byte_lowercase(path);
    std::replace(path.begin(), path.end(), '+', ' ');
  }
  std::vector<const Route*> order;
  for (const Route& route : document.routes) order.push_back(&route);
  if (mutant == M97) {
    std::sort(order.begin(), order.end(), [](const Route* a, const Route* b) {
      return regex_length(*a) != regex_length(*b) ? regex_length(*a) > regex_length(*b) : a < b;
    });
  }
  // M86: preflights are answered before anything is routed, by the first policy there is.
  if (mutant == M86 && is_preflight) path = std::string(order.front()->path.substr(0, order.front()->path.find('*')));
  for (const Route* route : order) {
    if (!covers(mutant == M96 ? byte_lowercase(route->path) : route->path, path)) continue;
    // M87: `off` leaves it to whichever route comes next.
    if (route->policy || mutant != M87) return route->policy ? &*route->policy : nullptr;
  }
  return nullptr;
}

}  // namespace crosscheck::zoo
