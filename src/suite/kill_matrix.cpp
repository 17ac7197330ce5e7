#include "suite/kill_matrix.h"

#include <algorithm>
#include <optional>

#include "suite/json_text.h"

namespace crosscheck::suite {
namespace {

const MutantFate* fate_of(const std::vector<MutantFate>& fates, std::string_view id) {
  const auto found = std::find_if(fates.begin(), fates.end(), [&](const MutantFate& fate) { return fate.id == id; });
  return found == fates.end() ? nullptr : &*found;
}

std::string control_fault(const std::vector<MutantFate>& fates, bool whole) {
  const MutantFate* dies = fate_of(fates, kControlThatDies);
  const MutantFate* survives = fate_of(fates, kControlThatSurvives);
  if (dies != nullptr && !dies->is_dead()) return "CONTROL-dies survived: vectors that must fail do not, so no survivor means anything";
  if (survives != nullptr && survives->is_dead()) {
    return "CONTROL-survives died: a change that changes nothing is noticed, so no death means anything";
  }
  if (whole && (dies == nullptr || survives == nullptr)) return "a control did not run, so the run says nothing";
  return {};
}

}  // namespace

Result<std::vector<MutantInfo>, MutantError> read_mutants(std::string_view text) {
  const Result<Json, JsonFault> json = read_json_text(text);
  if (!json) return MutantError{"the table of mutants: " + to_string(json.error())};
  std::optional<JsonFault> fault;
  const Members table(*json, "", fault, {"mutants"});
  std::vector<MutantInfo> mutants;
  std::size_t place = 0;
  for (const Json& entry : table.array("mutants")) {
    const Members members(entry, "/mutants/" + std::to_string(place++), fault, {"id", "operator", "file", "find", "becomes", "breaks"},
                          {"row", "equivalent"});
    mutants.push_back({members.text("id"), members.text("file"), members.text("breaks"), members.text("equivalent")});
  }
  if (fault) return MutantError{"the table of mutants: " + to_string(*fault)};
  return mutants;
}

Result<std::vector<MutantFate>, MutantError> read_fates(std::string_view lines) {
  std::vector<MutantFate> fates;
  for (std::size_t number = 1; !lines.empty(); ++number) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const Result<Json, JsonFault> json = read_json_text(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (!json) return MutantError{"line " + std::to_string(number) + " of the matrix: " + to_string(json.error())};
    std::optional<JsonFault> fault;
    const Members members(*json, "", fault, {"mutant", "equivalent", "ended", "killed_by", "seen_by"});
    MutantFate fate{members.text("mutant"), members.texts("killed_by"), members.texts("seen_by"), members.text("ended") == "done"};
    if (fault) return MutantError{"line " + std::to_string(number) + " of the matrix: " + to_string(*fault)};
    fates.push_back(std::move(fate));
  }
  return fates;
}

MutationVerdict judge_mutants(const std::vector<MutantInfo>& mutants, const std::vector<MutantFate>& fates, bool whole) {
  MutationVerdict verdict;
  verdict.broken_control = control_fault(fates, whole);
  const MutantFate* unmutated = fate_of(fates, "");
  if (unmutated == nullptr || !unmutated->ended) {
    verdict.broken_control = "the engine without a mutant did not come to its end";
  } else {
    verdict.failing_unmutated = unmutated->killed_by;
  }
  for (const MutantInfo& mutant : mutants) {
    const MutantFate* fate = fate_of(fates, mutant.id);
    if (fate == nullptr || mutant.id == kControlThatDies || mutant.id == kControlThatSurvives) continue;
    const bool equivalent = !mutant.equivalent.empty();
    if (fate->is_dead()) {
      if (equivalent) verdict.not_equivalent.push_back(mutant.id);
      ++verdict.killed;
    } else if (equivalent) {
      ++verdict.equivalent;
    } else {
      verdict.survivors.push_back(mutant.id);
    }
  }
  return verdict;
}

}  // namespace crosscheck::suite
