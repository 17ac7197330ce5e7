#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "check/report_message.h"
#include "check/report_words.h"
#include "check/report_writers.h"
#include "crosscheck/base/ascii.h"
#include "question/version.h"
#include "suite/report_sarif.h"
#include "suite/report_sha256.h"

namespace crosscheck::check {
namespace {

using suite::Json;

std::string_view sarif_level(Level severity) { return severity == Level::must ? "error" : severity == Level::should ? "warning" : "note"; }

Json rule_json(const ReportedProperty& property) {
  Json json = {{"id", property.id}, {"name", property.name}};
  json["shortDescription"]["text"] = property.sentence.empty() ? property.name : property.sentence;
  if (!property.why_it_matters.empty()) json["fullDescription"]["text"] = property.why_it_matters;
  if (!property.fix.empty()) json["help"]["text"] = property.fix;
  if (!property.reference.empty()) json["helpUri"] = property.reference;
  json["defaultConfiguration"]["level"] = sarif_level(property.severity);
  return json;
}

std::string message_of(const ReportedFinding& finding) {
  std::string text = finding.summary;
  const auto add = [&text](std::string_view label, std::string_view value) {
    if (!value.empty()) text += fmt::format("{}{}{}", text.empty() ? "" : "\n", label, value);
  };
  add("Probe: ", finding.probe);
  add("Wanted: ", finding.wanted);
  add("A browser: ", finding.verdict);
  add("Fix: ", finding.fix);
  for (const WireEvidence& each : finding.evidence) add("Try: ", each.curl);
  return text;
}

// The text with every byte that is not in `kept`, and no letter or digit, as %XX (RFC 3986).
std::string percent_encoded(std::string_view text, std::string_view kept) {
  std::string safe;
  for (const char c : text) {
    if (is_ascii_alphanumeric(c) || kept.find(c) != std::string_view::npos) {
      safe += c;
    } else {
      safe += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return safe;
}

// The policy that is broken; where there is no file of it, the address that was asked.
Json location_of(const FindingsReport& report, const ReportedFinding& finding) {
  const bool is_file = !report.policy_name.empty() && report.policy_name != "-";
  Json json = Json::object();
  json["physicalLocation"]["artifactLocation"]["uri"] =
      is_file ? percent_encoded(report.policy_name, "-._~/") : percent_encoded(finding.url, "-._~/:?[]@!$&()*+,;=%");
  json["physicalLocation"]["region"]["startLine"] = 1;
  json["logicalLocations"] = Json::array({{{"fullyQualifiedName", finding.url}, {"kind", "resource"}}});
  return json;
}

// The same in the next run, whatever the seed and the port: the finding's name in a baseline, and which of the servers it is about.
std::string fingerprint_of(const FindingsReport& report, const ReportedFinding& finding) {
  const auto target = std::find(report.targets.begin(), report.targets.end(), finding.url);
  const auto place = target == report.targets.end() ? 0 : target - report.targets.begin();
  return suite::in_hex(suite::sha256(fmt::format("{}\n{}\n{}", finding.property, finding.probe, place)));
}

// The header lines of a message as an object, repeats joined.
Json headers_of(std::string_view head) {
  Json headers = Json::object();
  std::size_t begin = head.find("\r\n");
  while (begin != std::string_view::npos && begin + 2 < head.size()) {
    const std::size_t end = head.find("\r\n", begin + 2);
    const std::string_view line = head.substr(begin + 2, end == std::string_view::npos ? end : end - begin - 2);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
      const std::string name = shown_bytes(line.substr(0, colon));
      std::string_view value = line.substr(colon + 1);
      if (value.starts_with(' ')) value.remove_prefix(1);
      const std::string text = shown_bytes(value.substr(0, 4096));
      headers[name] = headers.contains(name) ? headers[name].get<std::string>() + ", " + text : text;
    }
    begin = end;
  }
  return headers;
}

// The three parts of a first line; fewer where there are no spaces.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  line = line.substr(0, 4096);
  while (words.size() < 2) {
    const std::size_t space = line.find(' ');
    words.push_back(shown_bytes(line.substr(0, space)));
    if (space == std::string_view::npos) return words;
    line.remove_prefix(space + 1);
  }
  words.push_back(shown_bytes(line));
  return words;
}

void add_wire(Json& result, const WireEvidence& evidence) {
  const std::string_view sent = std::string_view(evidence.sent).substr(0, head_size(evidence.sent));
  const std::vector<std::string> first = words_of(sent.substr(0, sent.find("\r\n")));
  if (first.size() == 3)
    result["webRequest"] = {
        {"method", first[0]}, {"target", first[1]}, {"protocol", "HTTP"}, {"version", "1.1"}, {"headers", headers_of(sent)}};
  if (evidence.received.empty()) {
    result["webResponse"]["noResponseReceived"] = true;
    return;
  }
  const std::string_view received = std::string_view(evidence.received).substr(0, head_size(evidence.received));
  const std::vector<std::string> status = words_of(received.substr(0, received.find("\r\n")));
  if (status.size() < 2 || !status[0].starts_with("HTTP/") || status[1].size() != 3 ||
      !std::all_of(status[1].begin(), status[1].end(), [](char c) { return c >= '0' && c <= '9'; }))
    return;
  result["webResponse"] = {{"protocol", "HTTP"},
                           {"version", "1.1"},
                           {"statusCode", std::stoi(status[1])},
                           {"reasonPhrase", status.size() == 3 ? status[2] : ""},
                           {"headers", headers_of(received)}};
}

Json result_of(const FindingsReport& report, const ReportedFinding& finding, std::size_t rule_index) {
  Json json = {{"ruleId", finding.property}, {"ruleIndex", rule_index}, {"kind", "fail"}};
  json["level"] = sarif_level(finding.severity);
  json["message"]["text"] = message_of(finding);
  json["locations"] = Json::array({location_of(report, finding)});
  json["partialFingerprints"]["crosscheck/v1"] = fingerprint_of(report, finding);
  if (finding.known) {
    json["suppressions"] = Json::array({{{"kind", "external"}, {"justification", known_sentence(finding)}}});
  }
  if (!finding.evidence.empty()) add_wire(json, finding.evidence.front());
  Json& properties = json["properties"];
  properties = {{"severity", suite::to_string(finding.severity)}, {"probe", finding.probe}, {"count", finding.count}};
  if (finding.direction) properties["direction"] = suite::to_string(*finding.direction);
  if (!finding.reason.empty()) properties["reason"] = finding.reason;
  if (!finding.also.empty()) properties["also"] = finding.also;
  return json;
}

Json invocation_of(const FindingsReport& report) {
  const Standing standing = standing_of(report);
  const bool ran = standing == Standing::holds || standing == Standing::fails;
  Json invocation = {{"executionSuccessful", ran}, {"exitCode", exit_code_of(report)}};
  invocation["startTimeUtc"] = report.started;
  invocation["endTimeUtc"] = report.finished;
  Json notes = Json::array();
  const auto note = [&notes](std::string_view level, const std::string& text) {
    if (!text.empty()) notes.push_back({{"level", level}, {"message", {{"text", text}}}});
  };
  const std::string nothing = why_nothing_is_proved(report);
  if (!nothing.empty()) note(standing == Standing::vacuous ? "error" : "warning", "This proves nothing. " + nothing);
  note(ran ? "note" : "error", verdict_sentence(report));
  for (const KnownFinding& known : report.gone) note("warning", gone_sentence(known));
  if (!notes.empty()) invocation["toolExecutionNotifications"] = std::move(notes);
  return invocation;
}

}  // namespace

std::string sarif_report(const FindingsReport& report) {
  Json rules = Json::array();
  Json results = Json::array();
  std::map<std::string, std::size_t> index;
  for (const ReportedFinding* const finding : findings_in_order(report)) {
    const auto [found, is_new] = index.emplace(finding->property, rules.size());
    if (is_new) {
      const ReportedProperty* const property = property_of(report, finding->property);
      ReportedProperty unnamed;
      unnamed.id = unnamed.name = finding->property;
      rules.push_back(rule_json(property == nullptr ? unnamed : *property));
    }
    results.push_back(result_of(report, *finding, found->second));
  }
  Json run = Json::object();
  run["tool"]["driver"] = {{"name", "crosscheck"}, {"version", kVersion}, {"rules", std::move(rules)}};
  run["invocations"] = Json::array({invocation_of(report)});
  run["automationDetails"]["id"] = fmt::format("crosscheck/{}/", report.kind == ReportKind::audit ? "audit" : "check");
  run["results"] = std::move(results);
  run["properties"] = {{"targets", report.targets}, {"seed", report.seed}, {"probes", report.probes}};
  return suite::sarif_text(Json::array({std::move(run)}));
}

}  // namespace crosscheck::check
