#include "suite/report_tap.h"

#include <iterator>

#include <fmt/format.h>

#include "suite/report_asked.h"
#include "suite/terminal_text.h"

namespace crosscheck::suite {
namespace {

// The directive of a test that is known to fail.
constexpr std::string_view kToBeDone =
    "TO"
    "DO";

// A description: one line, in which `#` begins no directive.
std::string description(std::string_view text) {
  std::string safe;
  for (const char c : printable(text)) {
    if (c == '\\' || c == '#') safe += '\\';
    safe += c;
  }
  return safe;
}

// WHY JSON: a JSON string is a double-quoted scalar of YAML.
void diagnostic(std::string& out, std::string_view key, const std::string& value) {
  if (!value.empty()) fmt::format_to(std::back_inserter(out), "  {}: {}\n", key, as_line(Json(value)));
}

std::string diagnostics(const LogLine& line) {
  std::string out = "  ---\n";
  diagnostic(out, "title", line.title);
  diagnostic(out, "outcome", std::string(to_string(line.outcome)));
  diagnostic(out, "level", std::string(to_string(line.level)));
  if (line.direction) diagnostic(out, "direction", std::string(to_string(*line.direction)));
  if (line.question) diagnostic(out, "asked", asked_in_a_line(*line.question));
  diagnostic(out, "at", line.pointer);
  diagnostic(out, "expected", expected_line(line));
  diagnostic(out, "got", got_line(line));
  diagnostic(out, "rule", line.rule);
  diagnostic(out, "spec", line.spec);
  diagnostic(out, "detail", line.detail);
  return out + "  ...\n";
}

class Points {
 public:
  void add(bool ok, const std::string& text, std::string_view directive, std::string_view more) {
    fmt::format_to(std::back_inserter(out_), "{}ok {} - {}{}\n{}", ok ? "" : "not ", ++number_, text, directive, more);
  }
  void fault(const Column& column, std::string_view what) {
    std::string more = "  ---\n";
    diagnostic(more, "message", verdict_sentence(column));
    add(false, fmt::format("{}: {}", description(column.name), what), "", more + "  ...\n");
  }
  void result(const Column& column, const LogLine& line) {
    const std::string text = fmt::format("{}: {}", description(column.name), description(line.vector));
    const std::string why = line.detail.empty() ? std::string() : ": " + description(line.detail);
    switch (line.outcome) {
      case Outcome::pass:
        return add(true, text, "", "");
      case Outcome::skip:
      case Outcome::not_run:
      case Outcome::rejected:
        return add(true, text, fmt::format(" # SKIP {}{}", to_string(line.outcome), why), "");
      case Outcome::expected_fail:
        return add(false, text, fmt::format(" # {} known failure{}", kToBeDone, why), diagnostics(line));
      default:
        return add(!is_bad(line.outcome, line.level), text, "", diagnostics(line));
    }
  }
  std::string written() const { return fmt::format("TAP version 14\n1..{}\n{}", number_, out_); }
  bool empty() const { return number_ == 0; }

 private:
  std::string out_;
  std::size_t number_ = 0;
};

}  // namespace

std::string tap_report(const ReportMatrix& matrix) {
  Points points;
  for (std::size_t at = 0; at < matrix.columns.size(); ++at) {
    const Column& column = matrix.columns[at];
    if (column.standing() == Standing::refused) {
      points.fault(column, "greeting and probes");
      continue;
    }
    for (const Row& row : matrix.rows) {
      if (row.cells[at] != nullptr) points.result(column, *row.cells[at]);
    }
    if (column.standing() == Standing::vacuous) points.fault(column, "something was asked");
    if (column.missing != 0) points.fault(column, "every selected vector was asked");
  }
  if (points.empty()) points.add(false, "an implementation was asked", "", "");
  return points.written();
}

}  // namespace crosscheck::suite
