// `crosscheck audit`: what a server allows, worked out from its answers, and the dangers in it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "check/check_run.h"
#include "check/report.h"
#include "check/target.h"
#include "crosscheck/base/result.h"
#include "suite/stop.h"

namespace crosscheck::check {

struct AuditOptions {
  CheckOptions check;                // of `paths` each is asked in full
  std::vector<std::string> origins;  // serialized; those that the server is thought to let in
};

// Infers a policy, and then holds the server against it: so the policy is shown to say what the server does, and faults that no policy can mean are
// found. Command and times are for the caller to fill in. An error: the target could not be asked.
Result<FindingsReport, CheckError> audit_target(const Target& target, const AuditOptions& options, const suite::Stop& stop,
                                                const std::function<void(const CheckProgress&)>& on_progress = {});

}  // namespace crosscheck::check
