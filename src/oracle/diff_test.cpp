#include "oracle/diff.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "oracle/route_for_tests.h"

namespace crosscheck::oracle {
namespace {

using suite::Json;

constexpr std::string_view kWildcardWithCredentials =
    R"({"id":"q","kind":"cors-check","input":{"origin":"https://a.test","credentials":"include","headers":[["Access-Control-Allow-Origin","*"]]}})";
constexpr std::string_view kWildcard =
    R"({"kind":"cors-check","input":{"origin":"https://a.test","credentials":"omit","headers":[["Access-Control-Allow-Origin","*"]]}})";
constexpr std::string_view kBadOrigin = R"({"kind":"cors-check","input":{"origin":"https://a.test/","credentials":"omit","headers":[]}})";
constexpr std::string_view kFetches = R"({"kind":"fetch","input":{"fetches":[
    {"request":{"url":"https://b.test/","origin":"https://a.test"},"responses":[{"status":200,"headers":[["Access-Control-Allow-Origin","*"]]}]},
    {"request":{"url":"https://b.test/","origin":"https://a.test"},"responses":[{"status":200}]}]}})";

Response answer_to(std::string body) {
  Request request;
  request.method = "POST";
  request.path = "/v1/diff";
  request.body = std::move(body);
  return diff(request);
}

std::string body_of(std::string_view questions, std::string_view answers) {
  return R"({"questions":[)" + std::string(questions) + R"(],"answers":[)" + std::string(answers) + "]}";
}

Json compared(std::string_view questions, std::string_view answers) {
  const Response response = answer_to(body_of(questions, answers));
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(response.content_type, "application/json");
  return json_of(response.body);
}

// The one difference of one question.
Json difference(std::string_view question, std::string_view answer) {
  const Json told = compared(question, answer);
  EXPECT_EQ(told.at("different").size(), 1U) << told;
  return told.at("different").empty() ? Json::object() : told.at("different").at(0);
}

// Status, and what the contract's error says where there is one: "422 bad-input /answers/0".
std::string refusal_of(std::string body) {
  const Response response = answer_to(std::move(body));
  EXPECT_EQ(response.content_type, "application/problem+json");
  const Json problem = json_of(response.body);
  EXPECT_EQ(problem.value("status", 0), response.status);
  if (!problem.contains("error")) return std::to_string(response.status);
  const Json& error = problem.at("error");
  const std::string at = error.contains("offset") ? std::to_string(error.at("offset").get<int>()) : error.value("at", "?");
  return std::to_string(response.status) + " " + error.value("code", "?") + " " + at;
}

TEST(Diff, EqualAnswersAreTheSame) {
  EXPECT_EQ(
      compared(kWildcardWithCredentials, R"({"id":"q","output":{"result":"failure","reason":"allow-origin-wildcard-with-credentials"}})")
          .dump(),
      R"({"same":1,"skipped":0,"different":[]})");
}

TEST(Diff, NothingIsComparedWithNothing) { EXPECT_EQ(compared("", "").dump(), R"({"same":0,"skipped":0,"different":[]})"); }

TEST(Diff, OnlyKeysThatTheOtherAnswerHoldsAreCompared) {
  EXPECT_EQ(compared(kWildcardWithCredentials, R"({"output":{"result":"failure"}})").at("same"), 1);
  EXPECT_EQ(compared(kWildcardWithCredentials, R"({"output":{}})").at("same"), 1);
}

TEST(Diff, PermissiveDifferenceSaysWhereWhatAndWhy) {
  const Json told = difference(kWildcardWithCredentials, R"({"output":{"result":"success"}})");
  EXPECT_EQ(told.at("index"), 0);
  EXPECT_EQ(told.at("id"), "q");
  EXPECT_EQ(told.at("direction"), "permissive");
  EXPECT_EQ(told.at("at"), "/result");
  EXPECT_EQ(told.at("ours"), "failure");
  EXPECT_EQ(told.at("theirs"), "success");
  EXPECT_EQ(told.at("rule"), "CHK-4");
  EXPECT_EQ(told.at("text"),
            "At /result the other answer has \"success\" where \"failure\" is due, so it lets through what must not be (CHK-4 decides).");
}

TEST(Diff, RuleIsThatOfTheStepThatBlockedAlsoWhereFactsFollowIt) {
  const std::string headers = R"([["Access-Control-Allow-Origin","https://a.test"]])";
  const std::string post =
      R"({"kind":"fetch","input":{"fetches":[{"request":{"url":"https://b.test/","method":"POST","origin":"https://a.test",)"
      R"("body":{"content_type":"application/json"}},"responses":[{"status":204,"headers":)" +
      headers + "}]}]}}";
  EXPECT_EQ(difference(post, R"({"output":{"fetches":[{"verdict":"allowed"}]}})").at("rule"), "PRE-16");
  const std::string redirected =
      R"({"kind":"fetch","input":{"fetches":[{"request":{"url":"https://a.test/","origin":"https://a.test"},"responses":[)"
      R"({"status":302,"headers":[["Location","https://b.test/"]]},{"status":302,"headers":[["Location","https://c.test/"],)"
      R"(["Access-Control-Allow-Origin","*"]]},{"status":200,"headers":)" +
      headers + "}]}]}}";
  const Json hidden = difference(redirected, R"({"output":{"fetches":[{"verdict":"allowed","reason":"allow-origin-null-mismatch"}]}})");
  EXPECT_EQ(hidden.at("at"), "/fetches/0/verdict");
  EXPECT_EQ(hidden.at("rule"), "CHK-4");
}

TEST(Diff, StrictDifferenceIsToldAsOne) {
  const Json told = difference(kWildcard, R"({"output":{"result":"failure","reason":null}})");
  EXPECT_EQ(told.at("direction"), "strict");
  EXPECT_FALSE(told.contains("id"));
  EXPECT_NE(told.at("text").get<std::string>().find("stops what may pass"), std::string::npos);
}

TEST(Diff, ReasonAloneLeansNeitherWay) {
  const Json told = difference(kWildcardWithCredentials, R"({"output":{"result":"failure","reason":"allow-origin-mismatch"}})");
  EXPECT_EQ(told.at("direction"), "other");
  EXPECT_EQ(told.at("at"), "/reason");
}

TEST(Diff, IndexAndRuleAreThoseOfTheQuestionAndOfTheFetch) {
  const std::string questions = std::string(kWildcard) + "," + std::string(kFetches);
  const Json told =
      compared(questions, R"({"output":{"result":"success"}},{"output":{"fetches":[{"verdict":"allowed"},{"verdict":"allowed"}]}})");
  EXPECT_EQ(told.at("same"), 1);
  ASSERT_EQ(told.at("different").size(), 1U);
  const Json& difference = told.at("different").at(0);
  EXPECT_EQ(difference.at("index"), 1);
  EXPECT_EQ(difference.at("at"), "/fetches/1/verdict");
  EXPECT_EQ(difference.at("rule"), "CHK-2");
}

TEST(Diff, RuleIsThatOfTheFetchWhichDiffers) {
  const Json told = difference(kFetches, R"({"output":{"fetches":[{"verdict":"blocked"},{"verdict":"blocked"}]}})");
  EXPECT_EQ(told.at("at"), "/fetches/0/verdict");
  EXPECT_EQ(told.at("direction"), "strict");
  EXPECT_NE(told.at("rule"), "CHK-2");
}

TEST(Diff, ListOfAnotherLengthDiffersAsAWhole) {
  const Json told = difference(kFetches, R"({"output":{"fetches":[{"verdict":"allowed"}]}})");
  EXPECT_EQ(told.at("at"), "/fetches");
  EXPECT_EQ(told.at("theirs").size(), 1U);
  EXPECT_EQ(told.at("ours").size(), 2U);
  EXPECT_NE(told.at("text").get<std::string>().find("a list of 1 where 2 are due"), std::string::npos) << told;
}

TEST(Diff, KeyThatOursDoesNotHaveIsADifference) {
  const Json told = difference(kWildcard, R"({"output":{"result":"success","ok":true}})");
  EXPECT_EQ(told.at("at"), "/ok");
  EXPECT_FALSE(told.contains("ours"));
  EXPECT_EQ(told.at("theirs"), true);
}

TEST(Diff, TracesAreNotCompared) {
  const std::string traced =
      R"({"output":{"fetches":[{"verdict":"allowed","trace":[{"rule":"none"}]},{"verdict":"blocked","trace":[]}],"trace":[]}})";
  EXPECT_EQ(compared(kFetches, traced).at("same"), 1);
}

TEST(Diff, SkipCountsAsSkipped) {
  EXPECT_EQ(compared(kWildcard, R"({"skip":"kind:cors-check"})").dump(), R"({"same":0,"skipped":1,"different":[]})");
}

TEST(Diff, ErrorAgainstAnOutputIsADifferenceOfTheAnswers) {
  const Json told = difference(kWildcard, R"({"id":"x","error":{"code":"bad-input","at":"/input/origin","detail":"no"}})");
  EXPECT_EQ(told.at("at"), "");
  EXPECT_EQ(told.at("direction"), "other");
  EXPECT_TRUE(told.at("ours").contains("output"));
  EXPECT_EQ(told.at("theirs").at("error").at("code"), "bad-input");
  EXPECT_FALSE(told.at("theirs").contains("id"));
  EXPECT_EQ(told.at("text"), "The other implementation refuses this question (bad-input at \"/input/origin\"), which has an answer (" +
                                 told.at("rule").get<std::string>() + " decides).");
}

TEST(Diff, OutputAgainstAnErrorIsADifferenceWithoutARule) {
  const Json told = difference(kBadOrigin, R"({"output":{"result":"failure"}})");
  EXPECT_EQ(told.at("at"), "");
  EXPECT_EQ(told.at("ours").at("error").at("at"), "/input/origin");
  EXPECT_FALSE(told.contains("rule"));
}

TEST(Diff, ErrorsAreComparedButNotTheirWords) {
  EXPECT_EQ(compared(kBadOrigin, R"({"error":{"code":"bad-input","at":"/input/origin","detail":"other words"}})").at("same"), 1);
  EXPECT_EQ(compared(kBadOrigin, R"({"error":{"code":"bad-input"}})").at("same"), 1);
  const Json told = difference(kBadOrigin, R"({"error":{"code":"bad-input","at":"/input"}})");
  EXPECT_EQ(told.at("at"), "/error/at");
  EXPECT_EQ(told.at("ours"), "/input/origin");
}

TEST(Diff, WhatIsNoQuestionIsAnsweredByItsErrorAndComparedAsSuch) {
  EXPECT_EQ(compared("5", R"({"error":{"code":"bad-input","at":""}})").at("same"), 1);
}

TEST(Diff, PolicyIsJudgedByWhatABrowserMayDo) {
  const std::string question =
      R"({"kind":"policy","input":{"policy":{"origins":["https://a.test"]},"request":{"method":"GET","path":"/","headers":[["Origin","https://evil.test"]]}}})";
  const Json open = difference(question, R"({"output":{"headers":[["Access-Control-Allow-Origin","*"]]}})");
  EXPECT_TRUE(open.at("at").get<std::string>().starts_with("/headers"));
  EXPECT_EQ(open.at("direction"), "permissive");
  const Json harmless = difference(question, R"({"output":{"headers":[["X-Powered-By","me"]]}})");
  EXPECT_EQ(harmless.at("direction"), "other");
  EXPECT_NE(harmless.at("text").get<std::string>().find("may do the same after both"), std::string::npos) << harmless;
}

TEST(Diff, TimesAreComparedAsTheyAreWritten) {
  // Five seconds, and a little less than any double below 5 can say.
  const std::string cached =
      R"({"kind":"fetch","input":{"fetches":[{"at":0,"request":{"url":"https://b.test/","method":"PUT","origin":"https://a.test"},"responses":[)"
      R"({"for":"preflight","status":200,"headers":[["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Methods","PUT"]]},)"
      R"({"for":"actual","status":200,"headers":[["Access-Control-Allow-Origin","*"]]}]},{"at":4.99999999999999999999,)"
      R"("request":{"url":"https://b.test/","method":"PUT","origin":"https://a.test"},"responses":[]}]}})";
  const Json told = compared(cached, R"({"output":{"fetches":[{"used":2},{"sent":[{"purpose":"actual"}]}]}})");
  EXPECT_EQ(told.at("same"), 1) << told;
}

TEST(Diff, BodyThatIsNoJsonIsRefusedWithItsOffset) {
  EXPECT_EQ(refusal_of(""), "400 not-json 0");
  EXPECT_EQ(refusal_of(R"({"questions":[],)"), "400 not-json 16");
}

TEST(Diff, BodyOfAnotherShapeIsRefusedWithItsPlace) {
  EXPECT_EQ(refusal_of("[]"), "422 bad-input ");
  EXPECT_EQ(refusal_of(R"({"questions":[]})"), "422 bad-input /answers");
  EXPECT_EQ(refusal_of(R"({"answers":[]})"), "422 bad-input /questions");
  EXPECT_EQ(refusal_of(R"({"questions":{},"answers":[]})"), "422 bad-input /questions");
  EXPECT_EQ(refusal_of(R"({"questions":[],"answers":[],"profile":"standard"})"), "422 bad-input /profile");
  EXPECT_EQ(refusal_of(R"({"questions":[],"questions":[],"answers":[]})"), "422 bad-input /questions");
}

TEST(Diff, ListsOfDifferentLengthsAreRefused) {
  EXPECT_EQ(refusal_of(body_of(kWildcard, "")), "422 bad-input /answers");
  EXPECT_EQ(refusal_of(body_of("", R"({"output":{}})")), "422 bad-input /answers");
}

TEST(Diff, AnswersThatAreNoneAreRefused) {
  const auto refused = [](std::string_view answer) { return refusal_of(body_of(kWildcardWithCredentials, answer)); };
  EXPECT_EQ(refused("5"), "422 bad-input /answers/0");
  EXPECT_EQ(refused("{}"), "422 bad-input /answers/0");
  EXPECT_EQ(refused(R"({"output":{},"error":{"code":"bad-input"}})"), "422 bad-input /answers/0");
  EXPECT_EQ(refused(R"({"output":{},"verdict":"allowed"})"), "422 bad-input /answers/0/verdict");
  EXPECT_EQ(refused(R"({"output":[]})"), "422 bad-input /answers/0/output");
  EXPECT_EQ(refused(R"({"error":{}})"), "422 bad-input /answers/0/error/code");
  EXPECT_EQ(refused(R"({"error":"no"})"), "422 bad-input /answers/0/error");
  EXPECT_EQ(refused(R"({"skip":true})"), "422 bad-input /answers/0/skip");
  EXPECT_EQ(refused(R"({"id":7,"output":{}})"), "422 bad-input /answers/0/id");
  EXPECT_EQ(refused(R"({"output":{"result":"success","result":"failure"}})"), "422 bad-input /answers/0/output/result");
}

TEST(Diff, AnswerToAnotherQuestionIsRefused) {
  EXPECT_EQ(refusal_of(body_of(kWildcardWithCredentials, R"({"id":"p","output":{}})")), "422 bad-input /answers/0/id");
}

TEST(Diff, MoreQuestionsThanTheLimitAreTooLarge) {
  const auto repeated = [](std::string_view text, std::size_t times) {
    std::string list;
    for (std::size_t i = 0; i < times; ++i) list += (i == 0 ? "" : ",") + std::string(text);
    return list;
  };
  EXPECT_EQ(refusal_of(body_of(repeated("0", kDiffQuestions + 1), repeated(R"({"skip":"x"})", kDiffQuestions + 1))),
            "413 too-large /questions");
  EXPECT_EQ(compared(repeated("0", kDiffQuestions), repeated(R"({"skip":"x"})", kDiffQuestions)).at("skipped"), kDiffQuestions);
}

TEST(Diff, QuestionThatIsTooDeepIsAnErrorOfItsOwn) {
  const std::string deep = R"({"kind":"cors-check","input":)" + std::string(70, '[') + std::string(70, ']') + "}";
  EXPECT_EQ(compared(deep, R"({"error":{"code":"too-large"}})").at("same"), 1);
}

}  // namespace
}  // namespace crosscheck::oracle
