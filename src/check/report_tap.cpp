#include <algorithm>

#include <fmt/format.h>

#include "check/report_story.h"
#include "check/report_words.h"
#include "check/report_writers.h"
#include "suite/tap_points.h"

namespace crosscheck::check {
namespace {

using suite::TapDirective;
using suite::TapPoint;
using suite::yaml_text;

std::string diagnostics(const std::vector<const ReportedFinding*>& findings) {
  std::string out = "  findings:\n";
  for (const ReportedFinding* const finding : findings) {
    out += fmt::format("    - summary: {}\n      kind: {}\n", yaml_text(finding->summary), yaml_text(kind_of(*finding)));
    std::size_t sent = 0;
    for (const auto& [label, text] : facts_of(*finding)) {
      // The first exchange alone: a key may come once.
      if (label == "sent" && ++sent > 1) break;
      out += fmt::format("      {}: {}\n", yaml_text(label), yaml_text(text));
    }
  }
  return out;
}

TapPoint point_of(const FindingsReport& report, const ReportedProperty& property) {
  TapPoint point;
  point.text = fmt::format("{} {} {}", suite::to_string(property.severity), property.id, property.name);
  const std::vector<const ReportedFinding*> findings = findings_of(report, property.id);
  if (findings.empty()) {
    if (property.state != PropertyState::not_testable && property.state != PropertyState::not_run) return point;
    point.directive = TapDirective::skip;
    point.why = fmt::format("{}{}{}", to_string(property.state), property.not_asked.empty() ? "" : ": ", property.not_asked);
    return point;
  }
  const bool bad = std::any_of(findings.begin(), findings.end(), [](const ReportedFinding* finding) { return is_bad(*finding); });
  const bool known =
      std::any_of(findings.begin(), findings.end(), [](const ReportedFinding* finding) { return finding->known.has_value(); });
  if (!bad && known) {
    point.directive = TapDirective::known_failure;
    point.why = "known finding";
  }
  point.ok = !bad && !known;
  point.diagnostics = diagnostics(findings);
  return point;
}

}  // namespace

std::string tap_report(const FindingsReport& report) {
  suite::TapPoints points;
  const std::string nothing = why_nothing_is_proved(report);
  if (!nothing.empty()) points.remark("This proves nothing. " + nothing);
  for (const RunFault& fault : run_faults(report)) {
    points.add({false, fault.name, TapDirective::none, {}, fmt::format("  message: {}\n", yaml_text(fault.message))});
  }
  for (const ReportedProperty& property : report.properties) points.add(point_of(report, property));
  return points.written();
}

}  // namespace crosscheck::check
