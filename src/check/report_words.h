// What every format says in the same words: the verdict, the counts, the order of the findings.
//
// Pure functions; the report must outlive what they hand out. Any thread may call.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "check/report.h"

namespace crosscheck::check {

inline constexpr std::array<Level, 3> kSeverities = {Level::must, Level::should, Level::info};

enum class Standing : std::uint8_t { fails, vacuous, holds };
Standing standing_of(const FindingsReport& report);

// A finding that fails the run: `must` or `should`, and not known.
bool is_bad(const ReportedFinding& finding);

// A few words: "does not do what the policy says".
std::string_view verdict_word(const FindingsReport& report);
// One or several sentences with the numbers; never a percentage.
std::string verdict_sentence(const FindingsReport& report);

// Of one severity: the properties that bear it, and the findings, whose severity may be less than their property's.
struct SeverityCount {
  std::size_t all = 0;      // properties
  std::size_t tested = 0;   // those that hold or fail
  std::size_t failing = 0;  // properties with a finding of this severity that nobody knows of
  std::size_t not_testable = 0;
  std::size_t not_run = 0;
  std::size_t findings = 0;  // known ones too
  std::size_t known = 0;
};
SeverityCount count_of(const FindingsReport& report, Level severity);
// "must: 3 findings (1 known); 58 of 61 properties tested, 3 not testable"; empty where the report has none of the severity.
std::string severity_sentence(const FindingsReport& report, Level severity);

// What a reader should see first: findings that fail the run, then those of `info`, then known ones; `must` before `should`, then in the order
// of the properties, permissive ones first.
std::vector<const ReportedFinding*> findings_in_order(const FindingsReport& report);

// Null where the report has no such property.
const ReportedProperty* property_of(const FindingsReport& report, std::string_view id);
// "P009 dot-is-a-dot".
std::string title_of(const FindingsReport& report, const ReportedFinding& finding);
// "must, too permissive", "should", "info, known".
std::string kind_of(const ReportedFinding& finding);
// "known: we are on it (https://…)"; empty where it is not known.
std::string known_sentence(const ReportedFinding& finding);
// "P009 at `probe`: reason (link)".
std::string gone_sentence(const KnownFinding& known);

// "1 probe", "2,310 probes".
std::string counted(std::size_t count, std::string_view noun);

}  // namespace crosscheck::check
