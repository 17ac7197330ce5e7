// Asking in tests: an answer, parsed back by another reader than the one that is tested.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "question/evaluate.h"

namespace crosscheck {

// The answer to a question, which has to be one line of JSON.
inline nlohmann::json ask(std::string_view question, const Limits& limits = {}) {
  const Answer answer = evaluate(question, limits);
  EXPECT_EQ(answer.json.find('\n'), std::string::npos);
  EXPECT_TRUE(nlohmann::json::accept(answer.json)) << answer.json;
  const nlohmann::json parsed = nlohmann::json::parse(answer.json);
  EXPECT_EQ(answer.kind == AnswerKind::error, parsed.contains("error")) << answer.json;
  return parsed;
}

// The answer to a kind and an input.
inline nlohmann::json ask_kind(std::string_view kind, std::string_view input) {
  return ask(R"({"kind":")" + std::string(kind) + R"(","input":)" + std::string(input) + "}");
}

// Its output alone, written with its keys in alphabetical order; the answer as a whole where there is none.
inline std::string output(std::string_view kind, std::string_view input) {
  const nlohmann::json answer = ask_kind(kind, input);
  return answer.contains("output") ? answer.at("output").dump() : answer.dump();
}

// "code at", or "not-json offset"; empty where there was no error.
inline std::string error(std::string_view question, const Limits& limits = {}) {
  const nlohmann::json answer = ask(question, limits);
  if (!answer.contains("error")) return {};
  const nlohmann::json& error = answer.at("error");
  EXPECT_FALSE(error.at("detail").get<std::string>().empty());
  const std::string code = error.at("code").get<std::string>();
  return code + " " + (code == "not-json" ? std::to_string(error.at("offset").get<int>()) : error.at("at").get<std::string>());
}
inline std::string input_error(std::string_view kind, std::string_view input) {
  return error(R"({"kind":")" + std::string(kind) + R"(","input":)" + std::string(input) + "}");
}

// "CHK-3 success": the last step of the trace, of a fetch's where it is one.
inline std::string last_step(std::string_view kind, std::string_view input) {
  const nlohmann::json answer = ask(R"({"trace":true,"kind":")" + std::string(kind) + R"(","input":)" + std::string(input) + "}");
  if (!answer.contains("output")) return answer.dump();
  const nlohmann::json& output = answer.at("output");
  const nlohmann::json& trace = output.contains("fetches") ? output.at("fetches").back().at("trace") : output.at("trace");
  if (trace.empty()) return "none";
  return trace.back().at("rule").get<std::string>() + " " + trace.back().at("outcome").get<std::string>();
}

}  // namespace crosscheck
