#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crosscheck/fetch/scripted_fetch_for_tests.h"

namespace crosscheck {
namespace {

std::vector<TraceStep> told(const ClientRequest& request, const std::vector<NetworkResponse>& answers) {
  CollectingTrace trace;
  ScriptedAgent().fetch(request, answers, no_hooks(), &trace);
  return trace.take();
}

// The row with which a trace ends.
Rule last(const ClientRequest& request, const std::vector<NetworkResponse>& answers = {}) {
  const std::vector<TraceStep> steps = told(request, answers);
  return steps.empty() ? Rule::MF_1 : steps.back().rule;
}

ClientRequest in_mode(ClientRequest request, Mode mode) {
  request.mode = mode;
  return request;
}

TEST(FetchTrace, APendingFetchEndsWithWhatShapedItsRequest) {
  EXPECT_EQ(last(request_to("http://b.test/")), Rule::ORH_2);
  EXPECT_EQ(last(request_to("http://b.test/"), {redirect_to(302, "http://c.test/")}), Rule::TNT_3);
  EXPECT_EQ(last(in_mode(request_to("http://b.test/"), Mode::no_cors)), Rule::ORH_3);
  EXPECT_EQ(last(in_mode(request_to("http://b.test/"), Mode::no_cors), {redirect_to(302, "http://a.test/")}), Rule::REQ_9);
  EXPECT_EQ(last(request_to("http://b.test/"), {redirect_to(302, "http://c.test/"), redirect_to(302, "http://a.test/")}), Rule::MF_12);
}

TEST(FetchTrace, AnAllowedFetchWithNothingToHideEndsWithItsCheck) {
  EXPECT_EQ(last(request_to("http://b.test/"), {shared()}), Rule::CHK_3);
  EXPECT_EQ(last(request_to("http://a.test/"), {answer(200)}), Rule::MF_25);
  EXPECT_EQ(last(request_to("http://b.test/"), {answer(200, {{"Access-Control-Allow-Origin", "*"}, {"X-A", "1"}})}), Rule::FLT_2);
  EXPECT_EQ(
      last(request_to("http://b.test/"), {answer(200, {{"Access-Control-Allow-Origin", "*"}, {"Content-Type", "a/b"}, {"Vary", "x"}})}),
      Rule::CHK_3);
}

TEST(FetchTrace, TheFilterOfTheLastHopIsToldWhereTheFirstWasAnother) {
  const NetworkResponse secret = answer(200, {{"Access-Control-Allow-Origin", "*"}, {"X-A", "1"}});
  EXPECT_EQ(last(request_to("http://a.test/"), {redirect_to(302, "http://b.test/"), secret}), Rule::MF_21);
  EXPECT_EQ(last(request_to("http://b.test/"), {redirect_to(302, "http://b.test/2"), secret}), Rule::FLT_2);
}

TEST(FetchTrace, ABadPortIsToldByItsNumberItsModeOrItsRedirect) {
  EXPECT_EQ(last(request_to("http://b.test:25/")), Rule::PRT_2);
  EXPECT_EQ(last(in_mode(request_to("http://b.test:25/"), Mode::no_cors)), Rule::PRT_1);
  EXPECT_EQ(last(request_to("http://b.test/"), {redirect_to(302, "http://b.test:25/")}), Rule::MF_5);
}

TEST(FetchTrace, BehindABlockStandsWhatItsReaderCouldNotSee) {
  ClientRequest request = request_to("http://b.test/", "POST");
  request.body = ClientBody{"application/json", true};
  EXPECT_EQ(last(request, {grant("POST")}), Rule::API_12);
  request.headers = {{"Content-Type", "application/json"}};
  EXPECT_EQ(last(request, {grant("POST")}), Rule::PRE_16) << "the script's own";

  request = request_to("http://b.test/");
  request.upload_listener = true;
  EXPECT_EQ(last(request, {answer(404)}), Rule::REQ_4);

  const NetworkResponse by_name = answer(200, {{"Access-Control-Allow-Origin", "http://a.test"}});
  EXPECT_EQ(last(request_to("http://b.test/"), {redirect_to(302, "http://c.test/"), by_name}), Rule::SRO_1);
  const NetworkResponse null = answer(200, {{"Access-Control-Allow-Origin", "null"}});
  EXPECT_EQ(last(request_to("http://b.test/"), {redirect_to(302, "http://b.test/2"), null}), Rule::TNT_2);
}

TEST(FetchTrace, AThrowIsToldOnce) {
  const std::vector<TraceStep> steps = told(request_to("http://b.test/", "TRACE"), {});
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_EQ(steps[0].rule, Rule::MTH_3);
  EXPECT_EQ(steps[1].rule, Rule::API_9);
  EXPECT_EQ(steps[1].outcome, Outcome::blocked);
}

}  // namespace
}  // namespace crosscheck
