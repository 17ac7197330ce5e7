// Reports of runs: one or several logs, side by side, in the format that a reader wants. Pure functions; any thread may call.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "suite/run_log.h"

namespace crosscheck::suite {

enum class ReportFormat : std::uint8_t { text, json, junit, tap, sarif, markdown, html };

std::string_view to_string(ReportFormat format);
// Nothing for another word.
std::optional<ReportFormat> report_format_from(std::string_view word);
// All of them, for a sentence: "text, json, ... or html".
std::string report_format_words();

struct ReportStyle {
  bool colours = false;  // of `text` alone: whether it goes to a terminal that shows them
};

// The whole report. Several logs stand side by side: an implementation that comes in two of them is told apart by a number behind its name.
// Never fails; what is no UTF-8 becomes U+FFFD. The logs are only read.
std::string write_report(ReportFormat format, std::span<const RunLog> logs, const ReportStyle& style = {});

// How a verb that reports these logs ends: 0 what was tested holds, 1 it does not, 3 an implementation was refused or could not be
// run, 4 nothing was asked, or less than was selected. The worst of several: 1 before 3 before 4 before 0.
int exit_code_of(std::span<const RunLog> logs);

}  // namespace crosscheck::suite
