#include "suite/report_tap.h"

#include <iterator>

#include <fmt/format.h>

#include "suite/report_asked.h"
#include "suite/tap_points.h"

namespace crosscheck::suite {
namespace {

void add(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) fmt::format_to(std::back_inserter(out), "  {}: {}\n", key, yaml_text(value));
}

std::string diagnostics(const LogLine& line) {
  std::string out;
  add(out, "title", line.title);
  add(out, "outcome", to_string(line.outcome));
  add(out, "level", to_string(line.level));
  if (line.direction) add(out, "direction", to_string(*line.direction));
  if (line.question) add(out, "asked", asked_in_a_line(*line.question));
  add(out, "at", line.pointer);
  add(out, "expected", expected_line(line));
  add(out, "got", got_line(line));
  add(out, "rule", line.rule);
  add(out, "spec", line.spec);
  add(out, "detail", line.detail);
  return out;
}

TapPoint fault_of(const Column& column, std::string_view what) {
  TapPoint point{false, fmt::format("{}: {}", column.name, what), TapDirective::none, {}, {}};
  add(point.diagnostics, "message", verdict_sentence(column));
  return point;
}

TapPoint point_of(const Column& column, const LogLine& line) {
  TapPoint point{true, fmt::format("{}: {}", column.name, line.vector), TapDirective::none, {}, {}};
  const std::string why = line.detail.empty() ? std::string() : ": " + line.detail;
  switch (line.outcome) {
    case Outcome::pass:
      return point;
    case Outcome::skip:
    case Outcome::not_run:
    case Outcome::rejected:
      point.directive = TapDirective::skip;
      point.why = fmt::format("{}{}", to_string(line.outcome), why);
      return point;
    case Outcome::expected_fail:
      point.ok = false;
      point.directive = TapDirective::known_failure;
      point.why = "known failure" + why;
      break;
    default:
      point.ok = !is_bad(line.outcome, line.level);
  }
  point.diagnostics = diagnostics(line);
  return point;
}

}  // namespace

std::string tap_report(const ReportMatrix& matrix) {
  TapPoints points;
  for (std::size_t at = 0; at < matrix.columns.size(); ++at) {
    const Column& column = matrix.columns[at];
    if (column.standing() == Standing::refused) {
      points.add(fault_of(column, "greeting and probes"));
      continue;
    }
    for (const Row& row : matrix.rows) {
      if (row.cells[at] != nullptr) points.add(point_of(column, *row.cells[at]));
    }
    if (column.standing() == Standing::vacuous) points.add(fault_of(column, "something was asked"));
    if (column.missing != 0) points.add(fault_of(column, "every selected vector was asked"));
    if (!column.log->header.unreadable.empty()) points.add(fault_of(column, "every vector file was read"));
  }
  if (points.empty()) points.add({false, "an implementation was asked", TapDirective::none, {}, {}});
  return points.written();
}

}  // namespace crosscheck::suite
