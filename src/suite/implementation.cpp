#include "suite/implementation.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "suite/engine_implementation.h"
#include "suite/exec_implementation.h"

namespace crosscheck::suite {
namespace {

constexpr std::string_view kExec = "exec:";
constexpr std::string_view kEngine = "builtin:engine";

// Implementations that are wrong on purpose: programs which the project's own folder builds, asked as any command is.
struct BrokenOnPurpose {
  std::string_view prefix;
  std::string_view what;
  std::string_view ids;      // where they stand
  std::string_view program;  // in the project's folder
  std::string_view made_by;
  std::string_view command;  // {0}: the program, {1}: the id
};
constexpr std::array kBroken = {
    BrokenOnPurpose{"builtin:mutant/", "mutant", "they stand in conformance/mutants.json", "build/mutants/planted/build/crosscheck_mutants",
                    "crosscheck mutate", "{0} --as {1}"},
    BrokenOnPurpose{"builtin:zoo/", "server of the zoo", "build/release/crosscheck_zoo --list prints them", "build/release/crosscheck_zoo",
                    "cmake --build build/release --target crosscheck_zoo", "python3 -B conformance/zoo/adapter.py {0} --bug {1}"},
};

// The id becomes a word of a shell's command line.
bool is_shell_word(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) { return is_ascii_alphanumeric(c) || c == '-'; });
}

Result<std::unique_ptr<Implementation>, TargetError> make_broken(const BrokenOnPurpose& kind, std::string_view target,
                                                                 ImplementationOptions options) {
  const std::string_view id = target.substr(kind.prefix.size());
  if (!is_shell_word(id)) return TargetError{fmt::format("{} names no {} by its id: {}", target, kind.what, kind.ids)};
  if (!std::filesystem::is_regular_file(kind.program))
    return TargetError{
        fmt::format("{} needs {}, which is not there: run `{}` in the project's folder first", target, kind.program, kind.made_by)};
  options.is_known_broken = true;
  return std::unique_ptr<Implementation>(
      std::make_unique<ExecImplementation>(std::string(target), fmt::format(fmt::runtime(kind.command), kind.program, id), options));
}

}  // namespace

bool is_builtin(std::string_view target) { return target.starts_with("builtin:"); }

Result<std::unique_ptr<Implementation>, TargetError> make_implementation(std::string_view target, const ImplementationOptions& options) {
  if (target == kEngine) return std::unique_ptr<Implementation>(std::make_unique<EngineImplementation>());
  for (const BrokenOnPurpose& kind : kBroken) {
    if (target.starts_with(kind.prefix)) return make_broken(kind, target, options);
  }
  if (is_builtin(target))
    return TargetError{
        fmt::format("{} is not part of this program; there are builtin:engine, builtin:mutant/<id> and builtin:zoo/<id>", target)};
  if (target.starts_with(kExec)) {
    const std::string_view command = target.substr(kExec.size());
    if (command.find_first_not_of(" \t\n") == std::string_view::npos) return TargetError{"exec: needs a command behind it"};
    return std::unique_ptr<Implementation>(std::make_unique<ExecImplementation>(std::string(target), std::string(command), options));
  }
  if (target.starts_with("http://") || target.starts_with("https://") || target.starts_with("browser:"))
    return TargetError{fmt::format("{} is asked over a wire, which this version cannot do; an adapter is given as 'exec:COMMAND'", target)};
  return TargetError{fmt::format("\"{}\" is no implementation; write 'exec:COMMAND' or builtin:engine", target)};
}

}  // namespace crosscheck::suite
