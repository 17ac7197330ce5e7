// Several URLs of one server: what stands in front of it, and the server itself. Where two layers both add the headers of CORS, they come twice.
//
// Pure functions; any thread may call.
#pragma once

#include <vector>

#include "check/check_run.h"
#include "check/ledger.h"

namespace crosscheck::check {

// Notes how each header of CORS came in one answer. `lines` is made by the first call. What doubles a header is kept where P118 is enabled.
void note_header_lines(const Probe& probe, const Observation& seen, const Ledger& ledger, std::vector<HeaderLines>& lines);

// The runs as they are, and a finding of P118 where a header comes more than once at one URL and once at another. `must` where no browser takes
// two (Access-Control-Allow-Origin and -Allow-Credentials), `should` for -Max-Age, which is then no number, and `info` for the lists, which
// HTTP joins. One run stays as it is.
std::vector<CheckRun> compared_layers(std::vector<CheckRun> runs);

}  // namespace crosscheck::check
