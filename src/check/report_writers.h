// One writer for each format. Nothing that a server sent, and nothing else in a report, becomes markup or acts on a terminal.
#pragma once

#include <string>

#include "check/report.h"
#include "suite/json_text.h"

namespace crosscheck::check {

// Lines fit 80 columns, links and single words that are longer aside. A report that proves nothing says so first; the verdict stands last.
std::string text_report(const FindingsReport& report, bool colours);

// The report as one document (conformance/schema/findings.schema.json). Bytes of the wire are isomorphic strings: a code point for each byte.
suite::Json report_document(const FindingsReport& report);
std::string json_report(const FindingsReport& report);

// A test case for each property.
std::string junit_report(const FindingsReport& report);
std::string tap_report(const FindingsReport& report);

// SARIF 2.1.0: a rule for each property with a finding.
std::string sarif_report(const FindingsReport& report);

// For the summary page of a build.
std::string markdown_report(const FindingsReport& report);

// One page that works offline, without a script.
std::string html_report(const FindingsReport& report);

}  // namespace crosscheck::check
