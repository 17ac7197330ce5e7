#include "oracle/own_cors.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace crosscheck::oracle {
namespace {

OwnCors make(const std::vector<std::string>& origins) {
  Result<OwnCors, OwnCorsError> cors = OwnCors::make(origins);
  EXPECT_TRUE(cors) << (cors ? "" : cors.error().message);
  return cors ? *cors : OwnCors();
}

Request request(const std::string& method, std::vector<Header> headers) {
  headers.push_back({"Host", "localhost:8765"});
  return {method, "/v1/evaluate", "", std::move(headers), ""};
}

std::string sent(const OwnCors& cors, const Request& asked, std::string_view name) {
  Response response;
  cors.add_headers(asked, response);
  const std::string* const value = find_header(response.headers, name);
  return value == nullptr ? "(none)" : *value;
}

TEST(OwnCors, OffByDefaultNoHeaderIsSent) {
  const OwnCors cors;
  const Request asked = request("POST", {{"Origin", "https://app.example"}});
  EXPECT_EQ(cors.sender(asked), Sender::foreign);
  Response response;
  cors.add_headers(asked, response);
  EXPECT_TRUE(response.headers.empty());
}

TEST(OwnCors, RequestWithoutOriginIsNobodys) { EXPECT_EQ(OwnCors().sender(request("POST", {})), Sender::nobody); }

TEST(OwnCors, OwnPageMayAskWhateverIsAllowed) {
  for (const OwnCors& cors : {OwnCors(), make({"https://app.example"})}) {
    EXPECT_EQ(cors.sender(request("POST", {{"Origin", "http://localhost:8765"}})), Sender::own);
    EXPECT_EQ(cors.sender(request("POST", {{"Origin", "http://localhost:8766"}})), Sender::foreign);
    EXPECT_EQ(cors.sender(request("POST", {{"Origin", "https://localhost:8765"}})), Sender::foreign);
    EXPECT_EQ(cors.sender(request("POST", {{"Origin", "null"}})), Sender::foreign);
    EXPECT_EQ(cors.sender(request("POST", {{"Origin", ""}})), Sender::foreign);
  }
}

TEST(OwnCors, AllowedOriginIsEchoedAndOthersAreNot) {
  const OwnCors cors = make({"https://app.example", "http://localhost:3000"});
  const Request allowed = request("POST", {{"Origin", "http://localhost:3000"}});
  EXPECT_EQ(cors.sender(allowed), Sender::allowed);
  EXPECT_EQ(sent(cors, allowed, "Access-Control-Allow-Origin"), "http://localhost:3000");
  EXPECT_EQ(sent(cors, allowed, "Vary"), "Origin");
  EXPECT_EQ(sent(cors, allowed, "Access-Control-Allow-Credentials"), "(none)");
  const Request other = request("POST", {{"Origin", "https://app.example.evil"}});
  EXPECT_EQ(cors.sender(other), Sender::foreign);
  EXPECT_EQ(sent(cors, other, "Access-Control-Allow-Origin"), "(none)");
  EXPECT_EQ(sent(cors, other, "Vary"), "Origin");
}

TEST(OwnCors, PreflightIsAnsweredByThePolicy) {
  const OwnCors cors = make({"https://app.example"});
  const auto preflight = [](const std::string& origin, const std::string& method, const std::string& names) {
    return request("OPTIONS", {{"Origin", origin}, {"Access-Control-Request-Method", method}, {"Access-Control-Request-Headers", names}});
  };
  const Request allowed = preflight("https://app.example", "POST", "content-type");
  ASSERT_TRUE(cors.preflight(allowed));
  EXPECT_EQ(cors.preflight(allowed)->status, 204);
  EXPECT_EQ(sent(cors, allowed, "Access-Control-Allow-Origin"), "https://app.example");
  EXPECT_EQ(sent(cors, allowed, "Access-Control-Max-Age"), "600");
  for (const Request& refused :
       {preflight("https://b.example", "POST", "content-type"), preflight("https://app.example", "DELETE", "content-type"),
        preflight("https://app.example", "POST", "authorization")}) {
    ASSERT_TRUE(cors.preflight(refused));
    EXPECT_EQ(cors.preflight(refused)->status, 403);
    EXPECT_EQ(sent(cors, refused, "Access-Control-Allow-Origin"), "(none)");
  }
  EXPECT_FALSE(cors.preflight(request("OPTIONS", {{"Origin", "https://app.example"}})));
}

TEST(OwnCors, TwoOriginsAreForeign) {
  EXPECT_EQ(OwnCors().sender(request("GET", {{"Origin", "http://localhost:8765"}, {"origin", "https://b.test"}})), Sender::foreign);
  EXPECT_EQ(make({"*"}).sender(request("GET", {{"Origin", "https://a.test"}, {"Origin", "https://a.test"}})), Sender::foreign);
}

TEST(OwnCors, StarAllowsEveryOrigin) {
  const OwnCors cors = make({"*"});
  for (const char* const origin : {"https://a.test", "null"}) {
    const Request asked = request("GET", {{"Origin", origin}});
    EXPECT_EQ(cors.sender(asked), Sender::allowed) << origin;
    EXPECT_EQ(sent(cors, asked, "Access-Control-Allow-Origin"), "*");
  }
}

TEST(OwnCors, WhatIsNoOriginIsRefusedWithAWayOut) {
  const Result<OwnCors, OwnCorsError> cors = OwnCors::make({"https://app.example/"});
  ASSERT_FALSE(cors);
  EXPECT_NE(cors.error().message.find("https://app.example"), std::string::npos) << cors.error().message;
}

}  // namespace
}  // namespace crosscheck::oracle
