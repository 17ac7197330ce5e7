#include "cli/run_verb.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <random>
#include <utility>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/progress_line.h"
#include "cli/signal_watch.h"
#include "cli/terminal.h"
#include "suite/expectations.h"
#include "suite/report.h"
#include "suite/run.h"
#include "suite/text_file.h"

namespace crosscheck::cli {
namespace {

constexpr int kSignalled = 128;  // and the signal's number

int complain(std::FILE* err, std::string_view what, int code) {
  fmt::print(err, "crosscheck run: {}\n", printable(what));
  return code;
}

std::chrono::milliseconds in_milliseconds(double seconds) { return std::chrono::milliseconds(static_cast<long long>(seconds * 1000)); }

std::uint64_t drawn_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32U | device()) >> 11U;  // fits the 53 bits that every reader of JSON keeps
}

// A file that is opened before the run, so that a run is not lost for a name that cannot be written.
class OutputFile {
 public:
  explicit OutputFile(std::string path) : path_(std::move(path)) {
    if (path_.empty()) return;
    file_ = std::fopen(path_.c_str(), "abe");  // e: it is no business of an adapter's
    if (file_ == nullptr) fault_ = fmt::format("{} cannot be written: {}", path_, std::strerror(errno));
  }
  ~OutputFile() {
    if (file_ != nullptr) std::fclose(file_);
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  bool is_wanted() const { return file_ != nullptr; }
  const std::optional<std::string>& fault() const { return fault_; }
  // WHY not at its opening: what stood there is lost only where something takes its place.
  void empty() {
    // WHY ignored: a terminal or a pipe has nothing to take away.
    [[maybe_unused]] const int emptied = file_ == nullptr ? 0 : ftruncate(fileno(file_), 0);
  }
  void write(std::string_view text) {
    if (file_ == nullptr || fault_) return;
    if (std::fwrite(text.data(), 1, text.size(), file_) != text.size() || std::fflush(file_) != 0)
      fault_ = fmt::format("{} cannot be written: {}", path_, std::strerror(errno));
  }

 private:
  std::string path_;
  std::FILE* file_ = nullptr;
  std::optional<std::string> fault_;
};

// The known failures that are to be taken into account; nothing where none are given.
Result<std::optional<suite::Expectations>, SuiteError> known_failures(const RunOptions& options,
                                                                      const std::vector<suite::VectorFile>& files) {
  if (options.expect.empty()) return std::optional<suite::Expectations>();
  const Result<std::string, suite::FileError> text = suite::read_text_file(options.expect);
  if (!text) return SuiteError{text.error().message};
  const Result<suite::IdsLock, SuiteError> lock = carried_ids();
  if (!lock) return lock.error();
  Result<suite::Expectations, suite::ExpectationError> expectations = suite::read_expectations(*text, files, *lock);
  if (!expectations) return SuiteError{fmt::format("{}: {}", options.expect, expectations.error().message)};
  return std::optional<suite::Expectations>(std::move(expectations).value());
}

void write_log(const suite::RunLog& log, OutputFile& file) {
  if (!file.is_wanted()) return;
  std::string text = suite::to_json_line(log.header) + "\n";
  for (const suite::LogLine& line : log.lines) {
    text += suite::to_json_line(line);
    text += '\n';
  }
  file.write(text + suite::to_json_line(log.footer) + "\n");
}

int exit_code(const suite::RunLog& log) {
  if (log.footer.signal) return kSignalled + *log.footer.signal;
  return suite::exit_code_of(std::array{log});
}

int run(const RunOptions& options, const suite::RunPlan& plan, suite::ReportFormat format, std::FILE* out, std::FILE* err) {
  OutputFile log_file(options.log);
  OutputFile expect_file(options.write_expect);
  for (const OutputFile* const file : {&log_file, &expect_file}) {
    if (file->fault()) return complain(err, *file->fault(), kUnusableInput);
  }
  // A log that stood there must not be taken for that of a run that was cut off.
  log_file.empty();
  suite::Stop stop;
  Result<suite::RunLog, suite::TargetError> done = [&] {
    const SignalWatch watch(stop);
    ProgressLine line(err);
    suite::OnProgress on_progress;
    if (line.shows()) on_progress = [&line](const suite::Progress& progress) { line.show(progress); };
    return suite::run_suite(plan, stop, on_progress);
  }();
  if (!done) return complain(err, done.error().message, kUnusableInput);
  suite::RunLog& log = done.value();
  log.footer.exit = exit_code(log);
  write_log(log, log_file);
  // Of what was refused nothing is known.
  const auto& asked = log.header.implementations;
  if (std::none_of(asked.begin(), asked.end(), [](const suite::ImplementationInfo& info) { return info.refused.has_value(); })) {
    expect_file.empty();
    expect_file.write(suite::write_expectations(log, plan.expectations));
  }
  const std::string report = suite::write_report(format, std::array{log}, {wants_colours(out)});
  const bool written = std::fwrite(report.data(), 1, report.size(), out) == report.size() && std::fflush(out) == 0;
  for (const OutputFile* const file : {&log_file, &expect_file}) {
    if (file->fault()) return complain(err, *file->fault(), kCouldNotRun);
  }
  if (!written) return complain(err, fmt::format("the report cannot be written: {}", std::strerror(errno)), kCouldNotRun);
  return log.footer.exit;
}

}  // namespace

int run_verb(const RunOptions& options, std::FILE* out, std::FILE* err) {
  const Result<std::vector<suite::VectorFile>, SuiteError> files = read_suite(options.source);
  if (!files) return complain(err, files.error().message, kUnusableInput);
  Result<std::vector<const suite::Vector*>, SuiteError> meant = select(*files, options.source.selectors);
  if (!meant) return complain(err, meant.error().message, kUnusableInput);
  const std::optional<suite::ReportFormat> format = suite::report_format_from(options.format);
  if (!format)
    return complain(err, fmt::format("--format is {}, not \"{}\"", suite::report_format_words(), options.format), kUnusableInput);

  suite::RunPlan plan;
  plan.vectors = std::move(meant).value();
  for (const suite::VectorFile& file : *files) plan.suite_size += file.vectors.size();
  if (!options.shard.empty()) {
    const std::optional<suite::Shard> shard = suite::parse_shard(options.shard);
    if (!shard) return complain(err, "--shard is i/n, with i from 1 to n", kUnusableInput);
    std::erase_if(plan.vectors, [&](const suite::Vector* vector) { return !suite::is_in(*shard, vector->id); });
    plan.shard = options.shard;
  }
  if (plan.vectors.empty())
    return complain(err, "no vector is meant by this; see which there are with: crosscheck run --list", kNothingMatched);
  if (options.list) {
    for (const suite::Vector* const vector : plan.vectors) fmt::print(out, "{}\n", vector->id);
    return kDone;
  }
  const std::optional<std::size_t> by_manifest = options.source.is_carried() ? vectors_by_manifest() : std::nullopt;
  if (by_manifest && plan.suite_size < *by_manifest)
    return complain(err, fmt::format("the manifest counts {} vectors, and only {} are here", *by_manifest, plan.suite_size),
                    kNothingMatched);
  const Result<std::optional<suite::Expectations>, SuiteError> expectations = known_failures(options, *files);
  if (!expectations) return complain(err, expectations.error().message, kUnusableInput);

  plan.targets = options.adapters;
  if (plan.targets.empty()) plan.targets.emplace_back("builtin:engine");
  plan.jobs = options.jobs;
  plan.options.timeout = in_milliseconds(options.timeout);
  plan.options.start_timeout = in_milliseconds(options.start_timeout);
  plan.options.seed = options.seed != 0 ? options.seed : drawn_seed();
  plan.profile = options.profile;
  plan.fail_fast = options.fail_fast;
  // WHY: a report for a terminal shows the rules of differences alone.
  plan.names_every_rule = !options.log.empty() || options.format != "text";
  if (expectations->has_value()) plan.expectations = &**expectations;
  plan.command = options.command;
  return run(options, plan, *format, out, err);
}

}  // namespace crosscheck::cli
