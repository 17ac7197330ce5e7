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
#include "suite/report_matrix.h"

namespace crosscheck::check {

using suite::counted;

inline constexpr std::array<Level, 3> kSeverities = {Level::must, Level::should, Level::info};

// What the run comes to. lost: a server stopped answering; incomplete: nothing fails, and not everything was asked.
enum class Standing : std::uint8_t { lost, fails, vacuous, incomplete, holds };
Standing standing_of(const FindingsReport& report);
// "\u2713" where it holds, "\u2717" where it fails, else "\u26A0".
std::string_view symbol_of(Standing standing);

// A finding that fails the run: `must` or `should`, and not known.
bool is_bad(const ReportedFinding& finding);

// A few words: "does not do what the policy says".
std::string_view verdict_word(const FindingsReport& report);
// One or several sentences with the numbers; never a percentage. That it proves nothing is not among them.
std::string verdict_sentence(const FindingsReport& report);
// Why a report without findings would prove nothing; empty where it does. Every format says it first.
std::string why_nothing_is_proved(const FindingsReport& report);

// What fails a run and is no finding of a rule: that nothing is proved, that not everything was asked, and known findings that are gone. What
// counts tests has one for each, so that no such run looks like one that passed.
struct RunFault {
  std::string name;  // what would hold: "everything was asked"
  std::string message;
  bool is_error = false;  // the run could not tell; else the server is at fault, or the baseline
};
std::vector<RunFault> run_faults(const FindingsReport& report);

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
// "P009 at probe is not found any more; …".
std::string gone_sentence(const KnownFinding& known);

}  // namespace crosscheck::check
