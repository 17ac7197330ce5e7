#include "suite/moved_question.h"

#include <optional>
#include <utility>

#include "suite/engine_implementation.h"
#include "suite/scripted_message.h"

namespace crosscheck::suite {
namespace {

Json engine_answer(const Json& input, const std::string& profile, Evaluator& engine) {
  Result<Json, JsonFault> answer = read_json_text(engine.evaluate("{" + question_of("fetch", input, profile) + "}").json);
  return answer ? std::move(answer).value() : Json::object();
}

// The first is at its own time, the others at that of the one before.
bool takes_time(const Json& fetches) {
  std::optional<Json> last;
  for (const Json& fetch : fetches) {
    const Json at = fetch.contains("at") ? fetch.at("at") : last.value_or(Json(0));
    if (last && at != *last) return true;
    last = at;
  }
  return false;
}

Json with_an_end(const Json& input, const Json& answer) {
  Json ended = input;
  for (std::size_t i = 0; i < ended["fetches"].size(); ++i) {
    if (answer.at("output").at("fetches").at(i).at("verdict") != Json("pending")) continue;
    Json& fetch = ended["fetches"][i];
    if (!fetch.contains("responses")) fetch["responses"] = Json::array();
    fetch["responses"].push_back({{"network_error", true}});
  }
  return ended;
}

bool sends_the_same(const Json& one, const Json& other) {
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one[i].at("sent") != other.at(i).at("sent")) return false;
  }
  return true;
}

std::string why_not_carried(const Json& fetches) {
  for (const Json& fetch : fetches) {
    for (const Json& response : fetch.value("responses", Json::array())) {
      if (std::string why = why_not_a_message(response); !why.empty()) return why;
    }
  }
  return {};
}

}  // namespace

Result<FetchableQuestion, NotFetchable> fetchable_question(const Json& input, const std::string& profile, Evaluator& engine) {
  const Json waiting = engine_answer(input, profile, engine);
  if (!waiting.contains("output")) return NotFetchable{"the question has to be refused, and nobody fetches then"};
  if (takes_time(input.at("fetches"))) return NotFetchable{"seconds pass between its fetches, and nobody waits for them"};
  FetchableQuestion question{with_an_end(input, waiting), profile, {}, {}};
  question.meant = engine_answer(question.input, profile, engine);
  if (!question.meant.contains("output") || !sends_the_same(waiting.at("output").at("fetches"), question.meant.at("output").at("fetches")))
    return NotFetchable{"it waits for an answer for ever, and on a wire every connection ends"};
  if (std::string why = why_not_carried(question.input.at("fetches")); !why.empty()) return NotFetchable{std::move(why)};
  question.origins = origins_contacted(question.input, question.meant);
  return question;
}

Result<MovedQuestion, NotFetchable> moved_question(const FetchableQuestion& question, const std::vector<std::string>& urls,
                                                   Evaluator& engine) {
  std::vector<MovedOrigin> pairs;
  for (std::size_t i = 0; i < question.origins.size(); ++i) pairs.push_back({question.origins[i], urls.at(i)});
  MovedQuestion moved{{}, OriginMove(std::move(pairs)), {}};
  moved.input = moved.move.input(question.input);
  const Json there = engine_answer(moved.input, question.profile, engine);
  if (!there.contains("output") || moved.move.back(there) != question.meant)
    return NotFetchable{"it means something else where its origins are servers on this machine"};
  moved.expected = there.at("output").at("fetches");
  for (const Json& fetch : moved.expected) {
    for (const Json& sent : fetch.at("sent")) {
      if (!moved.move.is_moved(sent.at("url").get<std::string>()))
        return NotFetchable{"a URL of it is spelt so that it cannot be moved to this machine"};
    }
  }
  return moved;
}

Json without_responses(const Json& input) {
  Json asked = input;
  for (Json& fetch : asked["fetches"]) fetch.erase("responses");
  return asked;
}

}  // namespace crosscheck::suite
