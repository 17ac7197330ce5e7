#include "cli/judge.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "question/json_tree.h"

namespace crosscheck::cli {
namespace {

using question::pointer_below;

std::optional<Difference> difference_at(const std::string& pointer, const Json& expected, const Json& got) {
  if (expected.is_object() && got.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      if (!got.contains(key)) return Difference{pointer_below(pointer, key), value, std::nullopt};
      if (std::optional<Difference> difference = difference_at(pointer_below(pointer, key), value, got.at(key))) return difference;
    }
    return std::nullopt;
  }
  if (expected.is_array() && got.is_array() && expected.size() == got.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (std::optional<Difference> difference = difference_at(pointer_below(pointer, std::to_string(i)), expected[i], got[i]))
        return difference;
    }
    return std::nullopt;
  }
  if (expected == got) return std::nullopt;
  return Difference{pointer, expected, got};
}

Json ask(const Vector& vector, Evaluator& engine, bool trace) {
  const Json question = {{"kind", vector.kind}, {"input", vector.input}, {"trace", trace}};
  return Json::parse(engine.evaluate(question.dump()).json);
}

// What is compared with `expect`: the output, or the whole answer where an error is expected or came.
const Json& comparable(const Json& answer, const Json& expect) {
  return expect.contains("error") || !answer.contains("output") ? answer : answer.at("output");
}

// Which fetch of several a pointer points into.
std::size_t fetch_index(const std::string& pointer) {
  static constexpr std::string_view kFetches = "/fetches/";
  std::size_t index = 0;
  if (pointer.starts_with(kFetches)) std::from_chars(pointer.data() + kFetches.size(), pointer.data() + pointer.size(), index);
  return index;
}

void name_deciding_rule(Judgement& judgement, const Json& answer) {
  if (!answer.contains("output")) return;
  const Json* holder = &answer.at("output");
  if (holder->contains("fetches") && !holder->at("fetches").empty()) {
    const Json& fetches = holder->at("fetches");
    holder = &fetches.at(std::min(fetch_index(judgement.difference->pointer), fetches.size() - 1));
  }
  if (!holder->contains("trace") || holder->at("trace").empty()) return;
  const Json& last = holder->at("trace").back();
  judgement.deciding_rule = last.at("rule").get<std::string>();
  judgement.spec = last.at("spec").get<std::string>();
}

OutcomeOfVector outcome_of_difference(const Vector& vector, const Json& answer) {
  for (const Alternative& other : vector.alternatives) {
    if (first_difference(other.expect, comparable(answer, other.expect))) continue;
    return other.tolerated ? OutcomeOfVector::non_strict : OutcomeOfVector::pass;
  }
  if (vector.level == "must") return OutcomeOfVector::fail;
  return vector.level == "should" ? OutcomeOfVector::non_strict : OutcomeOfVector::info;
}

}  // namespace

std::optional<Difference> first_difference(const Json& expected, const Json& got) { return difference_at("", expected, got); }

Judgement judge(const Vector& vector, Evaluator& engine) {
  Judgement judgement;
  const Json answer = ask(vector, engine, false);
  judgement.difference = first_difference(vector.expect, comparable(answer, vector.expect));
  if (!judgement.difference) return judgement;
  judgement.outcome = outcome_of_difference(vector, answer);
  name_deciding_rule(judgement, ask(vector, engine, true));
  return judgement;
}

}  // namespace crosscheck::cli
