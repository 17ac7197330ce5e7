// Reports of findings: what `crosscheck check` and `crosscheck audit` say of a live server, in the format that a reader wants.
//
// Values and pure functions; any thread may call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suite/outcome.h"
#include "suite/report.h"

namespace crosscheck::check {

using suite::Direction;
using suite::Level;
using suite::ReportFormat;
using suite::ReportStyle;

// One request and what came of it.
struct WireEvidence {
  std::string sent;      // exactly
  std::string received;  // exactly, or what had come of it
  std::string trouble;   // a sentence where no whole response came; else empty
  std::string curl;      // a line for a shell that sends it again, or a sentence that says why there is none
};

// A finding that somebody knows of: an entry of a baseline file.
struct KnownFinding {
  std::string property;
  std::string probe;
  std::string reason;
  std::string link;  // empty where there is none
  friend bool operator==(const KnownFinding&, const KnownFinding&) = default;
};

// One thing that is not as it should be.
struct ReportedFinding {
  std::string property;           // the id of the rule: "P009"
  std::vector<std::string> also;  // further rules that the same answers break
  Level severity = Level::must;   // must, should or info
  std::string probe;              // words that are the same in every run: with the property it is the finding's name in a baseline
  std::string url;
  std::string summary;  // what was seen, a sentence
  std::string wanted;   // a sentence; empty where nobody said
  std::string verdict;  // what a browser makes of the answer: a sentence
  std::string reason;   // a code of the table of reasons, or empty
  std::optional<Direction> direction;
  std::string fix;  // what to change, a sentence or more
  std::vector<WireEvidence> evidence;
  std::size_t count = 1;              // how many requests showed it
  std::vector<std::string> labels;    // what those were, the first of them
  std::optional<KnownFinding> known;  // where a baseline names it
};

enum class PropertyState : std::uint8_t { holds, fails, not_testable, not_run };
// The enumerator with `-` for `_`.
std::string_view to_string(PropertyState state);

// One rule that the server was held against.
struct ReportedProperty {
  std::string id;
  std::string name;  // "dot-is-a-dot"
  Level severity = Level::must;
  std::string sentence;  // what holds where it holds
  std::string why_it_matters;
  std::string fix;        // what to change where it does not hold
  std::string reference;  // where to read on: a URL
  PropertyState state = PropertyState::not_run;
  std::string not_asked;  // why: of not_testable and not_run
  std::size_t probes = 0;
};

enum class ReportKind : std::uint8_t { check, audit };

// Everything that a report says. Times are "2026-07-02T12:00:00Z".
struct FindingsReport {
  ReportKind kind = ReportKind::check;
  std::vector<std::string> command;
  std::string started;
  std::string finished;
  double seconds = 0;  // that the asking took
  std::uint64_t seed = 0;
  std::vector<std::string> targets;
  std::vector<std::string> paths;     // that were asked, the targets' own among them
  std::string policy_name;            // the file of the policy that the server was held against; empty where there was none
  std::string policy;                 // a policy document (JSON): what it was held against, or what was inferred; empty where there is none
  std::vector<std::string> inferred;  // of an audit: what the server allows, in sentences
  std::string vacuous;                // why a report without findings would prove nothing; empty where it does
  std::string incomplete;             // why not everything was asked; empty where it was
  bool lost = false;                  // a server stopped answering, so that the rest could not be asked
  std::size_t probes = 0;             // requests sent
  std::size_t cells_tested = 0;       // verdicts (who, how, what) that were tested
  std::size_t cells_declared = 0;     // …of those that the policy declares
  std::vector<ReportedProperty> properties;
  std::vector<std::string> facts;        // conventions that the server follows
  std::vector<std::string> assumptions;  // also what was sampled or left out
  std::vector<ReportedFinding> findings;
  std::vector<KnownFinding> gone;  // named by the baseline, and not found any more
};

// The whole report. Never fails; what is no UTF-8 outside of `sent` and `received` becomes U+FFFD.
std::string write_report(ReportFormat format, const FindingsReport& report, const ReportStyle& style = {});

// How a verb that reports this ends: 3 where a server was lost; 1 where a finding of `must` or `should` is not known, or a known one is gone; 4 where
// nothing was tested, what was proves nothing, or not everything was asked; else 0. Findings of `info` are conventions and fail nothing.
int exit_code_of(const FindingsReport& report);

}  // namespace crosscheck::check
