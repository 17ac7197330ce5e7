#include "suite/implementation.h"

#include <fmt/format.h>

#include "suite/engine_implementation.h"
#include "suite/exec_implementation.h"

namespace crosscheck::suite {
namespace {

constexpr std::string_view kExec = "exec:";
constexpr std::string_view kEngine = "builtin:engine";

}  // namespace

bool is_builtin(std::string_view target) { return target.starts_with("builtin:"); }

Result<std::unique_ptr<Implementation>, TargetError> make_implementation(std::string_view target, const ImplementationOptions& options) {
  if (target == kEngine) return std::unique_ptr<Implementation>(std::make_unique<EngineImplementation>());
  if (is_builtin(target)) return TargetError{fmt::format("{} is not part of this program; there is builtin:engine", target)};
  if (target.starts_with(kExec)) {
    const std::string_view command = target.substr(kExec.size());
    if (command.find_first_not_of(" \t\n") == std::string_view::npos) return TargetError{"exec: needs a command behind it"};
    return std::unique_ptr<Implementation>(std::make_unique<ExecImplementation>(std::string(command), options));
  }
  if (target.starts_with("http://") || target.starts_with("https://") || target.starts_with("browser:"))
    return TargetError{fmt::format("{} is asked over a wire, which this version cannot do; an adapter is given as 'exec:COMMAND'", target)};
  return TargetError{fmt::format("\"{}\" is no implementation; write 'exec:COMMAND' or builtin:engine", target)};
}

}  // namespace crosscheck::suite
