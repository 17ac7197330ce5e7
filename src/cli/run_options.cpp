#include <string>

#include <CLI/CLI.hpp>

#include "cli/run_verb.h"
#include "suite/report.h"

namespace crosscheck::cli {
namespace {

constexpr const char* kRunFooter =
    "Without --adapter it is the engine of this command that is asked; without FILE\n"
    "and --vectors the vectors are those that this command carries. WHAT may also be\n"
    "builtin:engine, and builtin:mutant/ID or builtin:zoo/ID where those are built.\n"
    "WHICH is an id or a pattern with *, or area:, kind:, level:, tag:, flag:,\n"
    "covers:, needs: or role: and a value, which may be such a pattern too.\n"
    "An adapter reads questions from standard input and writes answers to standard\n"
    "output, a line of JSON each; it is greeted and asked control questions first.\n"
    "Its greeting claims a role. A library is judged by its answers. A server is\n"
    "asked to serve each policy and names a URL on this machine; requests are sent\n"
    "there, and what a browser could do with the responses is judged. A client is\n"
    "asked to fetch, really, from servers of this command; what those saw is judged,\n"
    "and the client's word beside it.\n"
    "\n"
    "Examples:\n"
    "  crosscheck run --adapter 'exec:python3 adapter.py'\n"
    "  crosscheck run --adapter 'exec:node server.mjs' --only role:server\n"
    "  crosscheck run --only covers:CHK-3 --only 'fetch/*redirect*'\n"
    "  crosscheck run --adapter 'exec:./adapter' --log run.jsonl --format junit";

// WHY: reading a number without a sign takes "-5" as well, and makes a huge one of it.
std::string not_below_zero(const std::string& text) { return text.starts_with('-') ? "a number from 0 on is wanted, not " + text : ""; }

}  // namespace

void declare_run(CLI::App& app, RunOptions& options) {
  app.footer(kRunFooter);
  app.add_option("FILE", options.source.files, "Files of vectors")->type_name("");
  app.add_option("--adapter", options.adapters, "exec:COMMAND; may be repeated")->type_name("WHAT")->allow_extra_args(false);
  app.add_option("--vectors", options.source.folder, "A folder of such files")->type_name("DIR");
  app.add_option("--only", options.source.selectors, "Only these; may be repeated")->type_name("WHICH")->allow_extra_args(false);
  app.add_flag("--list", options.list, "Print the ids, and exit");
  app.add_option("--shard", options.shard, "One of n parts, as 2/4")->type_name("i/n");
  app.add_option("--jobs", options.jobs, "Copies asked at once")->type_name("N")->check(CLI::Range(1U, 256U));
  app.add_flag("--fail-fast", options.fail_fast, "End at the first failure");
  app.add_option("--timeout", options.timeout, "Of a question (5)")->type_name("SECONDS")->check(CLI::Range(0.01, 3600.0));
  app.add_option("--start-timeout", options.start_timeout, "Of the greeting (10)")->type_name("SECONDS")->check(CLI::Range(0.01, 3600.0));
  app.add_option("--seed", options.seed, "Of what is drawn at random")->type_name("N")->check(not_below_zero);
  app.add_option("--profile", options.profile, "standard, chromium, firefox, webkit")
      ->type_name("NAME")
      ->check(CLI::IsMember({"standard", "chromium", "firefox", "webkit"}));
  app.add_option("--expect", options.expect, "Known failures")->type_name("FILE");
  app.add_option("--write-expect", options.write_expect, "Write those of this run")->type_name("FILE");
  app.add_option("--log", options.log, "Write the whole run log")->type_name("FILE");
  app.add_option("--format", options.format, "(text): " + suite::report_format_words())->type_name("NAME");
}

}  // namespace crosscheck::cli
