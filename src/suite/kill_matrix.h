// The kill matrix: which vectors notice which mutant of the engine (conformance/mutants.json).
//
// Values and pure functions; any thread may call.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/result.h"

namespace crosscheck::suite {

// A mutant as the table names it.
struct MutantInfo {
  std::string id;
  std::string file;
  std::string breaks;      // what it does wrong, in a sentence without its subject
  std::string equivalent;  // why no vector can notice it; empty where one has to
};

struct MutantError {
  std::string message;
};

// conformance/mutants.json, in its order.
Result<std::vector<MutantInfo>, MutantError> read_mutants(std::string_view text);

// What became of one mutant.
struct MutantFate {
  std::string id;                      // empty: the engine as it is
  std::vector<std::string> killed_by;  // vectors of level `must`
  std::vector<std::string> seen_by;    // others
  bool ended = true;                   // it neither crashed nor ran out of time, which kills it as well

  bool is_dead() const { return !ended || !killed_by.empty(); }
};

// The lines that crosscheck_mutants prints.
Result<std::vector<MutantFate>, MutantError> read_fates(std::string_view lines);

inline constexpr std::string_view kControlThatDies = "CONTROL-dies";
inline constexpr std::string_view kControlThatSurvives = "CONTROL-survives";

// What a run says about the suite.
struct MutationVerdict {
  std::vector<std::string> failing_unmutated;  // vectors that the engine as it is does not hold: nothing can be said then
  std::vector<std::string> survivors;          // neither dead nor equivalent
  std::vector<std::string> not_equivalent;     // listed as equivalent, and dead
  std::size_t killed = 0;
  std::size_t equivalent = 0;
  std::string broken_control;  // a sentence where a control came out wrong or is missing; empty otherwise

  bool is_void() const { return !broken_control.empty() || !failing_unmutated.empty(); }
  bool holds() const { return !is_void() && survivors.empty() && not_equivalent.empty(); }
};

// The controls are counted neither as killed nor as survivors. `whole` is false where only some mutants were asked for: controls may be
// missing then.
MutationVerdict judge_mutants(const std::vector<MutantInfo>& mutants, const std::vector<MutantFate>& fates, bool whole);

}  // namespace crosscheck::suite
