// What stands on the answer to a request that is no preflight.
#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "check/permission_judge.h"
#include "check/response_rules.h"
#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/header_classes.h"
#include "suite/permission.h"

namespace crosscheck::check {
namespace {

using suite::Direction;

void add(const Answered& answered, PropertyId id, std::string key, Direction direction, std::string summary, Ledger& ledger) {
  Fault fault = fault_of(id, std::move(key), std::move(summary), direction);
  fault.wanted = wanted_sentence(answered.wanted);
  fault.verdict = verdict_sentence(*answered.wanted.asked, answered.seen);
  ledger.add(std::move(fault), answered.probe, answered.seen);
}

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Of answers that may be read, as they should be: which names a script sees.
void judge_exposed(const Answered& answered, Ledger& ledger) {
  const bool with = answered.policy != nullptr && answered.policy->credentials;
  const CredentialsMode mode = with ? CredentialsMode::include : CredentialsMode::same_origin;
  std::vector<HeaderView> wanted_lines;
  for (const Header& header : answered.wanted.headers) wanted_lines.push_back({header.name, header.value});
  const std::vector<HeaderView> lines = answered.seen.views();
  const std::vector<std::string> wanted = suite::exposed_names(mode, wanted_lines);
  const std::vector<std::string> got = suite::exposed_names(mode, lines);

  ledger.count(PropertyId::P093);
  if (with) ledger.count(PropertyId::P094);
  ledger.count(PropertyId::P095);
  if (with && holds(got, "*"))
    add(answered, PropertyId::P094, "wildcard", Direction::strict,
        "Access-Control-Expose-Headers is *, which names nothing with credentials.", ledger);
  const bool all = !with && holds(got, "*");
  const bool all_wanted = !with && holds(wanted, "*");
  if (all_wanted && !all) {
    for (const HeaderView& line : lines) {
      const std::string name = byte_lowercase(line.name);
      const bool is_of_cors = name.starts_with("access-control-") || name == "set-cookie";
      if (name.starts_with("x-") && !is_of_cors && !holds(got, name)) {
        add(answered, PropertyId::P093, "any", Direction::strict,
            fmt::format("The policy exposes every header, and {} cannot be read.", name), ledger);
        break;
      }
    }
  }
  for (const std::string& name : wanted) {
    if (name != "*" && !all && !holds(got, name) && !is_cors_safelisted_response_header_name(name))
      add(answered, PropertyId::P093, name, Direction::strict, fmt::format("{} is to be exposed, and cannot be read.", name), ledger);
  }
  if (all && !all_wanted)
    add(answered, PropertyId::P095, "any", Direction::permissive, "Every header is exposed, and the policy names those that are meant.",
        ledger);
  for (const std::string& name : got) {
    // A script reads the safelisted ones in any case, and is shown Set-Cookie in none.
    if (name == "*" || is_cors_safelisted_response_header_name(name) || holds(wanted, name)) continue;
    if (all_wanted && name != "set-cookie") continue;
    add(answered, PropertyId::P095, name, Direction::permissive, fmt::format("{} is exposed, and the policy does not name it.", name),
        ledger);
  }
}

}  // namespace

void judge_actual_headers(const Answered& answered, Ledger& ledger) {
  const Observation& seen = answered.seen;
  ledger.count(PropertyId::P107);
  const std::vector<HeaderView> lines = seen.views();
  const std::vector<std::string_view> vary = suite::list_elements("Vary", lines);
  if (std::find(vary.begin(), vary.end(), "*") != vary.end()) {
    ledger.add(fault_of(PropertyId::P107, "star", "Vary is *, so that no cache can use the answer."), answered.probe, seen);
  }
  if (seen.has("Access-Control-Allow-Methods") || seen.has("Access-Control-Allow-Headers") || seen.has("Access-Control-Max-Age"))
    ledger.add_fact(PropertyId::P086, "Headers for preflights stand on other answers too, where nobody reads them.");
  ledger.count(PropertyId::P086);

  if (!answered.wanted.asked) return;
  if (answered.wanted.allowed == false) {
    ledger.count(PropertyId::P100);
    ledger.add_fact(PropertyId::P100,
                    seen.status == 403
                        ? "A request of a refused origin is answered 403."
                        : fmt::format("A request of a refused origin is served ({}), and no browser shows it.", seen.status));
  }
  const suite::Permission got = permission_seen(*answered.wanted.asked, seen);
  const bool readable = !got.refused || !got.refused_with_credentials;
  const bool wanted = !answered.wanted.permission.refused || !answered.wanted.permission.refused_with_credentials;
  // What an error or a 304 leaves out is another matter.
  if (readable && wanted && seen.status < 300) judge_exposed(answered, ledger);
}

}  // namespace crosscheck::check
