#include "question/kinds.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crosscheck/reason/rule.h"
#include "question/ask_for_tests.h"

namespace crosscheck {
namespace {

TEST(NormalizeMethod, UpperCasesSixMethodsAndTellsForbiddenOnes) {
  EXPECT_EQ(output("normalize-method", R"({"method":"delete"})"), R"({"forbidden":false,"method":"DELETE"})");
  EXPECT_EQ(output("normalize-method", R"({"method":"patch"})"), R"({"forbidden":false,"method":"patch"})");
  EXPECT_EQ(output("normalize-method", R"({"method":"TrAcE"})"), R"({"forbidden":true,"method":"TrAcE"})");
  EXPECT_EQ(last_step("normalize-method", R"({"method":"delete"})"), "MTH-4 set");
  EXPECT_EQ(last_step("normalize-method", R"({"method":"patch"})"), "MTH-4 no");
  EXPECT_EQ(last_step("normalize-method", R"({"method":"TrAcE"})"), "MTH-3 yes");
  EXPECT_EQ(input_error("normalize-method", R"({"method":"GE T"})"), "bad-input /input/method");
  EXPECT_EQ(input_error("normalize-method", R"({"method":""})"), "bad-input /input/method");
  EXPECT_EQ(input_error("normalize-method", R"({"method":"\u0100"})"), "bad-input /input/method");
}

TEST(SafelistedMethod, IsComparedByteForByte) {
  EXPECT_EQ(output("safelisted-method", R"({"method":"HEAD"})"), R"({"safelisted":true})");
  EXPECT_EQ(output("safelisted-method", R"({"method":"get"})"), R"({"safelisted":false})");
  EXPECT_EQ(last_step("safelisted-method", R"({"method":"get"})"), "MTH-2 no");
}

TEST(RequestHeaderKinds, TakeBytesAsTheyStand) {
  EXPECT_EQ(output("safelisted-request-header", R"({"name":"Accept","value":"\u00ff"})"), R"({"safelisted":true})");
  EXPECT_EQ(output("safelisted-request-header", R"({"name":"content-type","value":"text/plain"})"), R"({"safelisted":true})");
  EXPECT_EQ(output("safelisted-request-header", R"({"name":"X-A","value":"1"})"), R"({"safelisted":false})");
  EXPECT_EQ(input_error("safelisted-request-header", R"({"name":"Accept","value":"\u0100"})"), "bad-input /input/value");
  EXPECT_EQ(input_error("safelisted-request-header", R"({"name":"a b","value":""})"), "bad-input /input/name");
  EXPECT_EQ(input_error("safelisted-request-header", R"({"name":"a"})"), "bad-input /input/value");
  EXPECT_EQ(output("no-cors-safelisted-request-header", R"({"name":"Range","value":"bytes=0-"})"), R"({"safelisted":false})");
  EXPECT_EQ(output("forbidden-request-header", R"({"name":"X-HTTP-Method","value":" trace "})"), R"({"forbidden":true})");
  EXPECT_EQ(output("unsafe-request-header-names", R"({"headers":[["X-B","1"],["x-a","2"],["Accept","*/*"]]})"),
            R"({"names":["x-a","x-b"]})");
}

TEST(UnsafeRequestHeaderNames, KeepsSpacesAroundValues) {
  // 127 bytes and two spaces are more than 128, which only counts where they stay.
  const std::string value = " " + std::string(127, 'a') + " ";
  EXPECT_EQ(output("unsafe-request-header-names", R"({"headers":[["Accept",")" + value + R"("]]})"), R"({"names":["accept"]})");
}

TEST(GetDecodeSplit, SplitsAtCommasOutsideOfQuotes) {
  EXPECT_EQ(output("get-decode-split", R"({"name":"A","headers":[["a","x, \"y,z\""],["A"," w "]]})"), R"({"values":["x","\"y,z\"","w"]})");
  EXPECT_EQ(output("get-decode-split", R"({"name":"a","headers":[["b","x"]]})"), R"({"values":null})");
  EXPECT_EQ(output("get-decode-split", R"({"name":"a","headers":[["a",""]]})"), R"({"values":[""]})");
  EXPECT_EQ(output("get-decode-split", R"({"name":"a","headers":[["a","\u00e9"]]})"), "{\"values\":[\"\xC3\xA9\"]}");
}

TEST(GetDecodeSplit, TracesEachOfItsSteps) {
  const auto last = [](std::string_view value) {
    return last_step("get-decode-split", R"({"name":"a","headers":[["a",")" + std::string(value) + R"("]]})");
  };
  EXPECT_EQ(last_step("get-decode-split", R"({"name":"a","headers":[]})"), "GDS-1 no");
  EXPECT_EQ(last("x"), "GDS-1 yes");
  EXPECT_EQ(last("x,y"), "GDS-2 set");
  EXPECT_EQ(last(R"(\u00e9)"), "GDS-2 set");
  EXPECT_EQ(last("x,y , z"), "GDS-4 dropped");
  EXPECT_EQ(last("x,"), "GDS-5 set");
  EXPECT_EQ(last(""), "GDS-5 set");
  EXPECT_EQ(last(R"(\"a,b\",c)"), "GDS-3 set");
  EXPECT_EQ(last(R"(\"a)"), "GDS-6 set");
}

TEST(ExtractHeaderList, TellsAbsentFailedAndEmptyApart) {
  const auto methods = [](std::string_view lines) {
    return output("extract-header-list", R"({"name":"access-control-allow-methods","headers":)" + std::string(lines) + "}");
  };
  EXPECT_EQ(methods("[]"), R"({"values":null})");
  EXPECT_EQ(methods(R"([["Access-Control-Allow-Methods",""]])"), R"({"values":[]})");
  EXPECT_EQ(methods(R"([["Access-Control-Allow-Methods","GET POST"]])"), R"({"values":"failure"})");
  EXPECT_EQ(methods(R"([["Access-Control-Allow-Methods","GET , put"],["access-control-allow-methods","\t*"]])"),
            R"({"values":["GET","put","*"]})");
  EXPECT_EQ(output("extract-header-list", R"({"name":"Access-Control-Max-Age","headers":[["Access-Control-Max-Age","007"]]})"),
            R"({"values":["007"]})");
  EXPECT_EQ(input_error("extract-header-list", R"({"name":"Vary","headers":[]})"), "bad-input /input/name");
}

TEST(ExtractHeaderList, TracesTheStepThatDecides) {
  const auto last = [](std::string_view name, std::string_view lines) {
    return last_step("extract-header-list", R"({"name":")" + std::string(name) + R"(","headers":)" + std::string(lines) + "}");
  };
  EXPECT_EQ(last("Access-Control-Allow-Headers", "[]"), "EXT-1 no");
  EXPECT_EQ(last("Access-Control-Max-Age", R"([["Access-Control-Max-Age","5"],["Access-Control-Max-Age","5"]])"), "EXT-2 failure");
  EXPECT_EQ(last("Access-Control-Max-Age", R"([["Access-Control-Max-Age","-1"]])"), "ABNF-6 failure");
  EXPECT_EQ(last("Access-Control-Max-Age", R"([["Access-Control-Max-Age",""]])"), "EXT-4 failure");
  EXPECT_EQ(last("Access-Control-Max-Age", R"([["Access-Control-Max-Age","1"]])"), "ABNF-6 success");
  EXPECT_EQ(last("Access-Control-Allow-Headers", R"([["Access-Control-Allow-Headers",","]])"), "EXT-4 success");
  EXPECT_EQ(last("Access-Control-Allow-Headers", R"([["Access-Control-Allow-Headers","a"]])"), "ABNF-5 success");
  EXPECT_EQ(last("Access-Control-Allow-Headers", R"([["Access-Control-Allow-Headers","a"],["Access-Control-Allow-Headers","b c"]])"),
            "EXT-3 failure");
  EXPECT_EQ(last("Access-Control-Allow-Headers", R"([["Access-Control-Allow-Headers","a"],["Access-Control-Allow-Headers","b"]])"),
            "EXT-3 success");
}

TEST(ParseRange, GivesDigitsWithoutLeadingZeros) {
  EXPECT_EQ(output("parse-range", R"({"value":"bytes=00-018446744073709551616"})"), R"({"range":["0","18446744073709551616"]})");
  EXPECT_EQ(output("parse-range", R"({"value":"bytes=-500"})"), R"({"range":[null,"500"]})");
  EXPECT_EQ(output("parse-range", R"({"value":"bytes= 0-"})"), R"({"range":"failure"})");
  EXPECT_EQ(output("parse-range", R"({"value":"bytes= 0-","allow_whitespace":true})"), R"({"range":["0",null]})");
}

TEST(ParseRange, TracesEachOfItsSteps) {
  const auto last = [](std::string_view value) { return last_step("parse-range", R"({"value":")" + std::string(value) + R"("})"); };
  EXPECT_EQ(last("Bytes=0-1"), "RNG-1 failure");
  EXPECT_EQ(last("bytes 0-1"), "RNG-3 failure");
  EXPECT_EQ(last("bytes= 0-1"), "RNG-3 failure");
  EXPECT_EQ(last("bytess=0-1"), "RNG-2 set");
  EXPECT_EQ(last("bytes=+1-"), "RNG-4 failure");
  EXPECT_EQ(last("bytes=0"), "RNG-5 failure");
  EXPECT_EQ(last("bytes=0-1x"), "RNG-6 failure");
  EXPECT_EQ(last("bytes=-"), "RNG-7 failure");
  EXPECT_EQ(last("bytes=2-1"), "RNG-8 failure");
  EXPECT_EQ(last("bytes=1-2"), "RNG-9 success");
}

TEST(OriginOfUrl, GivesTheSerializationOrNullOrFailure) {
  const auto origin = [](std::string_view url) {
    return ask_kind("origin-of-url", R"({"url":")" + std::string(url) + R"("})").at("output").at("origin").get<std::string>();
  };
  EXPECT_EQ(origin("https://u:p@A.test:443/x?y#z"), "https://a.test");
  EXPECT_EQ(origin("data:,x"), "null");
  EXPECT_EQ(origin("/x"), "failure");
  EXPECT_EQ(origin("http://[::127.0.0.1]"), "http://[::7f00:1]");
  EXPECT_EQ(output("origin-of-url", R"({"url":"//b.test:81/","base":"https://a.test/"})"), R"({"origin":"https://b.test:81"})");
  EXPECT_EQ(output("origin-of-url", R"({"url":"https://b.test/","base":"nothing"})"), R"({"origin":"failure"})");
  EXPECT_EQ(input_error("origin-of-url", R"({"url":7})"), "bad-input /input/url");
}

TEST(OriginOfUrl, TracesTheRowThatShapedIt) {
  const auto last = [](std::string_view url) { return last_step("origin-of-url", R"({"url":")" + std::string(url) + R"("})"); };
  EXPECT_EQ(last("http://a.test"), "OGN-4 set");
  EXPECT_EQ(last("http://u@a.test/x"), "OGN-2 set");
  EXPECT_EQ(last("blob:https://a.test/u"), "OGN-6 set");
  EXPECT_EQ(last("file:///x"), "OGN-7 set");
  EXPECT_EQ(last("data:,x"), "OGN-8 set");
  EXPECT_EQ(last("http://A.test"), "OGN-9 set");
  EXPECT_EQ(last("http://ex ample"), "OGN-9 failure");
  EXPECT_EQ(last("http://xn--a"), "OGN-10 set");
  EXPECT_EQ(last("http://a_b.test"), "OGN-11 set");
  EXPECT_EQ(last("http://127.1"), "OGN-12 set");
  EXPECT_EQ(last("http://256.1.1.1"), "OGN-12 failure");
  EXPECT_EQ(last("http://[1::2]"), "OGN-13 set");
  EXPECT_EQ(last("http://[1::2"), "OGN-13 failure");
  EXPECT_EQ(last("http://[1::2]:80"), "OGN-14 set");
  EXPECT_EQ(last("http://a.test:65536"), "OGN-14 failure");
}

TEST(OriginHeader, FollowsTheGrammar) {
  EXPECT_EQ(output("origin-header", R"({"value":"https://a.test:00443"})"),
            R"({"host":"a.test","port":443,"scheme":"https","valid":true})");
  EXPECT_EQ(output("origin-header", R"({"value":"null"})"), R"({"host":null,"port":null,"scheme":null,"valid":true})");
  EXPECT_EQ(output("origin-header", R"({"value":"http://a_b.test"})"), R"({"valid":false})");
  EXPECT_EQ(last_step("origin-header", R"({"value":"NULL"})"), "ABNF-7 no");
  EXPECT_EQ(last_step("origin-header", R"({"value":"http://[::1.2.3.4]"})"), "ABNF-8 no");
  EXPECT_EQ(last_step("origin-header", R"({"value":"http://[1::2]"})"), "ABNF-8 yes");
}

TEST(CorsCheckKind, GivesResultAndReason) {
  EXPECT_EQ(output("cors-check", R"({"origin":"https://a.test","credentials":"omit","headers":[["access-control-allow-origin"," *\t"]]})"),
            R"({"reason":null,"result":"success"})");
  EXPECT_EQ(output("cors-check", R"({"origin":"https://a.test","credentials":"include","headers":[["Access-Control-Allow-Origin","*"]]})"),
            R"({"reason":"allow-origin-wildcard-with-credentials","result":"failure"})");
  EXPECT_EQ(
      output(
          "cors-check",
          R"({"origin":"custom-protocol://abcdefg","credentials":"omit","headers":[["Access-Control-Allow-Origin","custom-protocol://abcdefg"]]})"),
      R"({"reason":null,"result":"success"})");
}

TEST(CorsCheckKind, RefusesWhatIsNoOriginAndNoHeaderList) {
  EXPECT_EQ(input_error("cors-check", R"({"origin":"https://a.test/","credentials":"omit","headers":[]})"), "bad-input /input/origin");
  EXPECT_EQ(input_error("cors-check", R"({"origin":"https://a.test:443","credentials":"omit","headers":[]})"), "bad-input /input/origin");
  EXPECT_EQ(input_error("cors-check", R"({"origin":"null","credentials":"Omit","headers":[]})"), "bad-input /input/credentials");
  EXPECT_EQ(input_error("cors-check", R"({"origin":"null","headers":[]})"), "bad-input /input/credentials");
  EXPECT_EQ(input_error("cors-check", R"({"origin":"null","credentials":"omit","headers":{}})"), "bad-input /input/headers");
  EXPECT_EQ(input_error("cors-check", R"({"origin":"null","credentials":"omit","headers":[["a"]]})"), "bad-input /input/headers/0");
  EXPECT_EQ(input_error("cors-check", R"({"origin":"null","credentials":"omit","headers":[["a","b","c"]]})"), "bad-input /input/headers/0");
  EXPECT_EQ(input_error("cors-check", R"({"origin":"null","credentials":"omit","headers":[["a","b"],["a:","c"]]})"),
            "bad-input /input/headers/1/0");
  EXPECT_EQ(input_error("cors-check", R"({"origin":"null","credentials":"omit","headers":[["a",null]]})"), "bad-input /input/headers/0/1");
  EXPECT_EQ(input_error("cors-check", R"({"origin":"null","credentials":"omit","headers":[["a","\u0100"]]})"),
            "bad-input /input/headers/0/1");
}

TEST(CorsCheckKind, TakesUpTo4096HeaderLines) {
  const auto lines = [](int number) {
    std::string text = R"({"origin":"null","credentials":"omit","headers":[["a","b"])";
    for (int i = 1; i < number; ++i) text += R"(,["a","b"])";
    return text + "]}";
  };
  EXPECT_EQ(input_error("cors-check", lines(4096)), "");
  EXPECT_EQ(input_error("cors-check", lines(4097)), "too-large /input/headers");
}

TEST(PreflightCheck, GivesWhatWouldEnterTheCache) {
  const auto check = [](std::string_view response) {
    return output("preflight-check", R"({"request":{"url":"https://b.test/","origin":"https://a.test","method":"PUT"},"response":)" +
                                         std::string(response) + "}");
  };
  EXPECT_EQ(
      check(
          R"({"status":200,"headers":[["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Methods","PUT"],["Access-Control-Allow-Headers",""]]})"),
      R"({"header_names":[],"max_age":5,"methods":["PUT"],"reason":null,"result":"success"})");
  EXPECT_EQ(check(R"({"status":200,"headers":[["Access-Control-Allow-Origin","*"]]})"),
            R"({"header_names":null,"max_age":null,"methods":null,"reason":"method-not-allowed","result":"failure"})");
  EXPECT_EQ(check(R"({"status":407,"headers":[["Access-Control-Allow-Origin","*"]]})"),
            R"({"header_names":null,"max_age":null,"methods":null,"reason":"preflight-status-not-ok","result":"failure"})");
  EXPECT_EQ(check(R"({"network_error":true})"),
            R"({"header_names":null,"max_age":null,"methods":null,"reason":"network-error","result":"failure"})");
}

TEST(PreflightCheck, RefusesRequestsThatThrowAndResponsesForOnePurpose) {
  EXPECT_EQ(
      input_error("preflight-check", R"({"request":{"url":"https://b.test/","origin":"null","method":"TRACE"},"response":{"status":200}})"),
      "bad-input /input/request");
  EXPECT_EQ(
      input_error("preflight-check", R"({"request":{"url":"https://b.test/","origin":"null"},"response":{"status":200,"for":"actual"}})"),
      "bad-input /input/response/for");
}

TEST(ExposedHeaders, NamesWhatAScriptCanRead) {
  const auto names = [](std::string_view type, std::string_view credentials) {
    return output("exposed-headers",
                  R"({"type":")" + std::string(type) + R"(","credentials":")" + std::string(credentials) +
                      R"(","headers":[["X-B","1"],["Access-Control-Expose-Headers","*"],["Set-Cookie","a"],["Pragma","1"]]})");
  };
  EXPECT_EQ(names("basic", "omit"), R"({"names":["access-control-expose-headers","pragma","x-b"]})");
  EXPECT_EQ(names("cors", "include"), R"({"names":["pragma"]})");
  EXPECT_EQ(names("cors", "omit"), R"({"names":["access-control-expose-headers","pragma","x-b"]})");
  EXPECT_EQ(names("opaque", "omit"), R"({"names":[]})");
}

TEST(TaoCheckKind, GivesTheResult) {
  const auto check = [](std::string_view rest) {
    return output("tao-check", R"({"origin":"https://a.test","mode":"cors","url":"https://b.test/",)" + std::string(rest) + "}");
  };
  EXPECT_EQ(check(R"("tainting":"cors","headers":[["Timing-Allow-Origin","https://c.test, *"]])"), R"({"result":"success"})");
  EXPECT_EQ(check(R"("tainting":"cors","headers":[])"), R"({"result":"failure"})");
  EXPECT_EQ(check(R"("tainting":"basic","headers":[])"), R"({"result":"success"})");
  EXPECT_EQ(check(R"("tainting":"basic","headers":[],"failed_before":true)"), R"({"result":"failure"})");
  EXPECT_EQ(input_error("tao-check", R"({"origin":"null","mode":"cors","url":"b.test","tainting":"cors","headers":[]})"),
            "bad-input /input/url");
}

TEST(CorpCheckKind, ChecksWhatHttpFetchAndNavigationsCheck) {
  const auto check = [](std::string_view mode, std::string_view rest) {
    return output(
        "corp-check",
        R"({"origin":"https://a.test","url":"https://b.test/","embedder_policy":"unsafe-none","headers":[["Cross-Origin-Resource-Policy","same-origin"]],"mode":")" +
            std::string(mode) + "\"" + std::string(rest) + "}");
  };
  EXPECT_EQ(check("no-cors", ""), R"({"result":"blocked"})");
  EXPECT_EQ(check("cors", ""), R"({"result":"allowed"})");
  EXPECT_EQ(check("navigate", R"(,"for_navigation":true)"), R"({"result":"allowed"})");  // CRP-4: the embedder policy is unsafe-none
}

TEST(Kinds, ATraceChangesNoOutput) {
  const std::pair<std::string_view, std::string_view> questions[] = {
      {"normalize-method", R"({"method":"put"})"},
      {"get-decode-split", R"({"name":"a","headers":[["a","\"x, y"]]})"},
      {"extract-header-list", R"({"name":"Access-Control-Max-Age","headers":[["Access-Control-Max-Age","x"]]})"},
      {"parse-range", R"({"value":"bytes=1-2"})"},
      {"origin-of-url", R"({"url":"http://\u00e9.test:80/x"})"},
      {"origin-header", R"({"value":"http://a.test"})"},
      {"cors-check", R"({"origin":"null","credentials":"include","headers":[["Access-Control-Allow-Origin","\u00ff\u0000"]]})"},
      {"exposed-headers", R"({"type":"cors","credentials":"omit","headers":[["x","1"]]})"},
      {"fetch",
       R"({"fetches":[{"request":{"url":"http://b.test/","origin":"http://a.test","method":"PUT"},"responses":[{"status":204}]}]})"},
  };
  for (const auto& [kind, input] : questions) {
    nlohmann::json traced = ask(R"({"trace":true,"kind":")" + std::string(kind) + R"(","input":)" + std::string(input) + "}").at("output");
    nlohmann::json& holder = traced.contains("fetches") ? traced.at("fetches").at(0) : traced;
    EXPECT_FALSE(holder.at("trace").empty()) << kind;
    for (const nlohmann::json& step : holder.at("trace")) EXPECT_TRUE(rule_from_id(step.at("rule").get<std::string>()));
    holder.erase("trace");
    EXPECT_EQ(traced.dump(), output(kind, input)) << kind;
  }
}

}  // namespace
}  // namespace crosscheck
