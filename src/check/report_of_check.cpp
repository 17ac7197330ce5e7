#include "check/report_of_check.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "check/property_reference.h"
#include "suite/outcome.h"

namespace crosscheck::check {
namespace {

Level level_of(Severity severity) {
  switch (severity) {
    case Severity::must:
      return Level::must;
    case Severity::should:
      return Level::should;
    case Severity::info:
      return Level::info;
  }
  return Level::info;
}

std::string end_sentence(const CheckRun& run) {
  std::string text;
  switch (run.end) {
    case End::complete:
      return {};
    case End::out_of_time:
      text = "The time was over before everything was asked";
      break;
    case End::stopped:
      text = "It was stopped before everything was asked";
      break;
    case End::lost:
      text = "The server stopped answering before everything was asked";
      break;
  }
  return fmt::format("{}: {} of {} probes of {} were sent{}{}.", text, run.asked, run.planned, run.target,
                     run.end_detail.empty() ? "" : "; ", run.end_detail);
}

// A sentence once, whichever of the servers it was said of.
void note(std::vector<std::string>& sentences, std::string sentence) {
  if (std::find(sentences.begin(), sentences.end(), sentence) == sentences.end()) sentences.push_back(std::move(sentence));
}

void count(ReportedProperty& property, const Property& rule, const PropertyCount& of) {
  property.probes += of.probes;
  if (of.findings != 0) {
    property.state = PropertyState::fails;
  } else if (of.not_asked.empty() && property.state != PropertyState::fails) {
    property.state = PropertyState::holds;
  } else if (!of.not_asked.empty() && property.state == PropertyState::not_run) {
    property.state = rule.untested.empty() ? PropertyState::not_run : PropertyState::not_testable;
    property.not_asked = of.not_asked;
  }
  if (property.state == PropertyState::holds || property.state == PropertyState::fails) property.not_asked.clear();
}

}  // namespace

ReportedFinding reported(const Finding& finding) {
  ReportedFinding out;
  out.property = property(finding.property).code;
  for (const PropertyId also : finding.also) out.also.emplace_back(property(also).code);
  out.severity = level_of(finding.severity);
  const std::string fingerprint = finding.fingerprint();
  out.probe = fingerprint.substr(std::min(fingerprint.size(), out.property.size() + 1));
  out.url = finding.target;
  out.summary = finding.summary;
  out.wanted = finding.wanted;
  out.verdict = finding.verdict;
  if (finding.reason) out.reason = to_string(*finding.reason);
  out.direction = finding.direction;
  out.fix = finding.fix;
  out.evidence.push_back({finding.request, finding.response, "", finding.curl});
  out.count = finding.count;
  out.labels = finding.labels;
  return out;
}

ReportedProperty reported(const Property& property) {
  ReportedProperty out;
  out.id = property.code;
  out.name = property.name;
  out.severity = level_of(property.severity);
  out.sentence = property.says;
  out.why_it_matters = property.why;
  out.fix = property.fix;
  out.reference = reference_of(property.id);
  return out;
}

FindingsReport report_of_check(std::span<const CheckRun> runs) {
  FindingsReport report;
  for (const Property& each : all_properties()) report.properties.push_back(reported(each));
  for (const CheckRun& run : runs) {
    report.targets.push_back(run.target);
    report.seed = run.seed;
    report.probes += run.asked;
    report.seconds += run.seconds;
    report.cells_tested += run.cells_tested;
    report.cells_declared += run.cells_declared;
    for (const std::string& path : run.paths) note(report.paths, path);
    for (const Finding& finding : run.findings) report.findings.push_back(reported(finding));
    for (const Fact& fact : run.facts) note(report.facts, fmt::format("{} ({})", fact.text, property(fact.property).code));
    for (const std::string& sentence : run.notes) note(report.assumptions, sentence);
    for (std::size_t at = 0; at < std::min(run.properties.size(), report.properties.size()); ++at) {
      const PropertyId id = run.properties[at].property;
      const std::string_view code = property(id).code;
      const auto found =
          std::find_if(report.properties.begin(), report.properties.end(), [&](const ReportedProperty& each) { return each.id == code; });
      if (found != report.properties.end()) count(*found, property(id), run.properties[at]);
    }
    report.lost = report.lost || run.end == End::lost;
    const std::string end = end_sentence(run);
    if (!end.empty()) report.incomplete += (report.incomplete.empty() ? "" : " ") + end;
    if (run.vacuous) {
      const std::string of_whom = runs.size() > 1 ? run.target + ": " : "";
      report.vacuous += (report.vacuous.empty() ? "" : " ") + of_whom + *run.vacuous;
    }
  }
  return report;
}

}  // namespace crosscheck::check
