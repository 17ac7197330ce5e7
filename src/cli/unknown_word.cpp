#include "cli/unknown_word.h"

#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/terminal.h"
#include "crosscheck/base/nearest.h"

namespace crosscheck::cli {
namespace {

std::vector<std::string> verbs_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* const verb : app.get_subcommands([](const CLI::App*) { return true; })) names.push_back(verb->get_name());
  return names;
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* const option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string with_suggestion(std::string_view what, const std::string& word, const std::vector<std::string>& known) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string_view meant = nearest(word, names);
  if (!meant.empty()) return fmt::format("unknown {} \"{}\": did you mean {}?", what, printable(word), meant);
  return fmt::format("unknown {} \"{}\"; there are {}", what, printable(word), fmt::join(known, ", "));
}

}  // namespace

std::optional<std::string> unknown_word(const CLI::App& app) {
  // The verb that was called, as far as its words were understood.
  const CLI::App* called = &app;
  std::string name = app.get_name();
  std::vector<std::string> unplaced = app.remaining();
  while (!called->get_subcommands().empty()) {
    called = called->get_subcommands().front();
    name += " " + called->get_name();
    if (unplaced.empty()) unplaced = called->remaining();
  }
  if (unplaced.empty()) return std::nullopt;
  const std::string word = unplaced.front().substr(0, unplaced.front().find('='));
  if (word.starts_with("--")) return name + ": " + with_suggestion("option", word, options_of(*called));
  const std::vector<std::string> verbs = verbs_of(*called);
  if (word.starts_with('-') || verbs.empty()) return std::nullopt;
  return name + ": " + with_suggestion("verb", word, verbs);
}

}  // namespace crosscheck::cli
