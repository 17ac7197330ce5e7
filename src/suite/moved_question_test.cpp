#include "suite/moved_question.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suite/scripted_message.h"
#include "suite/wire_for_tests.h"

namespace crosscheck::suite {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Json one_fetch(const Json& request, const Json& responses) {
  return {{"fetches", Json::array({Json{{"request", request}, {"responses", responses}}})}};
}
Json response(const Json& headers, int status = 200) { return {{"status", status}, {"headers", headers}}; }

const std::vector<std::string> kUrls = {"http://127.0.0.1:4001", "http://127.0.0.1:4002", "http://127.0.0.1:4003"};

class Moving {
 public:
  explicit Moving(const Json& input) : question_(fetchable_question(input, "standard", engine_)) {}

  std::string why_not() {
    if (!question_) return question_.error().why;
    const Result<MovedQuestion, NotFetchable> moved = moved_question(*question_, kUrls, engine_);
    return moved ? std::string() : moved.error().why;
  }
  MovedQuestion moved() {
    EXPECT_EQ(why_not(), "");
    return std::move(moved_question(*question_, kUrls, engine_)).value();
  }
  const FetchableQuestion& question() const { return *question_; }

 private:
  Evaluator engine_;
  Result<FetchableQuestion, NotFetchable> question_;
};

TEST(MovedQuestion, UrlsRedirectsAndAllowedOriginsMoveAndTheOtherOriginStays) {
  Moving moving(one_fetch(
      {{"url", "http://u.test/a?b"}, {"origin", "https://a.test"}},
      Json::array({response(lines({{"Location", "https://c.test:8443/d"}, {"Access-Control-Allow-Origin", "https://a.test"}}), 302),
                   response(lines({{"Access-Control-Allow-Origin", "*"}}))})));
  EXPECT_THAT(moving.question().origins, ElementsAre("http://u.test", "https://c.test:8443"));
  const MovedQuestion moved = moving.moved();
  const Json& fetch = moved.input.at("fetches").at(0);
  EXPECT_EQ(fetch.at("request").at("url"), "http://127.0.0.1:4001/a?b");
  EXPECT_EQ(fetch.at("request").at("origin"), "https://a.test");
  EXPECT_EQ(fetch.at("responses").at(0).at("headers").at(0).at(1), "http://127.0.0.1:4002/d");
  EXPECT_EQ(fetch.at("responses").at(0).at("headers").at(1).at(1), "https://a.test");
}

TEST(MovedQuestion, ARequestsOwnOriginMovesWhereItIsContacted) {
  Moving moving(one_fetch({{"url", "http://a.test/x"}, {"origin", "http://a.test"}}, Json::array({response(Json::array())})));
  EXPECT_EQ(moving.moved().input.at("fetches").at(0).at("request").at("origin"), "http://127.0.0.1:4001");
}

TEST(MovedQuestion, NoResponseCrosses) {
  Moving moving(
      one_fetch({{"url", "http://b.test/x"}, {"origin", "http://a.test"}}, Json::array({response(lines({{"X-Secret", "expected"}}))})));
  EXPECT_EQ(without_responses(moving.moved().input).dump().find("responses"), std::string::npos);
  EXPECT_EQ(without_responses(moving.moved().input).dump().find("expected"), std::string::npos);
}

TEST(MovedQuestion, AWaitThatNeverEndsBecomesANetworkError) {
  Moving moving(one_fetch({{"url", "http://b.test/x"}, {"origin", "http://a.test"}, {"method", "PUT"}}, Json::array()));
  EXPECT_EQ(moving.question().meant.at("output").at("fetches").at(0).at("verdict"), "blocked");
  EXPECT_EQ(moving.moved().expected.at(0).at("sent").size(), 1U);
}

TEST(MovedQuestion, WhatMeansSomethingElseOnThisMachineIsNotAsked) {
  const std::string elsewhere = "it means something else where its origins are servers on this machine";
  const Json allowed = Json::array({response(lines({{"Access-Control-Allow-Origin", "*"}}))});
  // A bad port would become a good one.
  EXPECT_EQ(Moving(one_fetch({{"url", "http://b.test:25/"}, {"origin", "http://a.test"}}, allowed)).why_not(), elsewhere);
  // What was the same site becomes another.
  EXPECT_EQ(Moving(one_fetch({{"url", "http://b.a.test/"}, {"origin", "http://a.test"}, {"mode", "no-cors"}},
                             Json::array({response(lines({{"Cross-Origin-Resource-Policy", "same-site"}}))})))
                .why_not(),
            elsewhere);
}

TEST(MovedQuestion, WhatTakesTimeOrIsRefusedIsNotAsked) {
  const Json request = {{"url", "http://b.test/"}, {"origin", "http://a.test"}};
  Json later = one_fetch(request, Json::array());
  later["fetches"].push_back(Json{{"at", 5}, {"request", request}, {"responses", Json::array()}});
  EXPECT_THAT(Moving(later).why_not(), HasSubstr("seconds pass"));
  later["fetches"][0]["at"] = 5;
  EXPECT_EQ(Moving(later).why_not(), "");
  EXPECT_THAT(Moving(one_fetch({{"url", "http://b.test/"}}, Json::array())).why_not(), HasSubstr("has to be refused"));
}

TEST(MovedQuestion, WhatHttpCannotCarryIsNotAsked) {
  const Json request = {{"url", "http://b.test/"}, {"origin", "http://a.test"}};
  EXPECT_THAT(Moving(one_fetch(request, Json::array({response(lines({{"X-A", "a\nb"}}))}))).why_not(),
              HasSubstr("HTTP cannot carry NUL, CR or LF"));
  EXPECT_THAT(Moving(one_fetch(request, Json::array({response(lines({{"Transfer-Encoding", "chunked"}}))}))).why_not(),
              HasSubstr("transfer-encoding"));
}

TEST(MovedQuestion, AnswersComeBackInTermsOfTheQuestion) {
  const OriginMove move({{"https://c.test:8443", "http://127.0.0.1:4001"}, {"http://b.test", "http://127.0.0.1:40"}});
  EXPECT_EQ(move.back(std::string("http://127.0.0.1:4001/x")), "https://c.test:8443/x");
  EXPECT_EQ(move.back(std::string("http://u:p@127.0.0.1:40/x")), "http://u:p@b.test/x");
  EXPECT_EQ(move.back(Json::array({"http://127.0.0.1:40", 1})), Json::array({"http://b.test", 1}));
  EXPECT_TRUE(move.is_moved("http://127.0.0.1:40/x"));
  EXPECT_FALSE(move.is_moved("http://127.0.0.1:4002/x"));
}

TEST(MovedQuestion, AnOriginThatOnlyBeginsAlikeStays) {
  const OriginMove move(std::vector<MovedOrigin>{{"http://b.test", "http://127.0.0.1:4001"}});
  const auto moved_value = [&](const char* value) {
    const Json input = one_fetch({{"url", "http://b.test/"}, {"origin", "http://a.test"}},
                                 Json::array({response(lines({{"Access-Control-Allow-Origin", value}}))}));
    return move.input(input).at("fetches").at(0).at("responses").at(0).at("headers").at(0).at(1).get<std::string>();
  };
  EXPECT_EQ(moved_value("http://b.test"), "http://127.0.0.1:4001");
  EXPECT_EQ(moved_value("http://b.test, http://b.test/"), "http://127.0.0.1:4001, http://127.0.0.1:4001/");
  for (const char* const other :
       {"http://b.test:81", "http://b.test.evil", "http://b.testx", "xhttp://b.test", "https://b.test", "HTTP://b.test"})
    EXPECT_EQ(moved_value(other), other);
}

TEST(ScriptedMessage, TheVectorsHeadersStandAsTheyAreAndTheConnectionCloses) {
  EXPECT_EQ(message_of(response(lines({{"X-A", "\u00e9"}, {"x-a", ""}}), 302), "GET"),
            "HTTP/1.1 302 Scripted\r\nX-A: \xe9\r\nx-a: \r\nConnection: close\r\n\r\n");
  EXPECT_EQ(message_of({{"network_error", true}}, "GET"), "");
}

TEST(ScriptedMessage, ALengthBringsABodyWhereOneMayCome) {
  const Json with_length = response(lines({{"Content-Length", "3"}}));
  EXPECT_THAT(message_of(with_length, "GET"), HasSubstr("\r\n\r\nxxx"));
  EXPECT_TRUE(message_of(with_length, "HEAD").ends_with("\r\n\r\n"));
}

}  // namespace
}  // namespace crosscheck::suite
