// Known failures: `--expect FILE` and `--write-expect FILE` (conformance/schema/expectations.schema.json).
//
// Values and pure functions; any thread may call.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "crosscheck/base/result.h"
#include "suite/ids_lock.h"
#include "suite/outcome.h"
#include "suite/run_log.h"
#include "suite/vector.h"

namespace crosscheck::suite {

struct Expectation {
  Outcome outcome = Outcome::fail;
  std::string reason;
  std::string link;  // empty where there is none
};

struct ExpectationError {
  std::string message;
};

// By the vector's id.
using Expectations = std::map<std::string, Expectation, std::less<>>;

// Refused: what the schema refuses, an id that is unknown or retired, one that comes twice.
Result<Expectations, ExpectationError> read_expectations(std::string_view text, std::span<const VectorFile> suite, const IdsLock& lock);

// The failures of a run as such a file, in the order of the log. What was known before (null: nothing) keeps its reason and link, and stays
// where it still fails or was not asked; other reasons are for people to fill in.
std::string write_expectations(const RunLog& log, const Expectations* known = nullptr);

// Puts expected-fail or unexpected-pass in place of an outcome, where one was expected.
void apply(const Expectations& expectations, LogLine& line);

}  // namespace crosscheck::suite
