#include "oracle/request_log.h"

#include <gtest/gtest.h>

namespace crosscheck::oracle {
namespace {

using std::chrono::system_clock;

Response response_with_id() {
  Response response;
  response.status = 404;
  response.headers = {{"X-Request-Id", "abc"}};
  return response;
}

TEST(RequestLog, LineTellsWhatWasAskedAndAnswered) {
  const Request request{"GET", "/v1/none", "secret=1", {}, ""};
  const Response response = response_with_id();
  EXPECT_EQ(
      log_line({&request, &response, 12, std::chrono::microseconds(345)},
               system_clock::time_point(std::chrono::milliseconds(1'700'000'000'123))),
      R"({"time":"2023-11-14T22:13:20.123Z","id":"abc","method":"GET","path":"/v1/none","status":404,"bytes":12,"microseconds":345})");
}

TEST(RequestLog, SecretsAreMaskedAndBodiesLeftOut) {
  const Request request{
      "POST", "/", "", {{"authorization", "Bearer hush"}, {"Cookie", "a=hush"}, {"Origin", "https://a.test\xFF"}}, "hush"};
  const Response response = response_with_id();
  const std::string line = log_line({&request, &response, 0, {}}, {});
  EXPECT_EQ(line.find("hush"), std::string::npos);
  EXPECT_NE(line.find(R"("origin":"https://a.test)"), std::string::npos);
  EXPECT_NE(line.find(R"("authorization":"***","cookie":"***"})"), std::string::npos) << line;
}

TEST(RequestLog, RequestThatCouldNotBeReadHasALineToo) {
  const Response response = response_with_id();
  EXPECT_NE(log_line({nullptr, &response, 0, {}}, {}).find(R"("method":"","path":"","status":404)"), std::string::npos);
}

}  // namespace
}  // namespace crosscheck::oracle
