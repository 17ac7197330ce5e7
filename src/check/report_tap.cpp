#include <algorithm>

#include <fmt/format.h>

#include "check/report_story.h"
#include "check/report_words.h"
#include "check/report_writers.h"
#include "suite/report_asked.h"
#include "suite/terminal_text.h"

namespace crosscheck::check {
namespace {

// The directive of a test that is known to fail.
constexpr std::string_view kToBeDone =
    "TO"
    "DO";

// A description: one line, in which `#` begins no directive.
std::string description(std::string_view text) {
  std::string safe;
  for (const char c : suite::printable(text)) {
    if (c == '\\' || c == '#') safe += '\\';
    safe += c;
  }
  return safe;
}

// WHY JSON: a JSON string is a double-quoted scalar of YAML.
std::string yaml_text(std::string_view text) { return suite::as_line(suite::Json(std::string(text))); }

std::string diagnostics(const std::vector<const ReportedFinding*>& findings) {
  std::string out = "  ---\n  findings:\n";
  for (const ReportedFinding* const finding : findings) {
    out += fmt::format("    - summary: {}\n      kind: {}\n", yaml_text(finding->summary), yaml_text(kind_of(*finding)));
    std::size_t sent = 0;
    for (const auto& [label, text] : facts_of(*finding)) {
      // The first exchange alone: a key may come once.
      if (label == "sent" && ++sent > 1) break;
      out += fmt::format("      {}: {}\n", yaml_text(label), yaml_text(text));
    }
  }
  return out + "  ...\n";
}

class Points {
 public:
  void add(bool ok, const std::string& text, const std::string& directive, const std::string& more) {
    out_ += fmt::format("{}ok {} - {}{}\n{}", ok ? "" : "not ", ++number_, text, directive, more);
  }
  std::string written() const { return fmt::format("TAP version 14\n1..{}\n{}", number_, out_); }

 private:
  std::string out_;
  std::size_t number_ = 0;
};

void add_property(Points& points, const FindingsReport& report, const ReportedProperty& property) {
  const std::string text = description(fmt::format("{} {} {}", suite::to_string(property.severity), property.id, property.name));
  const std::vector<const ReportedFinding*> findings = findings_of(report, property.id);
  if (findings.empty()) {
    const bool skipped = property.state == PropertyState::not_testable || property.state == PropertyState::not_run;
    const std::string why = property.not_asked.empty() ? std::string() : ": " + description(property.not_asked);
    return points.add(true, text, skipped ? fmt::format(" # SKIP {}{}", to_string(property.state), why) : "", "");
  }
  const bool bad = std::any_of(findings.begin(), findings.end(), [](const ReportedFinding* finding) { return is_bad(*finding); });
  const bool known =
      std::any_of(findings.begin(), findings.end(), [](const ReportedFinding* finding) { return finding->known.has_value(); });
  if (!bad && known) return points.add(false, text, fmt::format(" # {} known finding", kToBeDone), diagnostics(findings));
  points.add(!bad, text, "", diagnostics(findings));
}

}  // namespace

std::string tap_report(const FindingsReport& report) {
  Points points;
  for (const ReportedProperty& property : report.properties) add_property(points, report, property);
  if (standing_of(report) == Standing::vacuous) {
    const std::string why = report.vacuous.empty() ? "nothing was tested" : report.vacuous;
    points.add(false, "something is proved", "", fmt::format("  ---\n  message: {}\n  ...\n", yaml_text(why)));
  }
  for (const KnownFinding& known : report.gone) {
    points.add(false, description(fmt::format("known finding {} is still there", known.property)), "",
               fmt::format("  ---\n  message: {}\n  ...\n", yaml_text(gone_sentence(known))));
  }
  return points.written();
}

}  // namespace crosscheck::check
