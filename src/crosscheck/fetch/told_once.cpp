#include "crosscheck/fetch/told_once.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace crosscheck {
namespace {

// Groups of rows that shape requests from end to end.
constexpr std::array<std::string_view, 14> kShapingGroups = {"API", "COE", "MF",  "MIM", "NWC", "ORH", "OVR",
                                                             "REQ", "RNG", "SAF", "SCH", "SRO", "TNT", "UNN"};
// Rows that do so in groups which judge as well.
constexpr auto kShapingRows = std::to_array<Rule>({Rule::NOC_4, Rule::NOC_5, Rule::NOC_9, Rule::PRE_1, Rule::PRE_2, Rule::PRE_3,
                                                   Rule::PRE_4, Rule::PRE_5, Rule::PRE_6, Rule::PRE_7, Rule::HF_8});

bool shapes_requests(const TraceStep& step) {
  // HF-8 says "no" of a request whose responses are not put to the CORS check; any other outcome is that of one response.
  if (step.rule == Rule::HF_8 && step.outcome != Outcome::no) return false;
  if (std::find(kShapingRows.begin(), kShapingRows.end(), step.rule) != kShapingRows.end()) return true;
  const std::string_view id = rule_info(step.rule).id;
  return std::find(kShapingGroups.begin(), kShapingGroups.end(), id.substr(0, id.find('-'))) != kShapingGroups.end();
}

// Whether the outcome is the value, whatever the sentence adds: credentials go along or not, and no header is CORS-unsafe.
bool outcome_says_all(const TraceStep& step) {
  return step.rule == Rule::NOC_4 || (step.outcome == Outcome::no && rule_info(step.rule).id.substr(0, 3) == "UNN");
}

}  // namespace

void ToldOnce::step(TraceStep step) {
  // A block is the last step there is.
  const bool may_repeat = step.outcome == Outcome::blocked || !shapes_requests(step);
  if (may_repeat || told_.emplace(step.rule, step.outcome, outcome_says_all(step) ? std::string() : step.text).second) {
    sink_.step(std::move(step));
  }
}

}  // namespace crosscheck
