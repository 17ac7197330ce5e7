// The report as Markdown, for the summary page of a continuous integration.
#pragma once

#include <string>
#include <string_view>

#include "suite/report_matrix.h"

namespace crosscheck::suite {

// A table of verdicts, then what differs, folded, at most 50 of an implementation. Nothing in a log becomes markup.
std::string markdown_report(const ReportMatrix& matrix);

// Text in which nothing is markup, of a table's cell as well; always on one line. Nobody is mentioned by it, and no issue referred to.
std::string markdown_text(std::string_view text);
// A sentence in which `words` in backquotes are code.
std::string markdown_sentence(std::string_view text);
// The text in a code span, on one line.
std::string markdown_code(std::string_view text);

}  // namespace crosscheck::suite
