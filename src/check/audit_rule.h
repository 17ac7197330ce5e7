// The dangers that `crosscheck audit` names: what a server allows that its owner will hardly have meant. Ids are never reused.
//
// Constant tables and pure functions of them; any thread may call.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "check/report.h"

namespace crosscheck::check {

enum class AuditRuleId : std::uint8_t { A01 = 1, A02, A03, A04, A05, A06, A07, A08, A09, A10, A11, A12, A13, A14, A15 };

struct AuditRule {
  AuditRuleId id;
  std::string_view code;  // "A01"
  std::string_view name;  // "any-origin-with-credentials"
  Level severity;
  std::string_view says;  // what holds where the danger is not there, one sentence
  std::string_view why;   // what goes wrong otherwise, with a known case where there is one
  std::string_view fix;
  std::string_view reference;  // where to read on: a URL
};

// In the order of their ids.
std::span<const AuditRule> all_audit_rules();
const AuditRule& audit_rule(AuditRuleId id);

// As reports tell it, of which nothing is known yet.
ReportedProperty reported(const AuditRule& rule);

}  // namespace crosscheck::check
