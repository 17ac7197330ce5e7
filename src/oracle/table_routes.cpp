#include "oracle/table_routes.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "crosscheck/base/nearest.h"
#include "crosscheck/reason/reason.h"
#include "crosscheck/reason/rule.h"
#include "oracle/etag.h"
#include "oracle/problem.h"
#include "oracle/query.h"
#include "question/reading.h"
#include "suite/carried_files.h"
#include "suite/json_text.h"

namespace crosscheck::oracle {
namespace {

using suite::Json;

constexpr std::string_view kSchemaFolder = "schema/";
constexpr std::string_view kSchemaPrefix = "/v1/schema/";

Response kept(std::string_view content_type, std::string body) {
  Response response;
  response.content_type = content_type;
  response.body = std::move(body);
  response.headers.push_back({"ETag", etag_of(response.body)});
  return response;
}

// "preflight redirect response" as a list.
Json words_of(std::string_view text) {
  Json words = Json::array();
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    words.push_back(word);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return words;
}

std::string reasons_text() {
  Json reasons = Json::array();
  for (const ReasonInfo& reason : all_reasons()) {
    const RuleInfo& rule = rule_info(reason.rule);
    Json told = {{"code", reason.code}, {"rule", rule.id}, {"spec", rule.spec}, {"step", rule.step}};
    told["at"] = words_of(reason.at);
    told["blames"] = to_string(reason.blames);
    told["sentence"] = reason.sentence;
    told["advice"] = reason.advice;
    reasons.push_back(std::move(told));
  }
  return suite::to_text(Json{{"reasons", std::move(reasons)}}) + "\n";
}

// No table takes parameters, and one that is given would pass silently.
std::optional<Response> fault_of_query(const Request& request) {
  const Result<std::vector<Parameter>, QueryError> query = parse_query(request.query, {});
  if (query) return std::nullopt;
  return problem(400, "bad-query", query.error().message);
}

}  // namespace

TableRoutes::TableRoutes() : reasons_(kept("application/json", reasons_text())) {
  for (const suite::CarriedFile& file : suite::carried_files()) {
    if (file.name == "requirements.json") requirements_ = kept("application/json", std::string(file.text));
    if (file.name.starts_with(kSchemaFolder))
      schemas_.emplace(file.name.substr(kSchemaFolder.size()), kept("application/schema+json", std::string(file.text)));
  }
}

Response TableRoutes::reasons(const Request& request) const { return fault_of_query(request).value_or(reasons_); }

Response TableRoutes::requirements(const Request& request) const { return fault_of_query(request).value_or(requirements_); }

Response TableRoutes::schema(const Request& request) const {
  const std::string_view path = request.path;
  const std::optional<std::string> name = percent_decoded(path.substr(std::min(path.size(), kSchemaPrefix.size())));
  if (!name) return problem(400, "bad-query", "In the path a % stands without two hexadecimal digits.");
  if (std::optional<Response> fault = fault_of_query(request)) return *std::move(fault);
  if (const auto found = schemas_.find(*name); found != schemas_.end()) return found->second;
  std::vector<std::string_view> names;
  for (const auto& [known, schema] : schemas_) names.push_back(known);
  const std::string_view meant = nearest(*name, names);
  return problem(404, "not-found",
                 fmt::format("There is no schema {}{} There are {}.", question::shown(*name),
                             meant.empty() ? "." : fmt::format("; did you mean {}?", question::shown(meant)), fmt::join(names, ", ")));
}

}  // namespace crosscheck::oracle
