#include "check/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "check/report_for_tests.h"
#include "check/report_words.h"
#include "suite/json_text.h"
#include "suite/terminal_text.h"

namespace crosscheck::check {
namespace {

using suite::Json;
using ::testing::ContainsRegex;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(FindingsText, SaysFirstThatItProvesNothing) {
  FindingsReport report = good_report();
  report.vacuous = "Every OPTIONS was answered 404.";
  EXPECT_THAT(write_report(ReportFormat::text, report), StartsWith("This proves nothing.\n  Every OPTIONS was answered 404."));
  EXPECT_THAT(write_report(ReportFormat::markdown, report), ContainsRegex("^## [^\n]*\n\n[^\n]*This proves nothing"));
}

TEST(FindingsText, AFindingHasEverythingThatAReaderNeeds) {
  const std::string text = write_report(ReportFormat::text, report_for_tests());
  EXPECT_THAT(text, StartsWith("P007 right-labels-refused  must, too permissive\n"));
  EXPECT_THAT(text, HasSubstr("  sent      GET / HTTP/1.1\n"
                              "            Host: 127.0.0.1:8080\n"
                              "            Origin: https://app.example.evil.test\n"
                              "  received  HTTP/1.1 200 OK\n"
                              "            Access-Control-Allow-Origin: https://app.example.evil.test\n"));
  EXPECT_THAT(text, HasSubstr("  browser   A browser lets https://app.example.evil.test read this.\n"));
  EXPECT_THAT(text, HasSubstr("  wanted    The policy refuses"));
  EXPECT_THAT(text, HasSubstr("  fix       Compare the whole origin"));
  EXPECT_THAT(text, HasSubstr("  try       curl -i -H 'Origin: https://app.example.evil.test' \\\n"));
  EXPECT_THAT(text, HasSubstr("  - P066: whether a handler ran cannot be seen from outside\n"));
  EXPECT_THAT(text, HasSubstr("  2310 probes, 640 of 700 declared verdicts tested, seed 7\n"));
  EXPECT_THAT(text, HasSubstr("  must: 1 finding; 2 of 3 properties tested, 1 not testable\n"));
  EXPECT_LT(text.find("P007 right"), text.find("P039 oversize"));
}

TEST(FindingsText, FitsEightyColumnsAndNothingActsOnTheTerminal) {
  for (const FindingsReport& report : {report_for_tests(), hostile_report()}) {
    for (const std::string& line : lines_of(write_report(ReportFormat::text, report))) {
      const bool has_long_word = line.find("http") != std::string::npos || line.find("onerror") != std::string::npos;
      EXPECT_TRUE(has_long_word || suite::columns(line) <= suite::kColumns) << line;
      for (const char c : line) EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 || c == 0x7F) << line;
      EXPECT_EQ(line.find("\xE2\x80\xAE"), std::string::npos) << "a text that turns";
    }
  }
}

TEST(FindingsText, HasColoursOnlyWhereTheyAreWanted) {
  EXPECT_THAT(write_report(ReportFormat::text, report_for_tests()), Not(HasSubstr("\x1B")));
  EXPECT_THAT(write_report(ReportFormat::text, report_for_tests(), {.colours = true}), StartsWith(std::string(suite::kRed) + "P007"));
}

TEST(FindingsText, AThousandFindingsOfOneRuleDoNotBuryTheOthers) {
  FindingsReport report = report_for_tests();
  for (int number = 0; number < 1000; ++number) {
    ReportedFinding finding = finding_for_tests("P007", Level::must, Direction::permissive);
    finding.probe += std::to_string(number);
    report.findings.push_back(finding);
  }
  const std::string text = write_report(ReportFormat::text, report);
  EXPECT_LT(lines_of(text).size(), 150U);
  EXPECT_THAT(text, HasSubstr("\u2026 and 998 more findings of P007 right-labels-refused\n"));
  EXPECT_THAT(text, HasSubstr("P039 oversize-origins  should\n"));
}

TEST(FindingsText, AKnownFindingWithoutAReasonIsStillTold) {
  FindingsReport report = report_for_tests();
  report.findings[1].known = KnownFinding{"P007", report.findings[1].probe, "", ""};
  EXPECT_THAT(write_report(ReportFormat::text, report), HasSubstr("            known: no reason is given\n"));
}

TEST(FindingsText, NeverGivesAPercentage) { EXPECT_THAT(write_report(ReportFormat::text, report_for_tests()), Not(HasSubstr("%"))); }

TEST(FindingsJson, BytesAreIsomorphicStringsAndSizesAreWhole) {
  FindingsReport report = report_for_tests();
  report.findings[1].evidence[0].received = "HTTP/1.1 200 OK\r\nX: \xFF\x00\r\n\r\n" + std::string(100'000, 'a');
  const Json json = Json::parse(write_report(ReportFormat::json, report));
  const Json& wire = json["findings"][0]["wire"][0];
  EXPECT_THAT(wire["received"].get<std::string>(), HasSubstr("X: \u00FF"));
  EXPECT_EQ(wire["received_bytes"], report.findings[1].evidence[0].received.size());
  EXPECT_LT(wire["received"].get<std::string>().size(), 40'000U);
  EXPECT_EQ(json["exit"], 1);
  EXPECT_EQ(json["findings"][0]["direction"], "permissive");
  EXPECT_EQ(json["counts"]["must"]["not_testable"], 1);
}

TEST(FindingsJunit, HasACaseForEachProperty) {
  const std::string xml = write_report(ReportFormat::junit, report_for_tests());
  EXPECT_THAT(xml, HasSubstr("tests=\"4\" failures=\"2\" errors=\"0\" skipped=\"1\""));
  EXPECT_THAT(xml, HasSubstr("<testcase classname=\"crosscheck.check.must\" name=\"P004 unknown-origins-refused\">\n    </testcase>"));
  EXPECT_THAT(xml, HasSubstr("type=\"permissive\">"));
  EXPECT_THAT(xml, HasSubstr("<skipped message=\"not-testable: whether a handler"));
}

TEST(FindingsJunit, AReportThatProvesNothingIsAnError) {
  FindingsReport report = good_report();
  report.vacuous = "No CORS header ever came.";
  EXPECT_THAT(write_report(ReportFormat::junit, report), HasSubstr("<error message=\"No CORS header ever came.\"/>"));
  const std::vector<std::string> tap = lines_of(write_report(ReportFormat::tap, report));
  EXPECT_EQ(tap.at(1), "1..5");
  EXPECT_EQ(tap.at(2), "# This proves nothing. No CORS header ever came.");
  EXPECT_EQ(tap.at(3), "not ok 1 - something is proved");
}

TEST(FindingsTap, HasAPointForEachPropertyAndItsPlan) {
  const std::string tap = write_report(ReportFormat::tap, report_for_tests());
  EXPECT_THAT(
      tap,
      StartsWith("TAP version 14\n1..4\nok 1 - must P004 unknown-origins-refused\nnot ok 2 - must P007 right-labels-refused\n  ---\n"));
  EXPECT_THAT(tap, HasSubstr("ok 4 - must P066 no-handler-in-preflights # SKIP not-testable: whether"));
}

TEST(FindingsTap, AHostileNameBeginsNoDirective) {
  FindingsReport report = hostile_report();
  report.properties[0].name = kHostile;
  const std::vector<std::string> lines = lines_of(write_report(ReportFormat::tap, report));
  const auto named =
      std::find_if(lines.begin(), lines.end(), [](const std::string& line) { return line.find(" - must P004 ") != line.npos; });
  ASSERT_NE(named, lines.end());
  EXPECT_THAT(*named, StartsWith("ok "));
  EXPECT_THAT(*named, HasSubstr("@you \\#1 \\# SKIP"));
}

TEST(FindingsSarif, HasARuleForEachPropertyThatFailsAndAFingerprint) {
  const Json run = Json::parse(write_report(ReportFormat::sarif, report_for_tests()))["runs"][0];
  ASSERT_EQ(run["results"].size(), 2U);
  EXPECT_EQ(run["results"][0]["ruleId"], "P007");
  EXPECT_EQ(run["results"][0]["level"], "error");
  EXPECT_EQ(run["results"][1]["level"], "warning");
  const Json& rule = run["tool"]["driver"]["rules"][0];
  EXPECT_EQ(rule["id"], "P007");
  EXPECT_EQ(rule["helpUri"], "https://fetch.spec.whatwg.org/#concept-cors-check");
  EXPECT_EQ(rule["help"]["text"], "Compare the whole origin.");
  EXPECT_EQ(run["results"][0]["webRequest"]["headers"]["Origin"], "https://app.example.evil.test");
  EXPECT_EQ(run["results"][0]["webResponse"]["statusCode"], 200);
  EXPECT_NE(run["results"][0]["partialFingerprints"], run["results"][1]["partialFingerprints"]);
  EXPECT_EQ(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "policy.json");
}

TEST(FindingsSarif, AFingerprintIsTheSameOnAnotherPortAndAnotherForAnotherServer) {
  FindingsReport report = report_for_tests();
  const auto fingerprint = [](const FindingsReport& of) {
    return Json::parse(write_report(ReportFormat::sarif, of))["runs"][0]["results"][0]["partialFingerprints"]["crosscheck/v1"];
  };
  const Json before = fingerprint(report);
  report.targets = {"http://127.0.0.1:9999/"};
  for (ReportedFinding& finding : report.findings) finding.url = report.targets[0];
  EXPECT_EQ(fingerprint(report), before);
  report.targets.insert(report.targets.begin(), "http://127.0.0.1:9998/");
  EXPECT_NE(fingerprint(report), before);
}

TEST(FindingsSarif, APolicyOfAnyNameIsARelativeReference) {
  FindingsReport report = report_for_tests();
  report.policy_name = "a:b/50% #1?[x].json";
  const Json run = Json::parse(write_report(ReportFormat::sarif, report))["runs"][0];
  EXPECT_EQ(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a%3Ab/50%25%20%231%3F%5Bx%5D.json");
}

TEST(FindingsSarif, AnAnswerThatNeverCameIsNotedAsSuch) {
  FindingsReport report = report_for_tests();
  report.findings[1].evidence[0].received.clear();
  const Json run = Json::parse(write_report(ReportFormat::sarif, report))["runs"][0];
  EXPECT_EQ(run["results"][0]["webResponse"], Json({{"noResponseReceived", true}}));
}

TEST(FindingsMarkdown, NothingThatAServerSentIsMarkup) {
  const std::string markdown = write_report(ReportFormat::markdown, hostile_report());
  EXPECT_THAT(markdown, HasSubstr("&lt;img src=x"));
  EXPECT_THAT(markdown, HasSubstr("&#64;&#8203;you &#35;&#8203;1"));
  // Of what stands bare in a line; what is in a fence or a span of code is text.
  for (const std::string& line : lines_of(markdown)) {
    if (line.starts_with("    ")) continue;
    const std::string bare = line.substr(0, line.find('`'));
    for (const char* const mark : {"<img", "</script", " @you", " #1", "[x](y)"}) EXPECT_EQ(bare.find(mark), bare.npos) << line;
  }
}

TEST(FindingsMarkdown, FitsACommentHoweverMuchWasFound) {
  FindingsReport report = report_for_tests();
  report.kind = ReportKind::audit;
  for (int number = 0; number < 500; ++number) {
    ReportedFinding finding = finding_for_tests("P007", Level::must, Direction::permissive);
    finding.probe += std::to_string(number) + std::string(5000, '`');
    finding.evidence[0].sent += std::string(50'000, '\x01');
    report.findings.push_back(finding);
    report.assumptions.push_back(std::string(2000, '<'));
  }
  report.policy = std::string(100'000, 'x');
  const std::string markdown = write_report(ReportFormat::markdown, report);
  EXPECT_LT(markdown.size(), 65'536U);
  EXPECT_THAT(markdown, ContainsRegex("and [0-9]+ more\n"));
  EXPECT_EQ(markdown.find("<details"), markdown.find("<details open>")) << "what fails comes first";
}

TEST(FindingsHtml, NothingThatAServerSentIsMarkupAndNoScriptMayRun) {
  const std::string html = write_report(ReportFormat::html, hostile_report());
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("\x1B")));
  EXPECT_THAT(html, HasSubstr("default-src 'none'; style-src 'sha256-"));
  EXPECT_THAT(html, EndsWith("</html>\n"));
}

}  // namespace
}  // namespace crosscheck::check
