#include "check/report_words.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace crosscheck::check {
namespace {

// Permissive before strict before the rest.
int direction_rank(const ReportedFinding& finding) {
  if (!finding.direction) return 3;
  return *finding.direction == Direction::permissive ? 0 : *finding.direction == Direction::strict ? 1 : 2;
}

std::size_t place_of(const FindingsReport& report, std::string_view property) {
  const auto found =
      std::find_if(report.properties.begin(), report.properties.end(), [&](const ReportedProperty& each) { return each.id == property; });
  return static_cast<std::size_t>(found - report.properties.begin());
}

std::string directions_of(const FindingsReport& report) {
  std::string text;
  for (const Direction direction : {Direction::permissive, Direction::strict}) {
    const auto count =
        static_cast<std::size_t>(std::count_if(report.findings.begin(), report.findings.end(), [&](const ReportedFinding& finding) {
          return is_bad(finding) && finding.direction == direction;
        }));
    if (count != 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, suite::direction_words(direction));
  }
  return text;
}

}  // namespace

bool is_bad(const ReportedFinding& finding) { return !finding.known && finding.severity != Level::info; }

Standing standing_of(const FindingsReport& report) {
  if (report.lost) return Standing::lost;
  if (std::any_of(report.findings.begin(), report.findings.end(), is_bad) || !report.gone.empty()) return Standing::fails;
  const bool tested = std::any_of(report.properties.begin(), report.properties.end(), [](const ReportedProperty& property) {
    return property.state == PropertyState::holds || property.state == PropertyState::fails;
  });
  // WHY not for an audit: a server that never speaks of CORS lets nobody read, which is an answer.
  if (!tested || (report.kind == ReportKind::check && !report.vacuous.empty())) return Standing::vacuous;
  return report.incomplete.empty() ? Standing::holds : Standing::incomplete;
}

std::string_view symbol_of(Standing standing) {
  return standing == Standing::holds ? "\u2713" : standing == Standing::fails ? "\u2717" : "\u26A0";
}

std::string_view verdict_word(const FindingsReport& report) {
  const bool audit = report.kind == ReportKind::audit;
  switch (standing_of(report)) {
    case Standing::lost:
      return "stopped answering";
    case Standing::fails:
      return audit ? "findings of must or should" : "does not do what the policy says";
    case Standing::vacuous:
      return "nothing is proved";
    case Standing::incomplete:
      return "not everything was asked";
    case Standing::holds:
      return audit ? "no finding of must or should" : "does what the policy says, as far as it was tested";
  }
  return {};
}

std::string why_nothing_is_proved(const FindingsReport& report) {
  if (!report.vacuous.empty()) return report.vacuous;
  return standing_of(report) == Standing::vacuous ? "Nothing was tested." : "";
}

std::vector<RunFault> run_faults(const FindingsReport& report) {
  std::vector<RunFault> faults;
  const std::string nothing = why_nothing_is_proved(report);
  const bool is_fault = report.kind == ReportKind::check || standing_of(report) == Standing::vacuous;
  if (!nothing.empty() && is_fault) faults.push_back({"something is proved", nothing, true});
  if (report.lost || !report.incomplete.empty())
    faults.push_back({"everything was asked", report.incomplete.empty() ? "A server stopped answering." : report.incomplete, true});
  for (const KnownFinding& known : report.gone) {
    faults.push_back({fmt::format("known finding {} at {} is still there", known.property, known.probe), gone_sentence(known), false});
  }
  return faults;
}

std::string verdict_sentence(const FindingsReport& report) {
  std::string text;
  const auto add = [&text](const std::string& sentence) {
    if (!sentence.empty()) text += (text.empty() ? "" : " ") + sentence;
  };
  const auto bad = static_cast<std::size_t>(std::count_if(report.findings.begin(), report.findings.end(), is_bad));
  const auto known = static_cast<std::size_t>(std::count_if(report.findings.begin(), report.findings.end(),
                                                            [](const ReportedFinding& finding) { return finding.known.has_value(); }));
  if (bad != 0) {
    const std::string directions = directions_of(report);
    add(fmt::format("{}{}{}.", counted(bad, "finding"), directions.empty() ? "" : ": ", directions));
  }
  if (known != 0) add(fmt::format("{} {} known.", counted(known, "finding"), known == 1 ? "is" : "are"));
  if (!report.gone.empty()) {
    const bool one = report.gone.size() == 1;
    add(fmt::format("{} {} gone: take {} out of the baseline.", counted(report.gone.size(), "known finding"), one ? "is" : "are",
                    one ? "it" : "them"));
  }
  add(report.incomplete);
  return text;
}

SeverityCount count_of(const FindingsReport& report, Level severity) {
  SeverityCount count;
  for (const ReportedProperty& property : report.properties) {
    if (property.severity != severity) continue;
    ++count.all;
    if (property.state == PropertyState::not_testable) ++count.not_testable;
    if (property.state == PropertyState::not_run) ++count.not_run;
    if (property.state == PropertyState::holds || property.state == PropertyState::fails) ++count.tested;
  }
  std::set<std::string_view> failing;
  for (const ReportedFinding& finding : report.findings) {
    if (finding.severity != severity) continue;
    ++count.findings;
    if (finding.known) {
      ++count.known;
    } else {
      failing.insert(finding.property);
    }
  }
  count.failing = failing.size();
  return count;
}

std::string severity_sentence(const FindingsReport& report, Level severity) {
  const SeverityCount count = count_of(report, severity);
  if (count.all == 0 && count.findings == 0) return {};
  std::string text =
      fmt::format("{}: {}", suite::to_string(severity), count.findings == 0 ? "no finding" : counted(count.findings, "finding"));
  if (count.known != 0) text += fmt::format(" ({} known)", count.known);
  text += fmt::format("; {} of {} tested", count.tested, counted(count.all, "property"));
  if (count.not_testable != 0) text += fmt::format(", {} not testable", count.not_testable);
  if (count.not_run != 0) text += fmt::format(", {} not run", count.not_run);
  return text;
}

std::vector<const ReportedFinding*> findings_in_order(const FindingsReport& report) {
  std::vector<std::pair<std::tuple<bool, bool, Level, std::size_t, int, std::size_t>, const ReportedFinding*>> keyed;
  for (const ReportedFinding& finding : report.findings) {
    // The last is the order in which they came, so that no two keys are equal.
    keyed.push_back({{finding.known.has_value(), finding.severity == Level::info, finding.severity, place_of(report, finding.property),
                      direction_rank(finding), keyed.size()},
                     &finding});
  }
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const ReportedFinding*> findings;
  for (const auto& each : keyed) findings.push_back(each.second);
  return findings;
}

const ReportedProperty* property_of(const FindingsReport& report, std::string_view id) {
  const std::size_t place = place_of(report, id);
  return place < report.properties.size() ? &report.properties[place] : nullptr;
}

std::string title_of(const FindingsReport& report, const ReportedFinding& finding) {
  const ReportedProperty* const property = property_of(report, finding.property);
  return property == nullptr ? finding.property : fmt::format("{} {}", finding.property, property->name);
}

std::string kind_of(const ReportedFinding& finding) {
  std::string text(suite::to_string(finding.severity));
  if (finding.direction && *finding.direction != Direction::other) text += fmt::format(", {}", suite::direction_words(*finding.direction));
  if (finding.known) text += ", known";
  return text;
}

std::string known_sentence(const ReportedFinding& finding) {
  if (!finding.known) return {};
  return fmt::format("known: {}{}", finding.known->reason.empty() ? "no reason is given" : finding.known->reason,
                     finding.known->link.empty() ? "" : " (" + finding.known->link + ")");
}

std::string gone_sentence(const KnownFinding& known) {
  return fmt::format("{} at {} is not found any more{}{}{}", known.property, known.probe,
                     known.reason.empty() ? "" : "; it was listed as: ", known.reason, known.link.empty() ? "" : " (" + known.link + ")");
}

}  // namespace crosscheck::check
