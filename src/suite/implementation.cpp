#include "suite/implementation.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "suite/engine_implementation.h"
#include "suite/exec_implementation.h"

namespace crosscheck::suite {
namespace {

constexpr std::string_view kExec = "exec:";
constexpr std::string_view kEngine = "builtin:engine";
constexpr std::string_view kMutant = "builtin:mutant/";
constexpr const char* kMutants = "build/mutants/planted/build/crosscheck_mutants";  // what `crosscheck mutate` leaves

// The id becomes a word of a shell's command line.
bool is_mutant_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) { return is_ascii_alphanumeric(c) || c == '-'; });
}

Result<std::unique_ptr<Implementation>, TargetError> make_mutant(std::string_view target, ImplementationOptions options) {
  const std::string_view id = target.substr(kMutant.size());
  if (!is_mutant_id(id)) return TargetError{fmt::format("{} names no mutant; their ids stand in conformance/mutants.json", target)};
  if (!std::filesystem::is_regular_file(kMutants))
    return TargetError{
        fmt::format("{} needs {}, which is not there: run `crosscheck mutate` in the project's folder first", target, kMutants)};
  options.is_known_broken = true;
  return std::unique_ptr<Implementation>(
      std::make_unique<ExecImplementation>(std::string(target), fmt::format("{} --as {}", kMutants, id), options));
}

}  // namespace

bool is_builtin(std::string_view target) { return target.starts_with("builtin:"); }

Result<std::unique_ptr<Implementation>, TargetError> make_implementation(std::string_view target, const ImplementationOptions& options) {
  if (target == kEngine) return std::unique_ptr<Implementation>(std::make_unique<EngineImplementation>());
  if (target.starts_with(kMutant)) return make_mutant(target, options);
  if (is_builtin(target))
    return TargetError{fmt::format("{} is not part of this program; there are builtin:engine and builtin:mutant/<id>", target)};
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
