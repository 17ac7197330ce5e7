#include "check/model_cache.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header_list.h"
#include "suite/permission.h"

namespace crosscheck::check {
namespace {

// https://www.rfc-editor.org/rfc/rfc9110#section-15.1
constexpr std::array<int, 11> kKeptWithoutBeingTold{200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414};

std::optional<std::string> value_of(const Probe& probe, std::string_view name) {
  std::vector<HeaderView> lines;
  for (const Header& header : probe.headers) lines.push_back({header.name, header.value});
  return get(lines, name);
}

}  // namespace

bool may_be_kept(const Observation& seen) {
  if (std::find(kKeptWithoutBeingTold.begin(), kKeptWithoutBeingTold.end(), seen.status) == kKeptWithoutBeingTold.end()) return false;
  const std::string control = byte_lowercase(seen.combined("Cache-Control"));
  return control.find("no-store") == std::string::npos && control.find("private") == std::string::npos;
}

bool answers_too(const Probe& kept_for, const Observation& kept, const Probe& asked) {
  if (kept_for.target != asked.target || kept_for.method != asked.method) return false;
  const std::vector<HeaderView> lines = kept.views();
  for (const std::string_view name : suite::list_elements("Vary", lines)) {
    if (name == "*" || value_of(kept_for, name) != value_of(asked, name)) return false;
  }
  return true;
}

}  // namespace crosscheck::check
