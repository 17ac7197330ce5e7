#include "check/layers.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

struct LayeredHeader {
  std::string_view name;
  bool is_list;                  // of which several lines are one
  Severity severity;             // of its coming twice
  std::optional<PropertyId> of;  // the property that it breaks at one URL alone
};

constexpr std::array<LayeredHeader, 6> kLayeredHeaders{{{"Access-Control-Allow-Origin", false, Severity::must, PropertyId::P042},
                                                        {"Access-Control-Allow-Credentials", false, Severity::must, PropertyId::P045},
                                                        {"Access-Control-Max-Age", false, Severity::should, PropertyId::P084},
                                                        {"Access-Control-Allow-Methods", true, Severity::info, std::nullopt},
                                                        {"Access-Control-Allow-Headers", true, Severity::info, std::nullopt},
                                                        {"Access-Control-Expose-Headers", true, Severity::info, std::nullopt}}};

bool is_doubled(const LayeredHeader& header, const Probe& probe, const Observation& seen) {
  const std::size_t lines = seen.count(header.name);
  if (lines > 1) return true;
  if (lines == 0 || header.is_list) return false;
  // A proxy may have joined two lines; an Origin with a comma that is echoed is none.
  const std::string value = seen.combined(header.name);
  return value.find(',') != std::string::npos && value != probe.header("Origin");
}

PropertyCount& count_of_layers(CheckRun& run) { return run.properties[static_cast<std::size_t>(PropertyId::P118) - 1]; }

// A URL where the header comes once, and only once.
const CheckRun* where_single(const std::vector<CheckRun>& runs, std::size_t header) {
  const auto found = std::find_if(runs.begin(), runs.end(), [header](const CheckRun& run) {
    return header < run.header_lines.size() && run.header_lines[header].single != 0 && !run.header_lines[header].doubled;
  });
  return found == runs.end() ? nullptr : &*found;
}

}  // namespace

void note_header_lines(const Probe& probe, const Observation& seen, const Ledger& ledger, std::vector<HeaderLines>& lines) {
  if (lines.empty()) {
    for (const LayeredHeader& header : kLayeredHeaders) lines.push_back({std::string(header.name), 0, std::nullopt});
  }
  // WHY: what a server makes of two Origin lines is no layer.
  if (!probe.reachable) return;
  for (std::size_t at = 0; at < kLayeredHeaders.size(); ++at) {
    const LayeredHeader& header = kLayeredHeaders[at];
    if (!seen.has(header.name)) continue;
    if (!is_doubled(header, probe, seen)) {
      ++lines[at].single;
    } else if (!lines[at].doubled) {
      Fault fault =
          fault_of(PropertyId::P118, byte_lowercase(header.name), std::string(seen.combined(header.name)), suite::Direction::strict);
      if (header.is_list) fault.direction = suite::Direction::other;
      fault.severity = header.severity;
      lines[at].doubled = ledger.finding_of(std::move(fault), probe, seen);
    }
  }
}

std::vector<CheckRun> compared_layers(std::vector<CheckRun> runs) {
  if (runs.size() < 2) return runs;
  std::vector<std::vector<Finding>> more(runs.size());
  for (std::size_t at = 0; at < runs.size(); ++at) {
    for (std::size_t header = 0; header < runs[at].header_lines.size(); ++header) {
      const auto& [name, single, doubled] = runs[at].header_lines[header];
      const CheckRun* const other = doubled ? where_single(runs, header) : nullptr;
      if (other == nullptr) continue;
      Finding finding = *doubled;
      finding.summary = fmt::format("{} comes twice at {} ({}), and once at {}: what stands between adds its own.", name, runs[at].target,
                                    doubled->summary, other->target);
      if (kLayeredHeaders[header].of) finding.also = {*kLayeredHeaders[header].of};
      more[at].push_back(std::move(finding));
    }
  }
  for (std::size_t at = 0; at < runs.size(); ++at) {
    PropertyCount& count = count_of_layers(runs[at]);
    if (count.left_out) continue;
    count.probes = runs[at].asked;
    count.findings = more[at].size();
    count.not_asked.clear();
    std::move(more[at].begin(), more[at].end(), std::back_inserter(runs[at].findings));
    std::sort(runs[at].findings.begin(), runs[at].findings.end(), stands_before);
  }
  return runs;
}

}  // namespace crosscheck::check
