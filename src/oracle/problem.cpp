#include "oracle/problem.h"

#include <string>

#include <fmt/format.h>

#include "oracle/status.h"
#include "suite/json_text.h"

namespace crosscheck::oracle {
namespace {

using suite::Json;

// All but the closing brace.
std::string opened(int status, std::string_view code, std::string_view detail) {
  Json members = Json::object();
  members["type"] = "about:blank#" + std::string(code);
  members["title"] = status_words(status);
  members["status"] = status;
  members["detail"] = detail;
  std::string text = suite::to_text(members);
  text.pop_back();
  return text;
}

Response answered(int status, std::string body) {
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = std::move(body);
  return response;
}

int status_of(std::string_view code) {
  if (code == "not-json") return 400;
  if (code == "too-large") return 413;
  if (code == "unknown-kind" || code == "bad-input") return 422;
  return 500;
}

}  // namespace

Response problem(int status, std::string_view code, std::string_view detail) {
  return answered(status, opened(status, code, detail) + "}\n");
}

Response come_again(std::string_view code, std::string_view detail) {
  Response response = problem(503, code, detail);
  response.headers.push_back({"Retry-After", "1"});
  return response;
}

Response problem_of_answer(std::string_view answer) {
  const Result<Json, suite::JsonFault> read = suite::read_json_text(answer);
  std::string code = "internal";
  std::string detail = "The answer could not be made.";
  // WHY the checks: the answer is our own, but nothing that is asked may end the server.
  if (read && read->is_object() && read->contains("error")) {
    const Json& error = (*read)["error"];
    if (error.is_object()) {
      code = error.value("code", code);
      detail = error.value("detail", detail);
    }
    const std::string_view members = answer.substr(1, answer.rfind('}') - 1);
    const int status = status_of(code);
    return answered(status, fmt::format("{},{}}}\n", opened(status, code, detail), members));
  }
  return problem(500, code, detail);
}

}  // namespace crosscheck::oracle
