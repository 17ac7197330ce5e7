#include <gtest/gtest.h>

#include "crosscheck/reason/rule.h"
#include "question/ask_for_tests.h"

namespace crosscheck {
namespace {

// Section 1 of the document's description, with every key.
constexpr std::string_view kExample = R"({
  "origins": ["https://app.example", "https://*.example.com", "http://localhost:*"],
  "origin_patterns": [{"regex": "https://pr-[0-9]+--app\\.example\\.net", "matches": ["https://pr-7--app.example.net"], "rejects": ["https://evil--app.example.net"]}],
  "null_origin": false, "credentials": false, "methods": ["PUT", "DELETE"], "request_headers": ["content-type", "authorization"],
  "expose_headers": ["x-request-id"], "max_age": 600, "preflight_status": 204, "rejected_preflight": "quiet", "acknowledge": []})";

std::string asked(std::string_view policy, std::string_view request, bool trace = false) {
  return std::string(R"({"kind":"policy",)") + (trace ? R"("trace":true,)" : "") + R"("input":{"policy":)" + std::string(policy) +
         R"(,"request":)" + std::string(request) + "}}";
}
std::string request(std::string_view method, std::string_view headers, std::string_view path = "/") {
  return R"({"method":")" + std::string(method) + R"(","path":")" + std::string(path) + R"(","headers":)" + std::string(headers) + "}";
}
std::string preflight(std::string_view origin, std::string_view method, std::string_view names = "") {
  std::string headers = R"([["Origin",")" + std::string(origin) + R"("],["Access-Control-Request-Method",")" + std::string(method) + "\"]";
  if (!names.empty()) headers += R"(,["Access-Control-Request-Headers",")" + std::string(names) + "\"]";
  return request("OPTIONS", headers + "]");
}
std::string get(std::string_view origin) { return request("GET", R"([["Origin",")" + std::string(origin) + "\"]]"); }

// The output as it is written, without the braces.
std::string answer(std::string_view policy, std::string_view request) {
  const std::string json = evaluate(asked(policy, request)).json;
  constexpr std::string_view kBegin = R"({"output":{)";
  if (!json.starts_with(kBegin)) return json;
  return json.substr(kBegin.size(), json.size() - kBegin.size() - 2);
}

constexpr std::string_view kVaryAll = R"(["Vary","Origin, Access-Control-Request-Method, Access-Control-Request-Headers"])";

TEST(PolicyKind, AnswersAPreflightInTheContractsOrder) {
  EXPECT_EQ(
      answer(kExample, preflight("https://app.example", "PUT", "authorization,content-type")),
      R"("request_type":"preflight","allowed":true,"reason":null,"status":204,"headers":[["Access-Control-Allow-Origin","https://app.example"],)"
      R"(["Access-Control-Allow-Methods","PUT, DELETE"],["Access-Control-Allow-Headers","content-type, authorization"],["Access-Control-Max-Age","600"],)" +
          std::string(kVaryAll) + R"(],"decided_by":"/origins/0")");
}

TEST(PolicyKind, AnswersAnActualRequestAndOneWithoutOrigin) {
  EXPECT_EQ(
      answer(kExample, get("https://a.b.example.com")),
      R"("request_type":"cors","allowed":true,"reason":null,"status":null,"headers":[["Access-Control-Allow-Origin","https://a.b.example.com"],)"
      R"(["Access-Control-Expose-Headers","x-request-id"],["Vary","Origin"]],"decided_by":"/origins/1")");
  EXPECT_EQ(answer(kExample, request("GET", "[]")),
            R"("request_type":"other","allowed":null,"reason":null,"status":null,"headers":[["Vary","Origin"]],"decided_by":null)");
  EXPECT_EQ(
      answer(R"({"origins":"*"})", request("GET", "[]")),
      R"("request_type":"other","allowed":null,"reason":null,"status":null,"headers":[["Access-Control-Allow-Origin","*"]],"decided_by":null)");
}

TEST(PolicyKind, NamesTheEntryThatDecided) {
  const auto decided_by = [](std::string_view policy, std::string_view request) {
    return ask(asked(policy, request)).at("output").at("decided_by");
  };
  EXPECT_EQ(decided_by(kExample, get("http://localhost:3000")), "/origins/2");
  EXPECT_EQ(decided_by(kExample, get("https://pr-12--app.example.net")), "/origin_patterns/0");
  EXPECT_EQ(decided_by(R"({"origins":"*"})", get("https://x.test")), "/origins");
  EXPECT_EQ(decided_by(R"({"null_origin":true})", get("null")), "/null_origin");
}

TEST(PolicyKind, GivesTheReasonOfEachRefusal) {
  const auto reason = [](std::string_view policy, std::string_view request) {
    const nlohmann::json output = ask(asked(policy, request)).at("output");
    EXPECT_EQ(output.at("allowed"), false);
    EXPECT_EQ(output.at("decided_by").is_null() || output.at("reason") == "cors-off", true);
    return output.at("reason").get<std::string>();
  };
  EXPECT_EQ(reason(kExample, get("null")), "null-origin-not-allowed");
  EXPECT_EQ(reason(kExample, get("https://app.example/")), "origin-malformed");
  EXPECT_EQ(reason(kExample, request("GET", R"([["Origin","https://app.example"],["origin","https://app.example"]])")), "origin-malformed");
  EXPECT_EQ(reason(kExample, get("https://example.com")), "origin-not-allowed");
  EXPECT_EQ(reason(kExample, preflight("https://app.example", "put")), "requested-method-not-allowed");
  EXPECT_EQ(reason(kExample, preflight("https://app.example", "PU T")), "requested-method-malformed");
  EXPECT_EQ(reason(kExample, preflight("https://app.example", "PUT", ",,,,,,,,,,,,,,,,,,")), "requested-headers-excessive");
  EXPECT_EQ(reason(kExample, preflight("https://app.example", "PUT", "x y")), "requested-headers-malformed");
  EXPECT_EQ(reason(kExample, preflight("https://app.example", "PUT", "x-other")), "requested-header-not-allowed");
  EXPECT_EQ(reason(R"({"routes":[]})", get("https://app.example")), "cors-off");
}

TEST(PolicyKind, RefusesQuietlyOrSaysWhy) {
  EXPECT_EQ(answer(kExample, preflight("https://evil.test", "PUT")),
            R"("request_type":"preflight","allowed":false,"reason":"origin-not-allowed","status":403,"headers":[)" + std::string(kVaryAll) +
                R"(],"decided_by":null)");
  EXPECT_EQ(
      answer(kExample, get("https://evil.test")),
      R"("request_type":"cors","allowed":false,"reason":"origin-not-allowed","status":null,"headers":[["Vary","Origin"]],"decided_by":null)");
  EXPECT_EQ(answer(R"({"origins":["https://app.example"],"methods":["PUT"],"rejected_preflight":"diagnostic"})",
                   preflight("https://app.example", "DELETE")),
            R"("request_type":"preflight","allowed":false,"reason":"requested-method-not-allowed","status":204,"headers":[)"
            R"(["Access-Control-Allow-Origin","https://app.example"],["Access-Control-Allow-Methods","PUT"],)" +
                std::string(kVaryAll) + R"(],"decided_by":null)");
}

TEST(PolicyKind, EchoesUnderCredentialsWhereAStarWouldBeALiteral) {
  EXPECT_EQ(
      answer(R"({"origins":["https://app.example"],"credentials":true,"methods":"*","request_headers":"*"})",
             preflight("https://app.example", "PATCH", "x-b,X-A")),
      R"("request_type":"preflight","allowed":true,"reason":null,"status":204,"headers":[["Access-Control-Allow-Origin","https://app.example"],)"
      R"(["Access-Control-Allow-Credentials","true"],["Access-Control-Allow-Methods","PATCH"],["Access-Control-Allow-Headers","x-b, X-A"],)" +
          std::string(kVaryAll) + R"(],"decided_by":"/origins/0")");
}

TEST(PolicyKind, PathsMatterForRoutes) {
  constexpr std::string_view kRoutes =
      R"({"routes":[{"path":"/public/*","policy":{"origins":"*"}},{"path":"/internal/*","policy":"off"},{"path":"/","policy":{"origins":["https://app.example"]}}]})";
  const auto decided = [&](std::string_view path) {
    const nlohmann::json output = ask(asked(kRoutes, request("GET", R"([["Origin","https://app.example"]])", path))).at("output");
    return output.at("decided_by").dump() + " " + output.at("allowed").dump();
  };
  EXPECT_EQ(decided("/public/"), R"("/routes/0/policy/origins" true)");
  EXPECT_EQ(decided("/internal/x"), R"("/routes/1/policy" false)");
  EXPECT_EQ(decided("/"), R"("/routes/2/policy/origins/0" true)");
  EXPECT_EQ(decided("/else"), "null false");
  const nlohmann::json output = ask(asked(kRoutes, R"({"method":"GET","headers":[["Origin","https://app.example"]]})")).at("output");
  EXPECT_EQ(output.at("decided_by"), "/routes/2/policy/origins/0");  // the path is "/" where it is left out
}

TEST(PolicyKind, HeadersCameOffAWire) {
  const nlohmann::json output = ask(asked(kExample, request("GET", R"([["ORIGIN"," \thttps://app.example\t"]])"))).at("output");
  EXPECT_EQ(output.at("allowed"), true);
  EXPECT_EQ(output.at("headers").at(0).at(1), "https://app.example");
  // Bytes that no origin has are refused and never echoed.
  const std::string hostile = answer(kExample, get(R"(https://app.example\u0000\r\nX: \u00ff)"));
  EXPECT_NE(hostile.find("origin-malformed"), std::string::npos) << hostile;
  EXPECT_EQ(hostile.find("X: "), std::string::npos) << hostile;
}

TEST(PolicyKind, APolicyThatDoesNotValidateIsRefusedAtItsFirstError) {
  const auto refused = [](std::string_view policy) { return error(asked(policy, get("https://app.example"))); };
  EXPECT_EQ(refused(R"({"origins":["https://app.example","https://app.example/"],"methods":["TRACE"]})"),
            "bad-input /input/policy/origins/1");
  EXPECT_EQ(refused(R"({"methods":["TRACE"],"origins":["https://app.example/"]})"), "bad-input /input/policy/methods/0");
  EXPECT_EQ(refused("{}"), "bad-input /input/policy");
  EXPECT_EQ(refused("[]"), "bad-input /input/policy");
  EXPECT_EQ(refused(R"({"origins":"*","a/b":1})"), "bad-input /input/policy/a~1b");
  EXPECT_EQ(refused(R"({"origins":"*","credentials":true})"), "bad-input /input/policy/origins");
  EXPECT_EQ(refused(R"({"origins":"*","credentials":true,"acknowledge":["any-origin-with-credentials"]})"), "");
  const std::string detail =
      ask(asked(R"({"origins":["https://app.example/"]})", get("https://app.example"))).at("error").at("detail").get<std::string>();
  EXPECT_TRUE(detail.starts_with("V02 not-an-origin: ")) << detail;
  EXPECT_NE(detail.find("\"https://app.example\""), std::string::npos) << detail;
}

TEST(PolicyKind, RefusesWhatIsNoRequest) {
  constexpr std::string_view kAny = R"({"origins":"*"})";
  EXPECT_EQ(input_error("policy", "{}"), "bad-input /input/policy");
  EXPECT_EQ(input_error("policy", R"({"policy":{"origins":"*"}})"), "bad-input /input/request");
  EXPECT_EQ(error(asked(kAny, "[]")), "bad-input /input/request");
  EXPECT_EQ(error(asked(kAny, R"({"headers":[]})")), "bad-input /input/request/method");
  EXPECT_EQ(error(asked(kAny, R"({"method":"GET"})")), "bad-input /input/request/headers");
  EXPECT_EQ(error(asked(kAny, R"({"method":"GE T","headers":[]})")), "bad-input /input/request/method");
  EXPECT_EQ(error(asked(kAny, R"({"method":"GET","path":7,"headers":[]})")), "bad-input /input/request/path");
  EXPECT_EQ(error(asked(kAny, R"({"method":"GET","headers":[["a b","c"]]})")), "bad-input /input/request/headers/0/0");
  EXPECT_EQ(error(asked(kAny, R"({"method":"GET","headers":[],"url":"/"})")), "bad-input /input/request/url");
}

TEST(PolicyKind, ATraceChangesNoOutputAndItsLastStepIsTheOneThatDecided) {
  const std::pair<std::string, std::string> cases[] = {
      {preflight("https://app.example", "PUT", "authorization"), "SRV-18 success"},
      {preflight("https://app.example", "PATCH"), "SRV-18 failure"},
      {preflight("https://app.example", "PUT", "x-other"), "SRV-18 failure"},
      {preflight("https://app.example", "P UT"), "SRV-2 failure"},
      {preflight("https://evil.test", "PUT"), "SRV-3 failure"},
      {get("https://app.example"), "SRV-3 success"},
      {get("https://evil.test"), "SRV-3 failure"},
      {get("nonsense"), "SRV-1 failure"},
      {request("GET", "[]"), "SRV-14 set"},
      {request("POST", "[]"), "SRV-13 set"},
      {request("POST", R"([["Origin","https://evil.test"],["Content-Type","application/csp-report"]])"), "SRV-11 no"},
      {request("OPTIONS", "[]"), "SRV-17 no"},
      {preflight("https://app.example", "POST"), "SRV-6 set"},
  };
  for (const auto& [asking, last] : cases) {
    nlohmann::json output = ask(asked(kExample, asking, true)).at("output");
    const nlohmann::json trace = output.at("trace");
    ASSERT_FALSE(trace.empty());
    bool varies = false;
    for (const nlohmann::json& step : trace) {
      EXPECT_TRUE(rule_from_id(step.at("rule").get<std::string>()));
      varies = varies || step.at("rule") == "SRV-13";
    }
    EXPECT_TRUE(varies) << trace;
    EXPECT_EQ(trace.back().at("rule").get<std::string>() + " " + trace.back().at("outcome").get<std::string>(), last) << trace;
    output.erase("trace");
    EXPECT_EQ(output, ask(asked(kExample, asking)).at("output"));
  }
  const nlohmann::json off = ask(asked(R"({"routes":[]})", get("https://app.example"), true)).at("output").at("trace");
  EXPECT_EQ(off.back().at("rule"), "SRV-7");
  const nlohmann::json star = ask(asked(R"({"origins":"*"})", get("https://app.example"), true)).at("output").at("trace");
  EXPECT_EQ(star.at(star.size() - 2).at("rule"), "SRV-15");
  EXPECT_EQ(star.back().at("rule"), "SRV-8");
}

}  // namespace
}  // namespace crosscheck
