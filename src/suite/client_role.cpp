#include "suite/client_role.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/isomorphic.h"
#include "suite/engine_implementation.h"
#include "suite/moved_question.h"
#include "suite/scripted_origins.h"
#include "suite/seen_fetches.h"

namespace crosscheck::suite {
namespace {

Reply skipped(std::string why) {
  Reply reply;
  reply.outcome = Outcome::skip;
  reply.detail = "not asked: " + std::move(why);
  return reply;
}

std::vector<ScriptedFetch> scripts_of(const MovedQuestion& question) {
  std::vector<ScriptedFetch> scripts;
  for (std::size_t i = 0; i < question.expected.size(); ++i)
    scripts.push_back({question.input.at("fetches").at(i).value("responses", Json::array()), question.expected[i].at("sent")});
  return scripts;
}

}  // namespace

void ClientRole::ask(std::span<const std::size_t> places, std::span<const std::string> questions, const OnReply& on_reply,
                     const Stop& stop) {
  for (const std::size_t place : places) {
    if (stop.requested()) return;
    Reply reply = ask_one(questions[place], stop);
    if (stop.requested()) return;
    on_reply(place, std::move(reply));
  }
}

Reply ClientRole::ask_one(const std::string& text, const Stop& stop) {
  const Result<Json, JsonFault> question = read_json_text("{" + text + "}");
  if (!question) return skipped("the question is no JSON");
  const std::string profile = question->value("profile", "standard");
  const Result<FetchableQuestion, NotFetchable> fetchable = fetchable_question(question->value("input", Json::object()), profile, engine_);
  if (!fetchable) return skipped(fetchable.error().why);
  // New ones for each question: what a client remembers of others, a preflight's grant or a connection, is of other origins.
  Result<ScriptedOrigins, wire::ServerError> started = ScriptedOrigins::start(fetchable->origins.size());
  if (!started) return skipped("no origin can be served: " + started.error().message);
  ScriptedOrigins& origins = started.value();
  const Result<MovedQuestion, NotFetchable> moved = moved_question(*fetchable, origins.urls(), engine_);
  if (!moved) return skipped(moved.error().why);

  origins.play(scripts_of(*moved));
  Reply reply = lives_.ask_alone(question_of("fetch", without_responses(moved->input), profile), stop);
  const std::vector<SeenRequest> seen = origins.seen();
  for (const SeenRequest& one : seen) {
    reply.wire.push_back(isomorphic_decode_to_utf8(one.request.bytes));
    if (!one.answer.empty()) reply.wire.push_back(isomorphic_decode_to_utf8(one.answer));
  }
  if (reply.outcome != Outcome::pass || !reply.answer.contains("output")) return reply;
  if (const std::vector<std::string> wrong = origins.not_requests(); !wrong.empty()) {
    reply.outcome = Outcome::error;
    reply.detail = "it sends an origin what is no HTTP/1.1 request";
    for (const std::string& bytes : wrong) reply.wire.push_back(isomorphic_decode_to_utf8(bytes));
    return reply;
  }
  const Json words = reply.answer.at("output").value("fetches", Json());
  if (!words.is_array() || words.size() != moved->expected.size()) {
    reply.outcome = Outcome::error;
    reply.detail = fmt::format("{} has to have an answer to each of the question's {} fetches in \"fetches\"",
                               to_text(reply.answer.at("output")), moved->expected.size());
    return reply;
  }
  reply.answer["output"] = Json{{"fetches", seen_fetches(words, seen, *moved)}};
  return reply;
}

}  // namespace crosscheck::suite
