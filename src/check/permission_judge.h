// Holds what a browser would permit after an answer against what the policy permits.
#pragma once

#include <map>
#include <string>

#include "check/ledger.h"
#include "check/observation.h"
#include "check/probe.h"
#include "check/wanted.h"

namespace crosscheck::check {

// The status of each path where nobody asks: CORS headers that are missing where the path itself is an error are another fault than those
// that are missing from what it serves.
using PlainStatuses = std::map<std::string, int, std::less<>>;

// Counts the probe's properties, and puts a fault into the ledger where the answer permits more or less than is wanted.
void judge_permission(const Probe& probe, const Wanted& wanted, const Observation& seen, const PlainStatuses& plain, Ledger& ledger);

// What a browser may do after the answer. A probe that was not answered permits nothing.
suite::Permission permission_seen(const suite::AskedPermission& asked, const Observation& seen);

// "A browser lets https://a.test read this." One sentence, from the engine's verdict.
std::string verdict_sentence(const suite::AskedPermission& asked, const Observation& seen);
// "The policy lets https://a.test read this (/origins/0)."
std::string wanted_sentence(const Wanted& wanted);

}  // namespace crosscheck::check
