#include <fmt/format.h>

#include "check/report_story.h"
#include "check/report_words.h"
#include "check/report_writers.h"
#include "suite/report_junit.h"

namespace crosscheck::check {
namespace {

using suite::xml_text;

struct Cases {
  std::string text;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
};

std::string class_of(const FindingsReport& report, std::string_view group) {
  return fmt::format("crosscheck.{}.{}", report.kind == ReportKind::audit ? "audit" : "check", group);
}

void add_property(Cases& cases, const FindingsReport& report, const ReportedProperty& property) {
  ++cases.tests;
  cases.text += fmt::format("    <testcase classname=\"{}\" name=\"{} {}\">\n", class_of(report, suite::to_string(property.severity)),
                            xml_text(property.id), xml_text(property.name));
  std::string bad;
  std::string others;
  const ReportedFinding* first = nullptr;
  std::size_t count = 0;
  for (const ReportedFinding* const finding : findings_of(report, property.id)) {
    (is_bad(*finding) ? bad : others) += story_of(*finding) + "\n";
    if (!is_bad(*finding)) continue;
    if (first == nullptr) first = finding;
    ++count;
  }
  if (first != nullptr) {
    ++cases.failures;
    const std::string message = first->summary + (count > 1 ? fmt::format(" ({})", counted(count, "finding")) : "");
    cases.text += fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n", xml_text(message),
                              first->direction ? suite::to_string(*first->direction) : "other", xml_text(bad));
  } else if (property.state == PropertyState::not_testable || property.state == PropertyState::not_run) {
    ++cases.skipped;
    const std::string why = property.not_asked.empty() ? std::string() : ": " + property.not_asked;
    cases.text += fmt::format("      <skipped message=\"{}{}\"/>\n", to_string(property.state), xml_text(why));
  }
  if (!others.empty()) cases.text += fmt::format("      <system-out>{}</system-out>\n", xml_text(others));
  cases.text += "    </testcase>\n";
}

void add_fault(Cases& cases, const FindingsReport& report, const RunFault& fault) {
  ++cases.tests;
  ++(fault.is_error ? cases.errors : cases.failures);
  cases.text += fmt::format("    <testcase classname=\"{}\" name=\"{}\">\n      <{} message=\"{}\"/>\n    </testcase>\n",
                            class_of(report, "run"), xml_text(fault.name), fault.is_error ? "error" : "failure", xml_text(fault.message));
}

// What there is to know of the run as a whole.
std::string about(const FindingsReport& report) {
  std::string text = "    <properties>\n";
  const auto add = [&text](std::string_view name, const std::string& value) {
    if (!value.empty()) text += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, xml_text(value));
  };
  add("proves nothing", why_nothing_is_proved(report));
  add("verdict", std::string(verdict_word(report)));
  add("policy", report.policy_name);
  add("seed", std::to_string(report.seed));
  add("probes", std::to_string(report.probes));
  return text + "    </properties>\n";
}

}  // namespace

std::string junit_report(const FindingsReport& report) {
  Cases cases;
  for (const RunFault& fault : run_faults(report)) add_fault(cases, report, fault);
  for (const ReportedProperty& property : report.properties) add_property(cases, report, property);
  const std::string counts = fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\"", cases.tests,
                                         cases.failures, cases.errors, cases.skipped, report.seconds);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"crosscheck\" {0}>\n  <testsuite name=\"{1}\" {0} "
      "timestamp=\"{2}\">\n{3}{4}  </testsuite>\n</testsuites>\n",
      counts, xml_text(fmt::format("{}", fmt::join(report.targets, " "))), xml_text(report.started.substr(0, 19)), about(report),
      cases.text);
}

}  // namespace crosscheck::check
