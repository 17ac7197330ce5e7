#include "check/request_bytes.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosscheck::check {
namespace {

Target api_target() { return parse_target("http://127.0.0.1:8080/api").value(); }

TEST(RequestBytes, HaveTheLinesOfTheProbeAsTheyAre) {
  Probe probe = actual_probe({PropertyId::P001}, "an origin", "/api", "https://app.example");
  probe.headers.push_back({"origin", "https://b.test"});
  EXPECT_EQ(request_bytes(probe, api_target()),
            "GET /api HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: crosscheck\r\nAccept: */*\r\nOrigin: https://app.example\r\n"
            "origin: https://b.test\r\n\r\n");
}

TEST(RequestBytes, APreflightAsksForNamesAsBrowsersDoAndCarriesNoCredentials) {
  const Probe probe =
      preflight_probe({PropertyId::P056}, "names", "/", "https://app.example", "PUT", {"X-B", "content-type", "x-a", "x-a"});
  const std::string bytes = request_bytes(probe, api_target(), {{"Authorization", "Bearer x"}});
  EXPECT_THAT(bytes, testing::StartsWith("OPTIONS / HTTP/1.1\r\n"));
  EXPECT_THAT(bytes, testing::HasSubstr("Access-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: content-type,x-a,x-b\r\n"));
  EXPECT_THAT(bytes, testing::Not(testing::HasSubstr("Authorization")));
}

TEST(RequestBytes, OtherRequestsCarryWhatTheUserGaveAlong) {
  const Probe probe = actual_probe({PropertyId::P101}, "nobody", "/", "");
  EXPECT_THAT(request_bytes(probe, api_target(), {{"Authorization", "Bearer x"}}), testing::HasSubstr("Authorization: Bearer x\r\n"));
}

TEST(RequestBytes, AProbeMayNameAnotherHostAndAnotherUserAgent) {
  Probe probe = actual_probe({PropertyId::P037}, "another host", "/", "https://evil.test");
  probe.host = "evil.test";
  probe.headers.push_back({"user-agent", "x"});
  const std::string bytes = request_bytes(probe, api_target());
  EXPECT_THAT(bytes, testing::HasSubstr("Host: evil.test\r\n"));
  EXPECT_THAT(bytes, testing::Not(testing::HasSubstr("User-Agent: crosscheck")));
}

TEST(RequestBytes, AnEmptyValueStaysALine) {
  Probe probe = actual_probe({PropertyId::P025}, "empty", "/", "");
  probe.headers.push_back({"Origin", ""});
  EXPECT_THAT(request_bytes(probe, api_target()), testing::HasSubstr("\r\nOrigin:\r\n"));
}

}  // namespace
}  // namespace crosscheck::check
