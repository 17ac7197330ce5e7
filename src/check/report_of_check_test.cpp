#include "check/report_of_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "check/baseline.h"

namespace crosscheck::check {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

CheckRun faultless_run(std::string target) {
  CheckRun run;
  run.target = std::move(target);
  run.seed = 7;
  run.asked = 10;
  run.planned = 10;
  for (const Property& each : all_properties()) {
    PropertyCount count;
    count.property = each.id;
    count.probes = 1;
    run.properties.push_back(count);
  }
  return run;
}

Finding finding_of(PropertyId id) {
  Finding finding;
  finding.property = id;
  finding.also = {PropertyId::P048};
  finding.direction = Direction::permissive;
  finding.target = "http://127.0.0.1:1/";
  finding.path = "/items";
  finding.key = "right-label";
  finding.summary = "It was let in.";
  finding.reason = Reason::allow_origin_missing;
  finding.request = "GET / HTTP/1.1\r\n\r\n";
  return finding;
}

const ReportedProperty& property_in(const FindingsReport& report, std::string_view id) {
  return *std::find_if(report.properties.begin(), report.properties.end(), [&](const ReportedProperty& each) { return each.id == id; });
}

TEST(ReportOfCheck, AFindingKeepsItsNameWithoutTheProperty) {
  const ReportedFinding finding = reported(finding_of(PropertyId::P007));
  EXPECT_EQ(finding.property, "P007");
  EXPECT_EQ(finding.probe, "/items permissive right-label");
  EXPECT_THAT(finding.also, ElementsAre("P048"));
  EXPECT_EQ(finding.reason, "allow-origin-missing");
  EXPECT_EQ(finding.severity, Level::must);
}

TEST(ReportOfCheck, AllPropertiesAreThereWithWhatIsKnownOfThem) {
  CheckRun run = faultless_run("http://127.0.0.1:1/");
  run.findings = {finding_of(PropertyId::P007)};
  run.properties[6].findings = 1;
  run.properties[7].not_asked = "The policy gives no occasion.";
  run.properties[7].probes = 0;
  const FindingsReport report = report_of_check(std::array{run});
  EXPECT_EQ(report.properties.size(), kProperties);
  EXPECT_EQ(property_in(report, "P007").state, PropertyState::fails);
  EXPECT_EQ(property_in(report, "P008").state, PropertyState::not_run);
  EXPECT_EQ(property_in(report, "P008").not_asked, "The policy gives no occasion.");
  EXPECT_EQ(property_in(report, "P001").state, PropertyState::holds);
  EXPECT_EQ(exit_code_of(report), 1);
}

TEST(ReportOfCheck, OfSeveralServersAPropertyFailsWhereItFailsForOne) {
  CheckRun good = faultless_run("http://127.0.0.1:1/");
  CheckRun bad = faultless_run("http://127.0.0.1:2/");
  bad.properties[0].findings = 1;
  bad.findings = {finding_of(PropertyId::P001)};
  good.properties[1].not_asked = "left out";
  for (const auto& runs : {std::array{good, bad}, std::array{bad, good}}) {
    const FindingsReport report = report_of_check(runs);
    EXPECT_EQ(property_in(report, "P001").state, PropertyState::fails);
    EXPECT_EQ(property_in(report, "P002").state, PropertyState::holds);
    EXPECT_EQ(property_in(report, "P002").not_asked, "");
    EXPECT_EQ(report.probes, 20U);
    EXPECT_EQ(report.targets.size(), 2U);
  }
}

TEST(ReportOfCheck, ARunThatEndedEarlyEndsWithFourAndALostServerWithThree) {
  CheckRun run = faultless_run("http://127.0.0.1:1/");
  run.end = End::out_of_time;
  run.asked = 4;
  FindingsReport report = report_of_check(std::array{run});
  EXPECT_THAT(report.incomplete,
              HasSubstr("The time was over before everything was asked: 4 of 10 probes of http://127.0.0.1:1/ were sent"));
  EXPECT_EQ(exit_code_of(report), 4);
  run.end = End::lost;
  EXPECT_EQ(exit_code_of(report_of_check(std::array{run})), 3);
}

TEST(ReportOfCheck, WhatProvesNothingIsHandedOn) {
  CheckRun run = faultless_run("http://127.0.0.1:1/");
  run.vacuous = "No CORS header was seen.";
  EXPECT_EQ(report_of_check(std::array{run}).vacuous, "No CORS header was seen.");
  EXPECT_THAT(report_of_check(std::array{run, faultless_run("http://127.0.0.1:2/")}).vacuous,
              HasSubstr("http://127.0.0.1:1/: No CORS header"));
}

TEST(ReportOfCheck, ABaselineThatItWritesKnowsItsFindings) {
  CheckRun run = faultless_run("http://127.0.0.1:1/");
  run.findings = {finding_of(PropertyId::P007)};
  run.properties[6].findings = 1;
  const FindingsReport report = report_of_check(std::array{run});
  const Result<Baseline, BaselineError> baseline = read_baseline(write_baseline(report));
  ASSERT_TRUE(baseline);
  EXPECT_EQ(exit_code_of(with_baseline(report, *baseline)), 0);
}

TEST(ReportOfCheck, EveryPropertySaysWhereToReadOn) {
  for (const ReportedProperty& property : report_of_check({}).properties) {
    EXPECT_TRUE(property.reference.starts_with("https://")) << property.id;
    EXPECT_FALSE(property.fix.empty()) << property.id;
  }
  EXPECT_EQ(property_in(report_of_check({}), "P084").reference, "https://fetch.spec.whatwg.org/#http-access-control-max-age");
  EXPECT_EQ(property_in(report_of_check({}), "P118").reference, "https://fetch.spec.whatwg.org/#http-cors-protocol");
}

}  // namespace
}  // namespace crosscheck::check
