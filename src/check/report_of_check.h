// What `crosscheck check` found, as a report.
//
// Pure functions; any thread may call.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "check/check_run.h"
#include "check/report.h"

namespace crosscheck::check {

// Several servers make one report: a rule fails where it fails for one, and was tested where it was for one.
// Command, times and policy are for the caller to fill in.
FindingsReport report_of_check(std::span<const CheckRun> runs);

// One finding, as reports tell it.
ReportedFinding reported(const Finding& finding);
// One rule, of which nothing is known yet.
ReportedProperty reported(const Property& property);

}  // namespace crosscheck::check
