#include "cli/mutate_verb.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/child_command.h"
#include "cli/exit_code.h"
#include "cli/output_file.h"
#include "suite/kill_matrix.h"
#include "suite/text_file.h"

namespace crosscheck::cli {
namespace {

namespace fs = std::filesystem;
using suite::MutantFate;
using suite::MutantInfo;
using suite::MutationVerdict;

constexpr std::size_t kShown = 20;  // vectors or lines of a log

constexpr const char* kMutateFooter =
    "Run it in the folder of the project: the copies are made of what stands there,\n"
    "and conformance/mutants.json says what is broken in them. Ends with 1 where a\n"
    "mutant survives or no vector notices the change, with 3 where a control comes\n"
    "out wrong. What a change does to files that the engine is not made of, as a\n"
    "README.md, is told and left alone.\n"
    "\n"
    "Examples:\n"
    "  crosscheck mutate --only CHK-4-prefix\n"
    "  crosscheck mutate --patch my.diff";

// A verb that cannot go on: what it says, and its exit code.
struct Failure {
  std::string message;
  int exit_code;
};

// A folder for the copy and one for its build. WHY: the next run finds both, and builds only what changed.
class Workshop {
 public:
  Workshop(const MutateOptions& options, std::FILE* err)
      : source_(options.source),
        folder_(options.build.empty() ? source_ / "build" / "mutants" : fs::path(options.build)),
        copy_(folder_ / (options.patch.empty() ? "planted" : "patched")),
        jobs_(options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency())),
        err_(err) {}

  // The lines that crosscheck_mutants prints of the copy.
  Result<std::string, Failure> matrix_of_copy(const MutateOptions& options) {
    std::error_code failed;
    fs::create_directories(folder_, failed);
    if (failed) return Failure{fmt::format("{}: {}", folder_.string(), failed.message()), kCouldNotRun};
    if (auto wrong = plant(options)) return *wrong;
    if (auto wrong = build()) return *wrong;
    return ask(options);
  }

 private:
  // Nothing where the command ended well.
  std::optional<Failure> step(std::string_view what, std::string_view log, const std::vector<std::string>& command, int exit_code) {
    fmt::print(err_, "{} ...\n", what);
    std::fflush(err_);
    const std::string file = (folder_ / fmt::format("{}.log", log)).string();
    if (run_child(command, file, file) == 0) return std::nullopt;
    std::string message = fmt::format("{} failed; {} says:", what, file);
    for (const std::string& line : last_lines(file, kShown)) message += "\n  " + line;
    return Failure{message, exit_code};
  }

  std::optional<Failure> plant(const MutateOptions& options) {
    const std::string script = (source_ / "conformance" / "mutants" / "plant.py").string();
    std::vector<std::string> command{"python3", "-B", script, copy_.string(), "--root", fs::absolute(source_).string()};
    if (!options.patch.empty()) command.insert(command.end(), {"--patch", options.patch});
    if (options.patch.empty()) return step("planting the mutants", "plant", command, kUnusableInput);
    if (auto wrong = step("applying the patch", "plant", command, kUnusableInput)) return wrong;
    // What of the patch was left alone.
    static constexpr std::string_view kNote = "plant.py: ";
    for (const std::string& line : last_lines((folder_ / "plant.log").string(), kShown)) {
      if (line.starts_with(kNote)) fmt::print(err_, "{}\n", line.substr(kNote.size()));
    }
    return std::nullopt;
  }

  std::optional<Failure> build() {
    const std::string built = (copy_ / "build").string();
    std::vector<std::string> configure{"cmake", "-S", copy_.string(), "-B", built, "-DCMAKE_BUILD_TYPE=Release", "-DBUILD_TESTING=OFF"};
    if (run_child({"ninja", "--version"}, "/dev/null", "/dev/null") == 0) configure.insert(configure.end(), {"-G", "Ninja"});
    if (run_child({"ccache", "--version"}, "/dev/null", "/dev/null") == 0) configure.push_back("-DCMAKE_CXX_COMPILER_LAUNCHER=ccache");
    if (auto wrong = step("configuring the copy", "configure", configure, kCouldNotRun)) return wrong;
    // WHY the variables: without them ccache would find nothing of one copy in the other, nor anything of a precompiled header.
    return step("building the copy", "build",
                {"cmake", "-E", "env", "CCACHE_BASEDIR=" + fs::absolute(copy_).lexically_normal().string(),
                 "CCACHE_SLOPPINESS=pch_defines,time_macros", "cmake", "--build", built, "--target", "crosscheck_mutants", "--parallel",
                 std::to_string(jobs_)},
                kCouldNotRun);
  }

  Result<std::string, Failure> ask(const MutateOptions& options) {
    std::vector<std::string> command{(copy_ / "build" / "crosscheck_mutants").string(), "--matrix", "--jobs", std::to_string(jobs_)};
    for (const std::string& id : options.only) command.insert(command.end(), {"--only", id});
    fmt::print(err_, "asking the vectors ...\n");
    const std::string lines = (folder_ / "matrix.ndjson").string();
    const std::string errors = (folder_ / "matrix.log").string();
    if (run_child(command, lines, errors) != 0) {
      std::string message = "the copy did not come to its end:";
      for (const std::string& line : last_lines(errors, kShown)) message += "\n  " + line;
      return Failure{message, kCouldNotRun};
    }
    Result<std::string, suite::FileError> text = suite::read_text_file(lines);
    if (!text) return Failure{text.error().message, kCouldNotRun};
    return std::move(text).value();
  }

  fs::path source_;
  fs::path folder_;
  fs::path copy_;
  unsigned jobs_;
  std::FILE* err_;
};

// Whatever is wrong with it is said when the file is opened.
void make_folder_of(const fs::path& file) {
  std::error_code ignored;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), ignored);
}

// The table of mutants, asked for before anything is built.
Result<std::vector<MutantInfo>, Failure> read_table(const MutateOptions& options) {
  const std::string table = (fs::path(options.source) / "conformance" / "mutants.json").string();
  const Result<std::string, suite::FileError> text = suite::read_text_file(table);
  if (!text) {
    return Failure{fmt::format("{}; run this in the folder of the project, or name it with --source", text.error().message),
                   kUnusableInput};
  }
  auto mutants = suite::read_mutants(*text);
  if (!mutants) return Failure{mutants.error().message, kUnusableInput};
  for (const std::string& id : options.only) {
    if (std::none_of(mutants->begin(), mutants->end(), [&](const MutantInfo& mutant) { return mutant.id == id; }))
      return Failure{fmt::format("there is no mutant {} in {}", id, table), kNothingMatched};
  }
  return std::move(mutants).value();
}

void print_vectors(std::FILE* out, const std::vector<std::string>& ids) {
  for (std::size_t i = 0; i < std::min(ids.size(), kShown); ++i) fmt::print(out, "  {}\n", ids[i]);
  if (ids.size() > kShown) fmt::print(out, "  and {} more\n", ids.size() - kShown);
}

int report_patch(const std::vector<MutantFate>& fates, std::FILE* out) {
  if (fates.empty()) return kCouldNotRun;
  const MutantFate& fate = fates.front();
  if (!fate.ended) {
    fmt::print(out, "The change is noticed: the engine crashes, or does not come to an end.\n");
    return kDone;
  }
  if (fate.killed_by.empty()) {
    fmt::print(out, "The change is not noticed: every vector of level `must` holds ({} others differ).\n", fate.seen_by.size());
    print_vectors(out, fate.seen_by);
    return kDoesNotHold;
  }
  fmt::print(out, "The change is noticed: {} vectors of level `must` fail.\n", fate.killed_by.size());
  print_vectors(out, fate.killed_by);
  return kDone;
}

void print_mutant(std::FILE* out, const std::vector<MutantInfo>& mutants, const std::string& id) {
  const auto found = std::find_if(mutants.begin(), mutants.end(), [&](const MutantInfo& mutant) { return mutant.id == id; });
  if (found != mutants.end()) fmt::print(out, "  {}\n      {}: {}\n", id, found->file, found->breaks);
}

int report_mutants(const std::vector<MutantInfo>& mutants, const std::vector<MutantFate>& fates, bool whole, std::FILE* out,
                   std::FILE* err) {
  const MutationVerdict verdict = suite::judge_mutants(mutants, fates, whole);
  if (verdict.is_void()) {
    if (!verdict.broken_control.empty()) fmt::print(err, "crosscheck mutate: {}\n", verdict.broken_control);
    if (!verdict.failing_unmutated.empty()) {
      fmt::print(err, "crosscheck mutate: {} vectors do not hold for the engine as it is\n", verdict.failing_unmutated.size());
      print_vectors(err, verdict.failing_unmutated);
    }
    return kCouldNotRun;
  }
  fmt::print(out, "{:>5} mutants are killed by a vector of level `must`\n", verdict.killed);
  fmt::print(out, "{:>5} survive\n", verdict.survivors.size());
  for (const std::string& id : verdict.survivors) print_mutant(out, mutants, id);
  fmt::print(out, "{:>5} are equivalent to the engine, and no vector notices them\n", verdict.equivalent);
  if (!verdict.not_equivalent.empty()) {
    fmt::print(out, "{:>5} are listed as equivalent, and yet they are noticed\n", verdict.not_equivalent.size());
    for (const std::string& id : verdict.not_equivalent) print_mutant(out, mutants, id);
  }
  if (whole) fmt::print(out, "Controls: the one that must die died, the one that must survive survived.\n");
  return verdict.holds() ? kDone : kDoesNotHold;
}

}  // namespace

void declare_mutate(CLI::App& app, MutateOptions& options) {
  app.footer(kMutateFooter);
  app.add_option("--only", options.only, "Only this mutant; may be repeated")
      ->type_name("ID")
      ->allow_extra_args(false)
      ->excludes(app.add_option("--patch", options.patch, "Hold the suite against this change instead")
                     ->type_name("FILE")
                     ->check(CLI::ExistingFile));
  app.add_option("--matrix", options.matrix, "Write which vector notices which mutant")->type_name("FILE");
  app.add_option("--source", options.source, "The folder of the project (.)")->type_name("DIR")->check(CLI::ExistingDirectory);
  app.add_option("--build", options.build, "Where the copy is built (build/mutants)")->type_name("DIR");
  app.add_option("--jobs", options.jobs, "Processes at once (one for each core)")->type_name("N");
}

int mutate_verb(const MutateOptions& options, std::FILE* out, std::FILE* err) {
  const auto fail = [&](std::string_view message, int exit_code) {
    fmt::print(err, "crosscheck mutate: {}\n", message);
    return exit_code;
  };
  const auto mutants = read_table(options);
  if (!mutants) return fail(mutants.error().message, mutants.error().exit_code);
  // WHY first: the copy takes minutes.
  make_folder_of(options.matrix);
  OutputFile matrix(options.matrix);
  if (matrix.fault()) return fail(*matrix.fault(), kUnusableInput);
  Workshop workshop(options, err);
  const Result<std::string, Failure> lines = workshop.matrix_of_copy(options);
  if (!lines) return fail(lines.error().message, lines.error().exit_code);
  const auto fates = suite::read_fates(*lines);
  if (!fates) return fail(fates.error().message, kCouldNotRun);
  matrix.write_whole(*lines);
  if (matrix.fault()) return fail(*matrix.fault(), kCouldNotRun);
  if (!options.patch.empty()) return report_patch(*fates, out);
  return report_mutants(*mutants, *fates, options.only.empty(), out, err);
}

}  // namespace crosscheck::cli
