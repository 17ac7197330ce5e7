#include "cli/policy_verb.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "cli/command_for_tests.h"
#include "cli/exit_code.h"
#include "cli/json_places.h"
#include "cli/policy_ask.h"
#include "cli/terminal.h"
#include "question/json_document.h"

namespace crosscheck::cli {
namespace {

// The command with the text on its standard input.
Done policy(std::string_view text, std::vector<const char*> more = {}, const char* file = "-") {
  more.insert(more.begin(), file);
  return verb("policy", std::move(more), text);
}
Done ask(std::string_view text, const char* request, std::vector<const char*> more = {}) {
  more.insert(more.begin(), {"--ask", request});
  return policy(text, std::move(more));
}

constexpr std::string_view kPolicy = R"({
  "origins": [
    "https://app.example",
    "http://localhost:*"
  ],
  "methods": ["PUT"],
  "request_headers": ["x-a", "x-b"],
  "max_age": 600
}
)";

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("https://") == std::string::npos) longest = std::max(longest, columns(line));
  }
  return longest;
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(PolicyVerb, PrintsTheNormalFormAndWhatItPermits) {
  const Done done = policy(kPolicy);
  EXPECT_EQ(done.code, kDone);
  EXPECT_EQ(done.err, "");
  EXPECT_EQ(done.out, R"(standard input validates

Normal form

{
  "origins": ["https://app.example", "http://localhost:*"],
  "origin_patterns": [],
  "null_origin": false,
  "credentials": false,
  "methods": ["PUT"],
  "request_headers": ["x-a", "x-b"],
  "expose_headers": [],
  "max_age": 600,
  "preflight_status": 204,
  "rejected_preflight": "quiet",
  "acknowledge": []
}

What it permits

  origin                                  without credentials  with credentials
  https://app.example                     yes                  no
  http://localhost:*                      yes                  no
  null                                    no                   no
  every other                             no                   no

  methods           GET, HEAD, POST, PUT
  request headers   safelisted ones, x-a, x-b
  exposed headers   safelisted ones
  max age           600 s
  preflight         204 where it is allowed; else 403, without saying why
)");
}

TEST(PolicyVerb, AMethodThatIsAlwaysAllowedStandsInTheTableOnce) {
  const Done done = policy(R"({"origins":["https://app.example"],"methods":["PUT","GET","HEAD"]})");
  EXPECT_TRUE(has(done.out, "  methods           GET, HEAD, POST, PUT\n")) << done.out;
}

TEST(PolicyVerb, NamesEachFaultWithItsLineAndEndsWithOne) {
  const Done done = policy("{\n  \"credentails\": true,\n  \"origins\": [\"https://app.example/\"],\n  \"max_age\": 7200\n}\n");
  EXPECT_EQ(done.code, kDoesNotHold);
  EXPECT_TRUE(has(done.out,
                  "standard input does not validate: 2 errors, 1 warning\n\nerror V23 unknown-key\n  at          line 2: /credentails\n"
                  "              \"credentails\": true,\n"))
      << done.out;
  EXPECT_TRUE(
      has(done.out, "error V02 not-an-origin\n  at          line 3: /origins/0\n              \"origins\": [\"https://app.example/\"],\n"))
      << done.out;
  EXPECT_TRUE(has(done.out, "warning V30 max-age-over-cap\n  at          line 4: /max_age\n")) << done.out;
  EXPECT_TRUE(has(done.out, "\n  see         https://")) << done.out;
  EXPECT_FALSE(has(done.out, "Normal form"));
  EXPECT_LE(longest_line(done.out), 80U);
}

TEST(PolicyVerb, SaysHowADangerIsAcknowledged) {
  const Done done = policy(R"({"origins": "*", "credentials": true})");
  EXPECT_EQ(done.code, kDoesNotHold);
  EXPECT_TRUE(has(done.out, "danger V04 any-origin-with-credentials\n")) << done.out;
  EXPECT_TRUE(has(done.out, "\"acknowledge\": [\"any-origin-with-credentials\"]")) << done.out;
  const Done acknowledged = policy(R"({"origins": "*", "credentials": true, "acknowledge": ["any-origin-with-credentials"]})");
  EXPECT_EQ(acknowledged.code, kDone);
  EXPECT_TRUE(has(acknowledged.out, "standard input validates: 1 warning\n\nwarning V04 ")) << acknowledged.out;
  EXPECT_TRUE(has(acknowledged.out,
                  "  null                                    no                   no\n"
                  "  every origin                            yes                  yes\n"))
      << acknowledged.out;
}

TEST(PolicyVerb, TellsARouteFromAnother) {
  const Done done = policy(R"({"routes": [{"path": "/public/*", "policy": {"origins": "*"}}, {"path": "/internal/*", "policy": "off"}]})");
  EXPECT_EQ(done.code, kDone);
  EXPECT_TRUE(has(done.out, "\n/public/*\n  origin ")) << done.out;
  EXPECT_TRUE(has(done.out, "\n/internal/*: off\n\nevery other path: off\n")) << done.out;
  EXPECT_LE(longest_line(done.out), 80U);
}

TEST(PolicyVerb, TheTableHasLongNamesInFull) {
  const std::string portal = "https://customer-portal-frontend.stag";
  const std::string regex = R"(https://(customer-portal|customer-frontend|customer-backend)-[0-9]{1,8}\\.preview\\.one\\.example)";
  const Done done = policy(R"({"origins": [")" + portal + R"(ing.one.example", ")" + portal +
                           R"(e.two.example"], "origin_patterns": [{"regex": ")" + regex +
                           R"(", "matches": ["https://customer-portal-1.preview.one.example"], "rejects": ["https://b.test"]}],
    "request_headers": ["x-)" +
                           std::string(100, 'y') + R"(z"]})");
  EXPECT_EQ(done.code, kDone) << done.out;
  const std::string table = done.out.substr(done.out.find("What it permits"));
  const std::string answers = "\n" + std::string(42, ' ') + "yes                  no\n";
  EXPECT_TRUE(has(table, "  " + portal + "ing.one.example" + answers)) << table;
  EXPECT_TRUE(has(table, "  " + portal + "e.two.example" + answers)) << table;
  EXPECT_TRUE(has(table, "\n  what matches\n")) << table;
  EXPECT_TRUE(has(table, "\\.one\\.example" + answers)) << table;
  EXPECT_TRUE(has(table, "yz\n")) << table;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(columns(line), 80U) << line;
}

TEST(PolicyVerb, PrintsOneJsonDocument) {
  const Done done = policy(kPolicy, {"--json"});
  EXPECT_EQ(done.code, kDone);
  EXPECT_TRUE(
      done.out.starts_with(R"({"valid":true,"errors":[],"warnings":[],"normal":{"origins":["https://app.example","http://localhost:*"],)"))
      << done.out;
  const nlohmann::json once = nlohmann::json::parse(done.out);
  EXPECT_EQ(nlohmann::json::parse(policy(once.at("normal").dump(), {"--json"}).out), once);
  const Done invalid = policy("[]", {"--json"});
  EXPECT_EQ(invalid.code, kDoesNotHold);
  EXPECT_EQ(nlohmann::json::parse(invalid.out).at("errors").at(0).at("code"), "V23");
}

TEST(PolicyVerb, WhatItPrintsAsNormalFormIsThatPolicyAgain) {
  for (const std::string_view text :
       {kPolicy, std::string_view(R"({"routes": [{"path": "/*", "policy": {"origin_patterns": [{"regex": "https://[a-z]+\\.one\\.example",
         "matches": ["https://a.one.example"], "rejects": ["https://b.test"]}]}}, {"path": "*", "policy": "off"}]})")}) {
    const Done done = policy(text);
    const std::size_t begin = done.out.find("\n{\n");
    const std::size_t end = done.out.find("\n}\n", begin);
    ASSERT_NE(end, std::string::npos) << done.out;
    EXPECT_EQ(policy(done.out.substr(begin, end + 3 - begin)).out, done.out);
    EXPECT_LE(longest_line(done.out), 80U);
  }
}

TEST(PolicyVerb, EndsWithTwoWhereTheFileCannotBeUsed) {
  const auto complaint = [](std::string_view text) {
    const Done done = policy(text);
    EXPECT_EQ(done.code, kUnusableInput) << text;
    EXPECT_EQ(done.out, "");
    return done.err;
  };
  EXPECT_TRUE(has(complaint("{\n  \"origins\": [,]\n}"), "standard input is not JSON at line 2, column 15: "));
  EXPECT_TRUE(has(complaint("{\"a\": \"\xC3\xA9\", x"), "is not JSON at line 1, column 12: "));
  EXPECT_TRUE(has(complaint(" \n"), "standard input is empty (line 1, column 1)"));
  EXPECT_TRUE(has(complaint("{\"origins\": [],\n \"origins\": []}"), "at line 2, column 2: The key \"origins\" stands twice"));
  EXPECT_TRUE(has(complaint("{\"origins\":\n [\"\\ud800\"]}"), "at line 2, column 3: A lone surrogate"));
  EXPECT_TRUE(has(complaint(std::string(100, '[') + std::string(100, ']')), "is nested deeper than 64"));
  const Done missing = policy("", {}, "no-such-policy.json");
  EXPECT_EQ(missing.code, kUnusableInput);
  EXPECT_EQ(missing.err, "crosscheck policy: no-such-policy.json cannot be read: No such file or directory\n");
  EXPECT_TRUE(has(policy("", {}, ".").err, ". cannot be read: Is a directory"));
}

TEST(PolicyVerb, ReadsAFile) {
  const std::string path = testing::TempDir() + "PolicyVerbReadsAFile.json";
  std::ofstream(path) << kPolicy;
  const Done done = policy("", {"--json"}, path.c_str());
  std::filesystem::remove(path);
  EXPECT_EQ(done.code, kDone);
  EXPECT_EQ(done.out, policy(kPolicy, {"--json"}).out);
}

TEST(PolicyVerb, NothingOfADocumentActsOnATerminal) {
  const Done done = policy(
      "{\"origins\": [\"https://\x7F\xC2\x9B"
      "31m\\u001b[31m.test\"]}");
  EXPECT_EQ(done.code, kDoesNotHold);
  EXPECT_FALSE(has(done.out, "\x1B"));
  EXPECT_FALSE(has(done.out, "\x7F"));
  EXPECT_FALSE(has(done.out, "\xC2\x9B"));
}

TEST(PolicyAsk, ShowsThePreflightTheRequestAndTheLineThatDecided) {
  const Done done = ask(kPolicy, "PUT https://app.example X-B,x-a");
  EXPECT_EQ(done.code, kDone);
  EXPECT_EQ(done.err, "");
  EXPECT_EQ(done.out, R"(PUT / from https://app.example with x-a, x-b
allowed, without credentials

  decided by  line 3: /origins/0
              "https://app.example",

First the preflight

  sent        OPTIONS /
              Access-Control-Request-Method: PUT
              Access-Control-Request-Headers: x-a,x-b
              Origin: https://app.example
  answered    status 204
              Access-Control-Allow-Origin: https://app.example
              Access-Control-Allow-Methods: PUT
              Access-Control-Allow-Headers: x-a, x-b
              Access-Control-Max-Age: 600
              Vary: Origin, Access-Control-Request-Method,
                Access-Control-Request-Headers

Then the request

  sent        PUT /
              Origin: https://app.example
  answered    the application's status and body, and these headers:
              Access-Control-Allow-Origin: https://app.example
              Vary: Origin
)");
}

TEST(PolicyAsk, SaysWhyItIsRefusedAndWhere) {
  const Done method = ask(kPolicy, "DELETE https://app.example");
  EXPECT_EQ(method.code, kDone);
  EXPECT_TRUE(has(method.out, "\nrefused: requested-method-not-allowed\n")) << method.out;
  EXPECT_TRUE(has(method.out, "  decided by  line 6: /methods\n              \"methods\": [\"PUT\"],\n")) << method.out;
  EXPECT_TRUE(has(method.out, "It is not sent, since the preflight was refused.")) << method.out;
  EXPECT_LE(longest_line(method.out), 80U);
  EXPECT_TRUE(has(ask(kPolicy, "PUT https://app.example x-c").out, "line 7: /request_headers\n"));
  EXPECT_TRUE(has(ask(kPolicy, "GET https://evil.test").out, "line 2: /origins\n"));
  EXPECT_TRUE(has(ask(kPolicy, "GET https://evil.test").out, "keeps the answer from the script"));
  const Done null_origin = ask(kPolicy, "GET null");
  EXPECT_TRUE(has(null_origin.out, "refused: null-origin-not-allowed\n")) << null_origin.out;
  EXPECT_TRUE(has(null_origin.out, "It is left out there, and has its default.")) << null_origin.out;
}

TEST(PolicyAsk, AsksFirstOnlyWhereABrowserDoes) {
  for (const char* simple : {"GET https://app.example", "head https://app.example", "POST https://app.example  "}) {
    EXPECT_TRUE(has(ask(kPolicy, simple).out, "The request, without a preflight")) << simple;
  }
  for (const char* asking :
       {"PUT https://app.example", "GET https://app.example x-a", "GET https://app.example x-a , x-b", "patch https://app.example"}) {
    EXPECT_TRUE(has(ask(kPolicy, asking).out, "First the preflight")) << asking;
  }
}

TEST(PolicyAsk, NotesWhatABrowserMakesOfIt) {
  EXPECT_TRUE(has(ask(kPolicy, "put https://app.example").out, "A browser sends put as PUT."));
  const std::string slash = ask(kPolicy, "GET https://app.example/").out;
  EXPECT_TRUE(has(slash, "refused: origin-malformed")) << slash;
  EXPECT_TRUE(has(slash, "Did you mean https://app.example?")) << slash;
  const std::string cookie = ask(kPolicy, "GET https://app.example Cookie").out;
  EXPECT_TRUE(has(cookie, "No script can set Cookie")) << cookie;
  EXPECT_TRUE(has(cookie, "without a preflight")) << cookie;
}

TEST(PolicyAsk, PathsChooseTheRoute) {
  constexpr std::string_view kRoutes =
      "{\"routes\": [\n{\"path\": \"/public/*\", \"policy\": {\"origins\": \"*\"}},\n"
      "{\"path\": \"/internal\", \"policy\": \"off\"},\n{\"path\": \"/\", \"policy\": {\"origins\": [\"https://app.example\"],\n"
      "\"methods\": [\"PUT\"]}}]}";
  EXPECT_TRUE(has(ask(kRoutes, "GET https://a.test", {"--path", "/public/x"}).out, "line 2: /routes/0/policy/origins\n"));
  const std::string off = ask(kRoutes, "GET https://a.test", {"--path", "/internal"}).out;
  EXPECT_TRUE(has(off, "refused: cors-off")) << off;
  EXPECT_TRUE(has(off, "line 3: /routes/1/policy\n")) << off;
  EXPECT_TRUE(has(off, "answered    the application's status and body, and no CORS header\n")) << off;
  EXPECT_TRUE(has(ask(kRoutes, "PUT https://a.test", {"--path", "/internal"}).out, "answered    status 403, and no CORS header\n"));
  EXPECT_TRUE(has(ask(kRoutes, "DELETE https://app.example").out, "line 5: /routes/2/policy/methods\n"));
  EXPECT_TRUE(has(ask(kRoutes, "GET https://a.test", {"--path", "/else"}).out, "line 1: /routes\n"));
}

TEST(PolicyAsk, PrintsOneJsonDocument) {
  const Done done = ask(kPolicy, "PUT https://app.example x-c", {"--json"});
  EXPECT_EQ(done.code, kDone);
  const nlohmann::json answer = nlohmann::json::parse(done.out);
  EXPECT_EQ(answer.at("allowed"), false);
  EXPECT_EQ(answer.at("reason"), "requested-header-not-allowed");
  EXPECT_EQ(answer.at("decided_by").dump(),
            R"({"line":7,"pointer":"/request_headers","text":"  \"request_headers\": [\"x-a\", \"x-b\"],"})");
  EXPECT_EQ(answer.at("preflight").at("answer").at("status"), 403);
  EXPECT_TRUE(answer.at("actual").is_null());
  const nlohmann::json allowed =
      nlohmann::json::parse(ask(R"({"origins": ["https://a.test"], "credentials": true})", "GET https://a.test", {"--json"}).out);
  EXPECT_EQ(allowed.at("credentials"), true);
  EXPECT_TRUE(allowed.at("preflight").is_null());
  EXPECT_EQ(allowed.at("actual").at("request").dump(), R"({"headers":[["Origin","https://a.test"]],"method":"GET","path":"/"})");
  const nlohmann::json left_out = nlohmann::json::parse(ask(R"({"origins": "*"})", "PUT https://a.test", {"--json"}).out);
  EXPECT_EQ(left_out.at("decided_by").dump(), R"({"line":null,"pointer":"/methods","text":null})");
}

TEST(PolicyAsk, AnswersFromAPolicyThatValidatesAlone) {
  EXPECT_EQ(ask("{}", "GET https://a.test").code, kDoesNotHold);
  EXPECT_TRUE(has(ask("{}", "GET https://a.test").out, "error V01 allows-no-origin"));
}

TEST(PolicyAsk, SaysWhatItTakes) {
  for (const char* request : {"", "PUT", "P/T https://a.test", "TRACE https://a.test", "GET https://a.test x a", "GET https://a.test x-a,",
                              "GET https://a.test ,"}) {
    const Done done = ask(kPolicy, request);
    EXPECT_EQ(done.code, kUnusableInput) << request;
    EXPECT_EQ(done.out, "");
    EXPECT_TRUE(has(done.err, "--ask takes METHOD ORIGIN [HEADERS]")) << done.err;
  }
  EXPECT_EQ(policy(kPolicy, {"--path", "/"}).code, kUnusableInput);
}

TEST(JsonPlaces, KnowsWhereEachValueBegins) {
  const std::string text = "{\"a\" : [1, \"x:\", {\"b/c\": null}],\n \"\\\"d\": -2.5e1 }";
  question::JsonDocument document;
  ASSERT_FALSE(document.read(text, {}));
  const JsonPlaces places(text, document.tree());
  const auto from = [&](std::string_view pointer) {
    const std::optional<std::size_t> offset = places.find(pointer);
    return offset ? text.substr(*offset, 4) : std::string("none");
  };
  EXPECT_EQ(from(""), "{\"a\"");
  EXPECT_EQ(from("/a"), "\"a\" ");
  EXPECT_EQ(from("/a/0"), "1, \"");
  EXPECT_EQ(from("/a/1"), "\"x:\"");
  EXPECT_EQ(from("/a/2/b~1c"), "\"b/c");
  EXPECT_EQ(from("/\"d"), "\"\\\"d");
  EXPECT_EQ(from("/a/3"), "none");
  EXPECT_EQ(from("/a/0/0"), "none");
  EXPECT_EQ(from("/e"), "none");
  EXPECT_EQ(places.nearest("/a/2/e/f"), text.find("{\"b"));
  const TextLines lines(text);
  EXPECT_EQ(lines.place(text.find("-2")).line, 2U);
  EXPECT_EQ(lines.place(text.find("-2")).column, 9U);
}

TEST(Terminal, CutsBetweenCharactersAndShowsControlCharacters) {
  EXPECT_EQ(cut("\xC3\xA9\xC3\xA9\xC3\xA9", 3), "\xC3\xA9\xC3\xA9\xC3\xA9");
  EXPECT_EQ(cut("\xC3\xA9\xC3\xA9\xC3\xA9", 2), "\xC3\xA9\xE2\x80\xA6");
  EXPECT_EQ(printable("a\x1B\x7F\xC2\x9B\xFF\xC3\xA9"), "a\\u001b\\u007f\\u009b\xEF\xBF\xBD\xC3\xA9");
}

}  // namespace
}  // namespace crosscheck::cli
