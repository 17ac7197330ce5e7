#include "check/audit.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "check/audit_rule.h"
#include "check/draw.h"
#include "check/infer.h"
#include "check/permission_judge.h"
#include "check/report_curl.h"
#include "check/report_of_check.h"
#include "check/secrets.h"
#include "question/json_writer.h"
#include "question/policy_writer.h"
#include "suite/laid_out_json.h"

namespace crosscheck::check {
namespace {

constexpr std::size_t kDrawn = 9;  // letters: nobody has such a name by chance

using Clock = std::chrono::steady_clock;

std::string policy_text(const policy::Document& document) {
  question::JsonWriter json;
  question::write_policy_document(json, document);
  return suite::laid_out(suite::Json::parse(json.written()));
}

// A server may hand back what --header says in a header that is judged, and those stand in observations as they came.
void mask(InferredPath& path, const Secrets& secrets) {
  for (std::string& sentence : path.sentences) sentence = secrets.masked(sentence);
  for (Danger& danger : path.dangers) danger.summary = secrets.masked(danger.summary);
  if (!path.policy || secrets.empty()) return;
  for (policy::StarOrList* const list : {&path.policy->methods, &path.policy->request_headers, &path.policy->expose_headers}) {
    const auto left_out = std::erase_if(list->entries, [&](const std::string& name) { return secrets.masked(name) != name; });
    if (left_out != 0) path.sentences.emplace_back("A name that holds what --header says is left out of the policy.");
  }
}

ReportedFinding reported(const Danger& danger, const Target& target, std::string_view path, const Secrets& secrets) {
  const AuditRule& rule = audit_rule(danger.rule);
  ReportedFinding finding;
  finding.property = rule.code;
  finding.severity = danger.severity;
  finding.probe = fmt::format("{} {}", path, danger.probe);
  finding.url = target.origin() + std::string(path);
  finding.summary = danger.summary;
  finding.wanted = rule.says;
  const std::optional<suite::AskedPermission> asked = asked_by(danger.shown_by.probe);
  if (asked) finding.verdict = secrets.masked(verdict_sentence(*asked, danger.shown_by.seen));
  finding.direction = danger.direction;
  finding.fix = rule.fix;
  const Observation& seen = danger.shown_by.seen;
  finding.evidence.push_back(
      {seen.request, seen.response, seen.error ? seen.error->message : "", curl_line(seen.request, target.origin())});
  return finding;
}

bool lets_in(const std::vector<InferredPath>& paths) {
  return std::any_of(paths.begin(), paths.end(), [](const InferredPath& path) { return path.policy.has_value(); });
}

// Whether a rule was asked about, and why not.
std::string why_not_asked(AuditRuleId rule, const std::vector<InferredPath>& paths, const Target& target) {
  const auto any_is = [&](auto&& holds) { return std::any_of(paths.begin(), paths.end(), holds); };
  const auto has_danger = [](const InferredPath& path, AuditRuleId id) {
    return std::any_of(path.dangers.begin(), path.dangers.end(), [&](const Danger& danger) { return danger.rule == id; });
  };
  switch (rule) {
    case AuditRuleId::A01:
    case AuditRuleId::A02:
    case AuditRuleId::A04:
    case AuditRuleId::A05:
    case AuditRuleId::A15:
      return {};
    case AuditRuleId::A03:
      return wire::is_loopback(target.location.endpoint.host) ? "" : "the server is on another machine";
    case AuditRuleId::A13:
      return any_is([](const InferredPath& path) { return path.policy && path.policy->credentials; }) ? "" : "credentials are not allowed";
    default:
      break;
  }
  if (!lets_in(paths)) return "none of the origins that were asked about is let in";
  const bool all_open = std::all_of(paths.begin(), paths.end(), [&](const InferredPath& path) {
    return !path.policy || has_danger(path, AuditRuleId::A01) || has_danger(path, AuditRuleId::A02);
  });
  return all_open ? "any origin is let in" : "";
}

// `cut_off`: why not everything was asked; empty where it was.
void add_rules(FindingsReport& report, const std::vector<InferredPath>& paths, const Target& target, std::size_t probes,
               const std::string& cut_off) {
  std::vector<ReportedProperty> rules;
  for (const AuditRule& rule : all_audit_rules()) {
    ReportedProperty property = reported(rule);
    property.not_asked = cut_off.empty() ? why_not_asked(rule.id, paths, target) : cut_off;
    const bool found = std::any_of(report.findings.begin(), report.findings.end(),
                                   [&](const ReportedFinding& finding) { return finding.property == property.id; });
    if (found) property.not_asked.clear();
    property.state = found ? PropertyState::fails : property.not_asked.empty() ? PropertyState::holds : PropertyState::not_run;
    if (property.state != PropertyState::not_run) property.probes = probes;
    rules.push_back(std::move(property));
  }
  report.properties.insert(report.properties.begin(), rules.begin(), rules.end());
}

// What was found out before anything is held against it.
struct Inferred {
  std::vector<InferredPath> paths;
  std::size_t asked = 0;
  std::string cut_off;  // why not everything was asked; empty where it was
};

Result<Inferred, CheckError> infer_paths(const Target& target, const std::vector<std::string>& wanted, const AuditOptions& options,
                                         const suite::Stop& stop, const std::function<void(const CheckProgress&)>& on_progress) {
  Draw draw(options.check.seed);
  const std::string drawn = draw.word(kDrawn);
  const Secrets secrets(options.check.prober.own_headers);
  Inferred inferred;
  std::atomic<std::size_t> done = 0;
  Prober prober(target, options.check.prober, stop, [&done] { ++done; });
  for (const std::string& path : wanted) {
    inferred.paths.push_back(infer_path(prober, path, options.origins, drawn));
    mask(inferred.paths.back(), secrets);
    if (prober.lost()) return CheckError{prober.lost()->message};
    if (on_progress) on_progress({done.load(), done.load(), 0});
  }
  if (prober.out_of_time()) inferred.cut_off = "The time was over before everything was asked.";
  if (stop.requested()) inferred.cut_off = "It was stopped before everything was asked.";
  inferred.asked = prober.asked();
  return inferred;
}

// What was inferred, and what it goes by. Who was not asked about looks like one who is not let in: of a run that was cut off nothing is inferred.
void add_inferred(FindingsReport& report, const Inferred& inferred, const policy::Document* document, const Target& target) {
  const std::vector<InferredPath>& paths = inferred.paths;
  const bool any_cors = std::any_of(paths.begin(), paths.end(), [](const InferredPath& path) { return path.any_cors_header; });
  if (inferred.cut_off.empty()) {
    for (const InferredPath& path : paths) {
      for (const std::string& sentence : path.sentences)
        report.inferred.push_back(paths.size() > 1 ? fmt::format("{}: {}", path.path, sentence) : sentence);
    }
    if (document != nullptr) report.policy = policy_text(*document);
    if (!any_cors)
      report.vacuous = fmt::format(
          "No answer of {} had a CORS header. If another site's page is meant to read it, ask another --path or --origin.", target.url);
  } else {
    report.incomplete = inferred.cut_off + " No policy was inferred.";
  }
  std::vector<std::string> assumed = {"Only origins near to those that were given were asked about: a list may hold others."};
  if (lets_in(paths)) assumed.insert(assumed.begin(), "Where a finding speaks of the policy, that is the one that was inferred.");
  report.assumptions.insert(report.assumptions.begin(), assumed.begin(), assumed.end());
}

}  // namespace

Result<FindingsReport, CheckError> audit_target(const Target& target, const AuditOptions& options, const suite::Stop& stop,
                                                const std::function<void(const CheckProgress&)>& on_progress) {
  const Clock::time_point began = Clock::now();
  std::vector<std::string> wanted = {target.path()};
  for (const std::string& path : options.check.paths) {
    if (std::find(wanted.begin(), wanted.end(), path) == wanted.end()) wanted.push_back(path);
  }
  const Result<Inferred, CheckError> inferred = infer_paths(target, wanted, options, stop, on_progress);
  if (!inferred) return inferred.error();

  FindingsReport report;
  const policy::Document document = document_of(inferred->paths);
  const policy::Compilation compilation = policy::compile(document);
  if (compilation.policy && lets_in(inferred->paths) && inferred->cut_off.empty()) {
    CheckOptions check = options.check;
    if (check.prober.max_time) {
      const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
      check.prober.max_time = std::max(*check.prober.max_time - spent, std::chrono::milliseconds(1));
    }
    const Result<CheckRun, CheckError> run = check_target(target, *compilation.policy, check, stop, on_progress);
    if (!run) return run.error();
    report = report_of_check({&*run, 1});
  } else {
    report.targets.push_back(target.url);
    report.seed = options.check.seed;
  }
  report.kind = ReportKind::audit;
  for (const std::string& path : wanted) {
    if (std::find(report.paths.begin(), report.paths.end(), path) == report.paths.end()) report.paths.push_back(path);
  }
  report.probes += inferred->asked;
  const Secrets secrets(options.check.prober.own_headers);
  for (const InferredPath& path : inferred->paths) {
    for (const Danger& danger : path.dangers) report.findings.push_back(reported(danger, target, path.path, secrets));
  }
  add_rules(report, inferred->paths, target, inferred->asked, inferred->cut_off);
  add_inferred(report, *inferred, compilation.policy ? &document : nullptr, target);
  report.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  return report;
}

}  // namespace crosscheck::check
