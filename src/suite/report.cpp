#include "suite/report.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include <fmt/format.h>

#include "suite/report_html.h"
#include "suite/report_json.h"
#include "suite/report_junit.h"
#include "suite/report_markdown.h"
#include "suite/report_matrix.h"
#include "suite/report_sarif.h"
#include "suite/report_tap.h"
#include "suite/report_text.h"

namespace crosscheck::suite {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 7> kFormats = {"text", "json", "junit", "tap", "sarif", "markdown", "html"};

// The worst first.
constexpr std::array<int, 5> kWorstFirst = {1, 3, 2, 4, 0};

int exit_code_of(const Column& column) {
  switch (column.standing()) {
    case Standing::refused:
      return 3;
    case Standing::fails:
      return 1;
    case Standing::incomplete:
      return column.log->header.unreadable.empty() ? 4 : 2;
    case Standing::vacuous:
      // Nothing fails, nothing is known: a selection below `must` alone is no fault of the run.
      return column.asked() != 0 && column.missing == 0 ? 0 : 4;
    case Standing::holds:
      return 0;
  }
  return 0;
}

int exit_code_of(const ReportMatrix& matrix) {
  if (matrix.columns.empty()) return 4;
  std::size_t worst = kWorstFirst.size() - 1;
  for (const Column& column : matrix.columns) {
    const auto found = std::find(kWorstFirst.begin(), kWorstFirst.end(), exit_code_of(column));
    worst = std::min(worst, static_cast<std::size_t>(std::distance(kWorstFirst.begin(), found)));
  }
  return kWorstFirst.at(worst);
}

}  // namespace

std::string_view to_string(ReportFormat format) { return kFormats.at(static_cast<std::size_t>(format)); }

std::optional<ReportFormat> report_format_from(std::string_view word) {
  const auto found = std::find(kFormats.begin(), kFormats.end(), word);
  if (found == kFormats.end()) return std::nullopt;
  return static_cast<ReportFormat>(std::distance(kFormats.begin(), found));
}

std::string report_format_words() {
  return fmt::format("{} or {}", fmt::join(kFormats.begin(), kFormats.end() - 1, ", "), kFormats.back());
}

std::string write_report(ReportFormat format, std::span<const RunLog> logs, const ReportStyle& style) {
  const ReportMatrix matrix = matrix_of(logs);
  switch (format) {
    case ReportFormat::text:
      return text_report(matrix, style.colours);
    case ReportFormat::json:
      return json_report(matrix, exit_code_of(matrix));
    case ReportFormat::junit:
      return junit_report(matrix);
    case ReportFormat::tap:
      return tap_report(matrix);
    case ReportFormat::sarif:
      return sarif_report(matrix);
    case ReportFormat::markdown:
      return markdown_report(matrix);
    case ReportFormat::html:
      return html_report(matrix);
  }
  return {};
}

int exit_code_of(std::span<const RunLog> logs) { return exit_code_of(matrix_of(logs)); }

}  // namespace crosscheck::suite
