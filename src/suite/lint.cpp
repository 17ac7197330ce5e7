#include "suite/lint.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/reason/rule.h"
#include "question/json_tree.h"
#include "suite/greeting.h"
#include "suite/lint_expectations.h"
#include "suite/needs.h"
#include "suite/word_list.h"

namespace crosscheck::suite {
namespace {

// Keys sorted, so that their order does not tell two inputs apart.
std::string canonical(const Json& json) { return nlohmann::json(json).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); }

// Whether no answer has all that both ask for.
bool contradict(const Json& a, const Json& b) {
  if (a.is_object() && b.is_object()) {
    for (const auto& [key, value] : a.items()) {
      const auto other = b.find(key);
      if (other != b.end() && contradict(value, *other)) return true;
    }
    return false;
  }
  if (!a.is_array() || !b.is_array() || a.size() != b.size()) return a != b;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (contradict(a[i], b[i])) return true;
  }
  return false;
}

// The rules that a trace names, and those with which one ends: of each fetch, where there are several.
struct Traced {
  bool is_error = false;
  std::set<std::string> rules;
  std::set<std::string> last;

  // Whether a rule of that section is among them.
  bool names(std::string_view section) const {
    return std::any_of(rules.begin(), rules.end(), [&](const std::string& rule) { return rule.starts_with(section); });
  }
};

void take_trace(Json& holder, Traced& traced) {
  if (!holder.contains("trace")) return;
  const Json trace = std::move(holder.at("trace"));
  holder.erase("trace");
  if (trace.empty()) return;
  for (const Json& step : trace) traced.rules.insert(step.at("rule").get<std::string>());
  traced.last.insert(trace.back().at("rule").get<std::string>());
}

// Takes the traces out of the answer, which then is the one that a run compares.
Traced take_traces(Json& answer) {
  Traced traced;
  traced.is_error = !answer.contains("output");
  if (traced.is_error) return traced;
  Json& output = answer.at("output");
  take_trace(output, traced);
  if (output.contains("fetches")) {
    for (Json& fetch : output.at("fetches")) take_trace(fetch, traced);
  }
  return traced;
}

struct Answered {
  Json answer;  // without its traces
  Traced traced;
};

class Linter {
 public:
  Linter(std::span<const VectorFile> files, const LintTables& tables) : tables_(tables) {
    for (const VectorFile& file : files) {
      for (const Vector& vector : file.vectors) {
        vectors_.push_back(&vector);
        ids_.insert(vector.id);
      }
    }
  }

  std::vector<LintFault> take() { return std::move(faults_); }

  void check_vectors() {
    // All are asked before one is checked: which keys an answer can have is known from all of its kind.
    std::vector<Answered> answers;
    answers.reserve(vectors_.size());
    for (const Vector* const vector : vectors_) answers.push_back(ask(*vector));
    for (std::size_t i = 0; i < vectors_.size(); ++i) check(*vectors_[i], answers[i]);
  }

  void check_tables() {
    for (const auto& [name, flag] : tables_.flags) {
      if (!used_flags_.contains(name)) add(name, "this flag is defined, and no vector bears it");
      if (!flag.permissive && !flag.strict) add(name, "this flag says no effect of failing, neither permissive nor strict");
    }
    for (const auto& [id, locked] : tables_.ids.ids()) {
      if (!locked.retired && !ids_.contains(id)) add(id, "it stands in ids.lock and is gone; retire it there");
      if (locked.retired && !locked.replacement.empty() && !ids_.contains(locked.replacement))
        add(id, fmt::format("its replacement {} does not exist", locked.replacement));
    }
  }

 private:
  void add(std::string where, std::string what) { faults_.push_back({std::move(where), std::move(what)}); }

  Answered ask(const Vector& vector) {
    Answered answered;
    answered.answer = engine_.answer_with_trace(vector);
    answered.traced = take_traces(answered.answer);
    keys_.add(vector, answered.answer);
    return answered;
  }

  void check(const Vector& vector, const Answered& answered) {
    check_words(vector);
    check_lock(vector);
    check_input(vector);
    check_needs(vector, answered.traced);
    check_covers(vector, answered.traced);
    check_expect(vector, answered);
    for (const auto& [profile, unused] : vector.profiles) {
      if (const std::optional<std::string> contradiction = engine_.contradiction_under(profile, vector)) add(vector.id, *contradiction);
    }
    for (const Alternative& alternative : vector.alternatives) {
      check_keys(vector, alternative.expect, "an alternative");
      for (const std::string& id : alternative.pinned_by) {
        if (!ids_.contains(id)) add(vector.id, fmt::format("an alternative is pinned by {}, which does not exist", id));
        if (id == vector.id) add(vector.id, "an alternative is pinned by the vector itself");
      }
    }
  }

  void check_words(const Vector& vector) {
    for (const std::string& flag : vector.flags) {
      used_flags_.insert(flag);
      if (!tables_.flags.contains(flag)) add(vector.id, fmt::format("the flag {} is not in flags.json", flag));
    }
    for (const std::string& rule : vector.covers) {
      if (!rule_from_id(rule)) add(vector.id, fmt::format("it covers {}, which is no rule of requirements.json", rule));
    }
    for (const std::string& need : vector.needs) {
      if (!is_capability(need)) add(vector.id, fmt::format("it needs {}, which is no capability", need));
    }
  }

  void check_lock(const Vector& vector) {
    const LockedId* const locked = tables_.ids.find(vector.id);
    if (locked == nullptr) return add(vector.id, "it is not in ids.lock");
    if (locked->retired) return add(vector.id, "ids.lock says that it is retired, and no id is used again");
    if (locked->rev != vector.rev) add(vector.id, fmt::format("its rev is {}, and {} in ids.lock", vector.rev, locked->rev));
  }

  void check_input(const Vector& vector) {
    const std::string asked = vector.kind + " " + canonical(vector.input);
    const auto [first, is_new] = by_input_.emplace(asked, &vector);
    if (!is_new && contradict(first->second->expect, vector.expect))
      add(vector.id, fmt::format("it asks the same as {} and expects something else", first->second->id));
  }

  void check_needs(const Vector& vector, const Traced& traced) {
    if (traced.is_error) return;
    for (const std::string& capability : capabilities_taken(vector.kind, vector.input)) {
      // A redirect that is not followed, and fetches that need no preflight, ask nothing of anybody.
      if (capability == "redirects" && !traced.names("RED-")) continue;
      if (capability == "preflight-cache" && !traced.names("CCH-")) continue;
      if (!holds(vector.needs, capability))
        add(vector.id, fmt::format("its question takes the capability {}, which its needs do not name", capability));
    }
  }

  void check_covers(const Vector& vector, const Traced& traced) {
    // A question that is refused has no trace.
    if (traced.is_error) {
      if (!vector.expect.contains("error")) add(vector.id, "the engine refuses its question, and no error is expected");
      return;
    }
    const auto covers = [&vector](const std::string& rule) { return holds(vector.covers, rule); };
    if (std::none_of(traced.rules.begin(), traced.rules.end(), covers)) {
      add(vector.id,
          fmt::format("it covers {}, and the trace names only {}", fmt::join(vector.covers, ", "), fmt::join(traced.rules, ", ")));
    } else if (vector.level == Level::must && std::none_of(traced.last.begin(), traced.last.end(), covers)) {
      add(vector.id, fmt::format("it covers {}, and the trace ends with {}", fmt::join(vector.covers, ", "), fmt::join(traced.last, ", ")));
    }
  }

  void check_expect(const Vector& vector, const Answered& answered) {
    // Then check_covers has said so.
    if (answered.traced.is_error && !vector.expect.contains("error")) return;
    if (const std::optional<std::string> contradiction = engine_.contradiction(vector, answered.answer)) {
      add(vector.id, *contradiction);
    } else {
      // An equal alternative may be what passed.
      check_keys(vector, vector.expect, "it");
    }
  }

  // WHY keys alone: what an alternative expects is what the engine does not answer, but in the same words.
  void check_keys(const Vector& vector, const Json& expect, std::string_view whose) {
    for (const std::string& pointer : keys_.unknown_in(expect, vector.kind))
      add(vector.id, fmt::format("{} expects {}, which no answer of this kind has", whose, pointer));
  }

  std::vector<const Vector*> vectors_;
  const LintTables& tables_;
  std::set<std::string, std::less<>> ids_;
  std::set<std::string, std::less<>> used_flags_;
  std::map<std::string, const Vector*> by_input_;
  ConfirmingEngine engine_;
  KeysOfAnswers keys_;
  std::vector<LintFault> faults_;
};

}  // namespace

Result<Flags, JsonFault> read_flags(std::string_view text) {
  const Result<Json, JsonFault> json = read_json_text(text);
  if (!json) return json.error();
  std::optional<JsonFault> fault;
  const Members root(*json, "", fault, {"flags"});
  Flags flags;
  for (const auto& [name, each] : root.object("flags").items()) {
    const Members members(each, question::pointer_below("/flags", name), fault, {"means", "permissive", "strict"});
    const auto effect = [&](std::string_view key) -> std::optional<std::string> {
      const Json* const value = members.find(key);
      if (value == nullptr || value->is_null()) return std::nullopt;
      return members.text(key);
    };
    flags[name] = {members.text("means"), effect("permissive"), effect("strict")};
  }
  if (fault) return *fault;
  return flags;
}

std::vector<LintFault> lint(std::span<const VectorFile> files, const LintTables& tables, Extent extent) {
  Linter linter(files, tables);
  linter.check_vectors();
  if (extent == Extent::whole_suite) linter.check_tables();
  return linter.take();
}

}  // namespace crosscheck::suite
