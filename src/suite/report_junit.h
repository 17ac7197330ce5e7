// The report as JUnit XML, as continuous integration reads it.
#pragma once

#include <string>

#include "suite/report_matrix.h"

namespace crosscheck::suite {

// One test suite for each implementation, one test case for each vector. Failures are bad outcomes alone; time-outs, crashes and answers that
// are none are errors; what was not asked, is known to fail or was refused by the implementation is skipped, with the reason.
std::string junit_report(const ReportMatrix& matrix);

// Text in XML 1.0: markup escaped, what may not stand there at all as \u00NN or U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace crosscheck::suite
