// Known findings: `--baseline FILE` and `--write-baseline FILE` (conformance/schema/baseline.schema.json).
//
// Values and pure functions; any thread may call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/report.h"
#include "crosscheck/base/result.h"

namespace crosscheck::check {

using Baseline = std::vector<KnownFinding>;

struct BaselineError {
  std::string message;
};

// Refused: what the schema refuses, an id that neither check nor audit has, an entry that comes twice.
Result<Baseline, BaselineError> read_baseline(std::string_view text);

// The report with its findings compared: those that are listed are known, and what is listed, was tested and is not found is gone. What was
// not tested, stands at a path that was not asked, or was left out as the run ended early, is neither.
FindingsReport with_baseline(FindingsReport report, const Baseline& baseline);

// The findings that would fail the run, as such a file: a line that is known keeps its reason and link, and stays where it was not tested; other
// reasons are for people to fill in.
std::string write_baseline(const FindingsReport& report, const Baseline& before = {});

}  // namespace crosscheck::check
