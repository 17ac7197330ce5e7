#include "suite/adapter_answer.h"

#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace crosscheck::suite {
namespace {

constexpr std::size_t kLineShown = 120;  // bytes of a line in a complaint

// What is wrong with an answer that bears an id.
std::optional<std::string> fault_of(const Json& answer) {
  const bool output = answer.contains("output");
  const bool error = answer.contains("error");
  const bool skip = answer.contains("skip");
  if (static_cast<int>(output) + static_cast<int>(error) + static_cast<int>(skip) != 1) {
    if (answer.contains("kind") && answer.contains("input")) return "it sends the question back in place of an answer";
    return R"(an answer has exactly one of "output", "error" and "skip")";
  }
  if (output && !answer.at("output").is_object()) return R"("output" has to be an object)";
  if (skip && !answer.at("skip").is_string()) return R"("skip" has to be a string)";
  if (error && (!answer.at("error").is_object() || !answer.at("error").contains("code")))
    return R"("error" has to be an object with "code")";
  return std::nullopt;
}

}  // namespace

std::string shown_line(std::string_view line) {
  const Json text = std::string(line.substr(0, kLineShown));
  return to_text(text) + (line.size() > kLineShown ? " …" : "");
}

Result<AdapterAnswer, AnswerFault> read_adapter_answer(std::string_view line) {
  Result<Json, JsonFault> read = read_json_text(line);
  if (!read) return AnswerFault{fmt::format("a line is no answer: {}: {}", to_string(read.error()), shown_line(line))};
  AdapterAnswer answer;
  answer.json = std::move(read).value();
  if (!answer.json.is_object() || !answer.json.contains("id") || !answer.json.at("id").is_string())
    return AnswerFault{fmt::format("a line bears no id: {}", shown_line(line))};
  answer.id = answer.json.at("id").get<std::string>();
  if (const std::optional<std::string> fault = fault_of(answer.json)) answer.fault = fmt::format("{}: {}", *fault, shown_line(line));
  return answer;
}

}  // namespace crosscheck::suite
