#include "oracle/service.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "oracle/route_for_tests.h"
#include "oracle/service_for_tests.h"

namespace crosscheck::oracle {
namespace {

const std::string kQuestion = R"({"id": "a", "kind": "safelisted-method", "input": {"method": "PUT"}})";

class ServiceTest : public testing::Test {
 protected:
  static ServiceOptions options() {
    ServiceOptions options;
    options.limits.body_bytes = 100;
    options.limits.batch_bytes = 1000;
    return options;
  }
  static std::string member(const Response& response, const std::string& name) {
    const suite::Json json = json_of(response.body);
    return json.contains(name) ? suite::to_text(json.at(name)) : "(none)";
  }
  Service service_{options()};
};

TEST_F(ServiceTest, QuestionIsAnswered) {
  const Response response = ask(service_, posted("/v1/evaluate", kQuestion));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_EQ(response.body, R"({"id":"a","output":{"safelisted":false}})"
                           "\n");
}

TEST_F(ServiceTest, AnswersAreTheSameInChunks) {
  for (std::size_t piece = 1; piece < kQuestion.size(); piece += 7)
    EXPECT_EQ(ask(service_, posted("/v1/evaluate", kQuestion), true, piece).body, ask(service_, posted("/v1/evaluate", kQuestion)).body);
}

TEST_F(ServiceTest, ErrorsOfQuestionsAreProblems) {
  struct Case {
    std::string question;
    int status;
    std::string code;
  };
  for (const Case& one : {Case{"{", 400, "not-json"}, Case{R"({"id": "q", "kind": "x", "input": {}})", 422, "unknown-kind"},
                          Case{R"({"id": "q", "kind": "safelisted-method", "input": {}})", 422, "bad-input"}}) {
    const Response response = ask(service_, posted("/v1/evaluate", one.question));
    EXPECT_EQ(response.status, one.status);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(member(response, "type"), "\"about:blank#" + one.code + "\"");
    EXPECT_EQ(member(response, "status"), std::to_string(one.status));
    EXPECT_NE(member(response, "error").find("{\"code\":\"" + one.code + "\""), std::string::npos) << response.body;
    EXPECT_EQ(member(response, "id"), one.status == 400 ? "(none)" : "\"q\"");
  }
}

TEST_F(ServiceTest, BatchKeepsItsFraming) {
  const Response array = ask(service_, posted("/v1/evaluate/batch", "[" + kQuestion + "]"));
  EXPECT_EQ(array.content_type, "application/json");
  EXPECT_TRUE(array.body.starts_with("[{"));
  const Response lines = ask(service_, posted("/v1/evaluate/batch", kQuestion + "\n", "Application/X-NDJSON;charset=utf-8"));
  EXPECT_EQ(lines.content_type, "application/x-ndjson");
  EXPECT_TRUE(lines.body.starts_with("{"));
}

TEST_F(ServiceTest, BodyThatIsNotAsItHasToBeIsRefusedBeforeItComes) {
  EXPECT_EQ(ask(service_, asked("POST", "/v1/evaluate", {}, kQuestion)).status, 415);
  EXPECT_EQ(ask(service_, posted("/v1/evaluate", kQuestion, "text/plain")).status, 415);
  EXPECT_EQ(ask(service_, posted("/v1/evaluate", kQuestion, "application/x-ndjson")).status, 415);
  EXPECT_EQ(ask(service_, posted("/v1/evaluate", kQuestion, "application/jsonp")).status, 415);
  EXPECT_EQ(ask(service_, posted("/v1/evaluate", "")).status, 411);
  Request encoded = posted("/v1/evaluate", kQuestion);
  encoded.headers.push_back({"Content-Encoding", "gzip"});
  const Response response = ask(service_, encoded);
  EXPECT_EQ(response.status, 415);
  EXPECT_EQ(header_of(response, "Accept-Encoding"), "identity");
}

TEST_F(ServiceTest, BodyBeyondTheLimitIsRefusedHoweverItIsFramed) {
  const std::string fits = kQuestion + std::string(100 - kQuestion.size(), ' ');
  for (const bool in_chunks : {false, true}) {
    EXPECT_EQ(ask(service_, posted("/v1/evaluate", fits), in_chunks).status, 200);
    EXPECT_EQ(ask(service_, posted("/v1/evaluate", fits + " "), in_chunks).status, 413);
    EXPECT_EQ(ask(service_, posted("/v1/evaluate/batch", std::string(1000, '\n'), "application/x-ndjson"), in_chunks).status, 200);
    EXPECT_EQ(ask(service_, posted("/v1/evaluate/batch", std::string(1001, '\n'), "application/x-ndjson"), in_chunks).status, 413);
  }
}

TEST_F(ServiceTest, UnknownPathsAndMethodsAreToldApart) {
  EXPECT_EQ(ask(service_, asked("GET", "/v2")).status, 404);
  EXPECT_EQ(ask(service_, asked("CHICKEN", "/v2")).status, 404);
  for (const char* const method : {"PUT", "DELETE", "CHICKEN", "get", "TRACE"}) {
    const Response response = ask(service_, asked(method, "/healthz"));
    EXPECT_EQ(response.status, 405) << method;
    EXPECT_EQ(header_of(response, "Allow"), "GET, HEAD, OPTIONS");
  }
  EXPECT_EQ(header_of(ask(service_, asked("GET", "/v1/evaluate")), "Allow"), "POST, OPTIONS");
  EXPECT_EQ(ask(service_, asked("OPTIONS", "/v1/evaluate")).status, 204);
}

TEST_F(ServiceTest, EveryRouteIsThere) {
  std::set<std::string> paths;
  for (const Route& route : service_.routes().routes()) paths.emplace(route.path);
  EXPECT_EQ(paths, (std::set<std::string>{"/", "/playground/*", "/v1/evaluate", "/v1/evaluate/batch", "/v1/diff", "/v1/vectors",
                                          "/v1/vectors/*", "/v1/reasons", "/v1/requirements", "/v1/schema/*", "/openapi.json", "/healthz",
                                          "/readyz", "/version", "/metrics"}));
  for (const Route& route : service_.routes().routes()) {
    if (route.method != "GET" || route.path.ends_with('*') || route.path == "/") continue;
    EXPECT_EQ(ask(service_, asked("GET", std::string(route.path))).status, 200) << route.path;
    EXPECT_EQ(ask(service_, asked("HEAD", std::string(route.path))).status, 200) << route.path;
  }
}

TEST_F(ServiceTest, NamesThatAreNotItsOwnAreRefused) {
  Request request = asked("GET", "/healthz");
  request.headers = {{"Host", "evil.example:8765"}};
  EXPECT_EQ(ask(service_, request).status, 421);
}

TEST_F(ServiceTest, ForeignPagesAreRefusedWhateverTheyAsk) {
  for (const char* const origin : {"https://evil.example", "null", "http://localhost:9999"}) {
    for (const char* const method : {"GET", "POST", "OPTIONS"})
      EXPECT_EQ(ask(service_, asked(method, "/v1/evaluate", {{"Origin", origin}})).status, 403) << origin;
  }
  EXPECT_EQ(ask(service_, asked("GET", "/healthz", {{"Origin", "http://localhost:8765"}})).status, 200);
}

TEST_F(ServiceTest, EveryAnswerIsGuarded) {
  for (Request request : {asked("GET", "/healthz"), asked("GET", "/none"), posted("/v1/evaluate", kQuestion), asked("GET", "/version")}) {
    const Response response = ask(service_, std::move(request));
    EXPECT_EQ(header_of(response, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header_of(response, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(header_of(response, "Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_NE(header_of(response, "Content-Security-Policy").find("default-src 'none'"), std::string::npos);
    EXPECT_NE(header_of(response, "Content-Security-Policy").find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_NE(header_of(response, "Cache-Control"), "(none)");
  }
}

TEST_F(ServiceTest, RequestIdIsTakenOverWhereItIsATokenAndMadeOtherwise) {
  EXPECT_EQ(header_of(ask(service_, asked("GET", "/healthz", {{"X-Request-Id", "abc-1.2_~"}})), "X-Request-Id"), "abc-1.2_~");
  std::set<std::string> made;
  for (const std::string& id : {std::string("a b"), std::string(), std::string(65, 'a'), std::string("<script>")})
    made.insert(header_of(ask(service_, asked("GET", "/healthz", {{"X-Request-Id", id}})), "X-Request-Id"));
  EXPECT_EQ(made.size(), 4U);
  for (const std::string& id : made) EXPECT_EQ(id.size(), 16U);
}

TEST_F(ServiceTest, WhatTheClientHasIsNotSentAgain) {
  const Response first = ask(service_, asked("GET", "/version"));
  const std::string etag = header_of(first, "ETag");
  ASSERT_NE(etag, "(none)");
  for (const std::string& known : {etag, "\"x\", W/" + etag, std::string("*")}) {
    const Response response = ask(service_, asked("GET", "/version", {{"If-None-Match", known}}));
    EXPECT_EQ(response.status, 304) << known;
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(header_of(response, "ETag"), etag);
  }
  EXPECT_EQ(ask(service_, asked("GET", "/version", {{"If-None-Match", "\"x\""}})).status, 200);
  EXPECT_EQ(ask(service_, asked("GET", "/healthz", {{"If-None-Match", "*"}})).status, 200);
}

TEST_F(ServiceTest, VersionTellsEveryLimit) {
  const std::string limits = member(ask(service_, asked("GET", "/version")), "limits");
  for (const char* const name :
       {"body_bytes\":100,", "batch_bytes\":1000,", "batch_questions\":1000", "batch_answer_bytes", "header_lines\":100", "header_bytes",
        "connections\":1200", "read_milliseconds\":5000", "header_milliseconds", "body_milliseconds\":10000", "idle_milliseconds\":5000"})
    EXPECT_NE(limits.find(name), std::string::npos) << name << " in " << limits;
}

TEST_F(ServiceTest, ReadinessEndsAndLivenessDoesNot) {
  EXPECT_EQ(ask(service_, asked("GET", "/readyz")).status, 200);
  service_.end_soon();
  const Response ending = ask(service_, asked("GET", "/readyz"));
  EXPECT_EQ(ending.status, 503);
  EXPECT_EQ(header_of(ending, "Retry-After"), "1");
  EXPECT_EQ(ask(service_, asked("GET", "/healthz")).status, 200);
}

TEST_F(ServiceTest, MetricsCountRequestsByRouteAndQuestionsByOutcome) {
  ask(service_, posted("/v1/evaluate", kQuestion));
  ask(service_, posted("/v1/evaluate", "{"));
  ask(service_, posted("/v1/evaluate/batch", kQuestion + "\n" + kQuestion + "\n1\n", "application/x-ndjson"));
  ask(service_, asked("GET", "/secret/path"));
  const std::string text = ask(service_, asked("GET", "/metrics")).body;
  for (const char* const line :
       {"crosscheck_requests_total{route=\"/v1/evaluate\",status=\"2xx\"} 1\n",
        "crosscheck_requests_total{route=\"/v1/evaluate\",status=\"4xx\"} 1\n",
        "crosscheck_requests_total{route=\"other\",status=\"4xx\"} 1\n", "crosscheck_request_seconds_count{route=\"/v1/evaluate\"} 2\n",
        "crosscheck_request_seconds_bucket{route=\"/v1/evaluate\",le=\"0.0001\"} 2\n", "crosscheck_questions_total{outcome=\"output\"} 3\n",
        "crosscheck_questions_total{outcome=\"error\"} 2\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  EXPECT_EQ(text.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace crosscheck::oracle
