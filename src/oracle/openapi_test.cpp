#include "oracle/openapi.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "oracle/route_for_tests.h"
#include "oracle/service.h"
#include "question/version.h"

namespace crosscheck::oracle {
namespace {

using suite::Json;

Json document() { return json_of(openapi_document()); }

void gather_references(const Json& json, std::set<std::string>& references) {
  if (json.is_object() && json.contains("$ref") && json.at("$ref").is_string()) references.insert(json.at("$ref").get<std::string>());
  if (!json.is_structured()) return;
  for (const Json& member : json) gather_references(member, references);
}

// "GET /v1/vectors/*", as the routes of the server are written.
std::set<std::string> operations_in(const Json& document) {
  std::set<std::string> operations;
  for (const auto& [path, item] : document.at("paths").items()) {
    const std::size_t parameter = path.find('{');
    const std::string pattern = parameter == std::string::npos ? path : path.substr(0, parameter) + "*";
    if (item.contains("get")) operations.insert("GET " + pattern);
    if (item.contains("post")) operations.insert("POST " + pattern);
  }
  return operations;
}

TEST(OpenApi, DocumentBearsTheVersionOfTheProgram) {
  EXPECT_EQ(document().at("openapi"), "3.1.0");
  EXPECT_EQ(document().at("info").at("version"), kVersion);
}

TEST(OpenApi, EveryReferenceStaysWithinTheDocument) {
  const Json whole = document();
  std::set<std::string> references;
  gather_references(whole, references);
  EXPECT_GT(references.size(), 50U);
  for (const std::string& reference : references) {
    ASSERT_TRUE(reference.starts_with("#/")) << reference;
    EXPECT_TRUE(whole.contains(Json::json_pointer(reference.substr(1)))) << reference;
  }
}

TEST(OpenApi, SchemasOfTheSuiteAreComponentsAndSoAreTheirDefinitions) {
  const Json whole = document();
  const Json& schemas = whole.at("components").at("schemas");
  for (const std::string_view name : {"question", "question.header", "answer", "answer.error", "policy", "vectors.vector"}) {
    ASSERT_TRUE(schemas.contains(name)) << name;
    for (const std::string_view keyword : {"$id", "$schema", "$defs"}) EXPECT_FALSE(schemas.at(name).contains(keyword)) << name;
  }
  EXPECT_EQ(schemas.at("question.headers").at("items").at("$ref"), "#/components/schemas/question.header");
}

TEST(OpenApi, NothingThatBindsStandsBesideAReference) {
  // A question's own reference stands beside its properties.
  const Json whole = document();
  const Json& question = whole.at("components").at("schemas").at("question");
  EXPECT_FALSE(question.contains("$ref"));
  EXPECT_EQ(question.at("allOf").dump(), R"([{"$ref":"#/components/schemas/question.asked"}])");
}

TEST(OpenApi, DocumentTellsOfEveryRouteAndOfNoOther) {
  Result<OwnCors, OwnCorsError> cors = OwnCors::make({});
  ASSERT_TRUE(cors.has_value());
  const Service service({OracleLimits{}, std::move(cors).value(), HostList(), nullptr, 0});
  std::set<std::string> routes;
  for (const Route& route : service.routes().routes()) routes.insert(std::string(route.method) + " " + std::string(route.path));
  EXPECT_EQ(operations_in(document()), routes);
}

// What a parameter may be is written out twice, and what a client may ask is what a vector may have.
TEST(OpenApi, LevelsAreThoseOfTheSchemaOfVectors) {
  const Json whole = document();
  const Json& parameters = whole.at("paths").at("/v1/vectors").at("get").at("parameters");
  const auto level = std::find_if(parameters.begin(), parameters.end(), [](const Json& one) { return one.value("name", "") == "level"; });
  ASSERT_NE(level, parameters.end());
  const Json& vector = whole.at("components").at("schemas").at("vectors.vector");
  EXPECT_EQ(level->at("schema").at("enum"), vector.at("properties").at("level").at("enum"));
}

TEST(OpenApi, EveryOperationTellsOfMalformedHeads) {
  const Json whole = document();
  for (const auto& [path, item] : whole.at("paths").items()) {
    for (const auto& [method, operation] : item.items()) EXPECT_TRUE(operation.at("responses").contains("400")) << method << ' ' << path;
  }
}

TEST(OpenApi, DocumentIsServedWithATagOfItsContentAndTakesNoParameters) {
  const OpenApiRoute route;
  Request request;
  request.path = "/openapi.json";
  const Response response = route.document(request);
  EXPECT_EQ(response.body, openapi_document());
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_NE(find_header(response.headers, "ETag"), nullptr);
  request.query = "pretty=1";
  EXPECT_EQ(route.document(request).status, 400);
}

}  // namespace
}  // namespace crosscheck::oracle
