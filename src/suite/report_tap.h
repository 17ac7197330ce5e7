// The report as TAP version 14 (https://testanything.org/tap-version-14-specification.html), with YAML diagnostics.
#pragma once

#include <string>

#include "suite/report_matrix.h"

namespace crosscheck::suite {

// One test point for each vector and implementation. Not ok: bad outcomes, an implementation that was refused, a run that asked nothing.
// A known failure is marked as one, what was not asked as skipped, by the directives that TAP has for it.
std::string tap_report(const ReportMatrix& matrix);

}  // namespace crosscheck::suite
