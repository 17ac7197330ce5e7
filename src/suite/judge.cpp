#include "suite/judge.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "suite/effective.h"
#include "suite/word_list.h"

namespace crosscheck::suite {
namespace {

// The keys of `expect` that are no keys of an answer of the kind `policy`, but are worked out from it.
Json with_effects(const Json& output, const Json& expect, const Json& input) {
  Json shown = output;
  if (expect.contains("effective")) shown["effective"] = effective_permission(input, output);
  if (expect.contains("vary")) {
    const std::vector<std::string> names = names_in_vary(output);
    Json met = Json::array();
    for (const Json& name : expect.at("vary")) {
      const std::string text = name.is_string() ? name.get<std::string>() : name.dump();
      // A `*` in Vary says that everything matters.
      if (holds(names, byte_lowercase(text)) || holds(names, "*")) met.push_back(name);
    }
    shown["vary"] = met.size() == expect.at("vary").size() ? expect.at("vary") : Json(names);
  }
  if (expect.contains("absent")) {
    Json absent = Json::array();
    for (const Json& name : expect.at("absent")) {
      if (!name.is_string() || !sends_header(output, name.get<std::string>())) absent.push_back(name);
    }
    shown["absent"] = std::move(absent);
  }
  return shown;
}

// What `expect` is compared with: the output, or the answer as a whole where an error is expected or came.
Json comparable(const Json& answer, const Json& expect, const Vector& vector) {
  if (expect.contains("error") || !answer.contains("output")) return answer;
  const Json& output = answer.at("output");
  return vector.kind == "policy" && output.is_object() ? with_effects(output, expect, vector.input) : output;
}

Outcome outcome_of_failure(Level level) {
  switch (level) {
    case Level::must:
      return Outcome::fail;
    case Level::should:
      return Outcome::non_strict;
    case Level::may:
    case Level::info:
    case Level::lint:
      return Outcome::info;
  }
  return Outcome::fail;
}

Direction direction_of_difference(const Vector& vector, const Json& expect, const Json& compared, const Json& answer) {
  if (expect.contains("error") || !answer.contains("output")) return Direction::other;
  if (expect.contains("absent") && compared.at("absent") != expect.at("absent")) return Direction::permissive;
  return direction_of(vector.kind, expect, compared);
}

std::string error_in_words(const Json& error) {
  const auto text = [&error](const char* key) {
    return error.is_object() && error.contains(key) && error.at(key).is_string() ? error.at(key).get<std::string>() : std::string();
  };
  return fmt::format("an error came in place of an answer: {}", text("code") + " " + text("at") + " " + text("detail"));
}

std::optional<Judgement> judged_by_alternatives(const Vector& vector, const Json& answer, Reasons reasons) {
  for (const Alternative& other : vector.alternatives) {
    if (first_difference(other.expect, comparable(answer, other.expect, vector), reasons)) continue;
    Judgement judgement;
    judgement.outcome = other.tolerated ? Outcome::non_strict : Outcome::pass;
    judgement.detail = fmt::format("{} alternative: {}", other.tolerated ? "a tolerated" : "an equal", other.why);
    return judgement;
  }
  return std::nullopt;
}

}  // namespace

bool Claims::has_kind(std::string_view kind) const { return holds(kinds, kind); }
bool Claims::has_capability(std::string_view capability) const { return holds(capabilities, capability); }

std::optional<std::string> reason_not_to_ask(const Vector& vector, const Claims& claims) {
  if (!claims.has_kind(vector.kind)) return "kind:" + vector.kind;
  for (const std::string& need : vector.needs) {
    if (!claims.has_capability(need)) return "capability:" + need;
  }
  return std::nullopt;
}

const Json& expectation_under(const Vector& vector, std::string_view profile) {
  const auto found = vector.profiles.find(std::string(profile));
  return found == vector.profiles.end() ? vector.expect : found->second.expect;
}

Judgement judge(const Vector& vector, const Json& answer, const Claims& claims, std::string_view profile) {
  Judgement judgement;
  if (answer.contains("skip")) {
    judgement.outcome = Outcome::error;
    judgement.detail = fmt::format("it skips ({}) what it claimed to do: the kind {}{}", to_text(answer.at("skip")), vector.kind,
                                   vector.needs.empty() ? "" : fmt::format(" with {}", fmt::join(vector.needs, ", ")));
    return judgement;
  }
  const Json& expect = expectation_under(vector, profile);
  if (vector.kind == "policy" && answer.contains("output") && answer.at("output").is_object() && answer.at("output").contains("rejected")) {
    judgement.outcome = Outcome::rejected;
    judgement.detail = "it refuses this policy: " + to_text(answer.at("output").at("rejected"));
    return judgement;
  }
  const Reasons reasons = claims.has_capability("reasons") ? Reasons::compared : Reasons::left_out;
  const Json compared = comparable(answer, expect, vector);
  std::optional<Difference> difference = first_difference(expect, compared, reasons);
  if (!difference) return judgement;
  // What a browser does has no alternatives of the standard's.
  if (&expect == &vector.expect) {
    if (std::optional<Judgement> other = judged_by_alternatives(vector, answer, reasons)) return *other;
  }
  judgement.outcome = outcome_of_failure(vector.level);
  judgement.direction = direction_of_difference(vector, expect, compared, answer);
  judgement.pointer = std::move(difference->pointer);
  judgement.expected = std::move(difference->expected);
  judgement.got = std::move(difference->got);
  if (answer.contains("error") && !expect.contains("error")) {
    judgement.outcome = Outcome::error;
    judgement.direction.reset();
    judgement.pointer = "";
    judgement.expected = expect;
    judgement.got = answer.at("error");
    judgement.detail = error_in_words(answer.at("error"));
  } else if (vector.kind == "policy" && judgement.pointer.starts_with("/vary")) {
    judgement.detail = "names are missing in Vary";
  } else if (vector.kind == "policy" && judgement.pointer.starts_with("/absent")) {
    judgement.detail = "a header is sent that must not be";
  }
  return judgement;
}

}  // namespace crosscheck::suite
