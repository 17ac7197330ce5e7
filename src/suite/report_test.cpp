#include "suite/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "suite/report_for_tests.h"
#include "suite/report_html_assets.h"
#include "suite/report_junit.h"
#include "suite/report_markdown.h"
#include "suite/report_page.h"
#include "suite/report_sha256.h"
#include "suite/terminal_text.h"

namespace crosscheck::suite {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string report(ReportFormat format, const RunLog& log, bool colours = false) {
  return write_report(format, std::span(&log, 1), {.colours = colours});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(Report, EveryFormatHasAWord) {
  for (unsigned number = 0; number <= static_cast<unsigned>(ReportFormat::html); ++number) {
    const auto format = static_cast<ReportFormat>(number);
    EXPECT_EQ(report_format_from(to_string(format)), format);
  }
  EXPECT_EQ(report_format_from("pdf"), std::nullopt);
}

TEST(Report, ALogWithoutImplementationsIsReportedInEveryFormatAndNeverAsGood) {
  const RunLog nothing = log_of({}, {}, 0);
  EXPECT_THAT(report(ReportFormat::text, nothing), HasSubstr("nothing is known"));
  EXPECT_THAT(report(ReportFormat::tap, nothing), HasSubstr("not ok 1"));
  EXPECT_THAT(report(ReportFormat::markdown, nothing), HasSubstr("nothing is known"));
  EXPECT_THAT(report(ReportFormat::html, nothing), HasSubstr("nothing is known"));
}

TEST(TextReport, RefusedImplementationsComeFirstAndVerdictsLast) {
  const std::string text = report(ReportFormat::text, mixed_log());
  EXPECT_THAT(text, StartsWith("refused liar\n  Nothing of it counts: it says yes to everything"));
  EXPECT_LT(text.find("fail a/permissive"), text.find("fail a/strict"));
  EXPECT_LT(text.find("fail a/strict"), text.find("lib: does not conform"));
  EXPECT_THAT(text, HasSubstr("  expected  \"failure\"\n  got       \"success\"\n  direction too permissive\n"
                              "  decided   CHK-4 https://fetch.spec.whatwg.org/#concept-cors-check\n"));
}

TEST(TextReport, FitsEightyColumnsAndNothingActsOnTheTerminal) {
  for (const std::string& line : lines_of(report(ReportFormat::text, mixed_log()))) {
    const bool has_link = line.find("https://") != std::string::npos;
    EXPECT_TRUE(has_link || columns(line) <= kColumns) << line;
    for (const char c : line) EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 || c == 0x7F) << line;
    EXPECT_EQ(line.find("\xE2\x80\xAE"), std::string::npos) << "a text that turns";
  }
}

TEST(TextReport, HasColoursOnlyWhereTheyAreWanted) {
  EXPECT_THAT(report(ReportFormat::text, mixed_log()), Not(HasSubstr("\x1B")));
  EXPECT_THAT(report(ReportFormat::text, mixed_log(), true), HasSubstr(std::string(kRed) + "fail a/permissive"));
}

TEST(TextReport, NeverGivesAPercentage) { EXPECT_THAT(report(ReportFormat::text, mixed_log()), Not(HasSubstr("%"))); }

TEST(JsonReport, HasAResultForEachVectorAndImplementation) {
  const Json json = Json::parse(report(ReportFormat::json, mixed_log()));
  EXPECT_EQ(json["exit"], 1);
  EXPECT_EQ(json["implementations"][0]["verdict"], "does not conform");
  EXPECT_EQ(json["implementations"][1]["refused"], "it says yes to everything");
  EXPECT_EQ(json["implementations"][0]["levels"]["must"]["bad"], 4);
  ASSERT_EQ(json["vectors"].size(), 8U);
  EXPECT_EQ(json["vectors"][2]["results"]["lib"]["direction"], "permissive");
  EXPECT_FALSE(json["vectors"][2]["results"].contains("liar"));
}

TEST(JunitReport, CountsFailuresErrorsAndSkippedApart) {
  const std::string xml = report(ReportFormat::junit, mixed_log());
  EXPECT_THAT(xml, HasSubstr("<testsuites name=\"crosscheck\" tests=\"9\" failures=\"3\" errors=\"2\" skipped=\"2\""));
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"lib\" tests=\"8\" failures=\"3\" errors=\"1\" skipped=\"2\""));
  EXPECT_THAT(xml, HasSubstr("<failure message=\"expected &quot;failure&quot;, got &quot;success&quot;\" type=\"permissive\">"));
  EXPECT_THAT(xml, HasSubstr("<error message=\"ended with signal 11\" type=\"crash\">"));
  EXPECT_THAT(xml, HasSubstr("type=\"refused\""));
  EXPECT_THAT(xml, HasSubstr("<skipped message=\"expected-fail: issue 7\"/>"));
}

TEST(JunitReport, HoldsNoCharacterThatXmlRefuses) {
  EXPECT_EQ(xml_text("<a b=\"c\">&\x01\n\xEF\xBF\xBF"), "&lt;a b=&quot;c&quot;&gt;&amp;\\u0001\n\xEF\xBF\xBD");
  for (const char c : report(ReportFormat::junit, mixed_log())) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
}

TEST(JunitReport, ARunThatAskedNothingIsAnError) {
  const std::string xml = report(ReportFormat::junit, log_of({"x"}, {line_of("a/1", "x", Outcome::skip)}, 1));
  EXPECT_THAT(xml, HasSubstr("name=\"something was asked\""));
  EXPECT_THAT(xml, HasSubstr("errors=\"1\""));
}

TEST(TapReport, ThePlanIsTheNumberOfPointsAndDirectivesAreOurs) {
  const std::vector<std::string> lines = lines_of(report(ReportFormat::tap, mixed_log()));
  ASSERT_GT(lines.size(), 2U);
  EXPECT_EQ(lines[0], "TAP version 14");
  EXPECT_EQ(lines[1], "1..9");
  std::size_t points = 0;
  std::size_t not_ok = 0;
  bool in_yaml = false;
  for (std::size_t at = 2; at < lines.size(); ++at) {
    if (lines[at] == "  ---") {
      in_yaml = true;
    } else if (lines[at] == "  ...") {
      in_yaml = false;
    } else if (in_yaml) {
      const std::string value = lines[at].substr(lines[at].find(": ") + 2);
      EXPECT_TRUE(Json::parse(value, nullptr, false).is_string()) << lines[at];
    } else {
      const bool bad = lines[at].starts_with("not ok ");
      const std::string rest = lines[at].substr(bad ? 7 : 3);
      EXPECT_THAT(rest, StartsWith(std::to_string(++points) + " - "));
      not_ok += bad && rest.find(" known failure") == std::string::npos ? 1 : 0;
    }
  }
  EXPECT_EQ(points, 9U);
  EXPECT_EQ(not_ok, 5U);
}

TEST(TapReport, AHashInATextIsNoDirective) {
  RunLog log = log_of({"x # SKIP"}, {line_of("a/1", "x # SKIP", Outcome::fail)}, 1);
  EXPECT_THAT(report(ReportFormat::tap, log), HasSubstr("not ok 1 - x \\# SKIP: a/1\n"));
}

TEST(SarifReport, HasWhatTheFormatDemands) {
  const Json sarif = Json::parse(report(ReportFormat::sarif, mixed_log()));
  EXPECT_EQ(sarif["version"], "2.1.0");
  ASSERT_EQ(sarif["runs"].size(), 2U);
  const Json& run = sarif["runs"][0];
  const Json& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(run["results"].size(), 6U);
  std::set<std::string> fingerprints;
  for (const Json& result : run["results"]) {
    EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
    EXPECT_FALSE(result["message"]["text"].get<std::string>().empty());
    EXPECT_TRUE(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].is_string());
    fingerprints.insert(result["partialFingerprints"]["crosscheck/v1"].get<std::string>());
  }
  EXPECT_EQ(fingerprints.size(), 6U);
  EXPECT_EQ(run["results"][0]["level"], "error");
  EXPECT_EQ(run["results"][5]["level"], "warning");
  EXPECT_EQ(run["results"][4]["suppressions"][0]["justification"], "issue 7");
  EXPECT_THAT(rules[0]["help"]["text"].get<std::string>(), HasSubstr("allow-origin-"));
  EXPECT_EQ(sarif["runs"][1]["invocations"][0]["executionSuccessful"], false);
}

TEST(SarifReport, FingerprintsAreTheSameInTheNextRun) {
  RunLog later = mixed_log();
  later.header.started = "2027-01-01T00:00:00Z";
  later.lines[2].rev = 7;
  later.lines[2].duration_us = 99;
  const auto first = [](const std::string& text) { return Json::parse(text)["runs"][0]["results"][0]["partialFingerprints"]; };
  EXPECT_EQ(first(report(ReportFormat::sarif, mixed_log())), first(report(ReportFormat::sarif, later)));
}

TEST(MarkdownReport, NothingInALogBecomesMarkup) {
  EXPECT_EQ(markdown_text("<b>|`*_@you [x](y)"), "&lt;b&gt;\\|\\`\\*\\_&#64;&#8203;you \\[x\\]\\(y\\)");
  EXPECT_EQ(markdown_code("a`b``c"), "```a`b``c```");
  EXPECT_EQ(markdown_code("`"), "`` ` ``");
  const std::string markdown = report(ReportFormat::markdown, mixed_log());
  EXPECT_THAT(markdown, Not(HasSubstr("](javascript:")));
  EXPECT_THAT(markdown, HasSubstr("[CHK-4](https://fetch.spec.whatwg.org/#concept-cors-check)"));
}

TEST(MarkdownReport, SaysHowManyItLeavesOut) {
  std::vector<LogLine> lines;
  for (int number = 0; number < 60; ++number) lines.push_back(failing_line("a/" + std::to_string(number), "x", Direction::strict));
  EXPECT_THAT(report(ReportFormat::markdown, log_of({"x"}, std::move(lines), 60)), HasSubstr("and 10 more"));
}

TEST(HtmlReport, ATextBecomesNoMarkupOfAnElementOrAnAttribute) {
  EXPECT_EQ(html_text("<a b=\"c\" d='e'>&\n"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;\\u000a");
  EXPECT_EQ(html_lines("<a>\n\nb\x01\n\n"), "&lt;a&gt;\n\nb\\u0001");
  EXPECT_EQ(html_lines("\n"), "");
}

TEST(HtmlReport, HoldsNoMarkupOfALog) {
  const std::string html = report(ReportFormat::html, mixed_log());
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, HasSubstr("&lt;img"));
  EXPECT_THAT(html, HasSubstr("\\u003c/script"));
  EXPECT_THAT(html, Not(HasSubstr("href=\"javascript:")));
  EXPECT_THAT(html, EndsWith("</html>\n"));
}

TEST(HtmlReport, ItsPolicyAllowsItsOwnScriptAndStyleAlone) {
  const std::string html = report(ReportFormat::html, mixed_log());
  EXPECT_THAT(html, HasSubstr("script-src 'sha256-" + in_base64(sha256(report_script())) + "'"));
  EXPECT_THAT(html, HasSubstr("style-src 'sha256-" + in_base64(sha256(report_style())) + "'"));
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
  EXPECT_EQ(std::string(report_script()).find("</script"), std::string::npos);
}

TEST(HtmlReport, TheVerdictsStandInThePageWithoutAScript) {
  const std::string html = report(ReportFormat::html, mixed_log());
  EXPECT_LT(html.find("liar"), html.find("does not conform"));
  EXPECT_THAT(html, HasSubstr("must: 4 of 6 fail"));
  EXPECT_THAT(html, HasSubstr("<noscript>"));
  EXPECT_THAT(html, HasSubstr("too permissive: <code>a/permissive</code>"));
}

TEST(Sha256, AgreesWithThePublishedExamples) {
  EXPECT_EQ(in_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(in_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(in_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(in_hex(sha256(std::string(1000000, 'a'))), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(in_base64(sha256("")), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

}  // namespace
}  // namespace crosscheck::suite
