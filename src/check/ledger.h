// What a run has found so far, and how much it has looked at.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check/check_run.h"
#include "check/finding.h"
#include "check/observation.h"
#include "check/probe.h"
#include "check/property.h"
#include "check/secrets.h"
#include "check/target.h"

namespace crosscheck::check {

// Something that is not as it should be, before it is a finding.
struct Fault {
  // The first that is enabled is named.
  std::vector<PropertyId> properties;
  std::string key;  // which way of failing this is, the same under every seed
  suite::Direction direction = suite::Direction::other;
  std::string summary;
  std::string wanted;
  std::string verdict;
  std::optional<Reason> reason;
  std::optional<Severity> severity;  // in place of the property's own
};
// One property's.
Fault fault_of(PropertyId id, std::string key, std::string summary, suite::Direction direction = suite::Direction::other);

// Of what is not enabled nothing is kept. The target is borrowed; every text that is kept is masked. One thread at a time.
class Ledger {
 public:
  Ledger(const Target& target, const PropertySet& enabled, Secrets secrets = {})
      : target_(target), enabled_(enabled), secrets_(std::move(secrets)) {}

  bool asks(PropertyId id) const { return enabled_.has(id); }
  const PropertySet& enabled() const { return enabled_; }
  // One probe was judged for it.
  void count(PropertyId id);
  // Counts nothing as judged. Of a property that fails in very many ways the first are kept, and a note says so.
  void add(Fault fault, const Probe& probe, const Observation& seen);
  // What `add` would keep.
  std::optional<Finding> finding_of(Fault fault, const Probe& probe, const Observation& seen) const;
  // The first fact about a property is kept.
  void add_fact(PropertyId id, std::string text);
  // Why it is not asked, in a sentence; the first reason is kept, and it is told only where no probe was judged for it.
  void not_asked(PropertyId id, std::string why);
  void note(std::string text);

  const Findings& findings() const { return findings_; }
  std::size_t probes_of(PropertyId id) const;
  std::vector<Fact> facts() const;
  std::vector<PropertyCount> counts() const;
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  const Target& target_;
  PropertySet enabled_;
  Secrets secrets_;
  Findings findings_;
  std::map<PropertyId, PropertyCount> counts_;
  std::map<PropertyId, std::string> facts_;
  std::vector<std::string> notes_;
};

}  // namespace crosscheck::check
