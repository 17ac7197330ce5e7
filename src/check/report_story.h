// A finding as plain lines, for the formats that have room for a text alone.
//
// Pure functions; any thread may call.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "check/report.h"

namespace crosscheck::check {

// What there is to say of it, each with its label; messages of the wire are whole and fit for text. Empty values are left out.
std::vector<std::pair<std::string, std::string>> facts_of(const ReportedFinding& finding);

// Its summary, and the facts, a line each or, where one has several lines, set in below its label.
std::string story_of(const ReportedFinding& finding);

// The findings of one property, bad ones first; of an empty list nothing was found.
std::vector<const ReportedFinding*> findings_of(const FindingsReport& report, std::string_view property);

}  // namespace crosscheck::check
