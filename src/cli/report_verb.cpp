#include "cli/report_verb.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "cli/complaint.h"
#include "cli/exit_code.h"
#include "cli/output_file.h"
#include "cli/terminal.h"
#include "suite/report.h"
#include "suite/run_log.h"
#include "suite/text_file.h"

namespace crosscheck::cli {
namespace {

constexpr const char* kReportFooter =
    "LOG is a run log, as `crosscheck run --log` writes it. Several stand side by\n"
    "side. A log that was cut off, or whose counts its lines do not bear out, is\n"
    "refused. Ends as the runs do: with 1 where a vector of level `must` fails.\n"
    "\n"
    "Example:\n"
    "  crosscheck report run.jsonl --format html --output report.html";

constexpr std::string_view kReportVerb = "report";

}  // namespace

void declare_report(CLI::App& app, ReportOptions& options) {
  app.footer(kReportFooter);
  app.add_option("LOG", options.logs, "Run logs")->type_name("")->required();
  app.add_option("--format", options.format, "(text): " + suite::report_format_words())->type_name("NAME");
  app.add_option("--output", options.output, "Write it there")->type_name("FILE");
}

int report_verb(const ReportOptions& options, std::FILE* out, std::FILE* err) {
  const std::optional<suite::ReportFormat> format = suite::report_format_from(options.format);
  if (!format)
    return complain(err, kReportVerb, fmt::format("--format is {}, not \"{}\"", suite::report_format_words(), options.format),
                    kUnusableInput);
  const auto is_output = [&options](const std::string& path) { return are_one_file(path, options.output); };
  if (std::any_of(options.logs.begin(), options.logs.end(), is_output))
    return complain(err, kReportVerb, fmt::format("--output would take the place of the log {}: name another file", options.output),
                    kUnusableInput);
  std::vector<suite::RunLog> logs;
  for (const std::string& path : options.logs) {
    const Result<std::string, suite::FileError> text = suite::read_text_file(path);
    if (!text) return complain(err, kReportVerb, text.error().message, kUnusableInput);
    Result<suite::RunLog, suite::LogError> log = suite::read_run_log(*text);
    if (!log) return complain(err, kReportVerb, fmt::format("{} is no run log that counts: {}", path, log.error().message), kUnusableInput);
    logs.push_back(std::move(log).value());
  }
  const bool to_file = !options.output.empty();
  const std::string report = suite::write_report(*format, logs, {.colours = !to_file && wants_colours(out)});
  if (to_file) {
    OutputFile file(options.output);
    file.write_whole(report);
    if (file.fault()) return complain(err, kReportVerb, *file.fault(), kCouldNotRun);
  } else if (std::fwrite(report.data(), 1, report.size(), out) != report.size() || std::fflush(out) != 0) {
    return complain(err, kReportVerb, fmt::format("standard output cannot be written: {}", std::strerror(errno)), kCouldNotRun);
  }
  return suite::exit_code_of(logs);
}

}  // namespace crosscheck::cli
