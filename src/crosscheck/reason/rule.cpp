#include "crosscheck/reason/rule.h"

#include <array>
#include <cstddef>

namespace crosscheck {
namespace {

constexpr auto kRules = std::to_array<RuleInfo>({
#define CROSSCHECK_RULE(enumerator, id, spec, step) {id, spec, step},
#include "crosscheck/reason/rule_table.inc"
#undef CROSSCHECK_RULE
});

}  // namespace

const RuleInfo& rule_info(Rule rule) { return kRules[static_cast<std::size_t>(rule)]; }

std::optional<Rule> rule_from_id(std::string_view id) {
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    if (kRules[i].id == id) return static_cast<Rule>(i);
  }
  return std::nullopt;
}

std::span<const RuleInfo> all_rules() { return kRules; }

}  // namespace crosscheck
