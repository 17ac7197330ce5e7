#include "check/audit_rule.h"

#include <array>
#include <cstddef>

namespace crosscheck::check {
namespace {

// WHY inside of the function: property.cpp has other words of these names, for its own table.
constexpr auto rule_table() {
  constexpr Level must = Level::must;
  constexpr Level should = Level::should;
  constexpr Level info = Level::info;
  return std::array{
#include "check/audit_rule_table.inc"
  };
}

constexpr std::array kRules = rule_table();

}  // namespace

std::span<const AuditRule> all_audit_rules() { return kRules; }

const AuditRule& audit_rule(AuditRuleId id) { return kRules.at(static_cast<std::size_t>(id) - 1); }

ReportedProperty reported(const AuditRule& rule) {
  ReportedProperty out;
  out.id = rule.code;
  out.name = rule.name;
  out.severity = rule.severity;
  out.sentence = rule.says;
  out.why_it_matters = rule.why;
  out.fix = rule.fix;
  out.reference = rule.reference;
  return out;
}

}  // namespace crosscheck::check
