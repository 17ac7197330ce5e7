#include "policy.h"

#include <utility>

#include <nlohmann/json.hpp>

namespace crosscheck::zoo {
namespace {

using Json = nlohmann::json;

Names names_of(const Json& policy, const char* key) {
  Names names;
  const auto found = policy.find(key);
  if (found == policy.end()) return names;
  if (found->is_string()) {
    names.any = true;
    return names;
  }
  for (const Json& entry : *found) {
    if (entry == "*") {
      names.any = true;
    } else {
      names.listed.push_back(entry.get<std::string>());
    }
  }
  return names;
}

Policy policy_of(const Json& json) {
  Policy policy;
  Names origins = names_of(json, "origins");
  policy.any_origin = origins.any;
  policy.origins = std::move(origins.listed);
  for (const Json& pattern : json.value("origin_patterns", Json::array()))
    policy.patterns.push_back(pattern.at("regex").get<std::string>());
  policy.null_origin = json.value("null_origin", false);
  policy.credentials = json.value("credentials", false);
  policy.methods = names_of(json, "methods");
  policy.request_headers = names_of(json, "request_headers");
  policy.expose_headers = names_of(json, "expose_headers");
  if (json.contains("max_age") && !json["max_age"].is_null()) policy.max_age = json["max_age"].get<std::int64_t>();
  policy.preflight_status = json.value("preflight_status", 204);
  return policy;
}

}  // namespace

Result<PolicyDocument, std::string> parse_policy(std::string_view json) {
  try {
    const Json document = Json::parse(json);
    PolicyDocument parsed;
    if (!document.contains("routes")) {
      parsed.routes.push_back({"*", policy_of(document)});
      return parsed;
    }
    for (const Json& route : document["routes"]) {
      const Json& policy = route.at("policy");
      parsed.routes.push_back({route.at("path").get<std::string>(), policy.is_string() ? std::optional<Policy>() : policy_of(policy)});
    }
    return parsed;
  } catch (const Json::exception& fault) {
    return std::string("this is no policy document: ") + fault.what();
  }
}

}  // namespace crosscheck::zoo
