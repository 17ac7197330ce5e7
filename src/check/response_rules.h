// What every answer is looked at for, whatever it was asked: whether its headers can work at all, and what stands there that should not.
#pragma once

#include "check/ledger.h"
#include "check/observation.h"
#include "check/probe.h"
#include "check/wanted.h"
#include "crosscheck/policy/document.h"

namespace crosscheck::check {

// An answer, with what was asked and what is wanted. Borrowed.
struct Answered {
  const Probe& probe;
  const Observation& seen;
  const Wanted& wanted;
  const policy::SinglePolicy* policy;  // of the path; null where CORS is off
  bool null_allowed = false;           // there
};

// Access-Control-Allow-Origin and -Credentials, on any answer (P042 to P047, P051 to P053).
void judge_origin_headers(const Answered& answered, Ledger& ledger);
// What stands on the answer to a preflight (P083 to P091).
void judge_preflight_headers(const Answered& answered, Ledger& ledger);
// What stands on the answer to anything else (P086, P093 to P095, P107).
void judge_actual_headers(const Answered& answered, Ledger& ledger);

// The three of them, where an answer came.
void judge_response(const Answered& answered, Ledger& ledger);

// Properties that these rules judge on every probe.
const PropertySet& properties_of_every_response();

}  // namespace crosscheck::check
