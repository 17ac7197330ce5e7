#include <string_view>

#include "check/report_words.h"
#include "check/report_writers.h"
#include "crosscheck/base/isomorphic.h"
#include "question/version.h"
#include "suite/report_json.h"

namespace crosscheck::check {
namespace {

using suite::Json;

// Of a message; a body may be of megabytes.
constexpr std::size_t kMostOfMessage = 16384;

Json wire_of(const WireEvidence& evidence) {
  const auto bytes = [](std::string_view message) { return isomorphic_decode_to_utf8(message.substr(0, kMostOfMessage)); };
  Json json = {{"sent", bytes(evidence.sent)}, {"sent_bytes", evidence.sent.size()}};
  json["received"] = bytes(evidence.received);
  json["received_bytes"] = evidence.received.size();
  json["trouble"] = evidence.trouble.empty() ? Json() : Json(evidence.trouble);
  json["curl"] = evidence.curl;
  return json;
}

Json known_of(const KnownFinding& known) {
  return {
      {"id", known.property}, {"probe", known.probe}, {"reason", known.reason}, {"link", known.link.empty() ? Json() : Json(known.link)}};
}

Json finding_of(const FindingsReport& report, const ReportedFinding& finding) {
  const ReportedProperty* const property = property_of(report, finding.property);
  Json json = {{"id", finding.property}, {"name", property == nullptr ? "" : property->name}};
  json["severity"] = suite::to_string(finding.severity);
  json["fails"] = is_bad(finding);
  json["also"] = finding.also;
  json["probe"] = finding.probe;
  json["url"] = finding.url;
  json["summary"] = finding.summary;
  json["wanted"] = finding.wanted;
  json["verdict"] = finding.verdict;
  json["reason"] = finding.reason.empty() ? Json() : Json(finding.reason);
  json["direction"] = finding.direction ? Json(suite::to_string(*finding.direction)) : Json();
  json["fix"] = finding.fix;
  json["count"] = finding.count;
  json["labels"] = finding.labels;
  json["wire"] = Json::array();
  for (const WireEvidence& each : finding.evidence) json["wire"].push_back(wire_of(each));
  json["known"] = finding.known ? known_of(*finding.known) : Json();
  return json;
}

Json property_json(const ReportedProperty& property) {
  Json json = {{"id", property.id}, {"name", property.name}, {"severity", suite::to_string(property.severity)}};
  json["says"] = property.sentence;
  json["state"] = to_string(property.state);
  json["not_asked"] = property.not_asked.empty() ? Json() : Json(property.not_asked);
  json["probes"] = property.probes;
  return json;
}

Json count_json(const SeverityCount& count) {
  return {{"properties", count.all},  {"tested", count.tested},     {"failing", count.failing}, {"not_testable", count.not_testable},
          {"not_run", count.not_run}, {"findings", count.findings}, {"known", count.known}};
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

}  // namespace

Json report_document(const FindingsReport& report) {
  Json document = {{"report", 1}, {"kind", report.kind == ReportKind::audit ? "audit" : "check"}, {"exit", exit_code_of(report)}};
  document["verdict"] = verdict_word(report);
  document["sentence"] = verdict_sentence(report);
  document["vacuous"] = text_or_null(why_nothing_is_proved(report));
  document["incomplete"] = text_or_null(report.incomplete);
  document["targets"] = report.targets;
  document["version"] = kVersion;
  document["standard_commit"] = kStandardCommit;
  document["command"] = report.command;
  document["started"] = report.started;
  document["finished"] = report.finished;
  document["seed"] = report.seed;
  document["policy_file"] = text_or_null(report.policy_name);
  const suite::Json policy = report.policy.empty() ? Json() : Json::parse(report.policy, nullptr, false);
  document["policy"] = policy.is_discarded() ? Json() : policy;
  document["inferred"] = report.inferred;
  Json& counts = document["counts"];
  counts = {{"probes", report.probes}, {"cells_tested", report.cells_tested}, {"cells_declared", report.cells_declared}};
  for (const Level severity : kSeverities) counts[std::string(suite::to_string(severity))] = count_json(count_of(report, severity));
  document["findings"] = Json::array();
  for (const ReportedFinding* const finding : findings_in_order(report)) document["findings"].push_back(finding_of(report, *finding));
  document["gone"] = Json::array();
  for (const KnownFinding& known : report.gone) document["gone"].push_back(known_of(known));
  document["properties"] = Json::array();
  for (const ReportedProperty& property : report.properties) document["properties"].push_back(property_json(property));
  document["facts"] = report.facts;
  document["assumptions"] = report.assumptions;
  return document;
}

std::string json_report(const FindingsReport& report) { return suite::document_text(report_document(report)); }

}  // namespace crosscheck::check
