#include "suite/report_junit.h"

#include <iterator>

#include <fmt/format.h>

#include "suite/markup_text.h"
#include "suite/report_asked.h"
#include "suite/terminal_text.h"

namespace crosscheck::suite {
namespace {

enum class Mark { none, failure, error, skipped };

Mark mark_of(const LogLine& line) {
  switch (line.outcome) {
    case Outcome::skip:
    case Outcome::not_run:
    case Outcome::expected_fail:
    case Outcome::rejected:
      return Mark::skipped;
    default:
      break;
  }
  if (!is_bad(line.outcome, line.level)) return Mark::none;
  return line.outcome == Outcome::fail || line.outcome == Outcome::unexpected_pass ? Mark::failure : Mark::error;
}

std::string story(const LogLine& line) {
  std::string text = line.title + "\n";
  const auto add = [&](std::string_view label, const std::string& value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", label, value);
  };
  add("asked", line.question ? asked_in_a_line(*line.question) : std::string());
  add("at", line.expected ? line.pointer : std::string());
  add("expected", expected_line(line));
  add("got", got_line(line));
  add("direction", std::string(direction_words(line)));
  add("decided", line.rule.empty() ? std::string() : fmt::format("{} {}", line.rule, line.spec));
  add("detail", line.detail);
  return text;
}

std::string message(const LogLine& line) {
  if (line.expected) return fmt::format("expected {}, got {}", expected_line(line), got_line(line));
  return line.detail.empty() ? std::string(to_string(line.outcome)) : line.detail;
}

std::string seconds(std::uint64_t microseconds) { return fmt::format("{}.{:06}", microseconds / 1'000'000, microseconds % 1'000'000); }

struct Suite {
  std::string cases;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  std::uint64_t duration_us = 0;
};

void add_case(Suite& suite, const Column& column, const LogLine& line) {
  const Mark mark = mark_of(line);
  ++suite.tests;
  suite.duration_us += line.duration_us;
  fmt::format_to(std::back_inserter(suite.cases), "    <testcase classname=\"{}.{}\" name=\"{}\" time=\"{}\"", xml_text(column.name),
                 xml_text(line.area), xml_text(line.vector), seconds(line.duration_us));
  if (mark == Mark::none && !is_difference(line)) {
    suite.cases += "/>\n";
    return;
  }
  suite.cases += ">\n";
  if (mark == Mark::skipped) {
    ++suite.skipped;
    const std::string why = line.detail.empty() ? std::string() : ": " + line.detail;
    suite.cases += fmt::format("      <skipped message=\"{}{}\"/>\n", to_string(line.outcome), xml_text(why));
  } else if (mark == Mark::none) {
    suite.cases += fmt::format("      <system-out>{}: {}</system-out>\n", to_string(line.outcome), xml_text(story(line)));
  } else {
    ++(mark == Mark::failure ? suite.failures : suite.errors);
    const std::string_view element = mark == Mark::failure ? "failure" : "error";
    const std::string_view type = line.outcome == Outcome::fail && line.direction ? to_string(*line.direction) : to_string(line.outcome);
    suite.cases +=
        fmt::format("      <{0} message=\"{1}\" type=\"{2}\">{3}</{0}>\n", element, xml_text(message(line)), type, xml_text(story(line)));
  }
  suite.cases += "    </testcase>\n";
}

// A run of which nothing counts must not look like one without failures.
void add_fault(Suite& suite, const Column& column, std::string_view name) {
  ++suite.tests;
  ++suite.errors;
  suite.cases +=
      fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"0\">\n      <error message=\"{}\" type=\"{}\"/>\n    </testcase>\n",
                  xml_text(column.name), name, xml_text(verdict_sentence(column)), verdict_word(column));
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string safe = with_entities(printable_lines(text), "&<>\"");
  // U+FFFE and U+FFFF are well-formed UTF-8, and no characters of XML.
  for (const std::string_view refused : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = safe.find(refused); at != std::string::npos; at = safe.find(refused, at)) safe.replace(at, 3, "\xEF\xBF\xBD");
  }
  return safe;
}

std::string junit_report(const ReportMatrix& matrix) {
  std::string suites;
  Suite all;
  for (std::size_t at = 0; at < matrix.columns.size(); ++at) {
    const Column& column = matrix.columns[at];
    Suite suite;
    if (column.standing() == Standing::refused) {
      add_fault(suite, column, "greeting and probes");
    } else {
      for (const Row& row : matrix.rows) {
        if (row.cells[at] != nullptr) add_case(suite, column, *row.cells[at]);
      }
      if (column.standing() == Standing::vacuous) add_fault(suite, column, "something was asked");
      if (column.missing != 0) add_fault(suite, column, "every selected vector was asked");
      if (!column.log->header.unreadable.empty()) add_fault(suite, column, "every vector file was read");
    }
    const std::string started = column.log->header.started.substr(0, 19);
    suites += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\" timestamp=\"{}\">\n{}  "
        "</testsuite>\n",
        xml_text(column.name), suite.tests, suite.failures, suite.errors, suite.skipped, seconds(suite.duration_us), xml_text(started),
        suite.cases);
    all.tests += suite.tests;
    all.failures += suite.failures;
    all.errors += suite.errors;
    all.skipped += suite.skipped;
    all.duration_us += suite.duration_us;
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"crosscheck\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
      "skipped=\"{}\" "
      "time=\"{}\">\n{}</testsuites>\n",
      all.tests, all.failures, all.errors, all.skipped, seconds(all.duration_us), suites);
}

}  // namespace crosscheck::suite
