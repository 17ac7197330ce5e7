#include "question/evaluate.h"

#include <gtest/gtest.h>

#include "question/ask_for_tests.h"
#include "question/kinds.h"

namespace crosscheck {
namespace {

constexpr std::string_view kGood = R"({"id":"7","kind":"safelisted-method","input":{"method":"GET"}})";

TEST(Evaluate, AnswersOnOneLineWithKeysInTheContractsOrder) {
  EXPECT_EQ(evaluate(kGood).json, R"({"id":"7","output":{"safelisted":true}})");
  const std::string traced =
      evaluate(R"({"input":{"headers":[],"credentials":"omit","origin":"null"},"trace":true,"kind":"cors-check"})").json;
  EXPECT_TRUE(traced.starts_with(R"({"output":{"result":"failure","reason":"allow-origin-missing","trace":[{"rule":"CHK-2","spec":)"))
      << traced;
}

TEST(Evaluate, LeavesTheIdOutWhereNoneIsGiven) {
  EXPECT_EQ(evaluate(R"({"kind":"safelisted-method","input":{"method":"PUT"}})").json, R"({"output":{"safelisted":false}})");
}

TEST(Evaluate, NamesTheByteWhereTextEndsToBeJson) {
  EXPECT_EQ(error(""), "not-json 0");
  EXPECT_EQ(error(" \n"), "not-json 2");
  EXPECT_EQ(error("nonsense"), "not-json 1");
  EXPECT_EQ(error("[1 2]"), "not-json 3");
  EXPECT_EQ(error("[1,]"), "not-json 3");
  EXPECT_EQ(error(R"({"a":1,})"), "not-json 7");
  EXPECT_EQ(error(R"({"a" 1})"), "not-json 5");
  EXPECT_EQ(error(R"({"a":1)"), "not-json 6");
  EXPECT_EQ(error(R"({"a":"b)"), "not-json 7");
  EXPECT_EQ(error(R"({"a":1]})"), "not-json 6");
  EXPECT_EQ(error("01"), "not-json 0");
  EXPECT_EQ(error("[1.]"), "not-json 1");
  EXPECT_EQ(error("[tru]"), "not-json 4");
  EXPECT_EQ(error("{} {}"), "not-json 3");
  EXPECT_EQ(error("\xEF\xBB\xBF{}"), "not-json 0");
  EXPECT_EQ(error(R"(["\x"])"), "not-json 3");
  EXPECT_EQ(error(R"(["\u12g4"])"), "not-json 6");
  EXPECT_EQ(error("[\"a\tb\"]"), "not-json 3");
}

TEST(Evaluate, RefusesNulBytesAndWhatIsNotUtf8AsNoJson) {
  EXPECT_EQ(error(std::string_view("{\0}", 3)), "not-json 1");
  EXPECT_EQ(error(std::string_view("[\"a\0\"]", 6)), "not-json 3");
  EXPECT_EQ(error("[\"\xFF\"]"), "not-json 2");
  EXPECT_EQ(error("[\"\xC0\x80\"]"), "not-json 2");
  EXPECT_EQ(error("[\"\xED\xA0\x80\"]"), "not-json 2");  // a surrogate in UTF-8
  EXPECT_EQ(error("[\"\xF4\x90\x80\x80\"]"), "not-json 2");
}

TEST(Evaluate, EndOfFileAnywhereIsNoJson) {
  for (std::size_t length = 0; length < kGood.size(); ++length) {
    EXPECT_EQ(error(kGood.substr(0, length)), "not-json " + std::to_string(length)) << kGood.substr(0, length);
  }
}

TEST(Evaluate, RefusesLoneSurrogatesAtTheirString) {
  EXPECT_EQ(error(R"({"kind":"x","input":{"a":["\ud800"]}})"), "bad-input /input/a/0");
  EXPECT_EQ(error(R"({"kind":"x","id":"\udc00\ud800"})"), "bad-input /id");
  EXPECT_EQ(error(R"({"kind":"x","id":"\ud800\u0041"})"), "bad-input /id");
  EXPECT_EQ(ask(R"({"kind":"safelisted-method","id":"\ud83d\ude00","input":{"method":"GET"}})").at("id"), "\xF0\x9F\x98\x80");
}

TEST(Evaluate, RefusesKeysThatStandTwice) {
  EXPECT_EQ(error(R"({"kind":"x","kind":"x"})"), "bad-input /kind");
  EXPECT_EQ(error(R"({"kind":"x","input":{"a":1,"b":{"c/d~":1,"c/d~":2}}})"), "bad-input /input/b/c~1d~0");
  EXPECT_EQ(error(R"({"a":1,"\u0061":2})"), "bad-input /a");
  std::string many = "{";
  for (int i = 0; i < 40; ++i) many += "\"k" + std::to_string(i) + "\":0,";
  EXPECT_EQ(error(many + R"("k3":1})"), "bad-input /k3");
}

TEST(Evaluate, RefusesKeysThatItDoesNotKnowAndNamesTheNearest) {
  EXPECT_EQ(error(R"({"knid":"x"})"), "bad-input /knid");
  const nlohmann::json answer = ask_kind("cors-check", R"({"Orign":"https://a.test","credentials":"omit","headers":[]})");
  EXPECT_EQ(answer.at("error").at("at"), "/input/Orign");
  EXPECT_NE(answer.at("error").at("detail").get<std::string>().find("did you mean \"origin\"?"), std::string::npos);
}

TEST(Evaluate, RefusesWrongTypesAtTheirPlace) {
  EXPECT_EQ(error("[]"), "bad-input ");
  EXPECT_EQ(error("7"), "bad-input ");
  EXPECT_EQ(error(R"({"id":7,"kind":"cors-check"})"), "bad-input /id");
  EXPECT_EQ(error("{}"), "bad-input /kind");
  EXPECT_EQ(error(R"({"kind":7})"), "bad-input /kind");
  EXPECT_EQ(error(R"({"kind":"cors-check"})"), "bad-input /input");
  EXPECT_EQ(error(R"({"kind":"cors-check","input":[]})"), "bad-input /input");
  EXPECT_EQ(error(R"({"kind":"cors-check","input":{},"trace":1})"), "bad-input /trace");
  EXPECT_EQ(error(R"({"kind":"cors-check","input":{},"profile":"opera"})"), "bad-input /profile");
  EXPECT_EQ(error(R"({"kind":"cors-check","input":{},"profile":null})"), "bad-input /profile");
}

TEST(Evaluate, RefusesKindsThatItDoesNotKnow) {
  EXPECT_EQ(error(R"({"kind":"cors-chekc","input":{}})"), "unknown-kind /kind");
  EXPECT_EQ(error(R"({"kind":"policies","input":{}})"), "unknown-kind /kind");
  EXPECT_EQ(error(R"({"kind":"hello","input":{"protocol":1,"nonce":"n"}})"), "unknown-kind /kind");
}

TEST(Evaluate, EchoesTheIdWhereverItCanBeRead) {
  EXPECT_EQ(ask(R"({"kind":"nope","id":"a"})").at("id"), "a");
  EXPECT_EQ(ask(R"({"unknown":1,"id":"a"})").at("id"), "a");
  EXPECT_EQ(ask(R"({"id":"a","kind":)").at("id"), "a");
  EXPECT_EQ(ask(R"({"input":{"id":"b","id":"c"},"id":"a"})").at("id"), "a");
  EXPECT_EQ(ask("{\"input\":" + std::string(100, '[') + std::string(100, ']') + R"(,"id":"a"})").at("id"), "a");
  EXPECT_FALSE(ask(R"({"kind":)").contains("id"));
}

TEST(Evaluate, TakesSixtyFourLevelsAndNoMore) {
  const auto nested = [](std::size_t levels) { return R"({"input":)" + std::string(levels - 1, '[') + std::string(levels - 1, ']') + "}"; };
  EXPECT_EQ(error(nested(64)), "bad-input /kind");
  std::string pointer = "/input";
  for (int i = 0; i < 63; ++i) pointer += "/0";
  EXPECT_EQ(error(nested(65)), "too-large " + pointer);
  EXPECT_EQ(error(std::string(200'000, '[')).substr(0, 12), "too-large /0");
}

TEST(Evaluate, RefusesQuestionsOverTheLimitAndStillEchoesTheId) {
  const std::string question(kGood);
  Limits limits;
  limits.question_bytes = question.size();
  EXPECT_EQ(error(question, limits), "");
  EXPECT_EQ(error(question + " ", limits), "too-large ");
  EXPECT_EQ(ask(question + " ", limits).at("id"), "7");
  EXPECT_EQ(error(std::string(8 * 1024 * 1024 + 1, ' ')), "too-large ");
}

TEST(Evaluate, KeepsNothingOfOneQuestionForTheNext) {
  Evaluator evaluator;
  const std::string first(evaluator.evaluate(kGood).json);
  EXPECT_EQ(evaluator.evaluate("[").kind, AnswerKind::error);
  EXPECT_EQ(evaluator.evaluate(std::string(100'000, ' ') + std::string(kGood)).json, first);
  EXPECT_EQ(evaluator.evaluate(kGood).json, first);
}

TEST(Evaluate, AgreesWithAnotherReaderOnWhatIsJson) {
  // Each byte of a question replaced, doubled and left out in turn.
  const std::string question = R"({"id":"\u00e9\n","kind":"x","input":[1.5e3,-0,true,null,{"a":[]}," "]})";
  const std::string_view bytes("\0 \t\"\\{}[]:,0-.eEtn\x7F\x80\xC3", 21);
  std::size_t taken = 0;
  for (std::size_t i = 0; i < question.size(); ++i) {
    for (const char byte : bytes) {
      for (const std::size_t replaced : {0U, 1U}) {
        std::string text = question;
        text.replace(i, replaced, 1, byte);
        const bool is_json = nlohmann::json::accept(text);
        taken += is_json ? 1 : 0;
        EXPECT_EQ(error(text).starts_with("not-json"), !is_json) << text;
      }
    }
  }
  EXPECT_GT(taken, 100U);
}

TEST(AdapterEvaluator, AnswersHelloAndThenSkipsUnknownKinds) {
  Evaluator adapter({}, Speaks::as_adapter);
  const std::string nope = R"({"id":"2","kind":"nope-7","input":{}})";
  EXPECT_EQ(adapter.evaluate(nope).kind, AnswerKind::error);
  const AnswerView hello = adapter.evaluate(R"({"id":"1","kind":"hello","input":{"protocol":1,"nonce":"n\"1"}})");
  const nlohmann::json answer = nlohmann::json::parse(hello.json);
  EXPECT_EQ(answer.at("output").at("nonce"), "n\"1");
  EXPECT_EQ(answer.at("output").at("kinds").size(), question::all_kinds().size());
  EXPECT_EQ(adapter.evaluate(nope).json, R"({"id":"2","skip":"kind:nope-7"})");
  EXPECT_EQ(adapter.evaluate(kGood).kind, AnswerKind::output);
}

TEST(AdapterEvaluator, RefusesAnotherProtocol) {
  Evaluator adapter({}, Speaks::as_adapter);
  const AnswerView answer = adapter.evaluate(R"({"kind":"hello","input":{"protocol":2,"nonce":""}})");
  EXPECT_EQ(nlohmann::json::parse(answer.json).at("error").at("at"), "/input/protocol");
}

}  // namespace
}  // namespace crosscheck
