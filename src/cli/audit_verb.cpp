#include "cli/audit_verb.h"

#include <optional>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "check/audit.h"
#include "cli/complaint.h"
#include "cli/exit_code.h"
#include "cli/output_file.h"
#include "cli/progress_line.h"
#include "cli/signal_watch.h"
#include "crosscheck/policy/origin_entry.h"
#include "crosscheck/policy/serialized_origin.h"
#include "suite/run.h"

namespace crosscheck::cli {
namespace {

constexpr std::string_view kAuditVerb = "audit";

constexpr const char* kAuditFooter =
    "URL is asked as browsers and attackers ask, with OPTIONS, GET and HEAD: on\n"
    "behalf of each ORIGIN, of origins near to it, and of strangers. What it allows\n"
    "is printed as a policy document, and what is dangerous in it with the bytes\n"
    "that show it. Without --origin it is asked for strangers alone.\n"
    "Only this machine is asked, unless --allow-host names the host; ask no server\n"
    "that is not yours. Ends with 1 where there is a finding of `must` or `should`,\n"
    "3 where the server cannot be asked, 4 where not everything could be.\n"
    "\n"
    "Examples:\n"
    "  crosscheck audit http://localhost:8080/api --origin https://app.example\n"
    "  crosscheck audit http://localhost:8080/ --origin https://app.example \\\n"
    "    --header 'Authorization: Bearer x' --write-policy policy.json";

std::optional<std::string> fault_of_origins(const std::vector<std::string>& origins) {
  for (const std::string& origin : origins) {
    if (policy::is_serialized_origin(origin)) continue;
    const policy::OriginEntryFault fault = policy::explain_origin_entry(origin);
    return fmt::format("--origin \"{}\" is none: {}{}", origin, fault.message, fault.fix.empty() ? "" : " " + fault.fix);
  }
  return std::nullopt;
}

int audit(const AuditOptions& options, const check::Target& target, const check::AuditOptions& audit, FindingsWriter& writer,
          OutputFile& policy_file, std::FILE* out, std::FILE* err) {
  const std::string started = time_now();
  suite::Stop stop;
  Result<check::FindingsReport, check::CheckError> done = [&]() -> Result<check::FindingsReport, check::CheckError> {
    const SignalWatch watch(stop);
    if (const std::optional<std::string> silent = wait_for_all({target}, options.target, audit.check, stop))
      return check::CheckError{*silent};
    ProgressLine line(err);
    return check::audit_target(target, audit, stop, [&](const check::CheckProgress& progress) {
      suite::Progress shown;
      shown.done = progress.asked;
      shown.of = progress.planned;
      shown.bad = progress.findings;
      shown.target = target.url;
      line.show(shown);
    });
  }();
  if (!done) return stop.signal() != 0 ? kSignalled + stop.signal() : complain(err, kAuditVerb, done.error().message, kCouldNotRun);
  check::FindingsReport report = std::move(done).value();
  report.command = masked_command(options.command);
  report.started = started;
  report.finished = time_now();
  if (!report.policy.empty()) policy_file.write_whole(report.policy + "\n");
  const int code = writer.write(std::move(report), out, err, kAuditVerb);
  if (policy_file.fault()) return complain(err, kAuditVerb, *policy_file.fault(), kCouldNotRun);
  return stop.signal() != 0 ? kSignalled + stop.signal() : code;
}

}  // namespace

void declare_audit(CLI::App& app, AuditOptions& options) {
  app.footer(kAuditFooter);
  app.add_option("URL", options.target.urls, "The server, and a path of it")->type_name("")->required()->expected(1);
  app.add_option("--origin", options.origins, "One that is thought to be allowed; may be repeated")
      ->type_name("ORIGIN")
      ->allow_extra_args(false);
  app.add_option("--write-policy", options.write_policy, "Write the policy document")->type_name("FILE");
  declare_findings(app, options.findings);
  declare_target(app, options.target);
}

int audit_verb(const AuditOptions& options, std::FILE* out, std::FILE* err) {
  if (const std::optional<std::string> fault = fault_of_origins(options.origins)) return complain(err, kAuditVerb, *fault, kUnusableInput);
  const Result<std::vector<check::Target>, OptionError> targets = targets_of(options.target);
  if (!targets) return complain(err, kAuditVerb, targets.error().message, kUnusableInput);
  const Result<check::CheckOptions, OptionError> check = check_options(options.target);
  if (!check) return complain(err, kAuditVerb, check.error().message, kUnusableInput);
  for (const std::string& other : {options.findings.output, options.findings.write_baseline, options.findings.baseline}) {
    if (are_one_file(options.write_policy, other))
      return complain(err, kAuditVerb, "--write-policy and another option name one file: name two", kUnusableInput);
  }
  FindingsWriter writer(options.findings);
  if (writer.fault()) return complain(err, kAuditVerb, *writer.fault(), kUnusableInput);
  OutputFile policy_file(options.write_policy);
  if (policy_file.fault()) return complain(err, kAuditVerb, *policy_file.fault(), kUnusableInput);
  // A policy that stood there must not be taken for that of a run that was cut off.
  policy_file.forget_what_stood_there();
  return audit(options, targets->front(), {*check, options.origins}, writer, policy_file, out, err);
}

}  // namespace crosscheck::cli
