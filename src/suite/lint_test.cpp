#include "suite/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suite/needs.h"
#include "suite/suite_for_tests.h"

namespace crosscheck::suite {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

LintTables tables(std::string_view lock = "m/one 1\nm/two 1\n") {
  return {{{"MethodCaseFolded", {"Folds case", "A method gets through", std::nullopt}}}, *IdsLock::parse(lock)};
}

std::vector<std::string> faults(const std::vector<Json>& vectors, const LintTables& with = tables(), Extent extent = Extent::part) {
  const std::vector<VectorFile> files = {file_of(vectors)};
  std::vector<std::string> found;
  for (const LintFault& fault : lint(files, with, extent)) found.push_back(fault.where + ": " + fault.what);
  return found;
}

TEST(Lint, AVectorThatIsRightHasNoFault) { EXPECT_THAT(faults({vector_json("one")}), IsEmpty()); }

TEST(Lint, FlagsRulesAndCapabilitiesExist) {
  EXPECT_THAT(faults({vector_json("one", {{"flags", {"Unknown"}}})}), ElementsAre(HasSubstr("the flag Unknown is not in flags.json")));
  EXPECT_THAT(faults({vector_json("one", {{"covers", {"MTH-2", "XYZ-1"}}})}), ElementsAre(HasSubstr("it covers XYZ-1, which is no rule")));
  EXPECT_THAT(faults({vector_json("one", {{"needs", {"redirect"}}})}), ElementsAre(HasSubstr("it needs redirect, which is no capability")));
}

TEST(Lint, IdsAreLocked) {
  EXPECT_THAT(faults({vector_json("new")}), ElementsAre("m/new: it is not in ids.lock"));
  EXPECT_THAT(faults({vector_json("one", {{"rev", 2}})}), ElementsAre("m/one: its rev is 2, and 1 in ids.lock"));
  EXPECT_THAT(faults({vector_json("one")}, tables("m/one 1\nm/one 1 retired -\n")), ElementsAre(HasSubstr("it is retired")));
}

TEST(Lint, TheSameQuestionHasOneAnswer) {
  EXPECT_THAT(faults({vector_json("one"), vector_json("two")}), IsEmpty());
  EXPECT_THAT(faults({vector_json("one"), vector_json("two", {{"expect", {{"safelisted", true}}}})}),
              ElementsAre("m/two: it asks the same as m/one and expects something else"));
}

TEST(Lint, CoversAreInTheTrace) {
  EXPECT_THAT(faults({vector_json("one", {{"covers", {"CHK-1"}}})}), ElementsAre(HasSubstr("the trace names only MTH-2")));
}

TEST(Lint, AMustVectorCoversTheRuleThatDecides) {
  const Json missing = {
      {"kind", "cors-check"},
      {"input", {{"origin", "https://a.test"}, {"credentials", "omit"}, {"headers", Json::array({{"Access-Control-Allow-Origin", "*"}})}}},
      {"expect", {{"result", "success"}}},
      {"covers", {"CHK-1"}}};
  EXPECT_THAT(faults({vector_json("one", missing)}), ElementsAre(HasSubstr("it covers CHK-1, and the trace ends with CHK-3")));
  Json lower = missing;
  lower["level"] = "info";
  EXPECT_THAT(faults({vector_json("one", lower)}), IsEmpty());
}

TEST(Lint, ARefusedQuestionExpectsItsError) {
  EXPECT_THAT(faults({vector_json("one", {{"input", {{"method", "GE T"}}}})}), ElementsAre(HasSubstr("the engine refuses its question")));
  EXPECT_THAT(faults({vector_json("one", {{"input", {{"method", "GE T"}}}, {"expect", {{"error", {{"code", "bad-input"}}}}}})}), IsEmpty());
}

TEST(Lint, TheWholeSuiteUsesWhatIsDefinedAndHasWhatIsLocked) {
  LintTables with = tables("m/one 1\nm/gone 1\n");
  with.flags["Unused"] = {"Nothing", std::nullopt, std::nullopt};
  const std::vector<std::string> found = faults({vector_json("one")}, with, Extent::whole_suite);
  EXPECT_THAT(found, Contains("Unused: this flag is defined, and no vector bears it"));
  EXPECT_THAT(found, Contains(HasSubstr("Unused: this flag says no effect")));
  EXPECT_THAT(found, Contains("m/gone: it stands in ids.lock and is gone; retire it there"));
}

TEST(Needs, AreReadOffTheQuestion) {
  const auto taken = [](const char* kind, const char* input) { return capabilities_taken(kind, Json::parse(input)); };
  EXPECT_THAT(taken("fetch",
                    R"({"fetches":[{"partition":"p","request":{"url":"https://\u00FC.test/","origin":"null","client":"xhr","mode":"no-cors",
                              "upload_listener":true,"body":{"replayable":false},"referrer_policy":"origin","embedder_policy":"require-corp"},
                              "responses":[{"status":302}]},{}]})"),
              ElementsAre("redirects", "preflight-cache", "partitions", "opaque-origins", "no-cors", "xhr", "upload-listeners", "streams",
                          "referrer-policy", "embedder-policy", "idna"));
  EXPECT_THAT(
      taken("fetch", R"({"fetches":[{"request":{"url":"https://a.test/\u00FC","origin":"https://b.test"},"responses":[{"status":200}]}]})"),
      IsEmpty());
  EXPECT_THAT(
      taken("policy",
            R"({"policy":{"routes":[{"path":"/*","policy":{"origins":["https://*.a.test:*"],"origin_patterns":[{}],"null_origin":true,
                              "methods":["*"],"request_headers":"*","expose_headers":"*","max_age":0}}]}})"),
      ElementsAre("wildcard-origins", "any-port", "origin-patterns", "null-origin", "any-header", "any-method", "expose-any", "max-age",
                  "routes"));
  EXPECT_THAT(taken("cors-check", R"({"origin":"null"})"), ElementsAre("opaque-origins"));
  EXPECT_THAT(taken("fetch", "7"), IsEmpty());
}

}  // namespace
}  // namespace crosscheck::suite
