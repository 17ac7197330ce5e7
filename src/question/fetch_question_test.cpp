#include <gtest/gtest.h>

#include "question/ask_for_tests.h"

namespace crosscheck {
namespace {

// The verdicts on fetches.
nlohmann::json verdicts(std::string_view fetches) {
  const nlohmann::json answer = ask_kind("fetch", R"({"fetches":)" + std::string(fetches) + "}");
  return answer.contains("output") ? answer.at("output").at("fetches") : answer;
}

// One verdict: "allowed", "blocked <reason> <at>" or "pending", then each request as "METHOD url (Origin)", and how many responses were used.
std::string verdict(const nlohmann::json& fetch) {
  std::string text = fetch.at("verdict").get<std::string>();
  if (text == "blocked") text += " " + fetch.at("reason").get<std::string>() + " " + fetch.at("at").get<std::string>();
  for (const nlohmann::json& sent : fetch.at("sent")) {
    text += ", " + sent.at("method").get<std::string>() + " " + sent.at("url").get<std::string>();
    for (const nlohmann::json& line : sent.at("headers")) {
      if (line.at(0) == "Origin") text += " (" + line.at(1).get<std::string>() + ")";
    }
  }
  return text + ", " + std::to_string(fetch.at("used").get<int>());
}

// The verdict on one fetch from http://a.test.
std::string one(std::string_view request, std::string_view responses) {
  const nlohmann::json fetches =
      verdicts(R"([{"request":{"origin":"http://a.test",)" + std::string(request) + R"(},"responses":)" + std::string(responses) + "}]");
  return fetches.is_array() ? verdict(fetches.at(0)) : fetches.dump();
}

// The fault of a request's members.
std::string request_error(std::string_view members) {
  return input_error("fetch", R"({"fetches":[{"request":{"origin":"http://a.test","url":"http://b.test/",)" + std::string(members) +
                                  R"(},"responses":[]}]})");
}

constexpr std::string_view kGrant =
    R"({"status":204,"headers":[["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Methods","PUT"]]})";
constexpr std::string_view kOpen = R"({"status":200,"headers":[["Access-Control-Allow-Origin","*"]]})";

TEST(ContractCases, RedirectedPutWhoseSecondPreflightIsRefused) {
  EXPECT_EQ(one(R"("url":"http://b.test/","method":"PUT")",
                "[" + std::string(kGrant) +
                    R"(,{"status":307,"headers":[["Access-Control-Allow-Origin","*"],["Location","http://c.test/"]]},{"status":204}])"),
            "blocked allow-origin-missing preflight, OPTIONS http://b.test/ (http://a.test), PUT http://b.test/ (http://a.test), OPTIONS "
            "http://c.test/ (null), 3");
}

TEST(ContractCases, NoResponsesLeaveAPreflightPending) {
  const nlohmann::json fetch =
      verdicts(R"([{"request":{"origin":"http://a.test","url":"http://b.test/","method":"PUT"},"responses":[]}])").at(0);
  EXPECT_EQ(verdict(fetch), "pending, OPTIONS http://b.test/ (http://a.test), 0");
  EXPECT_TRUE(fetch.at("reason").is_null() && fetch.at("at").is_null() && fetch.at("response").is_null());
}

TEST(ContractCases, AResponseForTheActualRequestAloneStaysUnused) {
  EXPECT_EQ(one(R"("url":"http://b.test/","method":"PUT")", R"([{"for":"actual","status":200}])"),
            "pending, OPTIONS http://b.test/ (http://a.test), 0");
}

TEST(ContractCases, AnOpaqueOriginMatchesNullEvenWithCredentials) {
  const nlohmann::json fetch = verdicts(R"([{"request":{"origin":"null","url":"http://b.test/","credentials":"include"},
      "responses":[{"status":200,"headers":[["Access-Control-Allow-Origin","null"],["Access-Control-Allow-Credentials","true"]]}]}])")
                                   .at(0);
  EXPECT_EQ(fetch.at("verdict"), "allowed");
  EXPECT_EQ(fetch.at("response").at("type"), "cors");
}

TEST(ContractCases, SameOriginModeToAnotherOriginSendsNothing) {
  EXPECT_EQ(one(R"("url":"http://b.test/","mode":"same-origin")", "[]"), "blocked mode-same-origin-cross-origin-url request, 0");
}

TEST(ContractCases, SameOriginModeIsBlockedAtARedirectToAnotherOrigin) {
  EXPECT_EQ(one(R"("url":"http://a.test/","mode":"same-origin")", R"([{"status":302,"headers":[["Location","http://b.test/"]]}])"),
            "blocked mode-same-origin-cross-origin-url request, GET http://a.test/, 1");
}

TEST(ContractCases, OnlyRedirectsOfCorsRequestsNeedTheHeaders) {
  EXPECT_EQ(one(R"("url":"http://a.test/")",
                R"([{"status":302,"headers":[["Location","http://b.test/"]]},{"status":302,"headers":[["Location","http://c.test/"]]}])"),
            "blocked allow-origin-missing redirect, GET http://a.test/, GET http://b.test/ (http://a.test), 2");
}

TEST(ContractCases, APreflightOf404WithoutHeadersLacksTheOriginFirst) {
  EXPECT_EQ(one(R"("url":"http://b.test/","method":"PUT")", R"([{"status":404}])"),
            "blocked allow-origin-missing preflight, OPTIONS http://b.test/ (http://a.test), 1");
}

TEST(ContractCases, TwoLinesOfAllowOriginAreMultipleLines) {
  EXPECT_EQ(one(R"("url":"http://b.test/","credentials":"omit")",
                R"([{"status":200,"headers":[["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Origin","*"]]}])"),
            "blocked allow-origin-multiple-lines response, GET http://b.test/ (http://a.test), 1");
}

TEST(ContractCases, APreflightLastsFiveSecondsByDefault) {
  const auto put = [](std::string_view at) {
    return R"({"at":)" + std::string(at) +
           R"(,"request":{"origin":"http://a.test","url":"http://b.test/","method":"PUT"},"responses":[{"for":"preflight",)" +
           std::string(kGrant.substr(1)) + R"(,{"for":"actual",)" + std::string(kOpen.substr(1)) + "]}";
  };
  const nlohmann::json fetches = verdicts("[" + put("100") + "," + put("104.9") + "," + put("105") + "]");
  EXPECT_EQ(fetches.at(0).at("sent").size(), 2U);
  EXPECT_EQ(fetches.at(1).at("sent").size(), 1U);
  EXPECT_EQ(fetches.at(2).at("sent").size(), 2U);
  // No binary fraction tells these times apart.
  const nlohmann::json exact = verdicts("[" + put("0.1") + "," + put("5.09999999999999999999999999999") + "," + put("51e-1") + "]");
  EXPECT_EQ(exact.at(1).at("sent").size(), 1U);
  EXPECT_EQ(exact.at(2).at("sent").size(), 2U);
}

TEST(ContractCases, ACookieThatAScriptSetsIsDroppedAndTraced) {
  const nlohmann::json answer = ask(
      R"({"trace":true,"kind":"fetch","input":{"fetches":[{"request":{"origin":"http://a.test","url":"http://b.test/","headers":[["Cookie","a=b"]]},"responses":[]}]}})");
  const nlohmann::json& fetch = answer.at("output").at("fetches").at(0);
  EXPECT_EQ(verdict(fetch), "pending, GET http://b.test/ (http://a.test), 0");
  EXPECT_EQ(fetch.at("sent").at(0).at("headers").size(), 1U);
  EXPECT_NE(fetch.at("trace").dump().find("Cookie"), std::string::npos);
}

TEST(FetchQuestion, AnswersWithAllKeysInTheContractsOrder) {
  EXPECT_EQ(
      evaluate(R"({"kind":"fetch","input":{"fetches":[{"request":{"url":"http://b.test/#f","origin":"http://a.test"},"responses":[)" +
               std::string(kOpen) + "]}]}}")
          .json,
      R"({"output":{"fetches":[{"verdict":"allowed","reason":null,"at":null,"response":{"type":"cors","status":200,"url":"http://b.test/","redirected":false,"headers":[]},)"
      R"("sent":[{"purpose":"actual","method":"GET","url":"http://b.test/","headers":[["Origin","http://a.test"]],"credentials":false}],"used":1}]}})");
}

TEST(FetchQuestion, PartitionsKeepTheirPreflightsApart) {
  const auto put = [](std::string_view partition) {
    return R"({"partition":")" + std::string(partition) +
           R"(","request":{"origin":"http://a.test","url":"http://b.test/","method":"PUT"},"responses":[{"for":"preflight",)" +
           std::string(kGrant.substr(1)) + R"(,{"for":"actual",)" + std::string(kOpen.substr(1)) + "]}";
  };
  const nlohmann::json fetches = verdicts("[" + put("x") + "," + put("y") + "," + put("x") + "]");
  EXPECT_EQ(fetches.at(1).at("sent").size(), 2U);
  EXPECT_EQ(fetches.at(2).at("sent").size(), 1U);
}

TEST(FetchQuestion, WhatAnApiThrowsForIsAVerdict) {
  EXPECT_EQ(one(R"("url":"http://b.test/","method":"TRACE")", "[]"), "blocked method-forbidden construct, 0");
  EXPECT_EQ(one(R"("url":"http://b.test/","method":"GE T")", "[]"), "blocked method-invalid construct, 0");
  EXPECT_EQ(one(R"("url":"b.test")", "[]"), "blocked url-invalid construct, 0");
  EXPECT_EQ(one(R"("url":"http://u@b.test/")", "[]"), "blocked url-has-credentials construct, 0");
  EXPECT_EQ(one(R"("url":"http://b.test/","headers":[["a b","c"]])", "[]"), "blocked header-invalid construct, 0");
  EXPECT_EQ(one(R"("url":"http://b.test/","client":"xhr","headers":[["a","b\u0000"]])", "[]"), "blocked header-invalid construct, 0");
}

TEST(FetchQuestion, WhatARawRequestCannotBeIsBadInput) {
  EXPECT_EQ(input_error("fetch", R"({"fetches":[{"request":{"client":"raw","origin":"null","url":"b.test"},"responses":[]}]})"),
            "bad-input /input/fetches/0/request/url");
  EXPECT_EQ(request_error(R"("client":"raw","method":"GE T")"), "bad-input /input/fetches/0/request/method");
  EXPECT_EQ(request_error(R"("client":"raw","headers":[["a b","c"]])"), "bad-input /input/fetches/0/request/headers/0/0");
}

TEST(FetchQuestion, WhatAnApiCannotExpressIsBadInput) {
  const std::string at = "bad-input /input/fetches/0/request/";
  EXPECT_EQ(request_error(R"("mode":"navigate")"), at + "mode");
  EXPECT_EQ(request_error(R"("client":"xhr","mode":"no-cors")"), at + "mode");
  EXPECT_EQ(request_error(R"("client":"xhr","redirect":"manual")"), at + "redirect");
  EXPECT_EQ(request_error(R"("client":"xhr","credentials":"omit")"), at + "credentials");
  EXPECT_EQ(request_error(R"("client":"xhr","method":"POST","body":{"content_type":null,"replayable":false})"), at + "body/replayable");
  EXPECT_EQ(request_error(R"("unsafe_request":true)"), at + "unsafe_request");
  EXPECT_EQ(request_error(R"("client":"raw","unsafe_request":true,"mode":"webtransport")"), "");
  EXPECT_EQ(request_error(R"("client":"curl")"), at + "client");
  EXPECT_EQ(request_error(R"("referrer_policy":"none")"), at + "referrer_policy");
  EXPECT_EQ(request_error(R"("referrer_policy":"")"), "");
  EXPECT_EQ(request_error(R"("body":"text")"), at + "body");
  EXPECT_EQ(request_error(R"("method":"\u0100")"), at + "method");
}

TEST(FetchQuestion, RequiresOriginAndUrl) {
  EXPECT_EQ(input_error("fetch", R"({"fetches":[{"request":{"origin":"null"},"responses":[]}]})"),
            "bad-input /input/fetches/0/request/url");
  EXPECT_EQ(input_error("fetch", R"({"fetches":[{"request":{"url":"http://b.test/"},"responses":[]}]})"),
            "bad-input /input/fetches/0/request/origin");
  EXPECT_EQ(input_error("fetch", R"({"fetches":[{"responses":[]}]})"), "bad-input /input/fetches/0/request");
  EXPECT_EQ(input_error("fetch", "{}"), "bad-input /input/fetches");
}

TEST(FetchQuestion, TimesNeverFall) {
  const auto at = [](std::string_view time) {
    return R"({"at":)" + std::string(time) + R"(,"request":{"origin":"null","url":"http://b.test/"},"responses":[]})";
  };
  const auto fault = [](const std::string& fetches) { return input_error("fetch", R"({"fetches":[)" + fetches + "]}"); };
  EXPECT_EQ(fault(at("2") + "," + at("1.9")), "bad-input /input/fetches/1/at");
  EXPECT_EQ(fault(at("2") + "," + at("2.0")), "");
  EXPECT_EQ(fault(at("-1")), "bad-input /input/fetches/0/at");
  EXPECT_EQ(fault(at("1e999")), "bad-input /input/fetches/0/at");
  EXPECT_EQ(fault(at("\"1\"")), "bad-input /input/fetches/0/at");
}

TEST(FetchQuestion, RefusesResponsesThatCannotBe) {
  const auto fault = [](std::string_view response) {
    return input_error("fetch",
                       R"({"fetches":[{"request":{"origin":"null","url":"http://b.test/"},"responses":[)" + std::string(response) + "]}]}");
  };
  const std::string at = "bad-input /input/fetches/0/responses/0";
  EXPECT_EQ(fault("{}"), at + "/status");
  EXPECT_EQ(fault(R"({"status":199})"), at + "/status");
  EXPECT_EQ(fault(R"({"status":1000})"), at + "/status");
  EXPECT_EQ(fault(R"({"status":200.0})"), at + "/status");
  EXPECT_EQ(fault(R"({"status":"200"})"), at + "/status");
  EXPECT_EQ(fault(R"({"status":999})"), "");
  EXPECT_EQ(fault(R"({"network_error":true,"status":200})"), at + "/status");
  EXPECT_EQ(fault(R"({"network_error":false})"), at + "/network_error");
  EXPECT_EQ(fault(R"({"network_error":true,"for":"preflight"})"), "");
  EXPECT_EQ(fault(R"({"status":200,"for":"both"})"), at + "/for");
  EXPECT_EQ(fault("null"), at);
}

TEST(FetchQuestion, TakesSixtyFourFetchesAndSixtyFourResponses) {
  const auto repeated = [](std::string_view item, int times) {
    std::string text(item);
    for (int i = 1; i < times; ++i) text += "," + std::string(item);
    return "[" + text + "]";
  };
  constexpr std::string_view kFetch = R"({"request":{"origin":"null","url":"http://b.test/"},"responses":[]})";
  EXPECT_EQ(input_error("fetch", R"({"fetches":)" + repeated(kFetch, 64) + "}"), "");
  EXPECT_EQ(input_error("fetch", R"({"fetches":)" + repeated(kFetch, 65) + "}"), "too-large /input/fetches");
  const auto responses = [&](int number) {
    return R"({"fetches":[{"request":{"origin":"null","url":"http://b.test/"},"responses":)" + repeated(kOpen, number) + "}]}";
  };
  EXPECT_EQ(input_error("fetch", responses(64)), "");
  EXPECT_EQ(input_error("fetch", responses(65)), "too-large /input/fetches/0/responses");
}

}  // namespace
}  // namespace crosscheck
