// `crosscheck check`: one server held against a policy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "check/finding.h"
#include "check/prober.h"
#include "check/property.h"
#include "check/target.h"
#include "crosscheck/base/result.h"
#include "crosscheck/policy/policy.h"
#include "suite/stop.h"

namespace crosscheck::check {

struct CheckOptions {
  ProberOptions prober;
  // Further paths of the server. What the policy says is asked in full of the target's own path and of each route; of these it is asked
  // whether they keep to it too.
  std::vector<std::string> paths;
  PropertySet only = PropertySet::all();
  PropertySet without;          // taken out of the checker: for showing what each is there for
  std::uint64_t seed = 0;       // of names that are drawn; the same seed asks the same
  bool unsafe_methods = false;  // also methods other than OPTIONS, GET and HEAD
};

// How far a property was asked.
struct PropertyCount {
  PropertyId property = PropertyId::P001;
  std::size_t probes = 0;    // judged for it
  std::size_t findings = 0;  // times that it was seen to fail, also beside the property that a finding is named for
  std::string not_asked;     // a sentence, where it was not: not testable here, the policy gives no occasion, left out, no time
  bool left_out = false;     // by `only` or `without`
};

// How one of the headers of CORS came: what shows two layers that both add it, once another URL of the same server is known (layers.h).
struct HeaderLines {
  std::string name;                // "Access-Control-Allow-Origin"
  std::size_t single = 0;          // answers that had it once
  std::optional<Finding> doubled;  // of P118, of the first answer that had it more than once
};

// A convention that the server follows: neither right nor wrong.
struct Fact {
  PropertyId property = PropertyId::P100;
  std::string text;
};

enum class End : std::uint8_t {
  complete,
  out_of_time,  // --max-time
  stopped,      // a signal
  lost,         // the server answers nobody any more
};

// A value.
struct CheckRun {
  std::string target;              // the URL
  std::vector<std::string> paths;  // that were asked about, with their queries
  std::uint64_t seed = 0;
  std::vector<Finding> findings;  // sorted: by severity, then property, then path
  std::vector<Fact> facts;
  std::vector<PropertyCount> properties;  // all of them, in order
  std::vector<HeaderLines> header_lines;
  // Why this says nothing: no CORS header was ever seen, every OPTIONS was 404, … To be told first.
  std::optional<std::string> vacuous;
  std::vector<std::string> notes;  // what was sampled or left out, what is assumed
  End end = End::complete;
  std::string end_detail;   // of `lost`: what went wrong last, without a dot at its end
  std::size_t planned = 0;  // probes
  std::size_t asked = 0;
  // Verdicts that the policy declares, for the paths that are asked in full: each origin that stands for an entry may read, and may send each
  // method and each request header. Of long lists some are tested for some origins alone.
  std::size_t cells_declared = 0;
  std::size_t cells_tested = 0;
  double seconds = 0;

  bool holds() const;  // no finding that is more than info
  std::size_t count(Severity severity) const;
};

struct CheckError {
  std::string message;  // one line: the target could not be asked at all
};

struct CheckProgress {
  std::size_t asked = 0;
  std::size_t planned = 0;  // grows while more is found to ask
  std::size_t findings = 0;
};

// Asks, and judges by what a browser would permit. `on_progress` is called by the thread that called this.
Result<CheckRun, CheckError> check_target(const Target& target, const policy::Policy& policy, const CheckOptions& options,
                                          const suite::Stop& stop, const std::function<void(const CheckProgress&)>& on_progress = {});

}  // namespace crosscheck::check
