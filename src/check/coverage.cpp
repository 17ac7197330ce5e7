#include "check/coverage.h"

#include <fmt/format.h>

namespace crosscheck::check {

std::string_view Coverage::Names::cell_of(std::string_view name) const {
  if (const auto found = listed.find(name); found != listed.end()) return *found;
  return any ? std::string_view("*") : std::string_view();
}

void Coverage::declare(const Ground& ground) {
  if (ground.single == nullptr) return;
  Declared& declared = paths_[ground.path];
  declared.origins.insert(ground.allowed.begin(), ground.allowed.end());
  if (ground.null_allowed) declared.origins.insert("null");
  declared.methods.listed = {"GET", "HEAD", "POST"};
  declared.methods.listed.insert(ground.methods.begin(), ground.methods.end());
  declared.methods.any = ground.any_method;
  declared.headers.listed.insert(ground.request_headers.begin(), ground.request_headers.end());
  declared.headers.any = ground.any_request_header;
}

void Coverage::look_at(const Probe& probe, const Observation& seen) {
  if (!seen.answered() || !probe.reachable) return;
  const auto path = paths_.find(probe.target);
  if (path == paths_.end()) return;
  const auto& [origins, methods, headers] = path->second;
  const std::string_view origin = probe.header("Origin");
  if (!origins.contains(origin)) return;
  const auto test = [&](std::string_view what, std::string_view cell) {
    if (!cell.empty()) tested_.insert(fmt::format("{}\n{}\n{} {}", probe.target, origin, what, cell));
  };
  if (!probe.is_preflight()) {
    if (probe.method == "GET") test("read", "it");
    return;
  }
  const std::string_view names = probe.header("Access-Control-Request-Headers");
  if (names.empty()) {
    test("method", methods.cell_of(probe.header("Access-Control-Request-Method")));
  } else if (names.find(',') == std::string_view::npos) {
    test("header", headers.cell_of(names));
  }
}

std::size_t Coverage::declared() const {
  std::size_t cells = 0;
  for (const auto& [path, declared] : paths_) cells += declared.origins.size() * (1 + declared.methods.count() + declared.headers.count());
  return cells;
}

}  // namespace crosscheck::check
