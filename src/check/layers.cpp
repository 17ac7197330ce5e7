#include "check/layers.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace crosscheck::check {
namespace {

const Finding* doubled_in(const CheckRun& run) {
  const auto found =
      std::find_if(run.findings.begin(), run.findings.end(), [](const Finding& one) { return one.property == PropertyId::P042; });
  return found == run.findings.end() ? nullptr : &*found;
}

}  // namespace

std::vector<CheckRun> compared_layers(std::vector<CheckRun> runs) {
  if (runs.size() < 2) return runs;
  const auto plain = std::find_if(runs.begin(), runs.end(), [](const CheckRun& run) { return doubled_in(run) == nullptr; });
  for (CheckRun& run : runs) {
    PropertyCount& count = run.properties[static_cast<std::size_t>(PropertyId::P118) - 1];
    if (count.not_asked.starts_with("It was left out")) continue;
    count.probes = run.asked;
    count.not_asked.clear();
    const Finding* const doubled = doubled_in(run);
    if (doubled == nullptr || plain == runs.end()) continue;
    Finding finding = *doubled;
    finding.property = PropertyId::P118;
    finding.also = {PropertyId::P042};
    finding.severity = property(PropertyId::P118).severity;
    finding.summary = fmt::format("{} has several values in Access-Control-Allow-Origin, and {} has one: what stands between adds its own.",
                                  run.target, plain->target);
    finding.fix = property(PropertyId::P118).fix;
    count.findings = finding.count;
    run.findings.insert(run.findings.begin(), std::move(finding));
  }
  return runs;
}

}  // namespace crosscheck::check
