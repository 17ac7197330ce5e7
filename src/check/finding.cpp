#include "check/finding.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace crosscheck::check {
namespace {

bool is_same(const Finding& a, const Finding& b) {
  return std::tie(a.property, a.direction, a.path, a.key, a.target) == std::tie(b.property, b.direction, b.path, b.key, b.target);
}

void note_labels(Finding& finding, const std::vector<std::string>& labels) {
  for (const std::string& label : labels) {
    const bool is_new = std::find(finding.labels.begin(), finding.labels.end(), label) == finding.labels.end();
    if (is_new && finding.labels.size() < Finding::kLabels) finding.labels.push_back(label);
  }
}

}  // namespace

std::string Finding::fingerprint() const {
  return fmt::format("{} {} {} {}", check::property(property).code, path, suite::to_string(direction), key);
}

bool Findings::add(Finding finding) {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Finding& one) { return is_same(one, finding); });
  if (found == all_.end()) {
    const auto of_this = static_cast<std::size_t>(
        std::count_if(all_.begin(), all_.end(), [&](const Finding& one) { return one.property == finding.property; }));
    if (of_this >= kMostOfOne) return false;
    all_.push_back(std::move(finding));
    return true;
  }
  found->count += finding.count;
  found->severity = std::min(found->severity, finding.severity);
  note_labels(*found, finding.labels);
  return true;
}

std::vector<Finding> Findings::sorted() const {
  std::vector<Finding> findings = all_;
  std::sort(findings.begin(), findings.end(), stands_before);
  return findings;
}

bool stands_before(const Finding& a, const Finding& b) {
  return std::tie(a.severity, a.property, a.path, a.direction, a.key) < std::tie(b.severity, b.property, b.path, b.direction, b.key);
}

}  // namespace crosscheck::check
