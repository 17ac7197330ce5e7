#include "oracle/vector_routes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

#include "oracle/route_for_tests.h"
#include "suite/carried_files.h"

namespace crosscheck::oracle {
namespace {

using suite::Json;

Json carried(std::string_view name) { return json_of(suite::carried_file(name).value_or("{}")); }

class Vectors : public testing::Test {
 protected:
  // Laid out once for all tests: it cannot change.
  static void SetUpTestSuite() { routes_ = std::make_unique<VectorRoutes>(); }
  static void TearDownTestSuite() { routes_.reset(); }
  Response list(std::string query) const { return routes_->list(get("/v1/vectors", std::move(query))); }
  Response one(std::string id) const { return routes_->one(get("/v1/vectors/" + std::move(id))); }
  std::string detail(const Response& response, int status) const {
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_EQ(response.content_type, "application/problem+json");
    return json_of(response.body).value("detail", "");
  }

  static std::string tag_of(const Response& response) {
    const std::string* const tag = find_header(response.headers, "ETag");
    return tag == nullptr ? std::string() : *tag;
  }

  static inline std::unique_ptr<VectorRoutes> routes_;
};

TEST_F(Vectors, WithoutParametersAllAreListed) {
  const Response response = list("");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json");
  const Json told = json_of(response.body);
  const Json manifest = carried("manifest.json");
  EXPECT_EQ(told.at("count"), manifest.at("vectors"));
  EXPECT_EQ(told.at("vectors").size(), told.at("count"));
}

TEST_F(Vectors, ParametersNarrowTheListTogether) {
  const Json file = carried("vectors/cors-check.json");
  const Json area = json_of(list("area=cors-check").body);
  EXPECT_EQ(area.at("count"), file.at("vectors").size());
  const Json narrowed = json_of(list("area=fetch&tag=credentials&level=must").body);
  EXPECT_GT(narrowed.at("count"), 0);
  for (const Json& vector : narrowed.at("vectors")) {
    EXPECT_TRUE(vector.at("id").get<std::string>().starts_with("fetch/"));
    EXPECT_EQ(vector.at("level"), "must");
    EXPECT_NE(std::find(vector.at("tags").begin(), vector.at("tags").end(), "credentials"), vector.at("tags").end());
  }
}

TEST_F(Vectors, EveryLevelOfTheSchemaIsTakenWhetherAVectorHasItOrNot) {
  const Json levels = carried("schema/vectors.schema.json").at("$defs").at("vector").at("properties").at("level").at("enum");
  EXPECT_EQ(levels.size(), 5U);
  const Json all = json_of(list("").body).at("vectors");
  for (const Json& level : levels) {
    const Response response = list("level=" + level.get<std::string>());
    EXPECT_EQ(response.status, 200) << response.body;
    const Json told = json_of(response.body);
    EXPECT_EQ(told.at("count"), std::count_if(all.begin(), all.end(), [&](const Json& vector) { return vector.at("level") == level; }));
    EXPECT_EQ(told.at("vectors").size(), told.at("count"));
  }
}

TEST_F(Vectors, ParametersThatNoVectorMeetsTogetherAreAnsweredByNone) {
  const Response response = list("area=get-decode-split&tag=credentials");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "{\"count\":0,\"vectors\":[]}\n");
}

TEST_F(Vectors, ValueThatIsNoneIsRefused) {
  EXPECT_NE(detail(list("area=cors-chek"), 400).find("did you mean \"cors-check\"?"), std::string::npos);
  EXPECT_EQ(detail(list("level=shall"), 400), "There is no level \"shall\". There are info, lint, may, must, should.");
  EXPECT_EQ(detail(list("level=MAY"), 400), "There is no level \"MAY\"; did you mean \"may\"? There are info, lint, may, must, should.");
  EXPECT_NE(detail(list("tag=nothing-like-it"), 400).find("There is no tag \"nothing-like-it\"."), std::string::npos);
}

TEST_F(Vectors, UnknownParameterIsRefusedWithThoseThatThereAre) {
  EXPECT_EQ(detail(list("kind=fetch"), 400), "There is no parameter \"kind\". There are area, tag, level.");
}

TEST_F(Vectors, OneIsFoundWithItsSlashEncodedOrNot) {
  const Json first = carried("vectors/cors-check.json").at("vectors").at(0);
  const std::string id = first.at("id").get<std::string>();
  const Response response = one(id);
  EXPECT_EQ(response.status, 200);
  const Json told = json_of(response.body);
  EXPECT_EQ(told.at("id"), id);
  EXPECT_EQ(told.at("input"), first.at("input"));
  EXPECT_EQ(told.at("expect"), first.at("expect"));
  EXPECT_EQ(one("cors-check%2f" + id.substr(id.find('/') + 1)).body, response.body);
}

TEST_F(Vectors, UnknownIdIsNotFound) {
  EXPECT_NE(detail(one("cors-check/null-matches-nul"), 404).find("There is no vector \"cors-check/null-matches-nul\""), std::string::npos);
  EXPECT_EQ(detail(one(""), 404), "There is no vector \"\"; GET /v1/vectors lists them all.");
  EXPECT_EQ(detail(one("a%ff"), 404), "There is no vector \"a\xEF\xBF\xBD\"; GET /v1/vectors lists them all.");
}

TEST_F(Vectors, PathAndQueryOfOneAreReadStrictly) {
  detail(one("a%2"), 400);
  EXPECT_EQ(detail(routes_->one(get("/v1/vectors/a/b", "trace=1")), 400), "There is no parameter \"trace\"; this address takes none.");
}

TEST_F(Vectors, TagsOfTheContentAreStableAndDiffer) {
  const std::string all = tag_of(list(""));
  EXPECT_TRUE(all.starts_with('"') && all.ends_with('"') && all.size() > 10) << all;
  EXPECT_EQ(tag_of(VectorRoutes().list(get("/v1/vectors"))), all);
  const Json vectors = json_of(list("area=cors-check").body).at("vectors");
  EXPECT_NE(tag_of(one(vectors.at(0).at("id"))), tag_of(one(vectors.at(1).at("id"))));
}

}  // namespace
}  // namespace crosscheck::oracle
