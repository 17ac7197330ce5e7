#include "question/policy_document.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "question/ask_for_tests.h"
#include "question/json_number.h"

namespace crosscheck {
namespace {

using Found = std::vector<std::string>;

nlohmann::json validated(std::string_view policy) {
  return ask_kind("validate-policy", R"({"policy":)" + std::string(policy) + "}").at("output");
}

// "V02 /origins/0" for each fault, warnings behind the errors.
Found faults(std::string_view policy) {
  const nlohmann::json output = validated(policy);
  Found found;
  for (const std::string key : {"errors", "warnings"}) {
    for (const nlohmann::json& fault : output.at(key)) {
      EXPECT_FALSE(fault.at("name").get<std::string>().empty());
      EXPECT_FALSE(fault.at("message").get<std::string>().empty());
      EXPECT_FALSE(fault.at("fix").get<std::string>().empty());
      EXPECT_TRUE(fault.at("reference").get<std::string>().starts_with("https://"));
      found.push_back((key == "errors" ? "" : "warning ") + fault.at("code").get<std::string>() + " " +
                      fault.at("pointer").get<std::string>());
    }
  }
  EXPECT_EQ(output.at("valid").get<bool>(), output.at("errors").empty());
  EXPECT_EQ(output.at("normal").is_null(), !output.at("errors").empty());
  return found;
}
// A policy for one origin, and more members.
std::string app_with(std::string_view members) { return R"({"origins":["https://app.example"],)" + std::string(members) + "}"; }
Found app_faults(std::string_view members) { return faults(app_with(members)); }
Found one(std::string_view fault) { return {std::string(fault)}; }
std::string first_fix(std::string_view policy) { return validated(policy).at("errors").at(0).at("fix"); }

TEST(ValidatePolicy, NamesEachFaultAlone) {
  EXPECT_EQ(faults("{}"), one("V01 "));
  EXPECT_EQ(faults(R"({"origins":[]})"), one("V01 /origins"));
  EXPECT_EQ(faults(R"({"origins":["https://app.example/"]})"), one("V02 /origins/0"));
  EXPECT_EQ(faults(R"({"origins":["https://b\u00fccher.test"]})"), one("V02 /origins/0"));
  EXPECT_EQ(faults(R"({"origins":["https://a.*"]})"), one("V03 /origins/0"));
  EXPECT_EQ(faults(R"({"origins":"*","credentials":true})"), one("V04 /origins"));
  EXPECT_EQ(app_faults(R"("null_origin":true,"credentials":true)"), one("V06 /null_origin"));
  EXPECT_EQ(faults(R"({"origins":["https://*.co.uk"]})"), one("V09 /origins/0"));
  EXPECT_EQ(faults(R"({"origins":["http://a.test"],"credentials":true})"), one("V10 /origins/0"));
  EXPECT_EQ(app_faults(R"("expose_headers":"*","credentials":true)"), one("V11 /expose_headers"));
  EXPECT_EQ(app_faults(R"("methods":["CONNECT"])"), one("V12 /methods/0"));
  EXPECT_EQ(app_faults(R"("request_headers":["x a"])"), one("V13 /request_headers/0"));
  EXPECT_EQ(app_faults(R"("request_headers":["cookie"])"), one("V14 /request_headers/0"));
  EXPECT_EQ(app_faults(R"("request_headers":["access-control-allow-origin"])"), one("V15 /request_headers/0"));
  EXPECT_EQ(app_faults(R"("expose_headers":["set-cookie"])"), one("V16 /expose_headers/0"));
  EXPECT_EQ(app_faults(R"("max_age":-1)"), one("V17 /max_age"));
  EXPECT_EQ(app_faults(R"("preflight_status":404)"), one("V18 /preflight_status"));
  EXPECT_EQ(faults(R"({"routes":[{"path":"/*","policy":"off"},{"path":"/a","policy":"off"}]})"), one("V22 /routes/1/path"));
  EXPECT_EQ(app_faults(R"("credentails":true)"), one("V23 /credentails"));
  EXPECT_EQ(app_faults(R"("acknowledge":["unescaped-dots"])"), one("V24 /acknowledge/0"));
  EXPECT_EQ(app_faults(R"("max_age":601)"), one("warning V30 /max_age"));
  EXPECT_EQ(app_faults(R"("request_headers":"*")"), one("warning V31 /request_headers"));
  EXPECT_EQ(app_faults(R"("methods":"*","credentials":true)"), one("warning V32 /methods"));
  EXPECT_EQ(app_faults(R"("methods":["GET"])"), one("warning V33 /methods/0"));
  EXPECT_EQ(app_faults(R"("methods":["patch"])"), one("warning V34 /methods/0"));
  EXPECT_EQ(faults(R"({"origins":["http://a.test"]})"), one("warning V35 /origins/0"));
  EXPECT_EQ(faults(R"({"origins":["https://*.github.io"]})"), one("warning V37 /origins/0"));
  EXPECT_EQ(app_faults(R"("methods":["OPTIONS"])"), one("warning V41 /methods/0"));
  EXPECT_EQ(faults(R"({"origins":["https://a.test","https://a.test:8443"]})"), one("warning V44 /origins/1"));
}

TEST(ValidatePolicy, NamesFaultsOfExpressionsAlone) {
  const auto pattern = [](std::string_view regex, std::string_view matches, std::string_view rejects, std::string_view rest = "") {
    return faults(R"({"origin_patterns":[{"regex":")" + std::string(regex) + R"(","matches":[")" + std::string(matches) +
                  R"("],"rejects":[")" + std::string(rejects) + R"("]}])" + std::string(rest) + "}");
  };
  EXPECT_EQ(pattern(R"(https://pr-[0-9]+\\.one\\.example)", "https://pr-7.one.example", "https://one.example"), Found{});
  EXPECT_EQ(pattern("https://[a-z0-9.:-]+", "https://a", "https://A", R"(,"credentials":true,"acknowledge":["unanchored-pattern"])"),
            (Found{"V05 /origin_patterns/0/regex", "warning V07 /origin_patterns/0/regex"}));
  EXPECT_EQ(pattern(R"(https://a\\.test.*)", "https://a.test", "https://b.test"), one("V07 /origin_patterns/0/regex"));
  EXPECT_EQ(pattern(R"(https://a.one\\.example)", "https://a.one.example", "https://b.test"), one("V08 /origin_patterns/0/regex"));
  EXPECT_EQ(pattern(R"(https://a\\.test)", "https://b.test", "https://c.test"), one("V21 /origin_patterns/0/matches/0"));
  EXPECT_EQ(pattern(R"((a)\\1)", "https://a.test", "https://b.test"), one("V43 /origin_patterns/0/regex"));
}

TEST(ValidatePolicy, ADangerThatIsAcknowledgedIsAWarning) {
  EXPECT_EQ(faults(R"({"origins":"*","credentials":true,"acknowledge":["any-origin-with-credentials"]})"), one("warning V04 /origins"));
}

TEST(ValidatePolicy, FindsFaultsOfManyKindsAtOnceInDocumentOrder) {
  EXPECT_EQ(faults(R"({"max_age":1.5,"credentails":true,"methods":["PUT",7,"TRACE"],"origins":["https://a.test/","*"],"null_origin":"no",
                       "preflight_status":301,"request_headers":["Cookie","x-a"]})"),
            (Found{"V17 /max_age", "V23 /credentails", "V23 /methods/1", "V12 /methods/2", "V02 /origins/0", "V03 /origins/1",
                   "V23 /null_origin", "V18 /preflight_status", "V14 /request_headers/0"}));
}

TEST(ValidatePolicy, TakesAnythingForAPolicy) {
  for (const std::string_view value : {"null", "true", "7", R"("off")", "[]", R"([{"origins":"*"}])"})
    EXPECT_EQ(faults(value), one("V23 ")) << value;
  EXPECT_EQ(input_error("validate-policy", "{}"), "bad-input /input/policy");
  EXPECT_EQ(input_error("validate-policy", R"({"policy":{},"polcy":{}})"), "bad-input /input/polcy");
}

TEST(ValidatePolicy, AnUnknownKeyIsAFaultWithTheNearestOne) {
  EXPECT_NE(first_fix(app_with(R"("credentails":true)")).find("\"credentials\""), std::string::npos);
  EXPECT_EQ(faults(R"({"rotues":[]})"), (Found{"V01 ", "V23 /rotues"}));
  EXPECT_EQ(faults(R"({"origins":"*","a/b~c":1})"), one("V23 /a~1b~0c"));
  EXPECT_EQ(faults(R"({"routes":[],"origins":"*"})"), one("V23 /origins"));
  EXPECT_EQ(faults(R"({"routes":[{"path":"/*","policy":{"origins":"*","routes":[]},"polcy":1}]})"),
            (Found{"V23 /routes/0/policy/routes", "V23 /routes/0/polcy"}));
  EXPECT_EQ(
      faults(R"({"origin_patterns":[{"regex":"https://a\\.test","matches":["https://a.test"],"rejects":["https://b.test"],"example":1}]})"),
      one("V23 /origin_patterns/0/example"));
}

TEST(ValidatePolicy, AValueOfTheWrongTypeIsOneFault) {
  for (const std::string_view key : {"origin_patterns", "null_origin", "credentials", "methods", "request_headers", "expose_headers",
                                     "preflight_status", "rejected_preflight", "acknowledge"}) {
    for (const std::string_view value : {"null", "{}", R"("x")"}) {
      EXPECT_EQ(app_faults("\"" + std::string(key) + "\":" + std::string(value)), one("V23 /" + std::string(key))) << key << value;
    }
  }
  for (const std::string_view value : {"null", "7", "true", "{}", R"("https://a.test")"}) {
    EXPECT_EQ(faults(R"({"origins":)" + std::string(value) + "}"), one("V23 /origins")) << value;
  }
  EXPECT_EQ(app_faults(R"("max_age":"600")"), one("V23 /max_age"));
  EXPECT_EQ(app_faults(R"("max_age":null)"), Found{});
  for (const std::string_view key : {"origins", "methods", "request_headers", "expose_headers", "acknowledge"}) {
    const Found expected = one("V23 /" + std::string(key) + "/0");
    EXPECT_EQ(faults((key == "origins" ? "{" : R"({"origins":["https://app.example"],)") + ("\"" + std::string(key) + "\":[null]}")),
              expected);
  }
  EXPECT_EQ(faults(R"({"origins":[[]],"null_origin":0})"), (Found{"V23 /origins/0", "V23 /null_origin"}));
}

TEST(ValidatePolicy, AWrongTypeInsideAnExpressionOrARouteIsOneFault) {
  EXPECT_EQ(faults(R"({"origin_patterns":[7]})"), one("V23 /origin_patterns/0"));
  EXPECT_EQ(faults(R"({"origin_patterns":[{"regex":7,"matches":["a"],"rejects":["b"]}]})"), one("V23 /origin_patterns/0/regex"));
  EXPECT_EQ(faults(R"({"origin_patterns":[{"matches":["a"],"rejects":["b"]}]})"), one("V23 /origin_patterns/0"));
  EXPECT_EQ(faults(R"({"origin_patterns":[{"regex":"https://a\\.test","matches":"https://a.test","rejects":[7]}]})"),
            (Found{"V23 /origin_patterns/0/matches", "V23 /origin_patterns/0/rejects/0"}));
  EXPECT_EQ(faults(R"({"origin_patterns":[{"regex":"https://a\\.test","matches":["https://a.test"]}]})"), one("V21 /origin_patterns/0"));
  EXPECT_EQ(faults(R"({"routes":{}})"), one("V23 /routes"));
  EXPECT_EQ(faults(R"({"routes":["/a"]})"), one("V23 /routes/0"));
  EXPECT_EQ(faults(R"({"routes":[{"path":7,"policy":"off"}]})"), one("V23 /routes/0/path"));
  EXPECT_EQ(faults(R"({"routes":[{"policy":"off"},{"path":"/a"}]})"), (Found{"V23 /routes/0", "V23 /routes/1"}));
  EXPECT_EQ(faults(R"({"routes":[{"path":"/a","policy":"on"}]})"), one("V23 /routes/0/policy"));
  EXPECT_EQ(faults(R"({"routes":[{"path":"/a","policy":{"origins":["https://a.test/"],"max_age":"1"}}]})"),
            (Found{"V02 /routes/0/policy/origins/0", "V23 /routes/0/policy/max_age"}));
}

TEST(ValidatePolicy, TheFixOfAWrongTypeSaysWhatToWrite) {
  EXPECT_EQ(first_fix(R"({"origins":"https://a.test"})"), R"(Put it into a list: ["https://a.test"].)");
  EXPECT_EQ(first_fix(app_with(R"("credentials":"true")")), "Write true, without quotes.");
  EXPECT_EQ(first_fix(app_with(R"("max_age":"600")")), "Write 600, without quotes.");
  EXPECT_EQ(first_fix(app_with(R"("rejected_preflight":"diagnostics")")), "Write \"diagnostic\".");
}

TEST(ValidatePolicy, NumbersAreThoseThatWereWritten) {
  for (const std::string_view age : {"600", "6e2", "600.0", "6.00E+2", "0", "-0", "0.0e-99999999999999999999"}) {
    EXPECT_EQ(app_faults("\"max_age\":" + std::string(age)), Found{}) << age;
  }
  for (const std::string_view age : {"1.5", "-1", "2147483648", "1e400", "-1e400", "1e-400", "600.00000000000000000001",
                                     "2147483647.0000000001", "0.1e-99999999999999999999"}) {
    EXPECT_EQ(app_faults("\"max_age\":" + std::string(age)), one("V17 /max_age")) << age;
  }
  EXPECT_EQ(app_faults(R"("preflight_status":204.00000000000000000001)"), one("V18 /preflight_status"));
}

TEST(JsonNumberValue, IsTheNearestDoubleAndNoIntegerWhereNoneIsWritten) {
  using question::json_number_value;
  EXPECT_EQ(json_number_value("1234.5e-1"), 123.45);
  EXPECT_EQ(json_number_value("10e-1"), 1.0);
  EXPECT_TRUE(std::signbit(json_number_value("-0")));
  EXPECT_EQ(json_number_value("-1e999"), -std::numeric_limits<double>::infinity());
  EXPECT_GT(json_number_value("1e-999"), 0.0);
  EXPECT_NE(json_number_value("1.00000000000000000001"), 1.0);
}

TEST(ValidatePolicy, TheNormalFormHasEveryKeyInItsOrder) {
  EXPECT_EQ(
      evaluate(
          R"({"kind":"validate-policy","input":{"policy":{"expose_headers":["X-B","x-b"],"origins":["https://a.test"],"methods":["*","PUT"],"max_age":6e2}}})")
          .json,
      R"({"output":{"valid":true,"errors":[],"warnings":[)"
      R"({"code":"V33","name":"redundant-entry","pointer":"/expose_headers/1","message":"`x-b` stands at `/expose_headers/0` already.","fix":"Leave it out.",)"
      R"("reference":"https://fetch.spec.whatwg.org/#http-cors-protocol"},)"
      R"({"code":"V33","name":"redundant-entry","pointer":"/methods/1","message":"`PUT` stands beside `*`, which allows every method.","fix":"Leave it out.",)"
      R"("reference":"https://fetch.spec.whatwg.org/#http-cors-protocol"}],)"
      R"("normal":{"origins":["https://a.test"],"origin_patterns":[],"null_origin":false,"credentials":false,"methods":"*","request_headers":[],)"
      R"("expose_headers":["x-b"],"max_age":600,"preflight_status":204,"rejected_preflight":"quiet","acknowledge":[]}}})");
}

TEST(ValidatePolicy, WhatANormalFormNormalizesToIsItself) {
  for (
      const std::string_view policy : {
          R"({"origins":"*"})",
          R"({"origins":["*"],"request_headers":["Authorization","*","x"],"rejected_preflight":"diagnostic"})",
          R"({"null_origin":true,"max_age":0,"preflight_status":200})",
          R"({"origin_patterns":[{"regex":"https://[a-z]+-\u0061\\.one\\.example","matches":["https://a-a.one.example"],"rejects":["https://\u00e9-a.one.example"]}]})",
          R"({"routes":[{"path":"/p\u00e4th/*","policy":{"origins":["https://*.a.test:*","https://a.test"]}},{"path":"/*","policy":"off"}]})",
          R"({"routes":[]})",
      }) {
    const nlohmann::json first = validated(policy);
    EXPECT_EQ(first.at("errors"), nlohmann::json::array()) << policy;
    const nlohmann::json second = validated(first.at("normal").dump());
    EXPECT_EQ(second.at("errors"), nlohmann::json::array()) << policy;
    EXPECT_EQ(second.at("normal"), first.at("normal")) << policy;
  }
}

TEST(ValidatePolicy, ALargeDocumentOfNothingButFaultsIsAnswered) {
  std::string keys = R"({"origins":"*")";
  for (int i = 0; i < 20'000; ++i) keys += ",\"k" + std::to_string(i) + "\":0";
  EXPECT_EQ(validated(keys + "}").at("errors").size(), 20'000U);
  std::string wrong = R"({"origins":[)";
  for (int i = 0; i < 20'000; ++i) wrong += "0,";
  EXPECT_EQ(validated(wrong + "0]}").at("errors").size(), 20'001U);
}

TEST(ValidatePolicy, TracesItsErrors) {
  const auto trace = [](std::string_view policy) {
    return ask(R"({"trace":true,"kind":"validate-policy","input":{"policy":)" + std::string(policy) + "}}").at("output").at("trace");
  };
  EXPECT_EQ(trace(R"({"origins":"*"})").size(), 1U);
  EXPECT_EQ(trace(R"({"origins":"*"})").back().at("outcome"), "success");
  const nlohmann::json failing = trace(R"({"origins":"*","credentials":true,"expose_headers":"*"})");
  ASSERT_EQ(failing.size(), 2U);
  EXPECT_EQ(failing.at(0).at("rule"), "SRV-12");
  EXPECT_EQ(failing.at(1).at("rule"), "SRV-10");
  EXPECT_EQ(failing.at(1).at("outcome"), "failure");
  EXPECT_TRUE(failing.at(1).at("text").get<std::string>().starts_with("V11 expose-any-with-credentials at /expose_headers: "));
}

}  // namespace
}  // namespace crosscheck
