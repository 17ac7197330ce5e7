#include "cli/report_verb.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "suite/report.h"
#include "suite/run_log.h"
#include "suite/text_file.h"

namespace crosscheck::cli {
namespace {

constexpr const char* kFooter =
    "LOG is a run log, as `crosscheck run --log` writes it. Several stand side by\n"
    "side. A log that was cut off, or whose counts its lines do not bear out, is\n"
    "refused. Ends as the runs do: with 1 where a vector of level `must` fails.\n"
    "\n"
    "Example:\n"
    "  crosscheck report run.jsonl --format html --output report.html";

bool write_whole(std::FILE* file, const std::string& text) {
  return std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
}

int not_written(const std::string& where, std::FILE* err) {
  fmt::print(err, "crosscheck report: {} cannot be written: {}\n", where, std::strerror(errno));
  return kCouldNotRun;
}

}  // namespace

void declare_report(CLI::App& app, ReportOptions& options) {
  app.footer(kFooter);
  app.add_option("LOG", options.logs, "Run logs")->type_name("")->required();
  app.add_option("--format", options.format, "(text): " + suite::report_format_words())->type_name("NAME");
  app.add_option("--output", options.output, "Write it there")->type_name("FILE");
}

int report_verb(const ReportOptions& options, std::FILE* out, std::FILE* err) {
  const std::optional<suite::ReportFormat> format = suite::report_format_from(options.format);
  if (!format) {
    fmt::print(err, "crosscheck report: --format is {}, not \"{}\"\n", suite::report_format_words(), suite::printable(options.format));
    return kUnusableInput;
  }
  std::vector<suite::RunLog> logs;
  for (const std::string& path : options.logs) {
    const Result<std::string, suite::FileError> text = suite::read_text_file(path);
    if (!text) {
      fmt::print(err, "crosscheck report: {}\n", text.error().message);
      return kUnusableInput;
    }
    Result<suite::RunLog, suite::LogError> log = suite::read_run_log(*text);
    if (!log) {
      fmt::print(err, "crosscheck report: {} is no run log that counts: {}\n", path, log.error().message);
      return kUnusableInput;
    }
    logs.push_back(std::move(log).value());
  }
  const bool to_file = !options.output.empty();
  const std::string report = suite::write_report(*format, logs, {.colours = !to_file && wants_colours(out)});
  if (!to_file) {
    if (!write_whole(out, report)) return not_written("standard output", err);
  } else {
    std::FILE* const file = std::fopen(options.output.c_str(), "wb");
    if (file == nullptr) return not_written(options.output, err);
    const bool written = write_whole(file, report);
    if (std::fclose(file) != 0 || !written) return not_written(options.output, err);
  }
  return suite::exit_code_of(logs);
}

}  // namespace crosscheck::cli
