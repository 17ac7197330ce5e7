// The summary for a terminal.
#pragma once

#include <string>

#include "suite/report_matrix.h"

namespace crosscheck::suite {

// Lines fit 80 columns, ids and links aside. Refused implementations come first, then what differs, then the verdicts and the counts.
std::string text_report(const ReportMatrix& matrix, bool colours);

}  // namespace crosscheck::suite
