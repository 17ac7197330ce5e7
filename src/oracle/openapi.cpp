#include "oracle/openapi.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "oracle/carried_files.h"
#include "oracle/etag.h"
#include "oracle/problem.h"
#include "oracle/query.h"
#include "question/version.h"
#include "suite/carried_files.h"
#include "suite/json_text.h"

namespace crosscheck::oracle {
namespace {

using suite::Json;

constexpr std::string_view kEnding = ".schema.json";
constexpr std::string_view kDefinitions = "/$defs/";
constexpr std::string_view kComponents = "#/components/schemas/";

Json json_of(std::optional<std::string_view> text) {
  const Result<Json, suite::JsonFault> json = suite::read_json_text(text.value_or("{}"));
  return json ? *json : Json::object();
}

// Whether what stands under a keyword is a value, and no schema or part of the document.
bool is_data(std::string_view key) { return key == "example" || key == "examples" || key == "default" || key == "const" || key == "enum"; }

// Whether a keyword says nothing of what is valid.
bool is_annotation(std::string_view key) { return key == "title" || key == "description" || key == "default"; }

// Gathers schemas of conformance/schema into the document that refers to them.
//
// WHY a component for each definition, and no schema within a schema: few tools follow references into `$defs`, and fewer heed what stands
// beside a `$ref`.
class Gathering {
 public:
  explicit Gathering(Json& document) : document_(document) {}

  void run() {
    point_inwards(document_, "");
    while (!wanted_.empty()) {
      const std::string component = wanted_.extract(wanted_.begin()).value();
      Json& schemas = document_["components"]["schemas"];
      if (schemas.contains(component)) continue;
      const std::string file = component.substr(0, component.find('.'));
      Json schema = schema_of(file);
      if (component != file) schema = schema.at("$defs").at(component.substr(file.size() + 1));
      // What they say is that of the document: its dialect, its address, and its components.
      for (const char* const keyword : {"$schema", "$id", "$defs"}) schema.erase(keyword);
      point_inwards(schema, file);
      schemas[component] = std::move(schema);
    }
  }

 private:
  const Json& schema_of(const std::string& file) {
    const auto [found, is_new] = files_.try_emplace(file);
    if (is_new) found->second = json_of(suite::carried_file("schema/" + file + std::string(kEnding)));
    return found->second;
  }

  // "question.schema.json#/$defs/id" -> "#/components/schemas/question.id". `owner` is the schema in which the reference stands; empty where
  // the document itself has it, whose own references stay.
  std::string inwards(const std::string& reference, std::string_view owner) {
    const std::size_t hash = std::min(reference.find('#'), reference.size());
    const std::string file = reference.substr(0, hash);
    std::string component = file.ends_with(kEnding) ? file.substr(0, file.size() - kEnding.size()) : std::string(owner);
    if (component.empty()) return reference;
    std::string fragment = reference.substr(std::min(hash + 1, reference.size()));
    if (fragment.starts_with(kDefinitions)) {
      const std::size_t end = std::min(fragment.find('/', kDefinitions.size()), fragment.size());
      component += "." + fragment.substr(kDefinitions.size(), end - kDefinitions.size());
      fragment.erase(0, end);
    }
    wanted_.insert(component);
    return std::string(kComponents) + component + fragment;
  }

  void point_inwards(Json& json, std::string_view owner) {
    if (json.is_array()) {
      for (Json& element : json) point_inwards(element, owner);
      return;
    }
    if (!json.is_object()) return;
    for (auto& [key, value] : json.items()) {
      if (key == "$ref" && value.is_string()) {
        value = inwards(value.get<std::string>(), owner);
      } else if (!is_data(key)) {
        point_inwards(value, owner);
      }
    }
    const bool has_more = std::any_of(json.items().begin(), json.items().end(),
                                      [](const auto& member) { return member.key() != "$ref" && !is_annotation(member.key()); });
    if (!has_more || !json.contains("$ref") || !json.at("$ref").is_string()) return;
    Json reference = {{"$ref", json.at("$ref")}};
    json.erase("$ref");
    json["allOf"].push_back(std::move(reference));
  }

  Json& document_;
  std::set<std::string> wanted_;
  std::map<std::string, Json> files_;
};

}  // namespace

std::string openapi_document() {
  Json document = json_of(carried_file("openapi.json"));
  document["info"]["version"] = kVersion;
  Gathering(document).run();
  return document.dump(2) + "\n";
}

OpenApiRoute::OpenApiRoute() {
  document_.content_type = "application/json";
  document_.body = openapi_document();
  document_.headers.push_back({"ETag", etag_of(document_.body)});
}

Response OpenApiRoute::document(const Request& request) const {
  const Result<std::vector<Parameter>, QueryError> query = parse_query(request.query, {});
  return query ? document_ : problem(400, "bad-query", query.error().message);
}

}  // namespace crosscheck::oracle
