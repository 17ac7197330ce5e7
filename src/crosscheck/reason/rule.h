// The requirement rows (conformance/requirements.json) that a step of the engine can name, with the standard's place for each.
//
// Constant tables and pure functions of them; any thread may call.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace crosscheck {

// One enumerator for each row: its id with `_` for `-`. Generated.
enum class Rule : std::uint16_t {
#define CROSSCHECK_RULE(enumerator, id, spec, step) enumerator,
#include "crosscheck/reason/rule_table.inc"
#undef CROSSCHECK_RULE
};

struct RuleInfo {
  std::string_view id;    // "CHK-3"
  std::string_view spec;  // the anchor's URL: "https://fetch.spec.whatwg.org/#concept-cors-check"
  std::string_view step;  // "3"; empty where the row has no step of its own
};

// All views are constants.
const RuleInfo& rule_info(Rule rule);
// Nothing for an id that no row bears.
std::optional<Rule> rule_from_id(std::string_view id);
// Every rule, in the table's order.
std::span<const RuleInfo> all_rules();

}  // namespace crosscheck
