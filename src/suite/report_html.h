// The report as one page that works offline.
#pragma once

#include <string>

#include "suite/report_matrix.h"

namespace crosscheck::suite {

// The verdicts stand in the page itself; the matrix is drawn by its script from the data inside it; without a script the failures are listed.
// The page asks no host for anything, and its policy (CSP) lets no other script or style run. Nothing in a log becomes markup.
std::string html_report(const ReportMatrix& matrix);

}  // namespace crosscheck::suite
