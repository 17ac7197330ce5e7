// The report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), for code scanning.
#pragma once

#include <string>

#include "suite/report_matrix.h"

namespace crosscheck::suite {

// A run for each implementation. Its rules are the requirement rows that decide its results, with the reasons that the engine knows for them.
// A fingerprint hangs on the implementation's name, the vector's id and where the answer differs: it is the same in the next run.
std::string sarif_report(const ReportMatrix& matrix);

// A document of these runs.
std::string sarif_text(Json runs);

}  // namespace crosscheck::suite
