// What was found: a property that does not hold, with everything that shows it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "check/property.h"
#include "crosscheck/reason/reason.h"
#include "suite/outcome.h"

namespace crosscheck::check {

// A value. Bytes may be of any kind and are fit for no terminal; secrets are masked.
struct Finding {
  PropertyId property = PropertyId::P001;
  std::vector<PropertyId> also;  // further properties that the same probe shows to fail
  Severity severity = Severity::must;
  // permissive: more is permitted than the policy says; strict: less; other: neither, or both.
  suite::Direction direction = suite::Direction::other;
  std::string target;  // the server's URL
  std::string path;    // of the request
  // Which way of failing this is, the same under every seed; with property, path and direction it is what tells findings apart.
  std::string key;

  std::string summary;              // one sentence: what was seen
  std::string wanted;               // one sentence: what the policy says
  std::string verdict;              // one sentence: what a browser makes of the answer
  std::optional<Reason> reason;     // why the browser refuses, where it does
  std::string fix;                  // what to change
  std::string request;              // bytes, of the first probe that showed it; cut where they are very many
  std::string response;             // the same; empty where none came
  std::string curl;                 // a command line that shows it
  std::size_t count = 1;            // how many probes showed it
  std::vector<std::string> labels;  // what they were, at most kLabels

  static constexpr std::size_t kLabels = 20;

  // "P007 /items permissive right-label": for a baseline file.
  std::string fingerprint() const;
};

// The order of reports: by severity, then property, then path.
bool stands_before(const Finding& a, const Finding& b);

// Findings of one run, each way of failing once: what comes again is counted, and its label noted.
class Findings {
 public:
  // Ways of failing of one property that are kept: names that a server makes up must not fill the memory.
  static constexpr std::size_t kMostOfOne = 50;

  // False where it was not kept.
  bool add(Finding finding);
  const std::vector<Finding>& all() const { return all_; }
  // In the order of reports.
  std::vector<Finding> sorted() const;

 private:
  std::vector<Finding> all_;
};

}  // namespace crosscheck::check
