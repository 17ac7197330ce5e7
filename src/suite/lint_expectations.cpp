#include "suite/lint_expectations.h"

#include <cstddef>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "question/json_tree.h"
#include "suite/effective.h"
#include "suite/role.h"
#include "suite/terminal_text.h"

namespace crosscheck::suite {
namespace {

constexpr std::size_t kLongestValue = 80;  // a whole list can differ

std::string value_in_words(const Json& value) { return printable(cut(to_text(value), kLongestValue)); }

std::string in_words(const Judgement& judgement) {
  // It refuses a policy, or does what an alternative tolerates: then no place in the answer is to blame.
  if (!judgement.expected) return fmt::format("the engine's answer does not pass: {}", printable(judgement.detail));
  return fmt::format("the engine answers otherwise at {}: {}, not {}",
                     judgement.pointer.empty() ? "the root" : printable(judgement.pointer),
                     judgement.got ? value_in_words(*judgement.got) : "nothing", value_in_words(*judgement.expected));
}

}  // namespace

ConfirmingEngine::ConfirmingEngine() {
  const ImplementationInfo info = engine_.introduce(never_);
  claims_ = {kinds_asked(info), info.capabilities};
}

Json ConfirmingEngine::answer_with_trace(const Vector& vector) {
  return answer_to(question_of(vector.kind, vector.input) + R"(,"trace":true)");
}

std::optional<std::string> ConfirmingEngine::contradiction(const Vector& vector, const Json& answer) const {
  return judged(vector, answer, "standard");
}

std::optional<std::string> ConfirmingEngine::contradiction_under(std::string_view profile, const Vector& vector) {
  const std::optional<std::string> words = judged(vector, answer_to(question_of(vector.kind, vector.input, profile)), profile);
  if (!words) return std::nullopt;
  return fmt::format("under the profile {}, {}", profile, *words);
}

Json ConfirmingEngine::answer_to(const std::string& question) {
  Json answer;
  engine_.ask(std::span(&question, 1), [&answer](std::size_t, Reply reply) { answer = std::move(reply.answer); }, never_);
  return answer;
}

// At every level: what nobody has to do is still what the engine does.
std::optional<std::string> ConfirmingEngine::judged(const Vector& vector, const Json& answer, std::string_view profile) const {
  if (reason_not_to_ask(vector, claims_)) return std::nullopt;
  const Judgement judgement = judge(vector, answer, claims_, profile);
  if (judgement.outcome == Outcome::pass) return std::nullopt;
  return in_words(judgement);
}

void KnownKeys::add(const Json& value) {
  if (value.is_array()) {
    for (const Json& element : value) add(element);
  }
  if (!value.is_object()) return;
  for (const auto& [key, member] : value.items()) {
    std::unique_ptr<KnownKeys>& known = members_[key];
    if (known == nullptr) known = std::make_unique<KnownKeys>();
    known->add(member);
  }
}

std::vector<std::string> KnownKeys::unknown_in(const Json& expected) const {
  std::vector<std::string> unknown;
  find_unknown(expected, "", unknown);
  return unknown;
}

void KnownKeys::find_unknown(const Json& expected, const std::string& pointer, std::vector<std::string>& unknown) const {
  if (expected.is_array()) {
    for (std::size_t i = 0; i < expected.size(); ++i)
      find_unknown(expected[i], question::pointer_below(pointer, std::to_string(i)), unknown);
  }
  if (!expected.is_object() || members_.empty()) return;
  for (const auto& [key, value] : expected.items()) {
    const std::string below = question::pointer_below(pointer, key);
    const auto known = members_.find(key);
    if (known == members_.end()) {
      unknown.push_back(below);
    } else {
      known->second->find_unknown(value, below, unknown);
    }
  }
}

void KeysOfAnswers::add(const Vector& vector, const Json& answer) {
  if (!answer.contains("output")) return;
  const Json& output = answer.at("output");
  KnownKeys& known = by_kind_[vector.kind];
  known.add(output);
  // What `judge` works out from an answer of this kind can be expected too.
  if (vector.kind == "policy")
    known.add({{"effective", effective_permission(vector.input, output)}, {"vary", Json::array()}, {"absent", Json::array()}});
}

std::vector<std::string> KeysOfAnswers::unknown_in(const Json& expect, const std::string& kind) const {
  const auto known = by_kind_.find(kind);
  if (known == by_kind_.end() || expect.contains("error")) return {};
  return known->second.unknown_in(expect);
}

}  // namespace crosscheck::suite
