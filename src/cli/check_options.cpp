#include <string>

#include <CLI/CLI.hpp>

#include "cli/check_verb.h"

namespace crosscheck::cli {
namespace {

constexpr const char* kCheckFooter =
    "Each URL is asked as browsers and attackers ask, with OPTIONS, GET and HEAD, and\n"
    "what a browser would permit after its answers is held against the policy. Its\n"
    "path, and one path for each route of the policy, are asked in full; each --path\n"
    "is asked whether it keeps to the policy too.\n"
    "Only this machine is asked, unless --allow-host names the host; ask no server\n"
    "that is not yours.\n"
    "Ends with 0 where it does what the policy says, 1 where there is a finding of\n"
    "`must` or `should` (one of `info` is only told), 2 where the policy or an option\n"
    "is of no use, 3 where the server could not be asked, 4 where nothing was proved\n"
    "or the time was over before the end, and 128 + n after signal n, with what is\n"
    "known by then.\n"
    "WHICH is a property's id or name, a pattern with *, or must, should or info.\n"
    "\n"
    "Examples:\n"
    "  crosscheck check http://localhost:8080/api --policy policy.json\n"
    "  crosscheck check http://localhost:8080/ --policy policy.json --path /health \\\n"
    "    --header 'Authorization: Bearer x' --format junit --output check.xml\n"
    "  crosscheck check --list --only must";

}  // namespace

void declare_check(CLI::App& app, CheckVerbOptions& options) {
  app.footer(kCheckFooter);
  app.add_option("URL", options.target.urls, "The server, and a path of it; several: in front and behind")->type_name("");
  app.add_option("--policy", options.policy, "The policy document, or - for standard input")->type_name("FILE");
  app.add_option("--only", options.only, "Only these properties; may be repeated")->type_name("WHICH")->allow_extra_args(false);
  app.add_option("--without", options.without, "Leave these out; may be repeated")->type_name("WHICH")->allow_extra_args(false);
  app.add_flag("--list", options.list, "Print the properties, and exit");
  declare_findings(app, options.findings);
  declare_target(app, options.target);
}

}  // namespace crosscheck::cli
