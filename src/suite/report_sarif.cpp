#include "suite/report_sarif.h"

#include <map>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/reason/reason.h"
#include "crosscheck/reason/rule.h"
#include "suite/report_asked.h"
#include "suite/report_json.h"
#include "suite/report_sha256.h"

namespace crosscheck::suite {
namespace {

// What decided where the engine names no rule: a crash, an answer that is none.
constexpr std::string_view kNoRule = "answer";

std::string_view sarif_level(const LogLine& line) {
  if (is_bad(line.outcome, line.level)) return "error";
  return line.outcome == Outcome::info || line.level == Level::may || line.level == Level::info || line.level == Level::lint ? "note"
                                                                                                                             : "warning";
}

// The sentences of the reasons that this row's step can give.
std::string reasons_of(Rule rule, std::string_view ReasonInfo::* part) {
  std::string text;
  for (const ReasonInfo& reason : all_reasons()) {
    if (reason.rule == rule) text += fmt::format("{}{}: {}", text.empty() ? "" : "\n", reason.code, reason.*part);
  }
  return text;
}

Json rule_json(const std::string& id, const std::string& spec) {
  Json json = {{"id", id}};
  const std::optional<Rule> rule = rule_from_id(id);
  if (!rule) {
    json["shortDescription"]["text"] = id == kNoRule ? "An answer that can be compared" : id;
    if (!spec.empty()) json["helpUri"] = spec;
    return json;
  }
  const RuleInfo& info = rule_info(*rule);
  json["shortDescription"]["text"] =
      info.step.empty() ? fmt::format("Requirement {}", id) : fmt::format("Requirement {}, step {}", id, info.step);
  const std::string sentences = reasons_of(*rule, &ReasonInfo::sentence);
  if (!sentences.empty()) {
    json["fullDescription"]["text"] = sentences;
    json["help"]["text"] = reasons_of(*rule, &ReasonInfo::advice);
  }
  json["helpUri"] = info.spec;
  return json;
}

std::string message_of(const LogLine& line) {
  std::string text = line.title;
  if (!text.ends_with('.')) text += '.';
  if (line.question) text += fmt::format(" Asked: {}.", asked_in_a_line(*line.question));
  if (line.expected) {
    text += fmt::format(" Expected {} at {}, got {}.", expected_line(line), line.pointer.empty() ? "the whole answer" : line.pointer,
                        got_line(line));
  }
  if (line.direction) text += fmt::format(" Direction: {}.", to_string(*line.direction));
  if (!line.detail.empty()) text += " " + line.detail;
  return text;
}

Json location_of(const LogLine& line) {
  Json json = Json::object();
  json["physicalLocation"]["artifactLocation"] = {{"uri", fmt::format("conformance/vectors/{}.json", line.area)}, {"uriBaseId", "SUITE"}};
  json["logicalLocations"] = Json::array({{{"fullyQualifiedName", line.vector}, {"kind", "member"}}});
  return json;
}

Json result_of(const LogLine& line, const Column& column, std::size_t rule_index) {
  Json json = {{"ruleId", line.rule.empty() ? std::string(kNoRule) : line.rule}, {"ruleIndex", rule_index}, {"kind", "fail"}};
  json["level"] = sarif_level(line);
  json["message"]["text"] = message_of(line);
  json["locations"] = Json::array({location_of(line)});
  json["partialFingerprints"]["crosscheck/v1"] = in_hex(sha256(fmt::format("{}\n{}\n{}", column.info->name, line.vector, line.pointer)));
  if (line.outcome == Outcome::expected_fail) json["suppressions"] = Json::array({{{"kind", "external"}, {"justification", line.detail}}});
  Json& properties = json["properties"];
  properties = {{"outcome", to_string(line.outcome)}, {"level", to_string(line.level)}, {"flags", line.flags}};
  if (line.direction) properties["direction"] = to_string(*line.direction);
  return json;
}

Json run_of(const ReportMatrix& matrix, std::size_t at) {
  const Column& column = matrix.columns[at];
  const LogHeader& header = column.log->header;
  std::map<std::string, std::size_t> index;
  Json rules = Json::array();
  Json results = Json::array();
  if (column.standing() != Standing::refused) {
    for (const LogLine* line : differences_of(matrix, at)) {
      const std::string id = line->rule.empty() ? std::string(kNoRule) : line->rule;
      const auto [found, is_new] = index.emplace(id, rules.size());
      if (is_new) rules.push_back(rule_json(id, line->spec));
      results.push_back(result_of(*line, column, found->second));
    }
  }
  Json run = Json::object();
  Json& driver = run["tool"]["driver"];
  driver = {{"name", "crosscheck"}, {"version", header.suite_version}, {"rules", std::move(rules)}};
  Json invocation = {{"executionSuccessful", column.standing() == Standing::holds || column.standing() == Standing::fails}};
  invocation["exitCode"] = column.log->footer.exit;
  invocation["startTimeUtc"] = header.started;
  invocation["endTimeUtc"] = column.log->footer.finished;
  if (column.standing() != Standing::holds) {
    const bool ran = column.standing() == Standing::fails;
    invocation["toolExecutionNotifications"] =
        Json::array({{{"level", ran ? "note" : "error"}, {"message", {{"text", verdict_sentence(column)}}}}});
  }
  run["invocations"] = Json::array({std::move(invocation)});
  run["automationDetails"]["id"] = fmt::format("crosscheck/{}/", column.name);
  run["originalUriBaseIds"]["SUITE"]["description"]["text"] = "The top folder of crosscheck, whose vectors these are.";
  run["results"] = std::move(results);
  run["properties"] = {{"implementation", column.name}, {"target", column.info->target}, {"standard_commit", header.standard_commit}};
  return run;
}

}  // namespace

std::string sarif_text(Json runs) {
  return document_text({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", std::move(runs)}});
}

std::string sarif_report(const ReportMatrix& matrix) {
  Json runs = Json::array();
  for (std::size_t at = 0; at < matrix.columns.size(); ++at) runs.push_back(run_of(matrix, at));
  return sarif_text(std::move(runs));
}

}  // namespace crosscheck::suite
