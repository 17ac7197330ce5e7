#include "cli/check_verb.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "check/check_run.h"
#include "check/layers.h"
#include "check/property.h"
#include "check/report_of_check.h"
#include "cli/complaint.h"
#include "cli/exit_code.h"
#include "cli/policy_file.h"
#include "cli/policy_report.h"
#include "cli/progress_line.h"
#include "cli/signal_watch.h"
#include "question/json_writer.h"
#include "question/policy_writer.h"
#include "suite/run.h"

namespace crosscheck::cli {
namespace {

constexpr std::string_view kCheckVerb = "check";

bool matches(std::string_view pattern, std::string_view text) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t at = star; at <= text.size(); ++at) {
    if (matches(rest, text.substr(at))) return true;
  }
  return false;
}

// The properties that are meant by a word; none where nothing is.
check::PropertySet meant_by(std::string_view word) {
  check::PropertySet set;
  for (const check::Property& one : check::all_properties()) {
    if (matches(word, one.code) || matches(word, one.name) || word == check::to_string(one.severity)) set.add(one.id);
  }
  return set;
}

// All that the words mean; a sentence where one of them means nothing.
Result<check::PropertySet, OptionError> selected(std::string_view option, const std::vector<std::string>& words) {
  check::PropertySet all;
  for (const std::string& word : words) {
    const check::PropertySet meant = meant_by(word);
    if (meant.empty())
      return OptionError{fmt::format("{} {} means no property; see which there are with: crosscheck check --list", option, word)};
    for (const check::Property& one : check::all_properties()) {
      if (meant.has(one.id)) all.add(one.id);
    }
  }
  return all;
}

void print_list(const check::PropertySet& only, const check::PropertySet& without, std::FILE* out) {
  for (const check::Property& one : check::all_properties()) {
    if (!only.has(one.id) || without.has(one.id)) continue;
    fmt::print(out, "{}  {:<6}  {}\n", one.code, check::to_string(one.severity), one.name);
    for (const std::string& line : wrapped(one.says, kColumns - 14)) fmt::print(out, "              {}\n", line);
  }
}

std::string normal_form_as_json(const policy::Policy& policy) {
  question::JsonWriter json;
  question::write_policy_document(json, policy.normal_form());
  return std::string(json.written());
}

// A policy that does not validate, with all its faults; to where complaints go.
int complain_about_policy(const PolicyFile& file, std::FILE* err) {
  PolicyReport(err).print_faults(file);
  return complain(err, kCheckVerb, fmt::format("{} does not validate, so that no server can be held against it.", file.name()),
                  kUnusableInput);
}

struct Plan {
  std::vector<check::Target> targets;
  check::CheckOptions check;
};

// The runs of all servers, or of those before the one that could not be asked.
struct Runs {
  std::vector<check::CheckRun> runs;
  std::optional<std::string> fault;  // a sentence: which server could not be asked at all
};

Runs run_all(const Plan& plan, const CheckVerbOptions& options, const policy::Policy& policy, const suite::Stop& stop, std::FILE* err) {
  if (std::optional<std::string> silent = wait_for_all(plan.targets, options.target, plan.check, stop)) return {{}, std::move(silent)};
  Runs all;
  for (const check::Target& target : plan.targets) {
    ProgressLine line(err);
    const auto show = [&](const check::CheckProgress& progress) {
      suite::Progress shown;
      shown.done = progress.asked;
      shown.of = progress.planned;
      shown.bad = progress.findings;
      shown.target = target.url;
      line.show(shown);
    };
    Result<check::CheckRun, check::CheckError> run = check::check_target(target, policy, plan.check, stop, show);
    if (!run) {
      // What ended before its first request, as somebody ended it, is no fault of the server.
      if (!stop.requested()) all.fault = run.error().message;
      break;
    }
    all.runs.push_back(std::move(run).value());
    if (stop.requested()) break;
  }
  all.runs = check::compared_layers(std::move(all.runs));
  return all;
}

int check_servers(const Plan& plan, const CheckVerbOptions& options, const PolicyFile& file, FindingsWriter& writer, std::FILE* out,
                  std::FILE* err) {
  const policy::Policy& policy = *file.compilation().policy;
  const std::string started = time_now();
  suite::Stop stop;
  const auto [runs, fault] = [&] {
    const SignalWatch watch(stop);
    return run_all(plan, options, policy, stop, err);
  }();
  if (runs.empty()) return stop.signal() != 0 ? kSignalled + stop.signal() : complain(err, kCheckVerb, fault.value_or(""), kCouldNotRun);
  check::FindingsReport report = check::report_of_check(runs);
  report.command = masked_command(options.command);
  report.started = started;
  report.finished = time_now();
  report.policy_name = file.name();
  report.policy = normal_form_as_json(policy);
  const int code = writer.write(std::move(report), out, err, kCheckVerb);
  if (stop.signal() != 0) return kSignalled + stop.signal();
  if (fault) return complain(err, kCheckVerb, *fault, kCouldNotRun);
  for (const check::CheckRun& run : runs) {
    if (run.end == check::End::lost)
      return complain(err, kCheckVerb,
                      fmt::format("{} stopped answering, so that not everything was asked: {}.", run.target, run.end_detail), kCouldNotRun);
  }
  return code;
}

}  // namespace

int check_verb(const CheckVerbOptions& options, int in, std::FILE* out, std::FILE* err) {
  const Result<check::PropertySet, OptionError> only = selected("--only", options.only);
  if (!only) return complain(err, kCheckVerb, only.error().message, kNothingMatched);
  const Result<check::PropertySet, OptionError> without = selected("--without", options.without);
  if (!without) return complain(err, kCheckVerb, without.error().message, kNothingMatched);
  const check::PropertySet asked = options.only.empty() ? check::PropertySet::all() : *only;
  if (options.list) {
    print_list(asked, *without, out);
    return kDone;
  }
  if (options.target.urls.empty()) return complain(err, kCheckVerb, "a URL is wanted: crosscheck check URL --policy FILE", kUnusableInput);
  if (options.policy.empty())
    return complain(err, kCheckVerb, "--policy is wanted, a policy document; without one: crosscheck audit URL", kUnusableInput);
  Result<std::vector<check::Target>, OptionError> targets = targets_of(options.target);
  if (!targets) return complain(err, kCheckVerb, targets.error().message, kUnusableInput);
  Result<check::CheckOptions, OptionError> check = check_options(options.target);
  if (!check) return complain(err, kCheckVerb, check.error().message, kUnusableInput);
  const Result<std::unique_ptr<PolicyFile>, PolicyFile::Unreadable> file = PolicyFile::read(options.policy, in);
  if (!file) return complain(err, kCheckVerb, file.error().message, kUnusableInput);
  if (!(*file)->compilation().policy) return complain_about_policy(**file, err);
  FindingsWriter writer(options.findings);
  if (writer.fault()) return complain(err, kCheckVerb, *writer.fault(), kUnusableInput);

  Plan plan{std::move(targets).value(), std::move(check).value()};
  plan.check.only = asked;
  plan.check.without = *without;
  return check_servers(plan, options, **file, writer, out, err);
}

}  // namespace crosscheck::cli
