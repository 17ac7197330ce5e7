#include "suite/scripted_origins.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suite/wire_for_tests.h"
#include "wire/connection.h"

namespace crosscheck::suite {
namespace {

using testing::HasSubstr;

Json sent(const std::string& purpose, const std::string& method, const std::string& url) {
  return {{"purpose", purpose}, {"method", method}, {"url", url}, {"headers", Json::array()}, {"credentials", false}};
}

Json answer(int status) { return {{"status", status}, {"headers", Json::array()}}; }

class Origins : public testing::Test {
 protected:
  void SetUp() override {
    Result<ScriptedOrigins, wire::ServerError> started = ScriptedOrigins::start(2);
    ASSERT_TRUE(started.has_value()) << started.error().message;
    origins_.emplace(std::move(started).value());
  }

  std::string url(std::size_t origin, const std::string& target) const { return origins_->urls().at(origin) + target; }

  // The status that came; 0 where the connection was closed without an answer.
  int ask(std::size_t origin, const std::string& request) {
    const Result<wire::Location, wire::LocationError> location = wire::parse_location(origins_->urls().at(origin));
    Result<wire::Connection, wire::WireError> connection = wire::Connection::open(location->endpoint);
    EXPECT_TRUE(connection.has_value());
    if (!connection) return -1;
    const Result<wire::WireResponse, wire::WireError> came = connection.value().exchange(request + "Host: x\r\n\r\n");
    if (came) return came->status;
    EXPECT_EQ(came.error().fault, wire::WireFault::closed);
    return 0;
  }
  int get(std::size_t origin, const std::string& target) { return ask(origin, "GET " + target + " HTTP/1.1\r\n"); }
  int preflight(std::size_t origin, const std::string& target) {
    return ask(origin, "OPTIONS " + target + " HTTP/1.1\r\nOrigin: http://a.test\r\nAccess-Control-Request-Method: PUT\r\n");
  }
  int put(std::size_t origin, const std::string& target) { return ask(origin, "PUT " + target + " HTTP/1.1\r\nContent-Length: 0\r\n"); }

  std::optional<ScriptedOrigins> origins_;
};

TEST_F(Origins, ResponsesComeInTheirOrderAndForTheirPurpose) {
  Json granted = answer(204);
  granted["for"] = "preflight";
  origins_->play({{Json::array({answer(200), granted, answer(201)}),
                   Json::array({sent("preflight", "OPTIONS", url(0, "/x")), sent("actual", "PUT", url(0, "/x"))})}});
  EXPECT_EQ(put(0, "/x"), 200);
  EXPECT_EQ(preflight(0, "/x"), 204);
  EXPECT_EQ(put(1, "/x"), 201);
  EXPECT_EQ(put(0, "/x"), 0);
}

TEST_F(Origins, ANetworkErrorClosesTheConnection) {
  origins_->play({{Json::array({Json{{"network_error", true}}, answer(200)}), Json::array({sent("actual", "GET", url(0, "/"))})}});
  EXPECT_EQ(get(0, "/"), 0);
  EXPECT_EQ(get(0, "/"), 200);
}

TEST_F(Origins, EachFetchHasItsOwnResponses) {
  origins_->play({{Json::array({answer(201)}), Json::array({sent("actual", "GET", url(0, "/x"))})},
                  {Json::array({answer(202)}), Json::array({sent("actual", "GET", url(1, "/y"))})}});
  EXPECT_EQ(get(0, "/x"), 201);
  EXPECT_EQ(get(1, "/y"), 202);
  const std::vector<SeenRequest> seen = origins_->seen();
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].fetch, 0U);
  EXPECT_EQ(seen[1].fetch, 1U);
  EXPECT_EQ(seen[1].url, url(1, "/y"));
  EXPECT_THAT(seen[0].answer, HasSubstr("HTTP/1.1 201"));
}

TEST_F(Origins, AFetchThatIsLeftOutDoesNotShiftTheNext) {
  origins_->play({{Json::array({answer(201)}), Json::array({sent("actual", "GET", url(0, "/x"))})},
                  {Json::array({answer(202)}), Json::array({sent("actual", "GET", url(1, "/y"))})}});
  EXPECT_EQ(get(1, "/y"), 202);
  EXPECT_EQ(origins_->seen().at(0).fetch, 1U);
}

TEST_F(Origins, WhatNobodyExpectsBehindAPreflightBelongsToItsFetch) {
  origins_->play({{Json::array({answer(403)}), Json::array({sent("preflight", "OPTIONS", url(0, "/x"))})},
                  {Json::array({answer(202)}), Json::array({sent("actual", "GET", url(0, "/y"))})}});
  EXPECT_EQ(preflight(0, "/x"), 403);
  EXPECT_EQ(put(0, "/x"), 0);
  EXPECT_EQ(get(0, "/y"), 202);
  const std::vector<SeenRequest> seen = origins_->seen();
  EXPECT_EQ(seen.at(1).fetch, 0U);
  EXPECT_EQ(seen.at(2).fetch, 1U);
}

TEST_F(Origins, APreflightThatNobodyExpectsBelongsToTheNextFetch) {
  // The second fetch was to go by the cache.
  origins_->play({{Json::array({answer(204), answer(200)}),
                   Json::array({sent("preflight", "OPTIONS", url(0, "/x")), sent("actual", "PUT", url(0, "/x"))})},
                  {Json::array({answer(201)}), Json::array({sent("actual", "PUT", url(0, "/x"))})}});
  EXPECT_EQ(preflight(0, "/x"), 204);
  EXPECT_EQ(put(0, "/x"), 200);
  EXPECT_EQ(preflight(0, "/x"), 201);
  EXPECT_EQ(origins_->seen().at(2).fetch, 1U);
  EXPECT_TRUE(origins_->seen().at(2).is_preflight);
}

}  // namespace
}  // namespace crosscheck::suite
