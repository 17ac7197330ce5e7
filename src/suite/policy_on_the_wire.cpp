#include "suite/policy_on_the_wire.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "suite/effective.h"
#include "suite/engine_implementation.h"

namespace crosscheck::suite {
namespace {

std::size_t lines_of(const Json& request, std::string_view name) {
  const Json headers = request.value("headers", Json::array());
  return static_cast<std::size_t>(std::count_if(headers.begin(), headers.end(), [&](const Json& line) {
    return line.is_array() && line.size() == 2 && line[0].is_string() && byte_lowercase(line[0].get<std::string>()) == name;
  }));
}

const Json& request_of(const Json& input) {
  static const Json kNone = Json::object();
  return input.is_object() && input.contains("request") && input.at("request").is_object() ? input.at("request") : kNone;
}

bool is_preflight(const Json& request) {
  return request.contains("method") && request.at("method") == Json("OPTIONS") && lines_of(request, "origin") != 0 &&
         lines_of(request, "access-control-request-method") != 0;
}

bool is_repetitive(const Json& request) {
  return lines_of(request, "origin") > 1 || lines_of(request, "access-control-request-method") > 1 ||
         lines_of(request, "access-control-request-headers") > 1;
}

std::optional<Json> effective_by_the_engine(const Vector& vector, Evaluator& engine) {
  const Result<Json, JsonFault> answer = read_json_text(engine.evaluate("{" + question_of(vector.kind, vector.input) + "}").json);
  if (!answer || !answer->contains("output")) return std::nullopt;
  return effective_permission(vector.input, answer->at("output"));
}

bool is_refusal(const Json& answer) {
  return answer.contains("error") ||
         (answer.contains("output") && answer.at("output").is_object() && answer.at("output").contains("rejected"));
}

Judgement judge_refusal(const Vector& vector, const Json& answer) {
  Judgement judgement;
  if (is_refusal(answer)) return judgement;
  judgement.outcome = vector.level == Level::must ? Outcome::fail : vector.level == Level::should ? Outcome::non_strict : Outcome::info;
  judgement.direction = Direction::permissive;
  judgement.expected = Json("rejected");
  judgement.got = Json("served");
  judgement.detail = "it serves a policy that has to be refused";
  return judgement;
}

}  // namespace

Judgement judge_on_the_wire(const Vector& vector, const Json& answer, const Claims& claims, std::string_view profile, Evaluator& engine) {
  const Json& expect = expectation_under(vector, profile);
  // A skip is for `judge` to tell.
  if (expect.contains("error") && !answer.contains("skip")) return judge_refusal(vector, answer);

  Vector seen = vector;
  seen.profiles.clear();
  seen.expect = Json::object();
  const bool names_effective = expect.contains("effective");
  if (names_effective) {
    seen.expect["effective"] = expect.at("effective");
  } else if (std::optional<Json> effective = effective_by_the_engine(vector, engine)) {
    seen.expect["effective"] = std::move(*effective);
  }
  // In this order, as the first difference is what counts: a name in Vary is the least.
  for (const char* const key : {"absent", "vary"}) {
    if (expect.contains(key)) seen.expect[key] = expect.at(key);
  }
  std::erase_if(seen.alternatives, [](const Alternative& other) { return !other.expect.contains("effective"); });
  for (Alternative& other : seen.alternatives) other.expect = Json{{"effective", other.expect.at("effective")}};
  Judgement judgement = judge(seen, answer, claims);
  if (judgement.outcome != Outcome::fail) return judgement;
  const Json& request = request_of(vector.input);
  if (is_preflight(request) && judgement.pointer.starts_with("/vary")) {
    judgement.outcome = Outcome::non_strict;
    judgement.detail += "; no cache keeps the answer to a preflight";
  } else if (!names_effective && is_repetitive(request)) {
    judgement.outcome = Outcome::non_strict;
    judgement.detail = "no browser repeats such a line, so nobody is let through by this";
  }
  return judgement;
}

}  // namespace crosscheck::suite
