#include "oracle/table_routes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "crosscheck/reason/reason.h"
#include "oracle/route_for_tests.h"
#include "suite/carried_files.h"

namespace crosscheck::oracle {
namespace {

using suite::Json;

TEST(TableRoutes, EveryReasonIsToldWithItsPlaceInTheStandard) {
  const Response response = TableRoutes().reasons(get("/v1/reasons"));
  EXPECT_EQ(response.status, 200);
  const Json reasons = json_of(response.body).at("reasons");
  EXPECT_EQ(reasons.size(), all_reasons().size());
  const auto missing =
      std::find_if(reasons.begin(), reasons.end(), [](const Json& one) { return one.at("code") == "allow-origin-missing"; });
  ASSERT_NE(missing, reasons.end());
  EXPECT_EQ(missing->at("rule"), "CHK-2");
  EXPECT_EQ(missing->at("spec"), "https://fetch.spec.whatwg.org/#concept-cors-check");
  EXPECT_EQ(missing->at("blames"), "server");
  EXPECT_EQ(missing->at("at").dump(), R"(["preflight","redirect","response"])");
}

TEST(TableRoutes, RequirementsAreTheFile) {
  const Response response = TableRoutes().requirements(get("/v1/requirements"));
  EXPECT_EQ(response.body, suite::carried_file("requirements.json"));
  EXPECT_EQ(response.content_type, "application/json");
}

TEST(TableRoutes, SchemaIsTheFile) {
  const Response response = TableRoutes().schema(get("/v1/schema/question.schema.json"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, suite::carried_file("schema/question.schema.json"));
  EXPECT_EQ(response.content_type, "application/schema+json");
}

TEST(TableRoutes, UnknownSchemaIsNotFoundAndTheOthersAreListed) {
  for (const std::string_view name : {"questions.json", "", "../flags.json", "..%2Fflags.json", "question.schema.json/"}) {
    const Response response = TableRoutes().schema(get("/v1/schema/" + std::string(name)));
    EXPECT_EQ(response.status, 404) << name;
    const std::string detail = json_of(response.body).value("detail", "");
    EXPECT_NE(detail.find("answer.schema.json, "), std::string::npos) << detail;
    EXPECT_NE(detail.find("vectors.schema.json"), std::string::npos) << detail;
  }
}

TEST(TableRoutes, ParametersAreRefused) {
  const TableRoutes tables;
  for (const Response& response : {tables.reasons(get("/v1/reasons", "code=x")), tables.requirements(get("/v1/requirements", "x")),
                                   tables.schema(get("/v1/schema/question.schema.json", "x=1"))}) {
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.content_type, "application/problem+json");
  }
}

TEST(TableRoutes, EachBearsATagOfItsContent) {
  const TableRoutes tables;
  const std::string reasons = *find_header(tables.reasons(get("/v1/reasons")).headers, "ETag");
  const std::string requirements = *find_header(tables.requirements(get("/v1/requirements")).headers, "ETag");
  EXPECT_NE(reasons, requirements);
  EXPECT_EQ(*find_header(TableRoutes().reasons(get("/v1/reasons")).headers, "ETag"), reasons);
  EXPECT_EQ(reasons.size(), 34U);
}

}  // namespace
}  // namespace crosscheck::oracle
