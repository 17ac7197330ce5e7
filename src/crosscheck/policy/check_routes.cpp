#include "crosscheck/policy/check_routes.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace crosscheck::policy {
namespace {

// Paths of routes as far as they were read.
class EarlierRoutes {
 public:
  // The first route that has every path that this one has.
  std::optional<std::size_t> covering(std::string_view path, bool is_prefix) const {
    std::optional<std::size_t> first;
    const auto consider = [&](const auto& routes, std::string_view key) {
      if (const auto found = routes.find(key); found != routes.end() && (!first || found->second < *first)) first = found->second;
    };
    for (std::size_t size = 0; size <= path.size() && size <= longest_prefix_; ++size) consider(prefixes_, path.substr(0, size));
    if (!is_prefix) consider(exact_, path);
    return first;
  }

  void add(std::string_view path, bool is_prefix, std::size_t index) {
    (is_prefix ? prefixes_ : exact_).emplace(path, index);
    if (is_prefix && path.size() > longest_prefix_) longest_prefix_ = path.size();
  }

 private:
  std::unordered_map<std::string_view, std::size_t> prefixes_;
  std::unordered_map<std::string_view, std::size_t> exact_;
  std::size_t longest_prefix_ = 0;
};

}  // namespace

std::vector<Fault> check_routes(const Routes& routes) {
  std::vector<Fault> faults;
  EarlierRoutes earlier;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    std::string_view path = routes[i].path;
    const std::string pointer = pointer_to(pointer_to("/routes", i), "path");
    const bool is_prefix = path.ends_with('*');
    if (is_prefix) path.remove_suffix(1);
    if (path.find('*') != std::string_view::npos) {
      faults.push_back(make_fault(FaultKind::unreachable_route, pointer,
                                  in_backquotes(routes[i].path) + " has a `*` inside, which stands for itself there.",
                                  "Let a `*` stand at the end alone."));
      continue;
    }
    if (const std::optional<std::size_t> covering = earlier.covering(path, is_prefix)) {
      faults.push_back(make_fault(FaultKind::unreachable_route, pointer,
                                  in_backquotes(routes[i].path) + " is never reached: " + in_backquotes(routes[*covering].path) + " at " +
                                      in_backquotes(pointer_to("/routes", *covering)) + " comes first.",
                                  "Put it before that route, or leave it out."));
      continue;
    }
    earlier.add(path, is_prefix, i);
  }
  return faults;
}

}  // namespace crosscheck::policy
