#include "cli/run_verb.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "cli/complaint.h"
#include "cli/exit_code.h"
#include "cli/option_values.h"
#include "cli/output_file.h"
#include "cli/progress_line.h"
#include "cli/signal_watch.h"
#include "cli/terminal.h"
#include "suite/expectations.h"
#include "suite/report.h"
#include "suite/run.h"
#include "suite/text_file.h"

namespace crosscheck::cli {
namespace {

constexpr std::string_view kRunVerb = "run";

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
  file.write_whole(text + suite::to_json_line(log.footer) + "\n");
}

int exit_code(const suite::RunLog& log) {
  if (log.footer.signal) return kSignalled + *log.footer.signal;
  return suite::exit_code_of(std::array{log});
}

// Of what was refused nothing is known.
bool is_anyone_refused(const suite::RunLog& log) {
  const auto& asked = log.header.implementations;
  return std::any_of(asked.begin(), asked.end(), [](const suite::ImplementationInfo& info) { return info.refused.has_value(); });
}

// Where two outputs would be one file, or an output would take the place of what is read: a sentence that says so.
std::optional<std::string> clash_of_files(const RunOptions& options) {
  if (are_one_file(options.log, options.write_expect))
    return "--log and --write-expect are one file, and each would lose the other's: name two";
  if (are_one_file(options.log, options.expect)) return "--log would take the place of the known failures of --expect: name another file";
  return std::nullopt;
}

int run(const RunOptions& options, const suite::RunPlan& plan, suite::ReportFormat format, std::FILE* out, std::FILE* err) {
  OutputFile log_file(options.log);
  OutputFile expect_file(options.write_expect);
  for (const OutputFile* const file : {&log_file, &expect_file}) {
    if (file->fault()) return complain(err, kRunVerb, *file->fault(), kUnusableInput);
  }
  // A log that stood there must not be taken for that of a run that was cut off.
  log_file.forget_what_stood_there();
  suite::Stop stop;
  Result<suite::RunLog, suite::TargetError> done = [&] {
    const SignalWatch watch(stop);
    Result<suite::RunLog, suite::TargetError> asked = [&] {
      ProgressLine line(err);
      suite::OnProgress on_progress;
      if (line.shows()) on_progress = [&line](const suite::Progress& progress) { line.show(progress); };
      return suite::run_suite(plan, stop, on_progress);
    }();
    if (!asked) return asked;
    suite::RunLog& log = asked.value();
    log.footer.exit = exit_code(log);
    // WHY under the watch: a signal that comes now finds the run over, and must not take its files away.
    write_log(log, log_file);
    if (!is_anyone_refused(log)) expect_file.write_whole(suite::write_expectations(log, plan.expectations));
    return asked;
  }();
  if (!done) return complain(err, kRunVerb, done.error().message, kUnusableInput);
  const suite::RunLog& log = done.value();
  const std::string report = suite::write_report(format, std::array{log}, {wants_colours(out)});
  const bool written = std::fwrite(report.data(), 1, report.size(), out) == report.size() && std::fflush(out) == 0;
  for (const OutputFile* const file : {&log_file, &expect_file}) {
    if (file->fault()) return complain(err, kRunVerb, *file->fault(), kCouldNotRun);
  }
  if (!written) return complain(err, kRunVerb, fmt::format("the report cannot be written: {}", std::strerror(errno)), kCouldNotRun);
  return log.footer.exit;
}

}  // namespace

int run_verb(const RunOptions& options, std::FILE* out, std::FILE* err) {
  const auto [files, faults] = read_suite(options.source, kRunVerb, err);
  // What nobody could read is no reason to leave the rest unasked, but no good mark comes of it.
  if (files.empty()) return kUnusableInput;
  Result<std::vector<const suite::Vector*>, SuiteError> meant = select(files, options.source.selectors);
  if (!meant) return complain(err, kRunVerb, meant.error().message, kUnusableInput);
  const std::optional<suite::ReportFormat> format = suite::report_format_from(options.format);
  if (!format)
    return complain(err, kRunVerb, fmt::format("--format is {}, not \"{}\"", suite::report_format_words(), options.format), kUnusableInput);

  if (const std::optional<std::string> clash = clash_of_files(options)) return complain(err, kRunVerb, *clash, kUnusableInput);

  suite::RunPlan plan;
  plan.vectors = std::move(meant).value();
  for (const suite::VectorError& fault : faults) plan.unreadable.push_back(fault.message);
  for (const suite::VectorFile& file : files) plan.suite_size += file.vectors.size();
  if (!options.shard.empty()) {
    const std::optional<suite::Shard> shard = suite::parse_shard(options.shard);
    if (!shard) return complain(err, kRunVerb, "--shard is i/n, with i from 1 to n", kUnusableInput);
    std::erase_if(plan.vectors, [&](const suite::Vector* vector) { return !suite::is_in(*shard, vector->id); });
    plan.shard = options.shard;
  }
  if (plan.vectors.empty())
    return complain(err, kRunVerb, "no vector is meant by this; see which there are with: crosscheck run --list",
                    faults.empty() ? kNothingMatched : kUnusableInput);
  if (options.list) {
    for (const suite::Vector* const vector : plan.vectors) fmt::print(out, "{}\n", vector->id);
    return faults.empty() ? kDone : kUnusableInput;
  }
  if (faults.empty()) {
    if (const std::optional<std::string> gap = short_of_manifest(options.source, files))
      return complain(err, kRunVerb, *gap, kNothingMatched);
  }
  const Result<std::optional<suite::Expectations>, SuiteError> expectations = known_failures(options, files);
  if (!expectations) return complain(err, kRunVerb, expectations.error().message, kUnusableInput);

  plan.targets = options.adapters;
  if (plan.targets.empty()) plan.targets.emplace_back("builtin:engine");
  plan.jobs = options.jobs;
  plan.options.timeout = in_milliseconds(options.timeout);
  plan.options.start_timeout = in_milliseconds(options.start_timeout);
  plan.options.seed = seed_or_drawn(options.seed);
  plan.profile = options.profile;
  plan.fail_fast = options.fail_fast;
  // WHY: a report for a terminal shows the rules of differences alone.
  plan.names_every_rule = !options.log.empty() || options.format != "text";
  if (expectations->has_value()) plan.expectations = &**expectations;
  plan.command = options.command;
  return run(options, plan, *format, out, err);
}

}  // namespace crosscheck::cli
