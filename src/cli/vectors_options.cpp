#include <CLI/CLI.hpp>

#include "cli/vectors_verb.h"

namespace crosscheck::cli {
namespace {

constexpr const char* kVectorsFooter =
    "The vectors are those that this command carries, or those of --vectors DIR.\n"
    "WHICH is as under `crosscheck run`.\n"
    "\n"
    "Examples:\n"
    "  crosscheck vectors explain cors-check/wildcard-with-credentials\n"
    "  crosscheck vectors list --only flag:WildcardWithCredentials\n"
    "  crosscheck vectors export --ndjson > vectors.ndjson";

}  // namespace

void declare_vectors(CLI::App& app, VectorsOptions& options) {
  using What = VectorsOptions::What;
  app.footer(kVectorsFooter);
  app.require_subcommand(1);
  const auto declare = [&](const char* name, const char* help, What what) {
    CLI::App* const verb = app.add_subcommand(name, help);
    verb->add_option("--vectors", options.source.folder, "A folder of vector files")->type_name("DIR");
    verb->callback([&options, what] { options.what = what; });
    return verb;
  };
  const auto take_selectors = [&](CLI::App* verb) {
    verb->add_option("--only", options.source.selectors, "Only these; may be repeated")->type_name("WHICH")->allow_extra_args(false);
  };
  take_selectors(declare("list", "Their ids, levels and titles", What::list));
  declare("show", "One, as it stands in its file", What::show)->add_option("ID", options.id, "Its id")->type_name("")->required();
  CLI::App* const lint = declare("lint", "Check what a schema cannot", What::lint);
  lint->add_option("--tables", options.tables, "Where flags.json and ids.lock are: beside DIR")->type_name("DIR");
  CLI::App* const export_all = declare("export", "All of them as JSON", What::export_all);
  export_all->add_flag("--ndjson", options.ndjson, "A line for each");
  take_selectors(export_all);
  declare("explain", "One in prose, with the engine's trace", What::explain)
      ->add_option("ID", options.id, "Its id")
      ->type_name("")
      ->required();
}

}  // namespace crosscheck::cli
