#include "check/ledger.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "check/report_curl.h"
#include "check/wanted.h"

namespace crosscheck::check {
namespace {

// Of what a server sends, which may be without end. Evidence is longer than what reports show of it.
constexpr std::size_t kMostEvidence = std::size_t{64} * 1024;
constexpr std::size_t kMostWords = 600;

std::string cut_to(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  text.resize(most);
  return text + "\u2026";
}

}  // namespace

Fault fault_of(PropertyId id, std::string key, std::string summary, suite::Direction direction) {
  Fault fault;
  fault.properties = {id};
  fault.key = std::move(key);
  fault.summary = std::move(summary);
  fault.direction = direction;
  return fault;
}

void Ledger::count(PropertyId id) {
  if (asks(id)) ++counts_[id].probes;
}

std::optional<Finding> Ledger::finding_of(Fault fault, const Probe& probe, const Observation& seen) const {
  std::erase_if(fault.properties, [this](PropertyId id) { return !asks(id); });
  if (fault.properties.empty()) return std::nullopt;
  const auto words = [this](const std::string& text) { return cut_to(secrets_.masked(text), kMostWords); };
  const Property& named = property(fault.properties.front());
  Finding finding;
  finding.property = named.id;
  finding.also.assign(fault.properties.begin() + 1, fault.properties.end());
  finding.severity = fault.severity ? *fault.severity : probe.reachable ? named.severity : named.beyond_browsers;
  finding.direction = fault.direction;
  finding.target = target_.url;
  finding.path = path_of(probe.target);
  finding.key = words(fault.key);
  finding.summary = words(fault.summary);
  finding.wanted = words(fault.wanted);
  finding.verdict = words(fault.verdict);
  finding.reason = fault.reason;
  finding.fix = named.fix;
  finding.request = seen.request.substr(0, kMostEvidence);
  finding.response = seen.response.substr(0, kMostEvidence);
  finding.curl = curl_line(seen.request, target_.origin());
  finding.labels = {words(probe.label)};
  return finding;
}

void Ledger::add(Fault fault, const Probe& probe, const Observation& seen) {
  std::optional<Finding> finding = finding_of(std::move(fault), probe, seen);
  if (!finding) return;
  const PropertyId named = finding->property;
  ++counts_[named].findings;
  for (const PropertyId also : finding->also) ++counts_[also].findings;
  if (!findings_.add(std::move(*finding)))
    note(fmt::format("{} fails in more ways than the {} that are told.", property(named).code, Findings::kMostOfOne));
}

void Ledger::add_fact(PropertyId id, std::string text) {
  if (asks(id)) facts_.emplace(id, cut_to(secrets_.masked(text), kMostWords));
}

void Ledger::not_asked(PropertyId id, std::string why) {
  std::string& kept = counts_[id].not_asked;
  if (kept.empty()) kept = std::move(why);
}

void Ledger::note(std::string text) {
  if (std::find(notes_.begin(), notes_.end(), text) == notes_.end()) notes_.push_back(std::move(text));
}

std::size_t Ledger::probes_of(PropertyId id) const {
  const auto found = counts_.find(id);
  return found == counts_.end() ? 0 : found->second.probes;
}

std::vector<Fact> Ledger::facts() const {
  std::vector<Fact> facts;
  for (const auto& [id, text] : facts_) facts.push_back({id, text});
  return facts;
}

std::vector<PropertyCount> Ledger::counts() const {
  std::vector<PropertyCount> counts;
  for (const Property& one : all_properties()) {
    const auto found = counts_.find(one.id);
    PropertyCount count = found == counts_.end() ? PropertyCount{} : found->second;
    count.property = one.id;
    count.left_out = !asks(one.id);
    if (!one.untested.empty()) count.not_asked = one.untested;
    if (count.left_out) count.not_asked = "It was left out.";
    if (count.probes != 0) count.not_asked.clear();
    if (count.probes == 0 && count.not_asked.empty()) count.not_asked = "The policy and what was named gave no occasion to ask.";
    counts.push_back(std::move(count));
  }
  return counts;
}

}  // namespace crosscheck::check
