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
              Contains("m/two: it asks the same as m/one and expects something else"));
}

TEST(Lint, WhatIsExpectedIsWhatTheEngineAnswers) {
  const Json put = {{"kind", "normalize-method"}, {"input", {{"method", "put"}}}, {"covers", {"MTH-4"}}};
  Json wrong = put;
  wrong["expect"] = {{"method", "WRONG"}};
  for (const char* const level : {"must", "should", "may", "info", "lint"}) {
    wrong["level"] = level;
    EXPECT_THAT(faults({vector_json("one", wrong)}), ElementsAre(R"(m/one: the engine answers otherwise at /method: "PUT", not "WRONG")"));
  }
  Json unknown = put;
  unknown["expect"] = {{"resultt", 1}};
  EXPECT_THAT(faults({vector_json("one", unknown)}), ElementsAre("m/one: the engine answers otherwise at /resultt: nothing, not 1"));
}

TEST(Lint, AnExpectedErrorIsTheEnginesToo) {
  const Json refused = {{"input", {{"method", "GE T"}}}, {"expect", {{"error", {{"code", "bad-json"}}}}}};
  EXPECT_THAT(faults({vector_json("one", refused)}),
              ElementsAre(R"(m/one: the engine answers otherwise at /error/code: "bad-input", not "bad-json")"));
  EXPECT_THAT(faults({vector_json("one", {{"expect", {{"error", {{"code", "bad-input"}}}}}})}),
              ElementsAre(HasSubstr("the engine answers otherwise at /error: nothing, not")));
}

TEST(Lint, TheEngineIsNoneThatIsTolerated) {
  const Json tolerated = {{"grade", "tolerated"}, {"expect", {{"safelisted", false}}}, {"why", "It may"}, {"pinned_by", {"m/two"}}};
  const Json one = vector_json("one", {{"expect", {{"safelisted", true}}}, {"alternatives", {tolerated}}});
  const Json two = vector_json("two", {{"input", {{"method", "PATCH"}}}});
  EXPECT_THAT(faults({one, two}), ElementsAre("m/one: the engine's answer does not pass: a tolerated alternative: It may"));
}

TEST(Lint, WhatAProfileExpectsIsWhatTheEngineAnswersUnderIt) {
  const auto under = [](bool safelisted) {
    const Json firefox = {{"expect", {{"safelisted", safelisted}}}, {"deviation", "It was seen"}};
    return faults({vector_json("one", {{"profiles", {{"firefox", firefox}}}})});
  };
  EXPECT_THAT(under(false), IsEmpty());
  EXPECT_THAT(under(true), ElementsAre("m/one: under the profile firefox, the engine answers otherwise at /safelisted: false, not true"));
}

// The faults of m/one, which has this alternative, beside m/two.
std::vector<std::string> faults_beside(const Json& expect, const char* grade, Json one, Json two) {
  one["alternatives"] = Json::array({{{"grade", grade}, {"expect", expect}, {"why", "It may"}, {"pinned_by", {"m/two"}}}});
  return faults({vector_json("one", one), vector_json("two", two)});
}

TEST(Lint, AnAlternativeExpectsKeysThatAnswersHave) {
  const Json two = {{"input", {{"method", "PATCH"}}}};
  EXPECT_THAT(faults_beside({{"safelisted", true}}, "equal", Json::object(), two), IsEmpty());
  EXPECT_THAT(faults_beside({{"safelistd", true}}, "tolerated", Json::object(), two),
              ElementsAre("m/one: an alternative expects /safelistd, which no answer of this kind has"));
  EXPECT_THAT(faults_beside({{"error", {{"code", "bad-input"}}}}, "equal", Json::object(), two), IsEmpty());
}

TEST(Lint, WhatPassesAsAnAlternativeHasNoKeysOfItsOwn) {
  const Json misspelt = {{"expect", {{"safelistd", true}}}};
  EXPECT_THAT(faults_beside({{"safelisted", false}}, "equal", misspelt, {{"input", {{"method", "PATCH"}}}}),
              ElementsAre("m/one: it expects /safelistd, which no answer of this kind has"));
}

TEST(Lint, TheKeysOfAResponseAreKnownFromOtherFetches) {
  const auto fetch = [](const char* origin) {
    const Json request = {{"url", "https://b.test/"}, {"origin", origin}};
    const Json responses = Json::array({{{"status", 200}, {"headers", Json::array({{"Access-Control-Allow-Origin", "https://a.test"}})}}});
    return Json{{"fetches", Json::array({{{"request", request}, {"responses", responses}}})}};
  };
  const auto expected = [](const char* verdict) { return Json{{"fetches", Json::array({{{"verdict", verdict}}})}}; };
  const auto with_response = [](const char* key) { return Json{{"fetches", Json::array({{{"response", {{key, 200}}}}})}}; };
  const Json one = {{"kind", "fetch"},
                    {"level", "info"},
                    {"covers", {"CHK-1", "CHK-5"}},
                    {"input", fetch("https://c.test")},
                    {"expect", expected("blocked")}};
  Json two = one;
  two["input"] = fetch("https://a.test");
  two["expect"] = expected("allowed");
  EXPECT_THAT(faults_beside(with_response("status"), "equal", one, two), IsEmpty());
  EXPECT_THAT(faults_beside(with_response("state"), "equal", one, two),
              ElementsAre("m/one: an alternative expects /fetches/0/response/state, which no answer of this kind has"));
}

TEST(Lint, WhatIsWorkedOutFromAPolicysAnswerCanBeExpected) {
  const Json one = {{"kind", "policy"},
                    {"covers", {"SRV-1"}},
                    {"level", "info"},
                    {"input",
                     {{"policy", {{"origins", {"https://a.test"}}}},
                      {"request", {{"method", "GET"}, {"path", "/"}, {"headers", Json::array({{"Origin", "https://a.test"}})}}}}},
                    {"expect", {{"effective", {{"readable", true}}}}}};
  const auto beside = [&one](const Json& expect) { return faults_beside(expect, "equal", one, one); };
  EXPECT_THAT(beside({{"effective", {{"exposed", "*"}}}, {"vary", {"Origin"}}, {"absent", {"Allow"}}}), IsEmpty());
  EXPECT_THAT(beside({{"effective", {{"readible", true}}}}),
              ElementsAre("m/one: an alternative expects /effective/readible, which no answer of this kind has"));
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
