#include "cli/command.h"

#include <cstddef>
#include <exception>
#include <optional>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/audit_verb.h"
#include "cli/check_verb.h"
#include "cli/evaluate_verb.h"
#include "cli/exit_code.h"
#include "cli/mutate_verb.h"
#include "cli/policy_verb.h"
#include "cli/report_verb.h"
#include "cli/run_verb.h"
#include "cli/serve_verb.h"
#include "cli/unknown_word.h"
#include "cli/vectors_verb.h"
#include "crosscheck/url/site.h"
#include "question/version.h"

namespace crosscheck::cli {
namespace {

constexpr const char* kDescription =
    "crosscheck: the reference for CORS, the browser's cross-origin sharing rules.\n"
    "It decides exactly as the Fetch Standard says, and can name the step.";

constexpr std::size_t kHelpColumn = 25;  // where the words about an option begin

constexpr const char* kExitCodes =
    "Exit codes of every verb:\n"
    "  0  done, and what was tested holds\n"
    "  1  done, and it does not; or the answer is an error\n"
    "  2  usage, or an input that cannot be read or used\n"
    "  3  what tests, or what is tested, could not be run\n"
    "  4  nothing matched, or fewer ran than the manifest says\n"
    "  128 + n  signal n ended it";

constexpr const char* kEvaluateHelp = "Answer questions: JSON in, JSON out";
constexpr const char* kEvaluateFooter =
    "One question is read from standard input, its answer is written to standard\n"
    "output. With --lines each line is a question, as adapters are asked: answers\n"
    "come in order, `hello` is one, blank lines are passed over, and it ends with 0.\n"
    "\n"
    "Example:\n"
    "  echo '{\"kind\": \"safelisted-method\", \"input\": {\"method\": \"PUT\"}}' |\n"
    "    crosscheck evaluate";

constexpr const char* kRunHelp = "Hold implementations against the vectors";

constexpr const char* kMutateHelp = "Hold the vectors against broken engines";

constexpr const char* kReportHelp = "Make a report of run logs";

constexpr const char* kVectorsHelp = "List, show, explain and check the vectors";

constexpr const char* kAuditHelp = "Work out what a live server allows, and its dangers";

constexpr const char* kCheckHelp = "Hold a live server against a policy";

constexpr const char* kServeHelp = "Answer questions over HTTP, with a page to ask by hand";

constexpr const char* kPolicyHelp = "Validate a policy, show what it permits, ask it";
constexpr const char* kPolicyFooter =
    "FILE is a policy document, or - for standard input. Its faults are named with\n"
    "their lines; where there is no error, its normal form and what it permits\n"
    "follow. Ends with 1 where it does not validate.\n"
    "With --ask one request is answered: HEADERS, with commas between them, are\n"
    "those that a preflight asks for. Ends with 0 whatever the answer is.\n"
    "\n"
    "Examples:\n"
    "  crosscheck policy policy.json\n"
    "  crosscheck policy policy.json --ask 'PUT https://app.example x-a,x-b'";

std::string version() {
  return fmt::format("crosscheck {}\nFetch Standard of {} (whatwg/fetch {})\npublic suffix list of {}", kVersion, kStandardDate,
                     kStandardCommit, public_suffix_list_date());
}

}  // namespace

int run_command(int argc, const char* const* argv, int in, std::FILE* out, std::FILE* err) {
  CLI::App app(kDescription, "crosscheck");
  // So that a line of help fits 80 columns; the verbs take it over.
  app.get_formatter()->column_width(kHelpColumn);
  app.footer(kExitCodes);
  app.set_version_flag("--version", version, "Print what this is, and exit");
  app.set_help_flag("-h,--help", "Print this, and exit");
  app.require_subcommand(1);

  EvaluateOptions evaluate;
  CLI::App& evaluate_app = *app.add_subcommand("evaluate", kEvaluateHelp);
  evaluate_app.footer(kEvaluateFooter);
  evaluate_app.add_flag("--lines", evaluate.lines, "Each line is a question (JSON Lines)");

  RunOptions run;
  CLI::App& run_app = *app.add_subcommand("run", kRunHelp);
  declare_run(run_app, run);
  run.command.assign(argv, argv + argc);

  VectorsOptions vectors;
  CLI::App& vectors_app = *app.add_subcommand("vectors", kVectorsHelp);
  declare_vectors(vectors_app, vectors);

  ReportOptions report;
  CLI::App& report_app = *app.add_subcommand("report", kReportHelp);
  declare_report(report_app, report);

  MutateOptions mutate;
  CLI::App& mutate_app = *app.add_subcommand("mutate", kMutateHelp);
  declare_mutate(mutate_app, mutate);

  CheckVerbOptions check;
  CLI::App& check_app = *app.add_subcommand("check", kCheckHelp);
  declare_check(check_app, check);
  check.command.assign(argv, argv + argc);

  AuditOptions audit;
  CLI::App& audit_app = *app.add_subcommand("audit", kAuditHelp);
  declare_audit(audit_app, audit);
  audit.command.assign(argv, argv + argc);

  ServeOptions serve;
  CLI::App& serve_app = *app.add_subcommand("serve", kServeHelp);
  declare_serve(serve_app, serve);

  PolicyOptions policy;
  CLI::App& policy_app = *app.add_subcommand("policy", kPolicyHelp);
  policy_app.footer(kPolicyFooter);
  policy_app.add_option("FILE", policy.file, "A policy document")->type_name("")->required();
  CLI::Option* const ask = policy_app.add_option("--ask", policy.ask, "METHOD ORIGIN [HEADERS]")->type_name("REQUEST");
  policy_app.add_option("--path", policy.path, "Its path, for routes (/)")->type_name("PATH")->needs(ask);
  policy_app.add_flag("--json", policy.json, "Print one JSON document");

  try {
    app.parse(argc, argv);
    if (evaluate_app.parsed()) return evaluate_verb(evaluate, in, out, err);
    if (policy_app.parsed()) {
      policy.asks = ask->count() != 0;
      return policy_verb(policy, in, out, err);
    }
    if (check_app.parsed()) return check_verb(check, in, out, err);
    if (audit_app.parsed()) return audit_verb(audit, out, err);
    if (serve_app.parsed()) return serve_verb(serve, out, err);
    if (mutate_app.parsed()) return mutate_verb(mutate, out, err);
    if (report_app.parsed()) return report_verb(report, out, err);
    if (vectors_app.parsed()) return vectors_verb(vectors, out, err);
    return run_verb(run, out, err);
  } catch (const CLI::ParseError& error) {
    const std::optional<std::string> unknown = error.get_exit_code() == 0 ? std::nullopt : unknown_word(app);
    if (unknown) {
      fmt::print(err, "{}\nRun with --help for more information.\n", *unknown);
      return kUnusableInput;
    }
    std::ostringstream to_out;
    std::ostringstream to_err;
    const int code = app.exit(error, to_out, to_err);
    fmt::print(out, "{}", to_out.str());
    fmt::print(err, "{}", to_err.str());
    return code == 0 ? kDone : kUnusableInput;
  } catch (const std::exception& error) {
    fmt::print(err, "crosscheck: {}\n", error.what());
    return kCouldNotRun;
  }
}

}  // namespace crosscheck::cli
