#include "cli/report_options.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/complaint.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "suite/text_file.h"

namespace crosscheck::cli {
namespace {

constexpr const char* kReportGroup = "Report";

std::optional<std::string> clash_of_files(const FindingsOptions& options) {
  if (are_one_file(options.output, options.write_baseline))
    return "--output and --write-baseline are one file, and each would lose the other's: name two";
  // WHY not --baseline with --write-baseline: so a baseline is brought up to date.
  if (are_one_file(options.output, options.baseline)) return "--output would take the place of the baseline: name another file";
  return std::nullopt;
}

}  // namespace

void declare_findings(CLI::App& app, FindingsOptions& options) {
  app.add_option("--format", options.format, "(text): " + suite::report_format_words())->type_name("NAME")->group(kReportGroup);
  app.add_option("--output", options.output, "Write it there")->type_name("FILE")->group(kReportGroup);
  app.add_option("--baseline", options.baseline, "Findings that are known")->type_name("FILE")->group(kReportGroup);
  app.add_option("--write-baseline", options.write_baseline, "Write those of this run")->type_name("FILE")->group(kReportGroup);
}

FindingsWriter::FindingsWriter(const FindingsOptions& options)
    : options_(options), output_(options.output), baseline_output_(options.write_baseline) {
  const std::optional<check::ReportFormat> format = suite::report_format_from(options.format);
  if (!format) {
    fault_ = fmt::format("--format is {}, not \"{}\"", suite::report_format_words(), options.format);
    return;
  }
  format_ = *format;
  fault_ = clash_of_files(options);
  if (!fault_ && !options.baseline.empty()) {
    const Result<std::string, suite::FileError> text = suite::read_text_file(options.baseline);
    if (!text) {
      fault_ = text.error().message;
    } else if (Result<check::Baseline, check::BaselineError> baseline = check::read_baseline(*text); !baseline) {
      fault_ = fmt::format("{}: {}", options.baseline, baseline.error().message);
    } else {
      baseline_ = std::move(baseline).value();
    }
  }
  for (const OutputFile* const file : {&output_, &baseline_output_}) {
    if (!fault_) fault_ = file->fault();
  }
  // A report that stood there must not be taken for that of a run that was cut off.
  if (!fault_) output_.forget_what_stood_there();
}

int FindingsWriter::write(check::FindingsReport report, std::FILE* out, std::FILE* err, std::string_view verb) {
  if (baseline_) report = check::with_baseline(std::move(report), *baseline_);
  baseline_output_.write_whole(check::write_baseline(report, baseline_.value_or(check::Baseline())));
  const bool to_file = output_.is_wanted();
  const std::string text = check::write_report(format_, report, {.colours = !to_file && wants_colours(out)});
  if (to_file) {
    output_.write_whole(text);
  } else if (std::fwrite(text.data(), 1, text.size(), out) != text.size() || std::fflush(out) != 0) {
    return complain(err, verb, fmt::format("standard output cannot be written: {}", std::strerror(errno)), kCouldNotRun);
  }
  for (const OutputFile* const file : {&output_, &baseline_output_}) {
    if (file->fault()) return complain(err, verb, *file->fault(), kCouldNotRun);
  }
  return check::exit_code_of(report);
}

std::string time_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

}  // namespace crosscheck::cli
