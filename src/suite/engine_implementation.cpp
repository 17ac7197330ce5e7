#include "suite/engine_implementation.h"

#include <utility>

namespace crosscheck::suite {
namespace {

using Clock = std::chrono::steady_clock;

Json answer_of(Evaluator& evaluator, const std::string& question) {
  Result<Json, JsonFault> answer = read_json_text(evaluator.evaluate("{" + question + "}").json);
  return answer ? std::move(answer).value() : Json{{"error", {{"code", "internal"}, {"detail", to_string(answer.error())}}}};
}

}  // namespace

std::string question_of(std::string_view kind, const Json& input, std::string_view profile) {
  std::string question = R"("kind":)" + to_text(Json(std::string(kind))) + R"(,"input":)" + to_text(input);
  if (profile != "standard") question += R"(,"profile":)" + to_text(Json(std::string(profile)));
  return question;
}

ImplementationInfo EngineImplementation::introduce(const Stop&) {
  const Json answer = answer_of(evaluator_, question_of("hello", {{"protocol", 1}, {"nonce", "builtin"}}));
  const Json& output = answer.at("output");
  ImplementationInfo info;
  info.name = output.at("name").get<std::string>();
  info.target = "builtin:engine";
  info.version = output.at("version").get<std::string>();
  info.language = output.at("language").get<std::string>();
  info.source = output.at("source").get<std::string>();
  info.roles = output.at("roles").get<std::vector<std::string>>();
  info.kinds = output.at("kinds").get<std::vector<std::string>>();
  info.capabilities = output.at("capabilities").get<std::vector<std::string>>();
  return info;
}

void EngineImplementation::ask(std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop) {
  for (std::size_t i = 0; i < questions.size() && !stop.requested(); ++i) {
    const Clock::time_point start = Clock::now();
    Reply reply;
    reply.answer = answer_of(evaluator_, questions[i]);
    reply.duration_us = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count());
    on_reply(i, std::move(reply));
  }
}

}  // namespace crosscheck::suite
