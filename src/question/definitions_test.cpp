#include "question/definitions.h"

#include <gtest/gtest.h>

#include "question/ask_for_tests.h"

namespace crosscheck {
namespace {

std::string one_fetch(std::string_view request, std::string_view response) {
  return R"({"fetches":[{"request":{"origin":"http://a.test",)" + std::string(request) + R"(},"responses":[)" + std::string(response) +
         "]}]}";
}

TEST(Definitions, TellWhatAMethodIsWhereItLooksLikeNone) {
  const auto last = [](std::string_view method) { return last_step("normalize-method", R"({"method":")" + std::string(method) + R"("})"); };
  EXPECT_EQ(last("*"), "MTH-1 yes");
  EXPECT_EQ(last("chicken"), "MTH-4 no");
  EXPECT_EQ(last("TRACES"), "MTH-3 no");
  EXPECT_EQ(last("PUT"), "MTH-4 no");
}

TEST(Definitions, TellWhyAListDoesNotParse) {
  const auto last = [](std::string_view name, std::string_view value) {
    return last_step("extract-header-list", R"({"name":")" + std::string(name) + R"(","headers":[[")" + std::string(name) + R"(",")" +
                                                std::string(value) + R"("]]})");
  };
  EXPECT_EQ(last("Access-Control-Allow-Methods", "GET POST"), "ABNF-5 failure");
  EXPECT_EQ(last("Access-Control-Allow-Methods", "[GET]"), "MTH-1 no");
  EXPECT_EQ(last("Access-Control-Allow-Headers", "a, b:"), "HDR-1 no");
  EXPECT_EQ(last("Access-Control-Expose-Headers", "bb-8\\f"), "WSP-1 no");
  EXPECT_EQ(last("Access-Control-Expose-Headers", "\\u000b"), "WSP-1 no");
  EXPECT_EQ(last("Access-Control-Expose-Headers", "a\\t,b"), "WSP-1 yes");
}

TEST(Definitions, TellHowLinesOfOneNameAreFoundAndJoined) {
  const auto last = [](std::string_view lines) {
    return last_step("get-decode-split", R"({"name":"x^","headers":)" + std::string(lines) + "}");
  };
  EXPECT_EQ(last(R"([["x~","a"]])"), "HDR-5 no");
  EXPECT_EQ(last(R"([["y","a"]])"), "HDR-6 no");
  EXPECT_EQ(last(R"([["X^","a"]])"), "HDR-5 yes");
  EXPECT_EQ(last(R"([["x^","\"a"],["x^","b\""]])"), "HDR-7 set");
  EXPECT_EQ(last(R"([["x^","a,\u000bb"]])"), "WSP-1 no");
}

TEST(Definitions, TellWhyAHeaderIsSafelistedOrNot) {
  const auto last = [](std::string_view name, std::string_view value) {
    return last_step("safelisted-request-header", R"({"name":")" + std::string(name) + R"(","value":")" + std::string(value) + R"("})");
  };
  EXPECT_EQ(last("Accept", "\\u0001"), "UNB-1 yes");
  EXPECT_EQ(last("Accept", "("), "SAF-3 no");
  EXPECT_EQ(last("Accept", "\\u00ff"), "UNB-1 no");
  EXPECT_EQ(last("Content-Type", " text/plain"), "MIM-1 dropped");
  EXPECT_EQ(last("Content-Type", "text"), "MIM-2 failure");
  EXPECT_EQ(last("Content-Type", "text/"), "MIM-3 failure");
  EXPECT_EQ(last("Content-Type", "text/plain,text/plain"), "SAF-6 no");
  EXPECT_EQ(last("Content-Type", "TEXT/PLAIN"), "MIM-4 set");
  EXPECT_EQ(last("Content-Type", "text/plain"), "SAF-10 yes");
  EXPECT_EQ(last("*", "1"), "HDR-1 yes");
  EXPECT_EQ(last("x-a", "1"), "SAF-2 no");
  EXPECT_EQ(last_step("no-cors-safelisted-request-header", R"({"name":"range","value":"bytes=0-"})"), "PRV-1 yes");
}

TEST(Definitions, TellHowUnsafeNamesCameTogether) {
  const auto last = [](std::string_view lines) {
    return last_step("unsafe-request-header-names", R"({"headers":)" + std::string(lines) + "}");
  };
  const std::string value(100, 'a');
  EXPECT_EQ(last(R"([["Accept",")" + value + R"("],["accept",")" + value + R"("]])"), "HDR-4 yes");
  EXPECT_EQ(last(R"([["X_A","1"],["XA","1"]])"), "HDR-12 set");
  EXPECT_EQ(last(R"([["b","1"],["a","1"]])"), "UNN-5 set");
  std::string many = R"([["Accept",")" + value + R"("])";
  for (int i = 0; i < 10; ++i) many += R"(,["Accept",")" + value + R"("])";
  EXPECT_EQ(last(many + "]"), "UNN-4 yes");
  EXPECT_EQ(last(many + R"(,["X-A","1"]])"), "UNN-5 set");
}

TEST(Definitions, TellWhatAPreflightsStatusIs) {
  const auto last = [](int status) {
    return last_step(
        "preflight-check",
        R"({"request":{"url":"http://b.test/","origin":"http://a.test"},"response":{"headers":[["Access-Control-Allow-Origin","*"]],"status":)" +
            std::to_string(status) + "}}");
  };
  EXPECT_EQ(last(299), "STA-2 yes");
  EXPECT_EQ(last(300), "STA-2 no");
  EXPECT_EQ(last(304), "STA-3 no");
  EXPECT_EQ(last(308), "STA-3 yes");
}

TEST(Definitions, TellWhichOriginsAreTheSame) {
  const auto last = [](std::string_view origin, std::string_view url, std::string_view policy) {
    return last_step("corp-check", R"({"mode":"no-cors","embedder_policy":"unsafe-none","headers":[["Cross-Origin-Resource-Policy",")" +
                                       std::string(policy) + R"("]],"origin":")" + std::string(origin) + R"(","url":")" + std::string(url) +
                                       R"("})");
  };
  EXPECT_EQ(last("http://a.test", "http://a.test:80/", "same-origin"), "OGN-3 yes");
  EXPECT_EQ(last("http://a.test", "http://a.test./", "same-origin"), "OGN-3 no");
  EXPECT_EQ(last("http://a.test", "http://b.test/", "same-origin"), "CRP-8 blocked");
  EXPECT_EQ(last("null", "data:,", "same-origin"), "OGN-1 no");
  EXPECT_EQ(last("http://[::1]", "http://[::1]:81/", "same-site"), "OGN-17 yes");
  EXPECT_EQ(last("http://co.uk", "http://a.co.uk/", "same-site"), "OGN-17 no");
  EXPECT_EQ(last("http://a.test", "http://x.a.test/", "same-site"), "CRP-9 allowed");
  EXPECT_EQ(last("http://a.test", "http://b.test/", "Same-Site"), "ABNF-10 no");
}

TEST(Definitions, TellFirstWhatBecomesOfTheHeadersThatAScriptSets) {
  const auto first = [](std::string_view request) {
    const nlohmann::json trace =
        ask(R"({"trace":true,"kind":"fetch","input":)" + one_fetch(request, "") + "}").at("output").at("fetches").at(0).at("trace");
    return trace.front().at("rule").get<std::string>();
  };
  EXPECT_EQ(first(R"("url":"http://a.test/","headers":[["X-A"," \n1"]])"), "HDR-3");
  EXPECT_EQ(first(R"("url":"http://a.test/","headers":[["X-A","1"],["x-a","2"]])"), "HDR-8");
  EXPECT_EQ(first(R"("url":"http://a.test/","client":"xhr","headers":[["X-A","1"],["X-A","2"]])"), "HDR-11");
  EXPECT_EQ(first(R"("url":"http://a.test/","headers":[["X-A","1"],["X-A","2"]])"), "MF-12");
  EXPECT_EQ(first(R"("url":"http://a.test/","method":"TRACE","headers":[["X-A"," 1"]])"), "MTH-3");
}

TEST(Definitions, TellWhatShowsInAFetchAlone) {
  const std::string url = R"("url":"http://b.test/")";
  const std::string star = R"("headers":[["Access-Control-Allow-Origin","*"]])";
  EXPECT_EQ(last_step("fetch", one_fetch(url, R"({"status":600,)" + star + "}")), "STA-1 yes");
  EXPECT_EQ(last_step("fetch", one_fetch(url + R"(,"mode":"no-cors")", R"({"status":416})")), "STA-4 yes");
  EXPECT_EQ(last_step("fetch", one_fetch(R"("url":"http://a.test/")", R"({"status":200,"headers":[["x","1"],["X","2"]]})")), "HDR-13 set");
  EXPECT_EQ(last_step("fetch", one_fetch(R"("url":"http://@b.test/")", R"({"status":200,)" + star + "}")), "OGN-15 no");
  EXPECT_EQ(last_step("fetch", one_fetch(R"("url":"http://:p@b.test/")", "")), "OGN-15 yes");
  EXPECT_EQ(last_step("fetch", one_fetch(R"("url":"http://u@b.test/")", "")), "API-5 blocked");
}

}  // namespace
}  // namespace crosscheck
