#include "check/report.h"

#include "check/report_words.h"
#include "check/report_writers.h"

namespace crosscheck::check {

std::string_view to_string(PropertyState state) {
  switch (state) {
    case PropertyState::holds:
      return "holds";
    case PropertyState::fails:
      return "fails";
    case PropertyState::not_testable:
      return "not-testable";
    case PropertyState::not_run:
      return "not-run";
  }
  return {};
}

std::string write_report(ReportFormat format, const FindingsReport& report, const ReportStyle& style) {
  switch (format) {
    case ReportFormat::text:
      return text_report(report, style.colours);
    case ReportFormat::json:
      return json_report(report);
    case ReportFormat::junit:
      return junit_report(report);
    case ReportFormat::tap:
      return tap_report(report);
    case ReportFormat::sarif:
      return sarif_report(report);
    case ReportFormat::markdown:
      return markdown_report(report);
    case ReportFormat::html:
      return html_report(report);
  }
  return {};
}

int exit_code_of(const FindingsReport& report) {
  switch (standing_of(report)) {
    case Standing::lost:
      return 3;
    case Standing::fails:
      return 1;
    case Standing::vacuous:
    case Standing::incomplete:
      return 4;
    case Standing::holds:
      return 0;
  }
  return 0;
}

}  // namespace crosscheck::check
