#include "check/baseline.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "check/audit_rule.h"
#include "check/property.h"
#include "check/report_words.h"
#include "check/wanted.h"
#include "question/json_tree.h"
#include "suite/json_text.h"
#include "suite/report_json.h"

namespace crosscheck::check {
namespace {

using suite::Json;
using suite::JsonFault;
using suite::Members;
using Name = std::pair<std::string, std::string>;

bool is_a_rule(std::string_view id) {
  const auto properties = all_properties();
  const auto rules = all_audit_rules();
  return std::any_of(properties.begin(), properties.end(), [&](const Property& each) { return each.code == id; }) ||
         std::any_of(rules.begin(), rules.end(), [&](const AuditRule& each) { return each.code == id; });
}

// Whether the run could have found it again: the rule was tested, at the path with which the probe's name begins.
bool was_tested(const FindingsReport& report, const KnownFinding& known) {
  const ReportedProperty* const property = property_of(report, known.property);
  const bool tested = property != nullptr && (property->state == PropertyState::holds || property->state == PropertyState::fails);
  if (!tested || !report.incomplete.empty()) return false;
  const std::string_view path = path_of(std::string_view(known.probe).substr(0, known.probe.find(' ')));
  return std::any_of(report.paths.begin(), report.paths.end(), [path](const std::string& asked) { return path_of(asked) == path; });
}

}  // namespace

Result<Baseline, BaselineError> read_baseline(std::string_view text) {
  const Result<Json, JsonFault> json = suite::read_json_text(text);
  if (!json) return BaselineError{suite::to_string(json.error())};
  std::optional<JsonFault> fault;
  const Members root(*json, "", fault, {"baseline"});
  Baseline baseline;
  std::set<Name> seen;
  std::size_t index = 0;
  for (const Json& each : root.array("baseline")) {
    const Members members(each, question::pointer_below("/baseline", std::to_string(index++)), fault, {"id", "probe"}, {"reason", "link"});
    KnownFinding known{members.text("id"), members.text("probe"), members.text("reason"), ""};
    const Json* const link = members.find("link");
    if (link != nullptr && !link->is_null()) known.link = members.text("link");
    if (!fault && !is_a_rule(known.property)) {
      members.refuse("id", fmt::format("there is no rule \"{}\"; crosscheck check --list names those of check", known.property));
    }
    if (!fault && !seen.emplace(known.property, known.probe).second) members.refuse("probe", "an earlier entry names this finding");
    baseline.push_back(std::move(known));
  }
  if (fault) return BaselineError{suite::to_string(*fault)};
  return baseline;
}

FindingsReport with_baseline(FindingsReport report, const Baseline& baseline) {
  for (const KnownFinding& known : baseline) {
    bool found = false;
    for (ReportedFinding& finding : report.findings) {
      if (finding.property != known.property || finding.probe != known.probe) continue;
      finding.known = known;
      found = true;
    }
    if (!found && was_tested(report, known)) report.gone.push_back(known);
  }
  return report;
}

std::string write_baseline(const FindingsReport& report, const Baseline& before) {
  Json list = Json::array();
  std::set<Name> listed;
  const auto add = [&](const std::string& id, const std::string& probe, std::string_view reason, std::string_view link) {
    if (!listed.emplace(id, probe).second) return;
    list.push_back({{"id", id}, {"probe", probe}, {"reason", reason}, {"link", link.empty() ? Json() : Json(link)}});
  };
  for (const ReportedFinding* const finding : findings_in_order(report)) {
    if (finding->severity == Level::info && !finding->known) continue;
    const auto known = std::find_if(before.begin(), before.end(), [&](const KnownFinding& each) {
      return each.property == finding->property && each.probe == finding->probe;
    });
    add(finding->property, finding->probe, known == before.end() ? "" : known->reason, known == before.end() ? "" : known->link);
  }
  for (const KnownFinding& known : before) {
    if (!was_tested(report, known)) add(known.property, known.probe, known.reason, known.link);
  }
  return suite::document_text(Json{{"baseline", std::move(list)}});
}

}  // namespace crosscheck::check
