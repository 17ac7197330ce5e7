// The report as one JSON document, for programs.
#pragma once

#include <string>

#include "suite/report_matrix.h"

namespace crosscheck::suite {

// Everything that a report says: runs, implementations with their verdicts and counts, vectors with a result for each implementation.
// `exit` is what exit_code_of says of the logs.
Json report_document(const ReportMatrix& matrix, int exit);
std::string json_report(const ReportMatrix& matrix, int exit);

// A document in lines, two columns for each level. What is no printable ASCII is escaped, so that nothing in it acts on a terminal; what is no UTF-8
// becomes U+FFFD.
std::string document_text(const Json& document);

// Where a result differs and how, without what is said of the vector already.
Json result_members(const LogLine& line);

}  // namespace crosscheck::suite
