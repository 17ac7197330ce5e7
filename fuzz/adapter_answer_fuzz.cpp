// What an adapter says is taken or refused at a place, and judged as the parts that are expected of it; order and blanks of its JSON change nothing.
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "fuzz/check.h"
#include "fuzz/lines.h"
#include "fuzz/straight_effective.h"
#include "fuzz/target.h"
#include "question/capabilities.h"
#include "question/evaluate.h"
#include "question/kinds.h"
#include "suite/adapter_answer.h"
#include "suite/greeting.h"
#include "suite/judge.h"

namespace crosscheck::fuzz {
namespace {

using suite::AdapterAnswer;
using suite::Json;
using suite::Judgement;
using suite::Outcome;
using Read = Result<AdapterAnswer, suite::AnswerFault>;

constexpr std::string_view kNonce = "nonce";

const suite::Claims& claims(bool reasons) {
  static const suite::Claims kWith{{}, {"reasons"}};
  static const suite::Claims kWithout;
  return reasons ? kWith : kWithout;
}

// ---- second readings ----

bool is_answer(const Json& json) {
  const auto has = [&](const char* key) { return json.contains(key); };
  if (has("output")) return !has("error") && !has("skip") && json.at("output").is_object();
  if (has("error")) return !has("skip") && json.at("error").is_object() && json.at("error").contains("code");
  return has("skip") && json.at("skip").is_string();
}

template <class Knows>
bool are_words(const Json& list, const Knows& knows) {
  return list.is_array() &&
         std::all_of(list.begin(), list.end(), [&](const Json& one) { return one.is_string() && knows(one.get<std::string>()); });
}

bool is_greeting(const Json& json) {
  constexpr std::array kKeys{"protocol", "nonce", "name", "version", "language", "source", "roles", "kinds", "capabilities"};
  if (!json.is_object() || json.size() != kKeys.size()) return false;
  for (const char* const key : kKeys) {
    if (!json.contains(key)) return false;
  }
  for (const char* const key : {"name", "version", "language", "source"}) {
    if (!json.at(key).is_string()) return false;
  }
  const auto is_capability = [](std::string_view word) {
    return std::find(question::kCapabilities.begin(), question::kCapabilities.end(), word) != question::kCapabilities.end();
  };
  const auto is_kind = [](std::string_view word) { return word == "serve" || question::kind_by_name(word) != nullptr; };
  const auto is_role = [](std::string_view word) { return word == "library" || word == "client" || word == "server"; };
  return json.at("protocol").is_number_integer() && json.at("protocol") == 1 && json.at("nonce") == kNonce && json.at("name") != "" &&
         are_words(json.at("roles"), is_role) && are_words(json.at("kinds"), is_kind) && are_words(json.at("capabilities"), is_capability);
}

bool has_all_of(const Json& expected, const Json& got, bool reasons) {
  if (expected.is_object() && got.is_object()) {
    const auto& members = expected.get_ref<const Json::object_t&>();
    return std::all_of(members.begin(), members.end(), [&](const auto& member) {
      return (!reasons && member.first == "reason") ||
             (got.contains(member.first) && has_all_of(member.second, got.at(member.first), reasons));
    });
  }
  if (!expected.is_array() || !got.is_array()) return expected == got;
  return std::equal(expected.begin(), expected.end(), got.begin(), got.end(),
                    [&](const Json& one, const Json& other) { return has_all_of(one, other, reasons); });
}

const Json& compared(const Json& expect, const Json& answer) {
  return expect.contains("error") || !answer.contains("output") ? answer : answer.at("output");
}

Outcome straight_outcome(const suite::Vector& vector, const Json& answer, bool reasons) {
  if (answer.contains("skip")) return Outcome::error;
  if (vector.kind == "policy" && answer.contains("output") && answer.at("output").contains("rejected")) return Outcome::rejected;
  if (has_all_of(vector.expect, compared(vector.expect, answer), reasons)) return Outcome::pass;
  for (const suite::Alternative& other : vector.alternatives) {
    if (has_all_of(other.expect, compared(other.expect, answer), reasons)) return Outcome::non_strict;
  }
  return answer.contains("error") && !vector.expect.contains("error") ? Outcome::error : Outcome::fail;
}

// ---- the same, written otherwise ----

Json reversed(const Json& json) {
  if (json.is_object()) {
    const auto& members = json.get_ref<const Json::object_t&>();
    Json::object_t turned;
    for (auto member = members.rbegin(); member != members.rend(); ++member) turned.emplace_back(member->first, reversed(member->second));
    return turned;
  }
  Json turned = json;
  if (json.is_array()) std::transform(json.begin(), json.end(), turned.begin(), reversed);
  return turned;
}

std::string spaced(const Json& json) {
  std::string text = json.dump(2);
  std::replace(text.begin(), text.end(), '\n', '\t');
  return " " + text + "\r";
}

// ---- properties ----

void check_refusal(std::string_view what) {
  const bool has_place = what.starts_with("a line bears no id: ") || what.starts_with("a line is no answer: line ") ||
                         what.starts_with("a line is no answer: at ");
  check(has_place, "a line that is no answer is refused at a place", [&] { return readable(what); });
}

void check_greeting(const Json& output, Notes& notes) {
  const Result<suite::ImplementationInfo, suite::GreetingFault> info = suite::read_greeting(output, kNonce);
  notes.note(info.has_value());
  check(info.has_value() == is_greeting(output), "a greeting is one that says all that is asked in words that exist",
        [&] { return output.dump(); });
  check(suite::read_greeting(reversed(output), kNonce).has_value() == info.has_value(),
        "the order of its members changes nothing of a greeting");
  if (!info) {
    constexpr std::string_view kPlace = "its answer to `hello` is not right at ";
    const std::string& what = info.error().what;
    notes.note(what);
    check(what.starts_with(std::string(kPlace) + "/") || what.starts_with(std::string(kPlace) + "the root: "),
          "a greeting is refused at a place", [&] { return readable(what); });
    return;
  }
  const Json read = {{"name", info->name},   {"version", info->version}, {"language", info->language},        {"source", info->source},
                     {"roles", info->roles}, {"kinds", info->kinds},     {"capabilities", info->capabilities}};
  check(has_all_of(read, output, true), "what is kept of a greeting is what it says", [&] { return output.dump(); });
}

void check_place(const suite::Vector& vector, const Json& answer, const Judgement& judgement) {
  const Json::json_pointer place(judgement.pointer);
  const Json& came = compared(vector.expect, answer);
  check(vector.expect.contains(place) && vector.expect.at(place) == judgement.expected, "a failure names what was expected at its place");
  check(came.contains(place) == judgement.got.has_value() && (!judgement.got || came.at(place) == *judgement.got),
        "a failure names what came at its place");
  if (!answer.contains("output") || vector.expect.contains("error")) return;
  using suite::Direction;
  const Direction back = suite::direction_of(vector.kind, came, vector.expect);
  const Direction expected = judgement.direction == Direction::permissive ? Direction::strict
                             : judgement.direction == Direction::strict   ? Direction::permissive
                                                                          : Direction::other;
  check(back == expected, "an answer that leans one way makes what was expected lean the other way",
        [&] { return vector.expect.dump() + "\n" + came.dump(); });
}

void check_judgement(const suite::Vector& vector, const Json& answer, const Json& otherwise, Notes& notes) {
  for (const bool reasons : {true, false}) {
    const Judgement judgement = suite::judge(vector, answer, claims(reasons));
    notes.note(judgement.outcome);
    notes.note(judgement.pointer + judgement.detail);
    check(judgement.outcome == straight_outcome(vector, answer, reasons),
          "an answer passes that has all that is expected, and no other does", [&] { return vector.expect.dump() + "\n" + answer.dump(); });
    check(judgement.direction.has_value() == (judgement.outcome == Outcome::fail), "a failure leans some way, and nothing else does");
    if (judgement.outcome == Outcome::fail) check_place(vector, answer, judgement);
    const Judgement again = suite::judge(vector, otherwise, claims(reasons));
    check(again.outcome == judgement.outcome && again.direction == judgement.direction && again.pointer == judgement.pointer,
          "order and blanks change nothing of a judgement", [&] { return answer.dump(); });
  }
}

// The engine's own answer to the question, as what is expected of others; nothing where it is no question.
std::optional<suite::Vector> vector_of(std::string_view line) {
  const Result<Json, suite::JsonFault> question = suite::read_json_text(line);
  if (!question || !question->is_object() || !question->contains("kind") || !question->at("kind").is_string()) return std::nullopt;
  const Json answer = Json::parse(crosscheck::evaluate(line).json);
  suite::Vector vector;
  vector.kind = question->at("kind").get<std::string>();
  vector.input = question->value("input", Json());
  vector.expect = answer.contains("output") ? answer.at("output") : Json{{"error", answer.at("error")}};
  check(suite::judge(vector, answer, claims(true)).outcome == Outcome::pass, "the engine's own answer is right",
        [&] { return answer.dump(); });
  if (vector.kind != "policy" || !answer.contains("output")) return vector;
  suite::Vector effects = vector;
  effects.expect["effective"] = straight_effective(vector.input, vector.expect);
  // In another case, which does not matter.
  effects.expect["vary"] = Json::array();
  for (const std::string& name : straight_vary(vector.expect)) effects.expect["vary"].push_back(byte_uppercase(name));
  effects.expect["absent"] = {"X-Absent"};
  check(suite::judge(effects, answer, claims(true)).outcome == Outcome::pass,
        "what the engine's own answer comes to is what the steps of a browser come to", [&] { return effects.expect.dump(); });
  return vector;
}

}  // namespace

// The first line is a question, each other one an answer to it. The last of several is another answer that is tolerated.
void run(std::string_view input, Notes& notes) {
  const Lines lines(input);
  std::optional<suite::Vector> vector = vector_of(lines[0]);
  std::vector<Json> answers;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const Read answer = suite::read_adapter_answer(lines[i]);
    notes.note(answer.has_value());
    if (!answer) {
      notes.note(answer.error().what);
      check_refusal(answer.error().what);
      continue;
    }
    check(answer->json.contains("id") && answer->json.at("id") == answer->id, "an answer keeps its id");
    check(answer->fault.has_value() != is_answer(answer->json), "an answer has exactly one of output, error and skip",
          [&] { return readable(lines[i]); });
    const Read again = suite::read_adapter_answer(spaced(reversed(answer->json)));
    check(again && again->id == answer->id && again->fault.has_value() == answer->fault.has_value(),
          "order and blanks change nothing of an answer", [&] { return readable(lines[i]); });
    if (answer->json.contains("output")) check_greeting(answer->json.at("output"), notes);
    if (!answer->fault) answers.push_back(answer->json);
  }
  if (!vector) return;
  if (answers.size() > 1 && answers.back().contains("output")) {
    const Json& other = answers.back().at("output");
    // What a judge works out of an answer is no member of it.
    const bool is_worked_out = other.contains("effective") || other.contains("vary") || other.contains("absent");
    if (!is_worked_out) vector->alternatives.push_back({true, other, "it is tolerated", {}});
  }
  for (const Json& answer : answers) {
    const Read otherwise = suite::read_adapter_answer(spaced(reversed(answer)));
    check_judgement(*vector, answer, otherwise->json, notes);
  }
}

}  // namespace crosscheck::fuzz
